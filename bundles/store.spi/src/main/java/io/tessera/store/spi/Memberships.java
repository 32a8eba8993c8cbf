package io.tessera.store.spi;

import io.tessera.model.MemberRef;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Who belongs to which group. The cost of adding and removing one member does not depend on the
 * size of the group.
 */
@ConsumerType
public interface Memberships {
  /**
   * Adds and removes members; what is there already, or not there, is no mistake.
   *
   * @return who really joined and left
   * @throws io.tessera.model.RejectedException INVALID_VALUE at {@code members.value} when a member
   *     to add does not exist in the group's domain, or a group would contain itself
   */
  MembershipDelta change(
      ResourceId group, Collection<ResourceId> add, Collection<ResourceId> remove);

  /** All direct members, in the order they joined. */
  List<Member> members(ResourceId group);

  /**
   * Some direct members, in the order of their ids.
   *
   * @param after null to begin
   */
  List<Member> members(ResourceId group, @Nullable ResourceId after, int most);

  /** Direct members of several groups; groups without members are left out. */
  Map<ResourceId, List<Member>> members(Collection<ResourceId> groups);

  /** Removes everybody. */
  MembershipDelta clear(ResourceId group);

  /** The groups each resource belongs to, direct ones first; those in none are left out. */
  Map<ResourceId, List<Membership>> groupsOf(Collection<ResourceId> members);

  /** A direct member with its name. */
  record Member(MemberRef ref, String display) {}

  /**
   * @param display the group's name
   * @param direct false when it comes through another group
   */
  record Membership(ResourceId group, String display, boolean direct) {}
}
