package io.tessera.connector.rest.internal;

import io.tessera.connector.http.Exchange;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads users and groups, by their ids and by their keys. */
final class Finder {
  private final Service service;
  private final RestSettings settings;

  Finder(Service service, RestSettings settings) {
    this.service = service;
    this.settings = settings;
  }

  /**
   * What the service has now.
   *
   * @param version for {@code If-Match} (RFC 9110 section 13.1.1)
   */
  record Current(Json.Members object, Optional<String> version) {
    static final Current UNKNOWN = new Current(Json.Members.NONE, Optional.empty());
  }

  static boolean saysGone(Exchange answer) {
    return answer.status() == 404 || answer.status() == 410;
  }

  /**
   * The whole object, so that what is not ours in it survives when it is replaced; nothing where it
   * cannot be read.
   *
   * @throws TargetFailure GONE when there is none
   */
  Current current(ObjectType type, RemoteId id) throws TargetFailure, InterruptedException {
    Optional<Action> action = settings.action("read", type);
    if (action.isEmpty()) {
      return Current.UNKNOWN;
    }
    Exchange answer = ask(action.get(), new Values().with("id", id.value()));
    if (saysGone(answer) && !settings.kinds().decides(answer.status())) {
      throw settings.kinds().failure(answer).as(FailureKind.GONE);
    }
    Json.Members object = object(settings.shape(type), action.get(), answer);
    for (Pointer readOnly : settings.readOnly()) {
      object = readOnly.removedFrom(object);
    }
    // A weak one compares as different always.
    return new Current(object, answer.header("ETag").filter(e -> !e.startsWith("W/")));
  }

  /** Whether there is one with this id; so, too, where that cannot be asked. */
  boolean exists(ObjectType type, RemoteId id) throws TargetFailure, InterruptedException {
    Optional<Action> action = settings.action("read", type);
    return action.isEmpty() || !saysGone(ask(action.get(), new Values().with("id", id.value())));
  }

  Reading read(Lookup lookup) throws TargetFailure, InterruptedException {
    Optional<RemoteId> id = lookup.remoteIdIfKnown();
    return id.isPresent() ? byId(lookup, id.get()) : byKey(lookup);
  }

  private Reading byId(Lookup lookup, RemoteId id) throws TargetFailure, InterruptedException {
    Shape shape = settings.shape(lookup.type());
    Action action = needed("read", lookup.type());
    Exchange answer = ask(action, new Values().with("id", id.value()));
    if (saysGone(answer) && !settings.kinds().decides(answer.status())) {
      return new Reading.Absent();
    }
    return new Reading.Found(id, observed(shape, object(shape, action, answer), lookup));
  }

  private Json.Members object(Shape shape, Action action, Exchange answer) throws TargetFailure {
    if (!action.isSuccess(answer.status())) {
      throw settings.kinds().failure(answer);
    }
    Optional<Json> object = shape.objectIn(Service.body(answer));
    if (object.isPresent()
        && object.get() instanceof Json.Members members
        && shape.idIn(members).isPresent()) {
      return members;
    }
    throw Service.nonsense(answer, "there is no object with an id at " + shape.id());
  }

  private Reading byKey(Lookup lookup) throws TargetFailure, InterruptedException {
    Shape shape = settings.shape(lookup.type());
    Action action = needed("find", lookup.type());
    String key =
        lookup
            .attributes()
            .first(shape.key())
            .orElseThrow(
                () ->
                    new TargetFailure(
                        FailureKind.INVALID, "The key " + shape.key() + " has no value; map one."));
    Values values = Values.of(shape, lookup.attributes()).with(shape.key(), key);
    if (Service.cannotStand(action, values)) {
      return new Reading.Absent();
    }
    Exchange answer = ask(action, values);
    if (saysGone(answer) && !settings.kinds().decides(answer.status())) {
      return new Reading.Absent();
    }
    if (!action.isSuccess(answer.status())) {
      throw settings.kinds().failure(answer);
    }
    // A search may be broader than it was meant to be.
    List<Json> same =
        several(shape, answer).stream().filter(one -> hasKey(shape, one, key)).toList();
    if (same.size() > 1) {
      throw new TargetFailure(
          FailureKind.INVALID, "Several have this key; remove or tell apart the doubles.");
    }
    if (same.isEmpty()) {
      return new Reading.Absent();
    }
    RemoteId id =
        shape
            .idIn(same.get(0))
            .orElseThrow(() -> Service.nonsense(answer, "it has no id at " + shape.id()));
    return new Reading.Found(id, observed(shape, same.get(0), lookup));
  }

  /** An array of them, or the one itself. */
  private static List<Json> several(Shape shape, Exchange answer) throws TargetFailure {
    Json body = Service.body(answer);
    Optional<Json> list = shape.list().in(body);
    if (list.isPresent() && list.get() instanceof Json.Array array) {
      return array.values();
    }
    Optional<Json> one = shape.objectIn(body).filter(o -> shape.idIn(o).isPresent());
    return List.of(
        one.orElseThrow(() -> Service.nonsense(answer, "there is no array at " + shape.list())));
  }

  private static boolean hasKey(Shape shape, Json one, String key) {
    return shape.field(shape.key()).map(f -> f.values(one).contains(key)).orElse(false);
  }

  private static TargetAttributes observed(Shape shape, Json object, Lookup lookup) {
    TargetAttributes all = shape.read(object);
    TargetAttributes.Builder asked = TargetAttributes.builder();
    for (String name : lookup.attributes().names()) {
      if (shape.field(name).filter(Field::isRead).isPresent()) {
        asked.put(name, all.all(name));
      }
    }
    return asked.build();
  }

  private Exchange ask(Action action, Values values) throws TargetFailure, InterruptedException {
    return service.call(action, values, Optional.empty(), Map.of());
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
