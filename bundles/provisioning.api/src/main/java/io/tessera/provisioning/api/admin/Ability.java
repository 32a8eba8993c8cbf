package io.tessera.provisioning.api.admin;

/**
 * What a connector may be able to do besides bringing changes. An operator may switch any of it off
 * for a target, where the target cannot bear it or should not be asked.
 */
public enum Ability {
  /** Looks one account up. Without it nothing is adopted, and lost answers are repeated blindly. */
  READ,
  /** Lists all accounts. */
  SEARCH,
  /** Tells what changed in the target. */
  CHANGES,
  /** Tells the target's schema. */
  DESCRIBE,
  /** Tests its settings. */
  TEST,
  /** Asks after what the target finishes later. */
  CHECK,
  /** Takes passwords. */
  PASSWORD,
  /** Tells what it would send. */
  PLAN
}
