package io.tessera.admin.api.internal;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.RoleAssignment;
import io.tessera.provisioning.api.admin.RoleAssignment.Origin;
import io.tessera.provisioning.api.admin.RoleAssignment.State;
import io.tessera.provisioning.api.admin.RoleAssignments;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Assignments in memory; dates are instants. */
final class FakeRoleAssignments implements RoleAssignments {
  private final Map<UUID, RoleAssignment> all = new TreeMap<>();

  @Override
  public Optional<RoleAssignment> get(Caller caller, UUID id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public List<RoleAssignment> of(Caller caller, ResourceId identity) {
    return all.values().stream().filter(a -> a.identity().equals(identity)).toList();
  }

  @Override
  public List<RoleAssignment> ofRole(Caller caller, String role, @Nullable UUID after, int most) {
    return all.values().stream()
        .filter(a -> a.role().equals(role))
        .filter(a -> after == null || a.id().compareTo(after) > 0)
        .limit(most)
        .toList();
  }

  @Override
  public RoleAssignment assign(
      Caller caller, ResourceId identity, String role, RoleAssignment.Draft draft) {
    return put(UUID.randomUUID(), identity, role, draft, caller);
  }

  @Override
  public RoleAssignment change(Caller caller, UUID id, RoleAssignment.Draft draft) {
    RoleAssignment present = present(id);
    return put(id, present.identity(), present.role(), draft, caller);
  }

  private RoleAssignment put(
      UUID id, ResourceId identity, String role, RoleAssignment.Draft draft, Caller caller) {
    RoleAssignment made =
        new RoleAssignment(
            id,
            identity,
            role,
            Origin.ADMINISTRATOR,
            null,
            instant(draft.starts()),
            instant(draft.ends()),
            draft.reason(),
            caller.actor(),
            Instant.now(),
            State.HELD);
    all.put(id, made);
    return made;
  }

  private static @Nullable Instant instant(String text) {
    return text.isEmpty() ? null : Instant.parse(text);
  }

  @Override
  public void revoke(Caller caller, UUID id) {
    all.remove(present(id).id());
  }

  private RoleAssignment present(UUID id) {
    return Optional.ofNullable(all.get(id))
        .orElseThrow(
            () -> RejectedException.of(Problem.Kind.NOT_FOUND, "There is no such assignment."));
  }

  @Override
  public List<Member> members(Caller caller, String role) {
    return List.of();
  }

  @Override
  public void changeMembers(
      Caller caller, String role, Set<ResourceId> add, Set<ResourceId> remove) {}
}
