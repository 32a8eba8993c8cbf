package io.tessera.provisioning.internal.callers;

import io.tessera.provisioning.internal.audit.Chore;
import io.tessera.store.spi.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * When credentials were last used, written down now and then: those who sign in do not wait for it,
 * and what a crash loses of it does no harm.
 */
@Component(service = LastUseLog.class)
public final class LastUseLog {
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final Store store;
  private final Map<UUID, Instant> noted = new ConcurrentHashMap<>();
  private final Chore chore = new Chore("last-uses", this::write);

  @Activate
  public LastUseLog(@Reference(name = "store") Store store) {
    this.store = store;
    chore.start(EVERY);
  }

  @Deactivate
  void stop() {
    chore.close();
  }

  /** A credential, or a link, was used. */
  public void note(UUID credential, Instant at) {
    noted.put(credential, at);
  }

  private Duration write() {
    Map<UUID, Instant> uses = new HashMap<>(noted);
    if (!uses.isEmpty()) {
      store.write(
          tx -> {
            tx.lastUses().put(uses);
            return uses;
          });
      uses.forEach(noted::remove);
    }
    return EVERY;
  }
}
