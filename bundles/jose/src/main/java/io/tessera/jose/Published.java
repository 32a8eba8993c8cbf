package io.tessera.tokens.jwt.internal;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer that publishes them. Fetched when they are ten minutes old, or when a token
 * names a key that is not among them, but not twice within half a minute; kept for an hour when
 * they cannot be fetched.
 */
final class FetchedKeys {
  private static final Logger LOG = LoggerFactory.getLogger(FetchedKeys.class);
  private static final long FRESH = Duration.ofMinutes(10).toNanos();
  private static final long USABLE = Duration.ofHours(1).toNanos();
  private static final long PAUSE = Duration.ofSeconds(30).toNanos();
  private static final long WAIT_SECONDS = 6;

  private final String issuer;
  private final URI address;
  private final KeySource source;
  private final LongSupplier nanoTime;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Held held;

  /**
   * @param triedAt when they were last asked for
   */
  private record Held(@Nullable JWKSet keys, long fetchedAt, long triedAt) {}

  FetchedKeys(String issuer, URI address, KeySource source, LongSupplier nanoTime) {
    this.issuer = issuer;
    this.address = address;
    this.source = source;
    this.nanoTime = nanoTime;
    long longAgo = nanoTime.getAsLong() - USABLE;
    this.held = new Held(null, longAgo, longAgo);
  }

  /**
   * @param others whether the present ones do not do
   */
  JWKSet keys(boolean others) throws RefusedTokenException {
    if (needed(others)) {
      refresh(others);
    }
    Held present = held;
    JWKSet keys = present.keys();
    if (keys == null || nanoTime.getAsLong() - present.fetchedAt() >= USABLE) {
      throw new RefusedTokenException("the keys of its issuer cannot be fetched");
    }
    return keys;
  }

  private boolean needed(boolean others) {
    Held present = held;
    long now = nanoTime.getAsLong();
    boolean wanted = others || present.keys() == null || now - present.fetchedAt() >= FRESH;
    return wanted && now - present.triedAt() >= PAUSE;
  }

  /** One fetches; who has keys goes on with them meanwhile, who has none waits. */
  private void refresh(boolean others) {
    try {
      long wait = held.keys() == null ? WAIT_SECONDS : 0;
      if (!fetching.tryLock(wait, TimeUnit.SECONDS)) {
        return;
      }
      try {
        if (needed(others)) {
          fetch();
        }
      } finally {
        fetching.unlock();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void fetch() throws InterruptedException {
    Held before = held;
    long now = nanoTime.getAsLong();
    try {
      held = new Held(GivenKeys.read(source.fetch(address)), now, now);
    } catch (IOException | ParseException | IllegalArgumentException failed) {
      LOG.warn(
          "token issuer {}: its keys cannot be fetched from {}: {}",
          issuer,
          address,
          failed.getMessage());
      held = new Held(before.keys(), before.fetchedAt(), now);
    }
  }
}
