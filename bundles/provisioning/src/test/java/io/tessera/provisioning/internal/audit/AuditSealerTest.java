package io.tessera.provisioning.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.UnavailableException;
import io.tessera.store.spi.AuditChain;
import io.tessera.store.spi.Leases.Lease;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditSealerTest {
  private final FakeLeases leases = new FakeLeases();
  private final Chain chain = new Chain();
  private @Nullable AuditSealer sealer;

  @AfterEach
  void stop() {
    if (sealer != null) {
      sealer.stop();
    }
  }

  @Test
  void all_that_waits_is_sealed_and_the_lease_is_given_back_at_the_end() {
    chain.waiting.set(1_700);
    AuditSealer running = start();
    Eventually.is(() -> chain.waiting.get() == 0);
    assertThat(leases.owner()).isPresent();
    running.stop();
    assertThat(leases.owner()).isEmpty();
  }

  @Test
  void nothing_is_sealed_while_another_node_has_the_lease() {
    leases.takenByAnother();
    chain.waiting.set(10);
    start();
    Eventually.is(() -> chain.waiting.get() == 10);
    leases.free();
    Eventually.is(() -> chain.waiting.get() == 0);
  }

  @Test
  void a_lease_that_was_lost_is_taken_again_when_it_is_free() {
    start();
    Eventually.is(() -> leases.owner().isPresent());
    leases.takenByAnother();
    chain.waiting.set(10);
    Eventually.is(() -> chain.refused.get() > 0);
    assertThat(chain.waiting).hasValue(10);
    leases.free();
    Eventually.is(() -> chain.waiting.get() == 0);
  }

  @Test
  void a_database_that_is_away_is_waited_for() {
    chain.trouble.set(1);
    chain.waiting.set(10);
    start();
    Eventually.is(() -> chain.waiting.get() == 0);
  }

  private AuditSealer start() {
    AuditSealer started = new AuditSealer(chain, leases, "node");
    sealer = started;
    return started;
  }

  /** Counts what waits. */
  private final class Chain implements AuditChain {
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger trouble = new AtomicInteger();

    @Override
    public OptionalInt seal(Lease lease, int most) {
      if (trouble.getAndDecrement() > 0) {
        throw new UnavailableException("away", new IllegalStateException());
      }
      if (!leases.valid(lease)) {
        refused.incrementAndGet();
        return OptionalInt.empty();
      }
      int sealed = Math.min(most, waiting.get());
      waiting.addAndGet(-sealed);
      return OptionalInt.of(sealed);
    }

    @Override
    public long waiting() {
      return waiting.get();
    }

    @Override
    public List<Link> links(long after, int most) {
      return List.of();
    }

    @Override
    public Verification verify(@Nullable Seal after, int most) {
      return new Verification(0, null, true, null, waiting(), 0);
    }
  }
}
