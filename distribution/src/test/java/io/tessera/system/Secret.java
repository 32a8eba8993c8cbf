package io.tessera.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A password made at run time, in a file that only its owner can read. */
record Secret(String text, Path file) {
  private static final int BYTES = 18;

  static Secret in(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String text = Base64.getUrlEncoder().encodeToString(random);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text + "\n");
    return new Secret(text, file);
  }

  /** Never the text. */
  @Override
  public String toString() {
    return "secret in " + file;
  }
}
