package io.tessera.connector.soap.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.soap.internal.Service.Effect;
import io.tessera.connector.soap.internal.Source.Variable;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.RemoteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds members to groups and removes them: several at a time where the schema has room. */
final class Memberships {
  private final Service service;
  private final SoapSettings settings;
  private final Finder finder;

  Memberships(Service service, SoapSettings settings, Finder finder) {
    this.service = service;
    this.settings = settings;
    this.finder = finder;
  }

  /** Members that one call is for. */
  private record Work(Call call, List<Member> members, boolean add) {
    Work of(Member one) {
      return new Work(call, List.of(one), add);
    }
  }

  /** Told before anything is called: a group that is made first would be left without members. */
  void requirePossible(Operation operation) throws HttpFailure {
    works(operation);
  }

  void apply(Operation operation, RemoteId group) throws HttpFailure, InterruptedException {
    if (operation.members().isEmpty()) {
      return;
    }
    for (Work work : works(operation)) {
      int most = many(work.call()) ? settings.membersPerRequest() : 1;
      List<Member> members = work.members();
      for (int from = 0; from < members.size(); from += most) {
        List<Member> some = members.subList(from, Math.min(members.size(), from + most));
        call(operation, group, new Work(work.call(), some, work.add()));
      }
    }
  }

  private List<Work> works(Operation operation) throws HttpFailure {
    List<Work> works = new ArrayList<>();
    for (ObjectType type : ObjectType.values()) {
      add(works, operation.members().add(), type, true);
      add(works, operation.members().remove(), type, false);
    }
    return works;
  }

  private void add(List<Work> works, List<Member> all, ObjectType type, boolean add)
      throws HttpFailure {
    List<Member> members = all.stream().filter(m -> m.type() == type).toList();
    if (!members.isEmpty()) {
      works.add(new Work(call(type, add), members, add));
    }
  }

  private Call call(ObjectType member, boolean add) throws HttpFailure {
    SoapSettings.Extras extras = settings.extras();
    boolean user = member == ObjectType.USER;
    Optional<Call> call =
        add
            ? (user ? extras.addMember() : extras.addGroupMember())
            : (user ? extras.removeMember() : extras.removeGroupMember());
    String property = (add ? "add" : "remove") + (user ? "Member" : "GroupMember");
    return call.orElseThrow(
        () ->
            new HttpFailure(
                FailureKind.INVALID,
                "The settings do not say how to change such members; set " + property + "."));
  }

  private boolean many(Call call) throws HttpFailure, InterruptedException {
    Optional<Path> path = call.whereSends(Variable.MEMBER);
    Contract contract = service.contract();
    Optional<Slot> slot =
        path.isPresent()
            ? contract.slot(contract.operation(call).request(), path.get())
            : Optional.empty();
    return slot.filter(Slot::many).isPresent();
  }

  private void call(Operation operation, RemoteId group, Work work)
      throws HttpFailure, InterruptedException {
    List<String> ids = work.members().stream().map(m -> m.id().value()).toList();
    Values values =
        Values.of(operation.attributes(), true)
            .with(Variable.ID, group.value())
            .with(Variable.MEMBER, ids)
            .with(Variable.KEY, operation.key().value());
    try {
      List<Call.Input> inputs = settings.groups().inputs(work.call());
      service.call(work.call(), inputs, values, null, Effect.CHANGE);
    } catch (HttpFailure refused) {
      understand(operation, group, work, refused);
    }
  }

  /** That it is so already is success, and a service may say so of one among many. */
  private void understand(Operation operation, RemoteId group, Work work, HttpFailure refused)
      throws HttpFailure, InterruptedException {
    FailureKind kind = refused.failed().kind();
    boolean unclear = kind == FailureKind.GONE || (kind == FailureKind.CONFLICT && work.add());
    if (!unclear) {
      throw refused;
    }
    if (work.members().size() > 1) {
      for (Member each : work.members()) {
        call(operation, group, work.of(each));
      }
      return;
    }
    if (kind == FailureKind.GONE) {
      requireGroup(operation, group, refused);
      if (work.add()) {
        throw new HttpFailure(
            new Failed(FailureKind.INVALID, "A member does not exist: " + detail(refused)));
      }
    }
  }

  private static String detail(HttpFailure refused) {
    return refused.failed().detail();
  }

  /** What is gone may be the group or the member. */
  private void requireGroup(Operation operation, RemoteId group, HttpFailure refused)
      throws HttpFailure, InterruptedException {
    Mapping groups = settings.groups();
    boolean tellable = groups.get().isPresent() || groups.find().isPresent();
    if (!tellable || finder.byId(groups, group, operation.attributes()).isEmpty()) {
      throw refused;
    }
  }

  List<String> plan(Operation operation) throws HttpFailure {
    return works(operation).stream()
        .map(
            work ->
                work.call().operation()
                    + ": "
                    + work.members().size()
                    + (work.members().size() == 1 ? " member" : " members"))
        .toList();
  }
}
