package io.tessera.connector.http;

import io.tessera.connector.spi.FailureKind;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The access token in use; fetched when it is needed, by one thread for all. */
final class Tokens implements Credentials {
  private final Grant grant;
  private final TokenEndpoint endpoint;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicReference<@Nullable AccessToken> current = new AtomicReference<>();

  /**
   * A token and its end.
   *
   * @param useUntil somewhat before it expires
   */
  record AccessToken(Header header, Instant useUntil) {}

  Tokens(Grant grant, Wire wire, Clock clock) {
    this.grant = grant;
    this.endpoint = new TokenEndpoint(wire, clock);
    this.clock = clock;
  }

  @Override
  public Header get(Deadline deadline) throws HttpFailure, InterruptedException {
    if (!lock.tryLock(deadline.left(), TimeUnit.NANOSECONDS)) {
      throw new HttpFailure(
          FailureKind.TRANSIENT, "There was no access token within the request time-out.");
    }
    try {
      AccessToken usable = current.get();
      if (usable == null || !clock.instant().isBefore(usable.useUntil())) {
        usable = endpoint.fetch(grant, deadline);
        current.set(usable);
      }
      return usable.header();
    } finally {
      lock.unlock();
    }
  }

  /** Somebody else may have fetched another token since; then that one is tried. */
  @Override
  public boolean renewed(Header refused) {
    AccessToken used = current.get();
    if (used != null && used.header().equals(refused)) {
      current.compareAndSet(used, null);
    }
    return true;
  }
}
