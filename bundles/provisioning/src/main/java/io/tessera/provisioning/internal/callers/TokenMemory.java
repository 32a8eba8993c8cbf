package io.tessera.provisioning.internal.callers;

import io.tessera.metering.CacheFigures;
import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
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
@Component(service = {TokenMemory.class, MeterSource.class})
public final class TokenMemory implements MeterSource {
  private static final long STALE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int MOST = 10_000;

  private final Store store;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
  private final CacheFigures figures = new CacheFigures("tokens", remembered::size);

  private record Remembered(AccessToken token, long readAt) {}

  @Activate
  public TokenMemory(@Reference(name = "store") Store store) {
    this.store = store;
  }

  Optional<AccessToken> find(String digest) {
    long now = System.nanoTime();
    @Nullable Remembered known = remembered.get(digest);
    boolean fresh = known != null && now - known.readAt() < STALE_NANOS;
    figures.asked(fresh);
    if (known != null && fresh) {
      return Optional.of(known.token());
    }
    Optional<AccessToken> found =
        store.<Optional<AccessToken>>read(tx -> tx.accessTokens().find(digest));
    if (remembered.size() >= MOST) {
      int before = remembered.size();
      remembered.values().removeIf(old -> now - old.readAt() >= STALE_NANOS);
      figures.evicted(Math.max(0, before - remembered.size()));
    }
    if (found.isPresent() && remembered.size() < MOST) {
      remembered.put(digest, new Remembered(found.get(), now));
    } else {
      remembered.remove(digest);
    }
    return found;
  }

  @Override
  public void tell(Readings readings) {
    figures.tell(readings);
  }

  /** Looks all up anew. */
  void forget() {
    remembered.clear();
  }
}
