package io.tessera.notify.internal;

import io.tessera.provisioning.api.admin.AlertChannel.Condition;
import io.tessera.store.spi.AuditChain;
import io.tessera.store.spi.AuditChain.Seal;
import io.tessera.store.spi.AuditChain.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Computes the audit chain again, a little at a time, from its beginning to its end and then, a day
 * later, anew. Used by one thread.
 */
final class ChainWatch {
  private static final int LINKS = 500;
  private static final Duration REST = Duration.ofDays(1);

  private final AuditChain chain;
  private @Nullable Seal place;
  private @Nullable Finding broken;
  private Instant notBefore = Instant.MIN;

  ChainWatch(AuditChain chain) {
    this.chain = chain;
  }

  /** A little more; answers whether the chain is broken as far as it was looked at. */
  Optional<Finding> look(Instant now) {
    if (!now.isBefore(notBefore)) {
      step(now);
    }
    return Optional.ofNullable(broken);
  }

  private void step(Instant now) {
    Verification found = chain.verify(place, LINKS);
    AuditChain.Break fault = found.broken();
    if (fault != null) {
      broken =
          new Finding(
              Condition.AUDIT_CHAIN,
              "",
              "The audit chain breaks at position " + fault.position() + ": " + fault.fault() + ".",
              0,
              Duration.ZERO);
      begin(now);
    } else if (found.complete()) {
      broken = null;
      begin(now);
    } else {
      place = found.until() == null ? place : found.until();
    }
  }

  private void begin(Instant now) {
    place = null;
    notBefore = now.plus(REST);
  }
}
