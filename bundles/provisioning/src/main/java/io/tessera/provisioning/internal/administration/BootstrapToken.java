package io.tessera.provisioning.internal.administration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A one-time token in a file of the data directory that only its owner can read: whoever can read
 * it may become the first administrator. Good for an hour from the start of the server.
 */
final class BootstrapToken {
  private static final int BYTES = 16;
  private static final Duration LIFE = Duration.ofHours(1);

  private final Path file;

  BootstrapToken(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** Writes a fresh one in the place of any older. */
  void write() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
    } catch (IOException broken) {
      throw new UncheckedIOException("The bootstrap token cannot be written to " + file, broken);
    }
  }

  /** Compares in constant time. */
  boolean matches(String presented) {
    try {
      if (!Files.exists(file) || isOld()) {
        return false;
      }
      byte[] expected = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
      return MessageDigest.isEqual(expected, presented.strip().getBytes(StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      return false;
    }
  }

  private boolean isOld() throws IOException {
    return Files.getLastModifiedTime(file).toInstant().plus(LIFE).isBefore(Instant.now());
  }

  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      throw new UncheckedIOException("The bootstrap token " + file + " cannot be removed", stays);
    }
  }
}
