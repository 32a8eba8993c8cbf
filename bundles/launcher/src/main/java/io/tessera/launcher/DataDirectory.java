package io.tessera.launcher;

import static io.tessera.launcher.ExitCode.DATA_IN_USE;
import static io.tessera.launcher.ExitCode.DATA_UNUSABLE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The one place a server writes to. Held by a file lock while the server runs, so that two servers
 * never share it; the lock goes with the process, however that ends.
 */
final class DataDirectory implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final String READY = "tessera.ready";

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Creates what is missing, refuses what is unsafe, takes the lock. */
  static DataDirectory open(Path path) throws StartRefusedException {
    try {
      Files.createDirectories(path.getParent() == null ? path : path.getParent());
      createPrivate(path);
      if (!Files.isWritable(path)) {
        throw new StartRefusedException(
            DATA_UNUSABLE, "The data directory " + path + " is not writable by this user.");
      }
      FileChannel lock = lock(path);
      try {
        prepare(path);
        return new DataDirectory(path, lock);
      } catch (IOException | StartRefusedException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StartRefusedException(
          DATA_UNUSABLE, "The data directory " + path + " cannot be used: " + e);
    }
  }

  Path path() {
    return path;
  }

  /** Tells {@code bin/tessera} which process this is. */
  void writePid() throws IOException {
    Files.writeString(pidFile(), ProcessHandle.current().pid() + "\n");
  }

  /** Tells {@code bin/tessera} that all doors are open, and where. */
  void writeReady(String url) throws IOException {
    Files.writeString(readyFile(), url + "\n");
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(readyFile());
    Files.deleteIfExists(pidFile());
    lock.close();
  }

  private Path pidFile() {
    return path.resolve("tessera.pid");
  }

  private Path readyFile() {
    return path.resolve(READY);
  }

  private static void prepare(Path path) throws IOException, StartRefusedException {
    Files.deleteIfExists(path.resolve(READY));
    for (String name : List.of("etc", "deploy", "log", "cache", "tls", "keys")) {
      createPrivate(path.resolve(name));
    }
    // Bundles and materialised configurations are taken up afresh at each start: nothing stale.
    delete(path.resolve("cache/felix"));
    delete(path.resolve("cache/config"));
    delete(path.resolve("cache/deploy"));
    createPrivate(path.resolve("cache/deploy"));
    refuseDeployOpenToOthers(path.resolve("deploy"));
  }

  /** Whoever writes there runs code in this server. */
  private static void refuseDeployOpenToOthers(Path deploy)
      throws IOException, StartRefusedException {
    if (!deploy.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(deploy);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new StartRefusedException(
          DATA_UNUSABLE,
          "Others than the owner may write to %s (%s), and so run code in this server."
                  .formatted(deploy, PosixFilePermissions.toString(permissions))
              + " Check what is in it, then: chmod 700 "
              + deploy);
    }
  }

  private static FileChannel lock(Path path) throws IOException, StartRefusedException {
    FileChannel channel = FileChannel.open(path.resolve("tessera.lock"), CREATE, READ, WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // another server in this very process: the same answer
    }
    channel.close();
    throw new StartRefusedException(
        DATA_IN_USE,
        "The data directory "
            + path
            + " is in use by another server. Stop it, or choose another with TESSERA_DATA.");
  }

  private static void createPrivate(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(directory, PRIVATE);
    } else {
      Files.createDirectory(directory);
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> children = Files.list(path)) {
        for (Path child : children.toList()) {
          delete(child);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
