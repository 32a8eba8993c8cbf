package io.tessera.provisioning.internal.write;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.filter.FilterMatcher;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.store.spi.Memberships;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Carries membership steps out in the store. */
final class GroupMembers {
  private static final AttributePath MEMBERS = AttributePath.of("members");

  private GroupMembers() {}

  static MembershipDelta apply(Memberships memberships, ResourceId group, MembershipStep step) {
    if (step instanceof MembershipStep.Add add) {
      return memberships.change(group, add.members(), List.of());
    }
    if (step instanceof MembershipStep.Remove remove) {
      return memberships.change(group, List.of(), remove.members());
    }
    if (step instanceof MembershipStep.RemoveMatching matching) {
      return memberships.change(
          group, List.of(), matching(memberships.members(group), matching.selection()));
    }
    return replaceAll(memberships, group, ((MembershipStep.ReplaceAll) step).members());
  }

  private static MembershipDelta replaceAll(
      Memberships memberships, ResourceId group, List<ResourceId> wanted) {
    if (wanted.isEmpty()) {
      return memberships.clear(group);
    }
    Set<ResourceId> stay = new HashSet<>(wanted);
    List<ResourceId> leavers =
        memberships.members(group).stream()
            .map(m -> m.ref().id())
            .filter(m -> !stay.contains(m))
            .toList();
    return memberships.change(group, wanted, leavers);
  }

  private static List<ResourceId> matching(List<Memberships.Member> members, Filter selection) {
    FilterMatcher matcher = new FilterMatcher(BuiltInSchemas.of(ResourceType.GROUP));
    return members.stream()
        .filter(m -> matcher.elementMatches(MEMBERS, selection, element(m)))
        .map(m -> m.ref().id())
        .toList();
  }

  private static Value element(Memberships.Member member) {
    return Value.complex(
        Attributes.builder()
            .put("value", member.ref().id().toString())
            .put("type", member.ref().type().scimName())
            .put("display", member.display())
            .build());
  }
}
