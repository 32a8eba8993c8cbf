package io.tessera.provisioning.internal.write;

import io.tessera.model.ResourceId;
import io.tessera.model.filter.Filter;
import java.util.List;

/** One step of a patch that concerns a group's members, which are never loaded without need. */
sealed interface MembershipStep {
  record Add(List<ResourceId> members) implements MembershipStep {}

  record Remove(List<ResourceId> members) implements MembershipStep {}

  /** Those that match; paths name sub-attributes of {@code members}. */
  record RemoveMatching(Filter selection) implements MembershipStep {}

  record ReplaceAll(List<ResourceId> members) implements MembershipStep {}
}
