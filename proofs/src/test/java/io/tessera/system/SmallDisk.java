package io.tessera.system;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system of its own in memory, so small that it can be filled in a moment. */
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;
  private static final long PATIENCE_SECONDS = 20;
  private final Path folder;
  private final Path filler;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.filler = folder.resolve("filler");
  }

  /** Mounts one; empty where we may not. */
  static Optional<SmallDisk> mounted(Path folder, int mebibytes) throws IOException {
    Files.createDirectories(folder);
    String size = "size=" + mebibytes + "m,mode=0700";
    if (!succeeds(List.of("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString()))) {
      return Optional.empty();
    }
    SmallDisk disk = new SmallDisk(folder);
    Runtime.getRuntime().addShutdownHook(new Thread(disk::unmount, "unmount"));
    return Optional.of(disk);
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Path folder() {
    return folder;
  }

  /** Writes until nothing fits any more; what others free meanwhile is filled by the next call. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream out =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (folder.toFile().getUsableSpace() > 0) {
        out.write(block);
      }
    } catch (IOException full) {
      if (folder.toFile().getUsableSpace() > BLOCK) {
        throw full;
      }
    }
  }

  void makeRoom() throws IOException {
    Files.deleteIfExists(filler);
  }

  @Override
  public void close() {
    unmount();
  }

  private void unmount() {
    if (!succeeds(List.of("umount", folder.toString()))) {
      succeeds(List.of("umount", "-l", folder.toString()));
    }
  }
}
