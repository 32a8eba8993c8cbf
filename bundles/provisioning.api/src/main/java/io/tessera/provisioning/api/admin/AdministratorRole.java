package io.tessera.provisioning.api.admin;

import static io.tessera.provisioning.api.Permission.ADMINISTRATORS_READ;
import static io.tessera.provisioning.api.Permission.AUDIT_READ;
import static io.tessera.provisioning.api.Permission.CONFIG_READ;
import static io.tessera.provisioning.api.Permission.DISCOVERY;
import static io.tessera.provisioning.api.Permission.GROUPS_READ;
import static io.tessera.provisioning.api.Permission.GROUPS_WRITE;
import static io.tessera.provisioning.api.Permission.LOCKS_LIFT;
import static io.tessera.provisioning.api.Permission.LOCKS_READ;
import static io.tessera.provisioning.api.Permission.METRICS_READ;
import static io.tessera.provisioning.api.Permission.QUEUE_OPERATE;
import static io.tessera.provisioning.api.Permission.QUEUE_READ;
import static io.tessera.provisioning.api.Permission.ROLES_READ;
import static io.tessera.provisioning.api.Permission.TARGETS_READ;
import static io.tessera.provisioning.api.Permission.TARGETS_WRITE;
import static io.tessera.provisioning.api.Permission.USERS_READ;
import static io.tessera.provisioning.api.Permission.USERS_WRITE;

import io.tessera.provisioning.api.Permission;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an administrator is there for. Several come to what each of them may do. */
public enum AdministratorRole {
  /** Everything. */
  ADMINISTRATOR(EnumSet.allOf(Permission.class)),
  /** Sees everything but the administrators, and decides what becomes of changes that are stuck. */
  OPERATOR(
      EnumSet.of(
          DISCOVERY,
          CONFIG_READ,
          QUEUE_READ,
          QUEUE_OPERATE,
          USERS_READ,
          GROUPS_READ,
          ROLES_READ,
          AUDIT_READ,
          METRICS_READ)),
  /** Changes users, their passwords and their groups; lifts locks; deletes nothing. */
  HELP_DESK(
      EnumSet.of(
          DISCOVERY,
          USERS_READ,
          USERS_WRITE,
          GROUPS_READ,
          GROUPS_WRITE,
          ROLES_READ,
          QUEUE_READ,
          LOCKS_READ,
          LOCKS_LIFT)),
  /** Sees everything, changes nothing. */
  AUDITOR(
      EnumSet.of(
          DISCOVERY,
          CONFIG_READ,
          QUEUE_READ,
          USERS_READ,
          GROUPS_READ,
          ROLES_READ,
          AUDIT_READ,
          METRICS_READ,
          ADMINISTRATORS_READ)),
  /** Changes the targets that are named, and decides what becomes of changes that go there. */
  TARGET_ADMINISTRATOR(
      EnumSet.of(DISCOVERY, TARGETS_READ, TARGETS_WRITE, QUEUE_READ, QUEUE_OPERATE));

  private final Set<Permission> permissions;

  AdministratorRole(Set<Permission> permissions) {
    this.permissions = Set.copyOf(permissions);
  }

  /** The name in the API and in what is stored, e.g. {@code help-desk}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Set<Permission> permissions() {
    return permissions;
  }

  /**
   * Whether it is about targets that have to be named. Whoever has such a role sees no others,
   * whatever else they have.
   */
  public boolean isLimited() {
    return this == TARGET_ADMINISTRATOR;
  }

  public static Optional<AdministratorRole> byKey(String key) {
    for (AdministratorRole role : values()) {
      if (role.key().equals(key)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** What some roles come to. */
  public static Set<Permission> permissionsOf(Collection<AdministratorRole> roles) {
    Set<Permission> all = EnumSet.noneOf(Permission.class);
    roles.forEach(role -> all.addAll(role.permissions()));
    return all;
  }
}
