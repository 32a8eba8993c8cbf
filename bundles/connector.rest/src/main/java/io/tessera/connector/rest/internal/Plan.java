package io.tessera.connector.rest.internal;

import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells calls without making them: method, path, and the names of what is sent. */
final class Plan {
  private final RestSettings settings;

  Plan(RestSettings settings) {
    this.settings = settings;
  }

  List<String> of(Operation operation) {
    try {
      return calls(operation);
    } catch (TargetFailure refused) {
      return List.of(refused.failed().detail());
    }
  }

  private List<String> calls(Operation operation) throws TargetFailure {
    Shape shape = settings.shape(operation.type());
    List<String> calls = new ArrayList<>();
    String verb = operation.action().name().toLowerCase(Locale.ROOT);
    boolean membersOnly =
        operation.action() == Action.UPDATE
            && operation.attributes().isEmpty()
            && operation.activity() == null;
    if (!membersOnly) {
      main(calls, shape, verb, operation);
    }
    if (operation.action() != Action.DELETE) {
      activity(calls, shape, operation);
      members(calls, "addMember", operation, operation.members().add());
      members(calls, "removeMember", operation, operation.members().remove());
    }
    return List.copyOf(calls);
  }

  private void main(List<String> calls, Shape shape, String verb, Operation operation)
      throws TargetFailure {
    Optional<io.tessera.connector.rest.internal.Action> action =
        settings.action(verb, operation.type());
    if (action.isEmpty()) {
      calls.add("There is no call to " + verb + " one; set it.");
      return;
    }
    String names =
        operation.action() == Action.DELETE
            ? ""
            : String.join(", ", operation.attributes().names());
    Values.object(shape, operation.attributes(), Json.Members.NONE, Optional.empty());
    calls.add(line(action.get(), Values.of(shape, operation), names));
  }

  private void activity(List<String> calls, Shape shape, Operation operation) throws TargetFailure {
    Optional<Activity> wanted = operation.activityIfAny();
    if (wanted.isPresent() && operation.type() == ObjectType.USER) {
      Optional<io.tessera.connector.rest.internal.Action> call =
          settings.action(wanted.get() == Activity.ENABLED ? "enable" : "disable", ObjectType.USER);
      if (call.isPresent()) {
        calls.add(line(call.get(), known(Values.of(shape, operation)), ""));
      } else if (wanted.get() == Activity.DISABLED && shape.active() == null) {
        calls.add(Objects.NO_DISABLING);
      }
    }
  }

  private void members(
      List<String> calls, String property, Operation operation, List<Operation.Member> members)
      throws TargetFailure {
    Optional<io.tessera.connector.rest.internal.Action> call =
        Optional.ofNullable(settings.actions().get(property));
    if (members.isEmpty()) {
      return;
    }
    if (call.isEmpty()) {
      calls.add("Members cannot change here; set " + property + ".");
      return;
    }
    Values values = new Values();
    operation.remoteIdIfKnown().ifPresent(id -> values.with("id", id.value()));
    values.with("member", members.get(0).id().value());
    String more = call.get().takes("members") || members.size() == 1 ? "" : ", and so on";
    calls.add(line(call.get(), known(values), members.size() + " members" + more));
  }

  /** The id of what does not exist yet stands for itself. */
  private static Values known(Values values) {
    return values.apply("id").isPresent() ? values : values.with("id", "(new)");
  }

  private static String line(
      io.tessera.connector.rest.internal.Action action, Values values, String names)
      throws TargetFailure {
    String call = action.method() + " " + Service.path(action, values);
    return names.isEmpty() ? call : call + ": " + names;
  }
}
