package io.tessera.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel knows of a process (proc(5)). Times are in seconds, memory in MiB. */
final class Processes {
  private static final double TICKS_PER_SECOND = 100;
  private static final int UTIME = 11;
  private static final int STIME = 12;
  private static final int CUTIME = 13;
  private static final int CSTIME = 14;
  private static final int KIB_PER_MIB = 1024;

  private Processes() {}

  /** User and system time of the process itself, its children not counted. */
  static double cpu(long pid) throws IOException {
    String[] stat = stat(pid);
    return (Long.parseLong(stat[UTIME]) + Long.parseLong(stat[STIME])) / TICKS_PER_SECOND;
  }

  /** Time of a process and of all its children, ended ones included. */
  static double cpuWithChildren(long pid) throws IOException {
    String[] own = stat(pid);
    double ended = (Long.parseLong(own[CUTIME]) + Long.parseLong(own[CSTIME])) / TICKS_PER_SECOND;
    double all = cpu(pid) + ended;
    List<Long> children;
    try (Stream<ProcessHandle> living =
        ProcessHandle.of(pid).map(ProcessHandle::descendants).orElseGet(Stream::empty)) {
      children = living.map(ProcessHandle::pid).toList();
    }
    for (long child : children) {
      try {
        all += cpu(child);
      } catch (NoSuchFileException endedMeanwhile) {
        // counted with the parent's children next time
      }
    }
    return all;
  }

  static double residentMiB(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / (double) KIB_PER_MIB;
      }
    }
    throw new IOException("no VmRSS of process " + pid);
  }

  /** The fields from the state on, behind the name, which may hold blanks. */
  private static String[] stat(long pid) throws IOException {
    String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
  }
}
