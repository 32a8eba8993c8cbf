package io.tessera.provisioning.internal.write;

import io.tessera.connector.spi.FailureKind;
import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.provisioning.api.TargetUnavailableException;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.internal.delivery.DeliveryWaits.Report;
import io.tessera.provisioning.internal.delivery.DeliveryWaits.Stand;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.DeliveryLog;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a change that is kept nowhere else, at the targets that were waited for. */
final class PassedOutcome {
  private static final int NEWEST = 16;

  /** States of an operation that was not done although its lane has stopped. */
  private static final Set<DeliveryLog.State> UNDONE =
      EnumSet.of(DeliveryLog.State.DEAD, DeliveryLog.State.WAITING);

  private final DeliveryLog log;

  PassedOutcome(DeliveryLog log) {
    this.log = log;
  }

  /**
   * @param stopped operations that will not be done unless somebody decides so
   * @param refusing targets that refuse it
   * @param why for the caller
   */
  record Failure(Set<UUID> stopped, Set<UUID> refusing, RuntimeException why) {}

  /**
   * @return empty when nothing speaks against it; targets may still have to get it
   */
  Optional<Failure> failure(Write.Recorded recorded, Write write, Map<UUID, Report> reports) {
    Change change = recorded.change();
    Set<UUID> stopped = new HashSet<>();
    Set<UUID> refusing = new HashSet<>();
    List<Problem> problems = new ArrayList<>();
    List<String> late = new ArrayList<>();
    for (UUID target : recorded.targets()) {
      Report report = reports.get(target);
      String name =
          write.snapshot().target(target).map(t -> t.target().name()).orElse(target.toString());
      Optional<Refused> refused =
          report != null && report.stand() == Stand.STOPPED
              ? refused(change, target)
              : Optional.empty();
      if (report != null && refused.isPresent()) {
        stopped.add(refused.get().own());
        refusing.add(target);
        problems.add(problem(change, name, refused.get().failure(), report.detail()));
      } else if (isRequired(write, target) && (report == null || report.stand() != Stand.DONE)) {
        late.add(name + (report == null ? "" : ": " + report.detail()));
      }
    }
    if (!problems.isEmpty()) {
      return Optional.of(new Failure(stopped, refusing, new RejectedException(problems)));
    }
    return late.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Failure(
                Set.of(),
                Set.of(),
                new TargetUnavailableException(
                    "The change was not made: a target did not take it in time. "
                        + String.join(" ", late))));
  }

  private static boolean isRequired(Write write, UUID target) {
    return write
        .snapshot()
        .target(target)
        .filter(t -> write.mode(t) == DeliverySettings.Mode.REQUIRE)
        .isPresent();
  }

  /**
   * @param own the caller's operation
   * @param failure kind of failure; empty when it is not known
   */
  private record Refused(UUID own, String failure) {}

  /** The operation of a change that waits behind a dead one was refused together with it. */
  private Optional<Refused> refused(Change change, UUID target) {
    return newest(change, target, null).stream()
        .filter(entry -> entry.change().equals(change.id()))
        .filter(entry -> UNDONE.contains(entry.state()))
        .findFirst()
        .flatMap(own -> dead(own, change, target).map(dead -> refused(own, dead)));
  }

  private Optional<DeliveryLog.Entry> dead(DeliveryLog.Entry own, Change change, UUID target) {
    return own.state() == DeliveryLog.State.DEAD
        ? Optional.of(own)
        : newest(change, target, DeliveryLog.State.DEAD).stream().findFirst();
  }

  private static Refused refused(DeliveryLog.Entry own, DeliveryLog.Entry dead) {
    return new Refused(own.id(), dead.failure() == null ? "" : dead.failure());
  }

  private List<DeliveryLog.Entry> newest(
      Change change, UUID target, DeliveryLog.@Nullable State state) {
    return log.operations(
        new DeliveryLog.Selection(target, change.resource(), state, null), null, NEWEST);
  }

  private static Problem problem(Change change, String target, String failure, String said) {
    String detail = "The target " + target + " refuses it. " + said;
    if (failure.equals(FailureKind.CONFLICT.name())) {
      return Problem.at(
          Problem.Kind.UNIQUENESS, AttributePath.of(Resource.nameAttribute(change.type())), detail);
    } else if (failure.equals(FailureKind.INVALID.name())) {
      return Problem.of(Problem.Kind.INVALID_VALUE, detail);
    } else if (failure.equals(FailureKind.GONE.name())) {
      return Problem.of(
          Problem.Kind.NOT_FOUND, "There is no " + change.resource() + " any more. " + detail);
    }
    return Problem.of(Problem.Kind.CONFLICT, detail);
  }
}
