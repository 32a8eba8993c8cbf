package io.tessera.provisioning.internal.write;

import io.tessera.model.MemberRef;
import io.tessera.model.MembershipDelta;
import io.tessera.model.Names;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.Memberships;
import io.tessera.store.spi.Memberships.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Groups that accounts or roles depend on: who joins or leaves one, itself or by a group inside it,
 * is looked at again soon.
 */
final class WatchedGroups {
  private final Write write;
  private final Set<String> watched;

  /** Whether rules ask for groups, by whatever name. */
  private final boolean all;

  WatchedGroups(Write write) {
    this.write = write;
    this.watched =
        write.snapshot().watchedGroups().stream()
            .map(Names::fold)
            .collect(Collectors.toUnmodifiableSet());
    this.all = write.snapshot().roles().readsGroups() || write.snapshot().guards().readsAnyGroup();
  }

  /** A group has another name or other members. */
  void changed(Resource before, Resource after, MembershipDelta members) {
    if (before.type() != ResourceType.GROUP || (watched.isEmpty() && !all)) {
      return;
    }
    boolean renamed =
        !before.name().equals(after.name())
            && (all || isNamed(before.name()) || isNamed(after.name()));
    if (renamed) {
      List<MemberRef> concerned = new ArrayList<>(membersOf(List.of(after.id())));
      concerned.addAll(members.removed());
      review(concerned, after);
    } else if (!members.isEmpty() && isWatched(after)) {
      review(Stream.concat(members.added().stream(), members.removed().stream()).toList(), after);
    }
  }

  /** A group goes, with its members still in it. */
  void removed(Resource group) {
    if (group.type() == ResourceType.GROUP && isWatched(group)) {
      review(membersOf(List.of(group.id())), group);
    }
  }

  /** Members of a group belong to the groups it is in as well. */
  private boolean isWatched(Resource group) {
    if (all || watched.isEmpty()) {
      return all;
    }
    return isNamed(group.name())
        || memberships().groupsOf(List.of(group.id())).values().stream()
            .flatMap(Collection::stream)
            .anyMatch(membership -> isNamed(membership.display()));
  }

  private boolean isNamed(String group) {
    return watched.contains(Names.fold(group));
  }

  private void review(Collection<MemberRef> members, Resource group) {
    write
        .tx()
        .evaluations()
        .request(
            users(members),
            group.lastModified(),
            write.caller().serviceProvider(),
            "Group " + group.name() + " changed.");
  }

  /** The users among them, and those in the groups among them. */
  private Set<MemberRef> users(Collection<MemberRef> members) {
    Set<MemberRef> users = new LinkedHashSet<>();
    Set<ResourceId> seen = new HashSet<>();
    Collection<MemberRef> next = members;
    while (!next.isEmpty()) {
      next.stream().filter(member -> member.type() == ResourceType.USER).forEach(users::add);
      List<ResourceId> groups =
          next.stream()
              .filter(member -> member.type() == ResourceType.GROUP && seen.add(member.id()))
              .map(MemberRef::id)
              .toList();
      next = groups.isEmpty() ? List.of() : membersOf(groups);
    }
    return users;
  }

  private List<MemberRef> membersOf(List<ResourceId> groups) {
    return memberships().members(groups).values().stream()
        .flatMap(Collection::stream)
        .map(Member::ref)
        .toList();
  }

  private Memberships memberships() {
    return write.tx().memberships();
  }
}
