package io.tessera.inbound.http;

import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.TargetScope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can sign in.
 *
 * @param passwordHash in PHC string format
 * @param version changes with the password and with the rights
 * @param domain the user store domain its requests are about unless they say otherwise
 * @param identity the user it is; null for administrators, who are none
 * @param targets those that are there for it
 */
record Principal(
    String name,
    String passwordHash,
    long version,
    Set<Permission> permissions,
    String domain,
    @Nullable ResourceId identity,
    TargetScope targets) {
  Principal {
    permissions = Set.copyOf(permissions);
  }

  boolean isAdministrator() {
    return identity == null;
  }

  /** Never the hash. */
  @Override
  public String toString() {
    return "Principal[" + name + ", version " + version + "]";
  }
}
