package io.tessera.provisioning.api;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a caller may do. Every route of every door names exactly one. */
public enum Permission {
  USERS_READ("scim.users.read"),
  USERS_WRITE("scim.users.write"),
  USERS_DELETE("scim.users.delete"),
  GROUPS_READ("scim.groups.read"),
  GROUPS_WRITE("scim.groups.write"),
  GROUPS_DELETE("scim.groups.delete"),
  ROLES_READ("scim.roles.read"),
  /** Assigning and taking roles by SCIM. */
  ROLES_WRITE("scim.roles.write"),
  /** Sending many operations in one request; each needs its own permission besides. */
  BULK("scim.bulk"),
  /** Using the SOAP doors; each operation needs its own permission besides. */
  SOAP_PROVISION("soap.provision"),
  /** Reading one's own identity. */
  SELF_READ("self.read"),
  /** Changing one's own identity. */
  SELF_WRITE("self.write"),
  /** Reading schemas and what the server supports. */
  DISCOVERY("discovery"),
  CONFIG_READ("config.read"),
  CONFIG_WRITE("config.write"),
  /** Seeing targets and what they could be; whoever sees the configuration has it. */
  TARGETS_READ("targets.read"),
  /** Changing and testing targets; whoever changes the configuration has it. */
  TARGETS_WRITE("targets.write"),
  /** Seeing which accounts are locked; whoever sees the configuration has it. */
  LOCKS_READ("locks.read"),
  /** Lifting locks; whoever changes the configuration has it. */
  LOCKS_LIFT("locks.lift"),
  /** Stopping, starting and uploading bundles. */
  BUNDLES_WRITE("bundles.write"),
  /** Reading figures of the server. */
  METRICS_READ("metrics.read"),
  ADMINISTRATORS_READ("administrators.read"),
  /** Making administrators, and deciding what they may do. */
  ADMINISTRATORS_WRITE("administrators.write"),
  /** Seeing operations and accounts. */
  QUEUE_READ("queue.read"),
  /** Repeating and discarding operations. */
  QUEUE_OPERATE("queue.operate"),
  /** Seeing who changed what, and following a request. */
  AUDIT_READ("audit.read"),
  /** Erasing what the journal holds of one identity. */
  AUDIT_ERASE("audit.erase"),
  /** Asking what a token of somebody else is good for. */
  TOKENS_INTROSPECT("tokens.introspect"),
  /** Bringing what parties we trust have signed about people, in their stead. */
  FEDERATION_ASSERT("federation.assert"),
  /** For everybody who has signed in; the route itself decides what more it takes. */
  SIGNED_IN("signed-in"),
  /** For everybody, signed in or not: the bootstrap of the first administrator, and signing in. */
  ANYBODY("anybody");

  /**
   * Stands, in what is stored of a principal, for every permission there is, those of later
   * versions too.
   */
  public static final String EVERYTHING = "*";

  private final String key;

  Permission(String key) {
    this.key = key;
  }

  /** The stable name in configuration, tokens and errors, e.g. {@code scim.users.read}. */
  public String key() {
    return key;
  }

  /** Whether a service provider can be given it. */
  public boolean isScope() {
    return switch (this) {
      case SELF_READ, SELF_WRITE, ADMINISTRATORS_WRITE, SIGNED_IN, ANYBODY -> false;
      default -> true;
    };
  }

  /** These, and those that come with some of them. */
  static Set<Permission> withImplied(Set<Permission> permissions) {
    if (!permissions.contains(CONFIG_READ) && !permissions.contains(CONFIG_WRITE)) {
      return Set.copyOf(permissions);
    }
    Set<Permission> all = EnumSet.copyOf(permissions);
    if (permissions.contains(CONFIG_READ)) {
      all.addAll(List.of(TARGETS_READ, LOCKS_READ));
    }
    if (permissions.contains(CONFIG_WRITE)) {
      all.addAll(List.of(TARGETS_WRITE, LOCKS_LIFT));
    }
    return Collections.unmodifiableSet(all);
  }

  /**
   * What stored keys mean; {@link #EVERYTHING} is all. Keys that this version does not know are
   * left out: a newer node may have stored them.
   */
  public static Set<Permission> ofKeys(Collection<String> keys) {
    if (keys.contains(EVERYTHING)) {
      return EnumSet.allOf(Permission.class);
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    keys.forEach(key -> byKey(key).ifPresent(permissions::add));
    return permissions;
  }

  public static Optional<Permission> byKey(String key) {
    for (Permission permission : values()) {
      if (permission.key.equals(key)) {
        return Optional.of(permission);
      }
    }
    return Optional.empty();
  }
}
