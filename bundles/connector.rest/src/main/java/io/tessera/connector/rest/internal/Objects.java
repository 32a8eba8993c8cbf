package io.tessera.connector.rest.internal;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Creates, changes and removes the user or group an operation is about. */
final class Objects {
  static final String NO_DISABLING =
      "Users cannot be disabled here; set activeField or disableUser.";

  private final Service service;
  private final RestSettings settings;
  private final Finder finder;
  private final Memberships memberships;

  Objects(Service service, RestSettings settings, Finder finder) {
    this.service = service;
    this.settings = settings;
    this.finder = finder;
    memberships = new Memberships(service, settings, finder);
  }

  Outcome create(Operation operation) throws TargetFailure, InterruptedException {
    Shape shape = settings.shape(operation.type());
    Action action = needed("create", operation.type());
    Json.Members object =
        marked(
            shape,
            operation,
            Values.object(shape, operation.attributes(), Json.Members.NONE, Optional.empty()));
    Values values = Values.of(shape, operation).with("attributes", object);
    refuseUnfinishable(shape, operation);
    Exchange answer = service.call(action, values, Optional.of(object), Map.of());
    if (!action.isSuccess(answer.status())) {
      throw settings.kinds().failure(answer);
    }
    RemoteId id = idOf(shape, answer);
    finishNew(shape, id, operation);
    return Outcome.applied(id);
  }

  /** Nobody is left enabled, and no group without its members, by what is known beforehand. */
  private void refuseUnfinishable(Shape shape, Operation operation) throws TargetFailure {
    Optional<Action> call = activityCall(operation);
    if (call.isPresent()) {
      Service.path(call.get(), Values.of(shape, operation).with("id", "new"));
    }
    refuseDisabling(shape, operation);
    memberships.refuseUnchangeable(operation);
  }

  /** It is there already: whatever goes wrong now, the creation has had an effect. */
  private void finishNew(Shape shape, RemoteId id, Operation operation)
      throws TargetFailure, InterruptedException {
    try {
      activity(shape, id, operation);
      memberships.apply(id, operation);
    } catch (TargetFailure refused) {
      throw refused.as(FailureKind.UNKNOWN);
    }
  }

  /** From the object in the answer, else the last part of its {@code Location}. */
  private static RemoteId idOf(Shape shape, Exchange answer) throws TargetFailure {
    Optional<RemoteId> told =
        answer.body().length == 0
            ? Optional.empty()
            : shape.objectIn(Service.body(answer)).flatMap(shape::idIn);
    return told.or(() -> answer.header("Location").flatMap(Objects::lastPart))
        .orElseThrow(() -> Service.nonsense(answer, "it does not tell the id of what is new"));
  }

  private static Optional<RemoteId> lastPart(String location) {
    String path = location.replaceAll("[?#].*", "").replaceAll("/+$", "");
    String part = path.substring(path.lastIndexOf('/') + 1);
    if (part.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RemoteId(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  Outcome update(Operation operation) throws TargetFailure, InterruptedException {
    Shape shape = settings.shape(operation.type());
    boolean marks = shape.active() != null && operation.activity() != null;
    boolean calls = activityCall(operation).isPresent();
    if (!operation.attributes().isEmpty() || (marks && !calls)) {
      change(shape, operation);
    }
    activity(shape, operation.existing(), operation);
    memberships.apply(operation.existing(), operation);
    return Outcome.applied(operation.existing());
  }

  private void change(Shape shape, Operation operation) throws TargetFailure, InterruptedException {
    Action action = needed("update", operation.type());
    Finder.Current current =
        action.method().equals("PUT")
            ? finder.current(operation.type(), operation.existing())
            : Finder.Current.UNKNOWN;
    Optional<Json> empty = Optional.of(settings.empty());
    Json.Members object =
        marked(
            shape,
            operation,
            Values.object(shape, operation.attributes(), current.object(), empty));
    Values values = Values.of(shape, operation).with("attributes", object);
    Map<String, String> headers =
        current.version().map(v -> Map.of("If-Match", v)).orElse(Map.of());
    Exchange answer = service.call(action, values, Optional.of(object), headers);
    refuse(action, answer);
  }

  /** With the mark of a user who may be used or not, where no call of its own sets it. */
  private Json.Members marked(Shape shape, Operation operation, Json.Members object) {
    Shape.Mark mark = shape.active();
    Activity wanted = operation.activity();
    return mark == null || wanted == null || activityCall(operation).isPresent()
        ? object
        : mark.pointer().set(object, mark.value(wanted));
  }

  private Optional<Action> activityCall(Operation operation) {
    return operation.type() == ObjectType.GROUP
        ? Optional.empty()
        : operation
            .activityIfAny()
            .flatMap(
                wanted ->
                    settings.action(
                        wanted == Activity.ENABLED ? "enable" : "disable", ObjectType.USER));
  }

  private void activity(Shape shape, RemoteId id, Operation operation)
      throws TargetFailure, InterruptedException {
    Optional<Action> call = activityCall(operation);
    if (call.isPresent()) {
      Values values = Values.of(shape, operation).with("id", id.value());
      refuse(call.get(), service.call(call.get(), values, Optional.empty(), Map.of()));
    } else {
      refuseDisabling(shape, operation);
    }
  }

  private void refuseDisabling(Shape shape, Operation operation) throws TargetFailure {
    if (operation.activity() == Activity.DISABLED
        && shape.active() == null
        && activityCall(operation).isEmpty()) {
      throw new TargetFailure(FailureKind.INVALID, NO_DISABLING);
    }
  }

  /** For calls that concern something that exists. */
  private void refuse(Action action, Exchange answer) throws TargetFailure {
    if (action.isSuccess(answer.status())) {
      return;
    }
    TargetFailure failure = settings.kinds().failure(answer);
    if (settings.kinds().decides(answer)) {
      throw failure;
    }
    throw switch (answer.status()) {
      case 404, 410 -> failure.as(FailureKind.GONE);
      case 409 -> failure.as(FailureKind.INVALID);
      default -> failure;
    };
  }

  Outcome delete(Operation operation) throws TargetFailure, InterruptedException {
    Shape shape = settings.shape(operation.type());
    Action action = needed("delete", operation.type());
    Exchange answer = service.call(action, Values.of(shape, operation), Optional.empty(), Map.of());
    if (!action.isSuccess(answer.status()) && !settings.kinds().saysGone(answer)) {
      throw settings.kinds().failure(answer);
    }
    return Outcome.applied(operation.existing());
  }

  Reading read(Lookup lookup) throws TargetFailure, InterruptedException {
    return finder.read(lookup);
  }

  private Action needed(String verb, ObjectType type) throws TargetFailure {
    return settings
        .action(verb, type)
        .orElseThrow(
            () ->
                new TargetFailure(
                    FailureKind.CONFIGURATION,
                    "There is no call to "
                        + verb
                        + " one; set "
                        + verb
                        + (type == ObjectType.USER ? "User." : "Group.")));
  }
}
