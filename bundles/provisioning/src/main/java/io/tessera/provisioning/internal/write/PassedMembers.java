package io.tessera.provisioning.internal.write;

import io.tessera.model.AttributePath;
import io.tessera.model.MemberRef;
import io.tessera.model.MembershipDelta;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.provisioning.internal.write.MembershipStep.Add;
import io.tessera.provisioning.internal.write.MembershipStep.Remove;
import io.tessera.provisioning.internal.write.MembershipStep.RemoveMatching;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who joins and leaves a group that is at targets only; who is in it is known there alone. */
final class PassedMembers {
  private static final AttributePath MEMBERS = AttributePath.of("members");

  private final Write write;

  PassedMembers(Write write) {
    this.write = write;
  }

  MembershipDelta joining(List<ResourceId> members) {
    return of(List.of(new Add(members)));
  }

  MembershipDelta of(List<MembershipStep> steps) {
    List<Moved> all = steps.stream().map(PassedMembers::moved).toList();
    Map<ResourceId, ResourceType> types =
        write
            .tx()
            .passed()
            .types(
                write.caller().domain(),
                all.stream().flatMap(one -> one.members().stream()).toList());
    MembershipDelta delta = MembershipDelta.NONE;
    for (Moved one : all) {
      delta = delta.then(one.joins() ? joining(one, types) : leaving(one, types));
    }
    return delta;
  }

  /** Who joins, or leaves, by one step. */
  private record Moved(boolean joins, List<ResourceId> members) {}

  private static Moved moved(MembershipStep step) {
    if (step instanceof Add add) {
      return new Moved(true, add.members());
    } else if (step instanceof Remove remove) {
      return new Moved(false, remove.members());
    } else if (step instanceof RemoveMatching matching) {
      List<ResourceId> ids = new ArrayList<>();
      collect(matching.selection(), ids);
      return new Moved(false, ids);
    }
    throw notReadable();
  }

  /** What is replaced would have to be known. */
  static RejectedException notReadable() {
    return RejectedException.at(
        Problem.Kind.INVALID_VALUE,
        MEMBERS,
        "members: the group is only at targets, where its present members cannot be read. Add and"
            + " remove members one by one with PATCH.");
  }

  private static MembershipDelta leaving(Moved moved, Map<ResourceId, ResourceType> types) {
    List<MemberRef> leavers = new ArrayList<>();
    for (ResourceId id : moved.members()) {
      Optional.ofNullable(types.get(id)).ifPresent(type -> leavers.add(new MemberRef(type, id)));
    }
    return new MembershipDelta(List.of(), leavers);
  }

  private static MembershipDelta joining(Moved moved, Map<ResourceId, ResourceType> types) {
    return new MembershipDelta(
        moved.members().stream().map(id -> known(id, types)).toList(), List.of());
  }

  /** {@code members[value eq "..."]}, and several of them. */
  private static void collect(Filter selection, List<ResourceId> ids) {
    if (selection instanceof Filter.Or or) {
      or.any().forEach(one -> collect(one, ids));
    } else if (selection instanceof Filter.Compare compare
        && compare.operator() == Filter.Operator.EQ
        && compare.path().name().equals("value")
        && compare.literal() instanceof Value.Text text
        && ResourceId.parse(text.value()).isPresent()) {
      ids.add(ResourceId.of(text.value()));
    } else {
      throw notReadable();
    }
  }

  private static MemberRef known(ResourceId id, Map<ResourceId, ResourceType> types) {
    return Optional.ofNullable(types.get(id))
        .map(type -> new MemberRef(type, id))
        .orElseThrow(
            () ->
                RejectedException.at(
                    Problem.Kind.INVALID_VALUE,
                    AttributePath.of("members", "value"),
                    "members.value: there is no user or group " + id + "."));
  }
}
