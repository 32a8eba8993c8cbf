package io.tessera.provisioning.internal.audit;

import io.tessera.model.UnavailableException;
import io.tessera.provisioning.internal.delivery.NodeIdentity;
import io.tessera.store.spi.AuditChain;
import io.tessera.store.spi.Leases;
import io.tessera.store.spi.Leases.Lease;
import io.tessera.store.spi.Leases.Work;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals changes into the audit chain, on one node of all. A node that stood still and wakes up
 * finds its lease gone and seals nothing.
 */
@Component(service = AuditSealer.class, immediate = true)
public final class AuditSealer {
  private static final Logger LOG = LoggerFactory.getLogger(AuditSealer.class);
  private static final int BATCH = 500;
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration RENEWAL = LEASE.dividedBy(3);
  private static final Duration QUIET = Duration.ofMillis(500);
  private static final Duration BUSY = Duration.ofMillis(5);
  private static final Duration OTHERS = Duration.ofSeconds(2);

  private final AuditChain chain;
  private final Leases leases;
  private final String owner;
  private final Chore chore = new Chore("audit-sealing", this::step);

  private volatile @Nullable Lease lease;

  /** Of the chore's thread. */
  private long renewed;

  @Activate
  public AuditSealer(
      @Reference(name = "chain") AuditChain chain,
      @Reference(name = "leases") Leases leases,
      @Reference(name = "node") NodeIdentity node) {
    this(chain, leases, node.name());
  }

  AuditSealer(AuditChain chain, Leases leases, String owner) {
    this.chain = chain;
    this.leases = leases;
    this.owner = owner;
    chore.start(QUIET);
  }

  /** Another node may go on at once. */
  @Deactivate
  void stop() {
    chore.close();
    Lease present = lease;
    if (present != null) {
      try {
        leases.release(present);
      } catch (UnavailableException away) {
        LOG.debug("audit sealing: the lease runs out by itself", away);
      }
    }
  }

  private Duration step() {
    Optional<Lease> held = held();
    if (held.isEmpty()) {
      return OTHERS;
    }
    OptionalInt sealed = chain.seal(held.get(), BATCH);
    if (sealed.isEmpty()) {
      LOG.info("audit sealing: another node has taken over");
      lease = null;
      return OTHERS;
    }
    return sealed.getAsInt() == BATCH ? BUSY : QUIET;
  }

  /** The lease, taken or lengthened where need be. */
  private Optional<Lease> held() {
    Lease present = lease;
    long now = System.nanoTime();
    if (present != null && now - renewed < RENEWAL.toNanos()) {
      return Optional.of(present);
    }
    if (present == null || !leases.keep(present, LEASE)) {
      lease = leases.take(Work.AUDIT_SEALING, owner, LEASE).orElse(null);
    }
    renewed = now;
    return Optional.ofNullable(lease);
  }
}
