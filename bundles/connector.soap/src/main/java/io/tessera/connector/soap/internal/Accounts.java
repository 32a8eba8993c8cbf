package io.tessera.connector.soap.internal;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.soap.internal.Call.Input;
import io.tessera.connector.soap.internal.Entries.Entry;
import io.tessera.connector.soap.internal.Service.Copied;
import io.tessera.connector.soap.internal.Service.Effect;
import io.tessera.connector.soap.internal.Source.Variable;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates, changes and removes the account or group an operation is about. */
final class Accounts {
  private final Service service;
  private final SoapSettings settings;
  private final Finder finder;
  private final Memberships memberships;

  Accounts(Service service, SoapSettings settings, Finder finder) {
    this.service = service;
    this.settings = settings;
    this.finder = finder;
    this.memberships = new Memberships(service, settings, finder);
  }

  Outcome create(Operation operation) throws HttpFailure, InterruptedException {
    Mapping mapping = settings.mapping(operation.type());
    Call create = required(mapping.create(), operation.type(), "create");
    List<Step> further = further(operation, create);
    memberships.requirePossible(operation);
    Values values = values(operation, true);
    XmlElement answer = service.call(create, mapping.inputs(create), values, null, Effect.CREATION);
    try {
      RemoteId id = idOfNew(operation, create, answer);
      carryOut(further, operation, id);
      memberships.apply(operation, id);
      return Outcome.applied(id);
    } catch (HttpFailure half) {
      Failed failed = half.failed();
      throw new HttpFailure(
          new Failed(
              FailureKind.UNKNOWN,
              "It was created, but then: " + failed.detail(),
              failed.retryAfter()));
    }
  }

  private RemoteId idOfNew(Operation operation, Call create, XmlElement answer)
      throws HttpFailure, InterruptedException {
    Optional<RemoteId> told = Entries.id(create, answer);
    if (told.isPresent()) {
      return told.get();
    }
    if (create.reads(Call.ID)) {
      throw new HttpFailure(
          FailureKind.UNKNOWN,
          "the answer to " + create + " has no id where the settings say it is.");
    }
    return finder
        .byKey(settings.mapping(operation.type()), operation.attributes())
        .map(entry -> entry.account().id())
        .orElseThrow(() -> new HttpFailure(FailureKind.UNKNOWN, "it was not found under its key."));
  }

  Outcome update(Operation operation) throws HttpFailure, InterruptedException {
    RemoteId id = operation.existing();
    Optional<Call> main = mainCall(operation);
    List<Step> further = further(operation, main.orElse(null));
    memberships.requirePossible(operation);
    if (main.isPresent()) {
      change(operation, main.get());
    }
    carryOut(further, operation, id);
    memberships.apply(operation, id);
    if (main.isEmpty() && further.isEmpty() && operation.members().isEmpty()) {
      requireThere(operation);
    }
    return Outcome.applied(id);
  }

  /** The call that changes attributes, where it has something to say. */
  private Optional<Call> mainCall(Operation operation) throws HttpFailure {
    Mapping mapping = settings.mapping(operation.type());
    boolean attributes = !operation.attributes().isEmpty();
    if (mapping.update().isEmpty()) {
      if (attributes) {
        required(mapping.update(), operation.type(), "update");
      }
      return Optional.empty();
    }
    return mapping
        .update()
        .filter(call -> attributes || (operation.activity() != null && sendsActivity(call)));
  }

  private void change(Operation operation, Call update) throws HttpFailure, InterruptedException {
    Mapping mapping = settings.mapping(operation.type());
    Copied base = base(operation, mapping, update);
    try {
      service.call(update, mapping.inputs(update), values(operation, false), base, Effect.CHANGE);
    } catch (HttpFailure refused) {
      // Another account has the name; that concerns creations only.
      throw as(refused, FailureKind.CONFLICT, FailureKind.INVALID);
    }
  }

  private static HttpFailure as(HttpFailure failure, FailureKind from, FailureKind to) {
    Failed failed = failure.failed();
    return failed.kind() == from
        ? new HttpFailure(new Failed(to, failed.detail(), failed.retryAfter()))
        : failure;
  }

  /** What the account is now: what we leave out, the service would remove. */
  private @Nullable Copied base(Operation operation, Mapping mapping, Call update)
      throws HttpFailure, InterruptedException {
    Optional<Path> place =
        update.inputs().stream()
            .filter(i -> i.source() instanceof Source.All)
            .map(Input::path)
            .findFirst();
    if (!settings.whole() || place.isEmpty() || mapping.get().isEmpty()) {
      return null;
    }
    Entry now =
        finder
            .byId(mapping, operation.existing(), operation.attributes())
            .orElseThrow(Accounts::gone);
    return new Copied(place.get(), now.element());
  }

  private static HttpFailure gone() {
    return new HttpFailure(FailureKind.GONE, "It does not exist in the service any more.");
  }

  private void requireThere(Operation operation) throws HttpFailure, InterruptedException {
    Lookup lookup = new Lookup(operation.type(), operation.existing(), operation.attributes());
    if (finder.read(lookup) instanceof Reading.Absent) {
      throw gone();
    }
  }

  Outcome delete(Operation operation) throws HttpFailure, InterruptedException {
    Mapping mapping = settings.mapping(operation.type());
    Call delete = required(mapping.delete(), operation.type(), "delete");
    try {
      service.call(delete, mapping.inputs(delete), values(operation, true), null, Effect.CHANGE);
    } catch (HttpFailure refused) {
      if (refused.failed().kind() != FailureKind.GONE) {
        throw refused;
      }
    }
    return Outcome.applied(operation.existing());
  }

  /** A call that follows, for what the main one does not say. */
  private record Step(Call call) {}

  private List<Step> further(Operation operation, @Nullable Call main) throws HttpFailure {
    List<Step> steps = new ArrayList<>();
    if (operation.type() == ObjectType.GROUP) {
      return steps;
    }
    boolean password = operation.attributes().first(settings.passwordAttribute()).isPresent();
    if (password && (main == null || !sendsPassword(main))) {
      steps.add(new Step(or(settings.extras().setPassword(), "setPassword", "set passwords")));
    }
    @Nullable Activity activity = operation.activity();
    if (activity != null && (main == null || !sendsActivity(main))) {
      if (activity == Activity.DISABLED) {
        steps.add(new Step(or(settings.extras().disableUser(), "disableUser", "disable users")));
      } else {
        settings.extras().enableUser().ifPresent(call -> steps.add(new Step(call)));
      }
    }
    return steps;
  }

  private void carryOut(List<Step> steps, Operation operation, RemoteId id)
      throws HttpFailure, InterruptedException {
    Mapping mapping = settings.mapping(operation.type());
    for (Step step : steps) {
      Values values = values(operation, false).with(Variable.ID, id.value());
      try {
        service.call(step.call(), mapping.inputs(step.call()), values, null, Effect.CHANGE);
      } catch (HttpFailure refused) {
        throw as(refused, FailureKind.CONFLICT, FailureKind.INVALID);
      }
    }
  }

  private boolean sendsPassword(Call call) {
    return call.sends(Variable.PASSWORD)
        || call.inputs().stream()
            .anyMatch(i -> new Source.Attribute(settings.passwordAttribute()).equals(i.source()));
  }

  private static boolean sendsActivity(Call call) {
    return call.sends(Variable.ACTIVE) || call.sends(Variable.INACTIVE);
  }

  private Values values(Operation operation, boolean creation) {
    Values values =
        Values.of(operation.attributes(), creation).with(Variable.KEY, operation.key().value());
    Optional<RemoteId> id = operation.remoteIdIfKnown();
    if (id.isPresent()) {
      values = values.with(Variable.ID, id.get().value());
    }
    @Nullable Activity activity = operation.activity();
    if (activity != null) {
      boolean active = activity == Activity.ENABLED;
      values =
          values
              .with(Variable.ACTIVE, String.valueOf(active))
              .with(Variable.INACTIVE, String.valueOf(!active));
    }
    Optional<String> password = operation.attributes().first(settings.passwordAttribute());
    return password.isPresent() ? values.with(Variable.PASSWORD, password.get()) : values;
  }

  private static Call required(Optional<Call> call, ObjectType type, String what)
      throws HttpFailure {
    String things = type == ObjectType.USER ? "User" : "Group";
    return or(call, what + things, what + " " + (type == ObjectType.USER ? "users" : "groups"));
  }

  private static Call or(Optional<Call> call, String property, String what) throws HttpFailure {
    return call.orElseThrow(
        () ->
            new HttpFailure(
                FailureKind.INVALID,
                "The settings do not say how to " + what + "; set " + property + "."));
  }

  /** The calls that applying an operation makes, in their order; the memberships at the end. */
  List<String> plan(Operation operation) {
    try {
      List<String> lines = new ArrayList<>();
      if (operation.action() == Action.DELETE) {
        lines.add(
            line(
                operation,
                required(settings.mapping(operation.type()).delete(), operation.type(), "delete")));
        return lines;
      }
      Optional<Call> main =
          operation.action() == Action.CREATE
              ? Optional.of(
                  required(settings.mapping(operation.type()).create(), operation.type(), "create"))
              : mainCall(operation);
      main.ifPresent(call -> lines.add(line(operation, call)));
      further(operation, main.orElse(null)).forEach(s -> lines.add(line(operation, s.call())));
      lines.addAll(memberships.plan(operation));
      return lines;
    } catch (HttpFailure impossible) {
      return List.of(impossible.failed().detail());
    }
  }

  private String line(Operation operation, Call call) {
    Values values = values(operation, operation.action() == Action.CREATE);
    List<String> paths =
        settings.mapping(operation.type()).inputs(call).stream()
            .filter(input -> values.get(input.source()).isPresent())
            .map(input -> input.path().toString())
            .toList();
    return call.operation() + ": " + String.join(", ", paths);
  }
}
