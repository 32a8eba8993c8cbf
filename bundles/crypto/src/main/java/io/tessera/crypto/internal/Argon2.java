package io.tessera.crypto.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash in PHC string format: {@code $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>}, both
 * in base64 without padding.
 *
 * @param memoryKib kibibytes
 */
public record Argon2(int memoryKib, int iterations, int lanes, byte[] salt, byte[] hash) {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int ITERATIONS = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int MAX_MEMORY_KIB = 1 << 20;
  private static final int MAX_ITERATIONS = 100;
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,8}),t=(\\d{1,4}),p=(\\d{1,3})"
              + "\\$([A-Za-z0-9+/]{1,128})\\$([A-Za-z0-9+/]{1,256})");

  /** Hashes a new password with the strength of today. */
  public static Argon2 of(String password, byte[] salt) {
    byte[] hash = compute(password, salt, MEMORY_KIB, ITERATIONS, LANES, HASH_BYTES);
    return new Argon2(MEMORY_KIB, ITERATIONS, LANES, salt, hash);
  }

  /** Reads a stored hash; empty when it is none, or its cost is beyond reason. */
  public static Optional<Argon2> parse(String phc) {
    Matcher m = PHC.matcher(phc);
    if (!m.matches()) {
      return Optional.empty();
    }
    int memory = Integer.parseInt(m.group(1));
    int iterations = Integer.parseInt(m.group(2));
    int lanes = Integer.parseInt(m.group(3));
    boolean sane =
        lanes >= 1
            && memory >= 8 * lanes
            && memory <= MAX_MEMORY_KIB
            && iterations >= 1
            && iterations <= MAX_ITERATIONS;
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      byte[] salt = base64.decode(m.group(4));
      byte[] hash = base64.decode(m.group(5));
      return sane
          ? Optional.of(new Argon2(memory, iterations, lanes, salt, hash))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Whether a password gives this hash; takes as long for a wrong one as for the right one. */
  public boolean matches(String password) {
    byte[] computed = compute(password, salt, memoryKib, iterations, lanes, hash.length);
    return MessageDigest.isEqual(computed, hash);
  }

  private static byte[] compute(
      String password, byte[] salt, int memoryKib, int iterations, int lanes, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(iterations)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[length];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }

  /** The PHC string. */
  public String phc() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m="
        + memoryKib
        + ",t="
        + iterations
        + ",p="
        + lanes
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Argon2 that
        && memoryKib == that.memoryKib
        && iterations == that.iterations
        && lanes == that.lanes
        && Arrays.equals(salt, that.salt)
        && MessageDigest.isEqual(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  @Override
  public String toString() {
    return "Argon2[***]";
  }
}
