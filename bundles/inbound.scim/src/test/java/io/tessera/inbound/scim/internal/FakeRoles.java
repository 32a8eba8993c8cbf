package io.tessera.inbound.scim.internal;

import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.Roles;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Two roles, which SCIM cannot change. */
final class FakeRoles implements Roles {
  static final Role SALES =
      new Role(
          UUID.randomUUID(), "sales", "Sales force", "", List.of(), List.of(), List.of("staff"), 3);
  private static final Role STAFF =
      new Role(UUID.randomUUID(), "staff", "Staff", "", List.of(), List.of(), List.of(), 1);

  @Override
  public List<Role> list() {
    return List.of(SALES, STAFF);
  }

  @Override
  public Optional<Role> get(UUID id) {
    return list().stream().filter(role -> role.id().equals(id)).findFirst();
  }

  @Override
  public Role create(Caller caller, Role.Draft draft) {
    throw new AssertionError("not by SCIM");
  }

  @Override
  public Role replace(Caller caller, UUID id, long expectedVersion, Role.Draft draft) {
    throw new AssertionError("not by SCIM");
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    throw new AssertionError("not by SCIM");
  }
}
