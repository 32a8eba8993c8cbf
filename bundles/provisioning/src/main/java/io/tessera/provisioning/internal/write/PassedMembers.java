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
import io.tessera.store.spi.PassedResources.PassedResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who joins and leaves a group that is at targets only; who is in it is known there alone. */
final class PassedMembers {
  private static final AttributePath MEMBERS = AttributePath.of("members");

  private final Write write;

  PassedMembers(Write write) {
    this.write = write;
  }

  MembershipDelta joining(List<ResourceId> members) {
    return new MembershipDelta(members.stream().map(this::known).toList(), List.of());
  }

  MembershipDelta of(List<MembershipStep> steps) {
    MembershipDelta all = MembershipDelta.NONE;
    for (MembershipStep step : steps) {
      all = all.then(of(step));
    }
    return all;
  }

  private MembershipDelta of(MembershipStep step) {
    if (step instanceof Add add) {
      return joining(add.members());
    } else if (step instanceof Remove remove) {
      return leaving(remove.members());
    } else if (step instanceof RemoveMatching matching) {
      List<ResourceId> ids = new ArrayList<>();
      collect(matching.selection(), ids);
      return leaving(ids);
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

  private MembershipDelta leaving(List<ResourceId> members) {
    List<MemberRef> leavers = new ArrayList<>();
    for (ResourceId id : members) {
      type(id).ifPresent(type -> leavers.add(new MemberRef(type, id)));
    }
    return new MembershipDelta(List.of(), leavers);
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

  private MemberRef known(ResourceId id) {
    return new MemberRef(
        type(id)
            .orElseThrow(
                () ->
                    RejectedException.at(
                        Problem.Kind.INVALID_VALUE,
                        AttributePath.of("members", "value"),
                        "members.value: there is no user or group " + id + ".")),
        id);
  }

  private Optional<ResourceType> type(ResourceId id) {
    String domain = write.caller().domain();
    return write
        .tx()
        .passed()
        .find(id)
        .filter(passed -> passed.domain().equals(domain))
        .map(PassedResource::type)
        .or(() -> stored(ResourceType.USER, id, domain))
        .or(() -> stored(ResourceType.GROUP, id, domain));
  }

  private Optional<ResourceType> stored(ResourceType type, ResourceId id, String domain) {
    return write
        .tx()
        .resources()
        .find(write.caller().serviceProvider(), type, id)
        .filter(resource -> resource.domain().equals(domain))
        .map(resource -> type);
  }
}
