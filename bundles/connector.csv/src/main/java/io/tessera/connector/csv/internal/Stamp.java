package io.tessera.connector.csv.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By what a file is known to be the same still.
 *
 * @param file the inode; null where the file system has none
 */
record Stamp(long size, FileTime modified, @Nullable Object file) {
  /** The coarsest clock of a file system in use: FAT counts in two seconds. */
  private static final Duration COARSE = Duration.ofSeconds(2);

  static Stamp of(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }

  /**
   * Whether a later change must show. One made at the same tick of the file system's clock as the
   * one before need not.
   */
  boolean settledAt(Instant read) {
    return modified.toInstant().isBefore(read.minus(COARSE));
  }
}
