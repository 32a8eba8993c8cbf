package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.RemoteId;
import io.tessera.model.MemberRef;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.internal.ObjectTypes;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.Lanes;
import io.tessera.store.spi.Lanes.Presence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Members by their remote ids, as far as they have accounts.
 *
 * @param awaited how many will have one soon; the delta should wait for them
 * @param without ids of those who have none and will not get one by what is queued now
 */
record MemberResolution(MemberDelta delta, int awaited, List<ResourceId> without) {
  private static final MemberResolution NOTHING =
      new MemberResolution(MemberDelta.NONE, 0, List.of());

  static MemberResolution of(Lanes lanes, UUID target, MembershipDelta members) {
    if (members.isEmpty()) {
      return NOTHING;
    }
    Set<ResourceId> ids = new HashSet<>();
    members.added().forEach(m -> ids.add(m.id()));
    members.removed().forEach(m -> ids.add(m.id()));
    Map<ResourceId, Presence> presence = lanes.presence(target, ids);
    List<Member> add = new ArrayList<>();
    List<ResourceId> without = new ArrayList<>();
    int awaited = 0;
    for (MemberRef joiner : members.added()) {
      Presence there = presence.get(joiner.id());
      if (there != null && isLinked(there)) {
        add.add(member(joiner, there));
      } else if (there != null && there.awaited()) {
        awaited++;
      } else {
        without.add(joiner.id());
      }
    }
    return new MemberResolution(
        new MemberDelta(add, leavers(members.removed(), presence)), awaited, without);
  }

  /** Who has no account cannot be a member there. */
  private static List<Member> leavers(List<MemberRef> removed, Map<ResourceId, Presence> presence) {
    List<Member> leavers = new ArrayList<>();
    for (MemberRef leaver : removed) {
      Presence there = presence.get(leaver.id());
      if (there != null && isLinked(there)) {
        leavers.add(member(leaver, there));
      }
    }
    return leavers;
  }

  private static boolean isLinked(Presence presence) {
    return presence.linkIfAny().filter(AccountLink::known).isPresent();
  }

  private static Member member(MemberRef ref, Presence there) {
    ObjectType type = ObjectTypes.of(ref.type());
    return new Member(type, new RemoteId(there.linkIfAny().orElseThrow().remoteId()));
  }

  /** What people should know about those left out; empty when nobody was. */
  String remark() {
    if (without.isEmpty()) {
      return "";
    }
    String some = String.join(", ", without.stream().limit(5).map(ResourceId::toString).toList());
    return without.size()
        + " members have no account at this target and join when they get one: "
        + some
        + (without.size() > 5 ? ", ..." : "");
  }
}
