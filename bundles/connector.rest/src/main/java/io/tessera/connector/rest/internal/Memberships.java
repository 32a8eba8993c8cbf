package io.tessera.connector.rest.internal;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.RemoteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds members to groups and removes them, one by one or some at a time as the call takes them.
 * Adding a present member and removing an absent one is success.
 */
final class Memberships {
  private static final int CONFLICT = 409;

  private final Service service;
  private final RestSettings settings;
  private final Finder finder;

  Memberships(Service service, RestSettings settings, Finder finder) {
    this.service = service;
    this.settings = settings;
    this.finder = finder;
  }

  /** Refuses what {@link #apply} would refuse whatever the service answers. */
  void refuseUnchangeable(Operation operation) throws TargetFailure {
    if (!operation.members().add().isEmpty()) {
      needed("addMember");
    }
    if (!operation.members().remove().isEmpty()) {
      needed("removeMember");
    }
  }

  /**
   * Adds those who exist, and removes.
   *
   * @throws TargetFailure also, after all that, when some do not exist
   */
  void apply(RemoteId group, Operation operation) throws TargetFailure, InterruptedException {
    int unknown = 0;
    if (!operation.members().add().isEmpty()) {
      unknown = add(group, operation);
    }
    if (!operation.members().remove().isEmpty()) {
      remove(group, operation);
    }
    if (unknown > 0) {
      throw new TargetFailure(
          FailureKind.INVALID,
          unknown + " calls to add members met one that does not exist in the service.");
    }
  }

  private int add(RemoteId group, Operation operation) throws TargetFailure, InterruptedException {
    Action action = needed("addMember");
    int unknown = 0;
    for (Values some : portions(action, group, operation, operation.members().add())) {
      Exchange answer = service.call(action, some, Optional.empty(), Map.of());
      boolean decided = settings.kinds().decides(answer);
      if (action.isSuccess(answer.status()) || (answer.status() == CONFLICT && !decided)) {
        continue;
      }
      if (decided || !settings.kinds().saysGone(answer)) {
        throw settings.kinds().failure(answer);
      }
      if (!finder.exists(ObjectType.GROUP, group)) {
        throw settings.kinds().failure(answer).as(FailureKind.GONE);
      }
      unknown++;
    }
    return unknown;
  }

  private void remove(RemoteId group, Operation operation)
      throws TargetFailure, InterruptedException {
    Action action = needed("removeMember");
    for (Values some : portions(action, group, operation, operation.members().remove())) {
      Exchange answer = service.call(action, some, Optional.empty(), Map.of());
      if (!action.isSuccess(answer.status()) && !settings.kinds().saysGone(answer)) {
        throw settings.kinds().failure(answer);
      }
    }
  }

  private List<Values> portions(
      Action action, RemoteId group, Operation operation, List<Member> members) {
    List<String> ids = members.stream().map(m -> m.id().value()).distinct().toList();
    int size = action.takes("members") ? settings.membersPerRequest() : 1;
    java.util.ArrayList<Values> portions = new java.util.ArrayList<>();
    for (int from = 0; from < ids.size(); from += size) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + size));
      portions.add(
          new Values()
              .with("id", group.value())
              .with("operation", operation.key().value())
              .with("member", some.get(0))
              .with("members", new Json.Array(some.stream().<Json>map(Json.Text::new).toList())));
    }
    return portions;
  }

  private Action needed(String property) throws TargetFailure {
    Optional<Action> action = Optional.ofNullable(settings.actions().get(property));
    return action.orElseThrow(
        () ->
            new TargetFailure(
                FailureKind.CONFIGURATION, "Members cannot change here; set " + property + "."));
  }
}
