package io.tessera.provisioning.api;

/** What a reader wants besides a resource's own attributes; each costs another query. */
public enum Include {
  /** For users: {@code groups}, direct and indirect. */
  GROUPS,
  /** For groups: {@code members}. */
  MEMBERS,
  /** For users: the extension that tells their accounts at every target. */
  ACCOUNTS
}
