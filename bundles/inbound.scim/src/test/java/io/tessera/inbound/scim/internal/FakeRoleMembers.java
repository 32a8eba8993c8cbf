package io.tessera.inbound.scim.internal;

import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.RoleAssignment;
import io.tessera.provisioning.api.admin.RoleAssignments;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Every role has the same members. */
final class FakeRoleMembers implements RoleAssignments {
  final Set<ResourceId> members = new LinkedHashSet<>();
  final AtomicInteger listed = new AtomicInteger();

  @Override
  public List<Member> members(Caller caller, String role) {
    listed.incrementAndGet();
    return members.stream().map(id -> new Member(id, "alice")).toList();
  }

  @Override
  public void changeMembers(
      Caller caller, String role, Set<ResourceId> add, Set<ResourceId> remove) {
    members.addAll(add);
    members.removeAll(remove);
  }

  @Override
  public Optional<RoleAssignment> get(Caller caller, UUID id) {
    throw new AssertionError("not by SCIM");
  }

  @Override
  public List<RoleAssignment> of(Caller caller, ResourceId identity) {
    throw new AssertionError("not by SCIM");
  }

  @Override
  public List<RoleAssignment> ofRole(Caller caller, String role, @Nullable UUID after, int most) {
    throw new AssertionError("not by SCIM");
  }

  @Override
  public RoleAssignment assign(
      Caller caller, ResourceId identity, String role, RoleAssignment.Draft draft) {
    throw new AssertionError("not by SCIM");
  }

  @Override
  public RoleAssignment change(Caller caller, UUID id, RoleAssignment.Draft draft) {
    throw new AssertionError("not by SCIM");
  }

  @Override
  public void revoke(Caller caller, UUID id) {
    throw new AssertionError("not by SCIM");
  }
}
