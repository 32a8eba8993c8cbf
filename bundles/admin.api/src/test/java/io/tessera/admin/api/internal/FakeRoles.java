package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.Roles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Roles in memory. */
final class FakeRoles implements Roles {
  private final Map<UUID, Role> all = new LinkedHashMap<>();

  @Override
  public List<Role> list() {
    return List.copyOf(all.values());
  }

  @Override
  public Optional<Role> get(UUID id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public Role create(Caller caller, Role.Draft draft) {
    if (list().stream().anyMatch(i -> i.name().equals(draft.name()))) {
      throw RejectedException.at(
          Problem.Kind.UNIQUENESS, AttributePath.of("name"), "The name is taken.");
    }
    return put(UUID.randomUUID(), draft, 1);
  }

  @Override
  public Role replace(Caller caller, UUID id, long expectedVersion, Role.Draft draft) {
    return put(id, draft, expectedVersion + 1);
  }

  private Role put(UUID id, Role.Draft draft, long version) {
    Role made =
        new Role(
            id,
            draft.name(),
            draft.displayName(),
            draft.description(),
            draft.targets(),
            draft.entitlements(),
            draft.includes(),
            version);
    all.put(id, made);
    return made;
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    all.remove(id);
  }
}
