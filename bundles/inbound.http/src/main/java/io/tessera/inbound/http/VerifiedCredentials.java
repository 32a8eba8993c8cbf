package io.tessera.inbound.http;

import io.tessera.metering.CacheFigures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Credentials that proved right a short while ago, so that the slow hash is not computed for every
 * request. Holds no password and nothing a password can be found from without the key, which lives
 * and dies with the process. Wrong credentials are never remembered.
 */
final class VerifiedCredentials {
  private static final String MAC = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  /** Which credentials; 256 bits. */
  record Fingerprint(long a, long b, long c, long d) {}

  private record Verified(long version, long untilNanos) {}

  private final SecretKey key;
  private final long lifetimeNanos;
  private final int capacity;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<Fingerprint, Verified> verified = new ConcurrentHashMap<>();
  private final CacheFigures figures = new CacheFigures("credentials", verified::size);

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  VerifiedCredentials(Duration lifetime, int capacity, LongSupplier nanoTime) {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, MAC);
    this.lifetimeNanos = lifetime.toNanos();
    this.capacity = capacity;
    this.nanoTime = nanoTime;
  }

  /** Each part goes in with its length, so that no two pairs look alike. */
  Fingerprint fingerprint(String realm, String source, Credentials credentials) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      update(mac, realm);
      update(mac, source);
      update(mac, credentials.name());
      update(mac, credentials.password());
      ByteBuffer digest = ByteBuffer.wrap(mac.doFinal());
      return new Fingerprint(
          digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    } catch (GeneralSecurityException notInThisJava) {
      throw new IllegalStateException("This Java has no " + MAC, notInThisJava);
    }
  }

  private static void update(Mac mac, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    mac.update(bytes);
  }

  /**
   * Whether these credentials proved right lately.
   *
   * @param version of the principal now; after a change of password or rights it is another one
   */
  boolean holds(Fingerprint fingerprint, long version) {
    Verified found = verified.get(fingerprint);
    boolean holds =
        found != null
            && found.version() == version
            && found.untilNanos() - nanoTime.getAsLong() > 0;
    figures.asked(holds);
    if (found != null && !holds) {
      verified.remove(fingerprint, found);
    }
    return holds;
  }

  /** How often the slow hash was saved. */
  CacheFigures figures() {
    return figures;
  }

  void remember(Fingerprint fingerprint, long version) {
    if (verified.size() >= capacity) {
      makeRoom();
    }
    verified.put(fingerprint, new Verified(version, nanoTime.getAsLong() + lifetimeNanos));
  }

  private void makeRoom() {
    long now = nanoTime.getAsLong();
    int before = verified.size();
    verified.values().removeIf(v -> v.untilNanos() - now <= 0);
    var rest = verified.keySet().iterator();
    while (verified.size() >= capacity && rest.hasNext()) {
      verified.remove(rest.next());
    }
    figures.evicted(Math.max(0, before - verified.size()));
  }
}
