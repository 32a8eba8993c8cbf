package io.tessera.store.spi;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Who of all nodes does the work that one does for all. The clock is the database's. */
@ConsumerType
public interface Leases {
  /**
   * Takes the lease when nobody has it, its time has run out, or the owner had it before.
   *
   * @param owner name of the node
   */
  Optional<Lease> take(Work work, String owner, Duration length);

  /** Lengthens a lease; false when somebody else has taken it meanwhile. */
  boolean keep(Lease lease, Duration length);

  /** Lets others take it at once. */
  void release(Lease lease);

  /** What is leased. */
  enum Work {
    AUDIT_SEALING,
    HOUSE_KEEPING,
    EVALUATION,
    ALERTING
  }

  /**
   * A lease somebody took.
   *
   * @param epoch grows each time it is taken; what was done under an older one is refused
   */
  record Lease(Work work, String owner, long epoch) {}
}
