package io.tessera.provisioning.internal.callers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Secrets and tokens: a prefix that tells what was found when one is found where it should not be,
 * and 256 random bits. Nobody guesses these, so their digest needs no slow hash.
 */
final class RandomValue {
  private static final int BYTES = 32;

  private final String prefix;
  private final int length;
  private final SecureRandom random = new SecureRandom();

  RandomValue(String prefix) {
    this.prefix = prefix;
    this.length = prefix.length() + (BYTES * Byte.SIZE + 5) / 6;
  }

  String next() {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  /** Whether a text can be one at all. */
  boolean looksLike(String text) {
    return text.length() == length && text.startsWith(prefix);
  }

  /** SHA-256 in lower-case hexadecimal. */
  static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException notInThisJava) {
      throw new IllegalStateException("This Java has no SHA-256", notInThisJava);
    }
  }

  /** In a time that does not depend on where they differ. */
  static boolean same(String digest, String other) {
    return MessageDigest.isEqual(
        digest.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
