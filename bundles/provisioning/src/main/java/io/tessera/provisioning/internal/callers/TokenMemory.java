package io.tessera.provisioning.internal.callers;

import io.tessera.store.spi.AccessTokens.AccessToken;
import io.tessera.store.spi.Store;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tokens that were looked up a moment ago: what another node revokes is refused here within five
 * seconds. What is not there is not remembered, or guessing would drive out what is.
 */
@Component(service = TokenMemory.class)
public final class TokenMemory {
  private static final long STALE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int MOST = 10_000;

  private final Store store;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

  private record Remembered(AccessToken token, long readAt) {}

  @Activate
  public TokenMemory(@Reference(name = "store") Store store) {
    this.store = store;
  }

  Optional<AccessToken> find(String digest) {
    long now = System.nanoTime();
    @Nullable Remembered known = remembered.get(digest);
    if (known != null && now - known.readAt() < STALE_NANOS) {
      return Optional.of(known.token());
    }
    Optional<AccessToken> found =
        store.<Optional<AccessToken>>read(tx -> tx.accessTokens().find(digest));
    if (remembered.size() >= MOST) {
      remembered.values().removeIf(old -> now - old.readAt() >= STALE_NANOS);
    }
    if (found.isPresent() && remembered.size() < MOST) {
      remembered.put(digest, new Remembered(found.get(), now));
    } else {
      remembered.remove(digest);
    }
    return found;
  }

  /** Looks all up anew. */
  void forget() {
    remembered.clear();
  }
}
