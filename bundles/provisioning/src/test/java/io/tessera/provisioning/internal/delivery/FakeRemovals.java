package io.tessera.provisioning.internal.delivery;

import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Removals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Grants as many removals as there may be, then opens one batch. */
final class FakeRemovals implements Removals {
  static final UUID BATCH = UUID.randomUUID();

  private final long accounts;
  private int used;

  FakeRemovals(long accounts) {
    this.accounts = accounts;
  }

  @Override
  public Grant reserve(UUID target, int wanted, int most, Duration window, String reason) {
    int granted = Math.min(wanted, most - used);
    used += granted;
    return granted > 0 ? new Grant(granted, null) : new Grant(0, BATCH);
  }

  @Override
  public long accounts(UUID target) {
    return accounts;
  }

  @Override
  public List<Batch> batches(@Nullable UUID target, @Nullable State state, int limit) {
    return List.of();
  }

  @Override
  public Optional<Batch> batch(UUID id) {
    return Optional.empty();
  }

  @Override
  public boolean allow(UUID batch, Deed record) {
    return false;
  }

  @Override
  public boolean reject(UUID batch, String reason, Deed record) {
    return false;
  }
}
