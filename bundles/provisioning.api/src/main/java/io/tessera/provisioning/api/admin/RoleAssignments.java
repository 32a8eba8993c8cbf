package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who holds which role, why and when. What begins or ends now is in the identity's {@code roles},
 * with its journal entry and its operations, when a method returns; what begins or ends later acts
 * on its own then. Service providers see and change those of users in their own domain only.
 */
@ProviderType
public interface RoleAssignments {
  Optional<RoleAssignment> get(Caller caller, UUID id);

  /**
   * All of an identity, the oldest first.
   *
   * @throws RejectedException NOT_FOUND when there is no such user
   */
  List<RoleAssignment> of(Caller caller, ResourceId identity);

  /**
   * Those of a role, in the order of their ids.
   *
   * @param role its name
   * @param after the last one seen; null to begin
   */
  List<RoleAssignment> ofRole(Caller caller, String role, @Nullable UUID after, int most);

  /**
   * @param role its name
   * @throws RejectedException INVALID_VALUE at {@code identity}, {@code role}, {@code starts} or
   *     {@code ends}
   */
  RoleAssignment assign(
      Caller caller, ResourceId identity, String role, RoleAssignment.Draft draft);

  /**
   * Puts other dates and another reason in place.
   *
   * @throws RejectedException NOT_FOUND; INVALID_VALUE; CONFLICT for what a rule granted
   */
  RoleAssignment change(Caller caller, UUID id, RoleAssignment.Draft draft);

  /**
   * @throws RejectedException NOT_FOUND; CONFLICT for what a rule granted
   */
  void revoke(Caller caller, UUID id);

  /**
   * The users of the caller's domain who are assigned a role now, by display name; not those who
   * hold it with another role.
   *
   * @param role its name
   */
  List<Member> members(Caller caller, String role);

  /**
   * Assigns a role to some users and takes it from others, all or nothing. Only what SCIM clients
   * and administrators assigned is taken. Who is there already, or is not, stays as it is.
   *
   * @param role its name
   * @throws RejectedException TOO_LARGE for more than 1,000 users together; at {@code
   *     members.value}: INVALID_VALUE for who is not there, MUTABILITY for who holds the role for
   *     another reason
   */
  void changeMembers(Caller caller, String role, Set<ResourceId> add, Set<ResourceId> remove);

  /**
   * Somebody who is assigned a role.
   *
   * @param display the user's displayName, else userName
   */
  record Member(ResourceId id, String display) {}
}
