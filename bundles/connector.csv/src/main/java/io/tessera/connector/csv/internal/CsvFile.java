package io.tessera.connector.csv.internal;

import io.tessera.connector.csv.internal.Encoding.Content;
import io.tessera.connector.spi.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file, read when it is not as it was, and replaced as a whole. What it said is kept as long as
 * its size, its time and its inode are the same. For one thread, which holds the file's lock.
 */
final class CsvFile {
  private final Layout layout;
  private final FileFormat format;
  private final Clock clock;
  private @Nullable Copy copy;

  /**
   * How all files of a target are written.
   *
   * @param maxBytes a bigger file is not read, which bounds memory
   */
  record FileFormat(Dialect dialect, Encoding encoding, long maxBytes) {}

  /**
   * What the file said.
   *
   * @param settled whether a change since then would show in the stamp
   */
  private record Copy(Stamp stamp, boolean settled, Sheet sheet) {}

  CsvFile(Layout layout, FileFormat format, Clock clock) {
    this.layout = layout;
    this.format = format;
    this.clock = clock;
  }

  Layout layout() {
    return layout;
  }

  /** Reads it anew and keeps nothing; for any thread. */
  Sheet look(Path real) throws TargetFailure {
    Stamp stamp = stamp(real);
    return new SheetReader(layout, format.dialect()).read(content(real, stamp));
  }

  /**
   * What it says now.
   *
   * @param real where it is
   * @throws TargetFailure it is malformed or not to be had
   */
  Sheet sheet(Path real) throws TargetFailure {
    Stamp stamp = stamp(real);
    Copy before = copy;
    if (before != null && before.settled() && before.stamp().equals(stamp)) {
      return before.sheet();
    }
    copy = null;
    Instant read = clock.instant();
    Content content = content(real, stamp);
    Sheet sheet =
        before != null && before.sheet().content().equals(content)
            ? before.sheet()
            : new SheetReader(layout, format.dialect()).read(content);
    copy = new Copy(stamp, stamp.settledAt(read), sheet);
    return sheet;
  }

  private Content content(Path real, Stamp stamp) throws TargetFailure {
    if (stamp.size() > format.maxBytes()) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          real + " has " + stamp.size() + " bytes; raise maxMegabytes, or divide the file.");
    }
    try {
      byte[] bytes = Files.readAllBytes(real);
      if (bytes.length != stamp.size() || !Stamp.of(real).equals(stamp)) {
        throw TargetFailure.of(FailureKind.TRANSIENT, real + " was written to while it was read.");
      }
      return format.encoding().decode(bytes);
    } catch (IOException unreadable) {
      throw TargetFailure.of("Read " + real, unreadable);
    }
  }

  private static Stamp stamp(Path real) throws TargetFailure {
    try {
      return Stamp.of(real);
    } catch (IOException unreadable) {
      throw TargetFailure.of("Read " + real, unreadable);
    }
  }

  /** Not to be had any more is no failure: the file has been replaced, and is read next time. */
  private static @Nullable Copy written(Path real, Sheet sheet) {
    try {
      return new Copy(Stamp.of(real), false, sheet);
    } catch (IOException gone) {
      return null;
    }
  }

  /** Forgets changes that were not saved. */
  void forget() {
    copy = null;
  }

  /**
   * Replaces the file when the sheet was changed.
   *
   * @return whether it was replaced
   * @throws TargetFailure it was not, unless the kind is UNKNOWN
   */
  boolean save(Path real) throws TargetFailure {
    Copy changed = copy;
    if (changed == null || !changed.sheet().changed()) {
      return false;
    }
    // Whatever goes wrong from here on, the next operation reads the file anew.
    copy = null;
    byte[] bytes = changed.sheet().write(format.dialect()).bytesIn(format.encoding());
    if (bytes.length > format.maxBytes()) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION, real + " would grow too big; raise maxMegabytes.");
    }
    new Replacement(real, changed.stamp()).carryOut(bytes);
    copy = written(real, changed.sheet());
    return true;
  }
}
