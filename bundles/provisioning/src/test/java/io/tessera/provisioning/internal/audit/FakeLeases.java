package io.tessera.provisioning.internal.audit;

import io.tessera.store.spi.Leases;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One lease in memory. Time does not pass: it is taken away by {@link #takenByAnother}. */
final class FakeLeases implements Leases {
  private long epoch;
  private @Nullable String owner;

  synchronized Optional<String> owner() {
    return Optional.ofNullable(owner);
  }

  synchronized void takenByAnother() {
    owner = "another";
    epoch++;
  }

  synchronized void free() {
    owner = null;
  }

  synchronized boolean valid(Lease lease) {
    return lease.epoch() == epoch && lease.owner().equals(owner);
  }

  @Override
  public synchronized Optional<Lease> take(Work work, String node, Duration length) {
    if (owner != null && !owner.equals(node)) {
      return Optional.empty();
    }
    owner = node;
    epoch++;
    return Optional.of(new Lease(work, node, epoch));
  }

  @Override
  public synchronized boolean keep(Lease lease, Duration length) {
    return valid(lease);
  }

  @Override
  public synchronized void release(Lease lease) {
    if (valid(lease)) {
      owner = null;
    }
  }
}
