package io.tessera.provisioning.api.admin;

import java.util.Set;

/**
 * How a target is doing.
 *
 * @param detail why, and what to do; empty when all is well
 * @param waiting operations not yet delivered
 * @param dead operations that a person has to look at
 * @param held removals that wait for a person to allow them
 * @param abilities what its connector can do and may; none while it is not there
 */
public record TargetStatus(
    State state, String detail, long waiting, long dead, long held, Set<Ability> abilities) {
  public TargetStatus {
    abilities = Set.copyOf(abilities);
  }

  /** Whether changes are delivered. */
  public enum State {
    /** Changes are delivered. */
    ACTIVE,
    /** Switched off by an operator, itself or its identity provider; changes are not queued. */
    DISABLED,
    /** In maintenance: changes queue up and are not sent. */
    MAINTENANCE,
    /** The connector is not there (not deployed, being swapped, settings refused); changes wait. */
    ABSENT,
    /** The target does not answer; changes wait and it is tried again and again. */
    TROUBLED,
    /** The target refuses our credentials or settings; changes wait until a probe succeeds. */
    QUARANTINED
  }
}
