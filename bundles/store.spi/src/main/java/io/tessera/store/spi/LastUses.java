package io.tessera.store.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/** When credentials were last used. */
@ConsumerType
public interface LastUses {
  /** Keeps the later of what is known and what is said here. */
  void put(Map<UUID, Instant> uses);

  /** What is known of some of them. */
  Map<UUID, Instant> find(Collection<UUID> ids);

  void remove(UUID id);
}
