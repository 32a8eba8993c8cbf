package io.tessera.connector.csv.internal;

import io.tessera.connector.spi.FailureKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a new file in the place of one, at once: a reader sees all of the old or all of the new, and
 * so does one after a crash. Permissions and group stay; the owner is the server's user.
 *
 * @param file its real path
 * @param expected what it was when it was read
 */
record Replacement(Path file, Stamp expected) {
  /**
   * @throws TargetFailure nothing was changed, unless the kind is UNKNOWN
   */
  void carryOut(byte[] bytes) throws TargetFailure {
    // Always the same name: we hold the lock, and what a crash left behind goes away this way.
    Path draft = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      try {
        Files.deleteIfExists(draft);
        write(draft, bytes);
        keepRights(draft);
        refuseIfChanged();
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException refused) {
      throw TargetFailure.of("Replace " + file, refused);
    }
    makeLasting();
  }

  private void write(Path draft, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), forUsOnly())) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** Until it has the rights of the file it replaces. */
  private FileAttribute<?>[] forUsOnly() {
    return posix(file) == null
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
  }

  private static @Nullable PosixFileAttributeView posix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class);
  }

  private void keepRights(Path draft) throws IOException {
    PosixFileAttributeView view = posix(draft);
    PosixFileAttributeView old = posix(file);
    if (view == null || old == null) {
      return;
    }
    PosixFileAttributes wanted = old.readAttributes();
    if (!view.readAttributes().group().equals(wanted.group())) {
      view.setGroup(wanted.group());
    }
    view.setPermissions(wanted.permissions());
  }

  private void refuseIfChanged() throws IOException, TargetFailure {
    if (!Stamp.of(file).equals(expected)) {
      throw TargetFailure.of(
          FailureKind.TRANSIENT, file + " was changed by somebody else at the same moment.");
    }
  }

  /** The new name is in the folder only when the folder is on the disk. */
  private void makeLasting() throws TargetFailure {
    Path folder = file.toAbsolutePath().getParent();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException failed) {
      throw TargetFailure.unknown("Make " + folder + " lasting", failed);
    }
  }
}
