package io.tessera.provisioning.internal.write;

import io.tessera.connector.spi.FailureKind;
import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.TargetUnavailableException;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.internal.delivery.DeliveryWaits.Report;
import io.tessera.provisioning.internal.delivery.DeliveryWaits.Stand;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.DeliveryLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What became of a change that is kept nowhere else, at the targets that were waited for. */
final class PassedOutcome {
  private static final int NEWEST = 16;

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
      if (report != null && report.stand() == Stand.STOPPED) {
        dead(change, target)
            .ifPresent(
                entry -> {
                  stopped.add(entry.id());
                  refusing.add(target);
                  problems.add(problem(change.type(), change.resource(), name, entry, report));
                });
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

  private Optional<DeliveryLog.Entry> dead(Change change, UUID target) {
    DeliveryLog.Selection there = new DeliveryLog.Selection(target, change.resource(), null, null);
    return log.operations(there, null, NEWEST).stream()
        .filter(entry -> entry.change().equals(change.id()))
        .filter(entry -> entry.state() == DeliveryLog.State.DEAD)
        .findFirst();
  }

  private static Problem problem(
      ResourceType type, ResourceId id, String target, DeliveryLog.Entry entry, Report report) {
    String detail = "The target " + target + " refuses it. " + report.detail();
    String failure = entry.failure() == null ? "" : entry.failure();
    if (failure.equals(FailureKind.CONFLICT.name())) {
      return Problem.at(
          Problem.Kind.UNIQUENESS, AttributePath.of(Resource.nameAttribute(type)), detail);
    } else if (failure.equals(FailureKind.INVALID.name())) {
      return Problem.of(Problem.Kind.INVALID_VALUE, detail);
    } else if (failure.equals(FailureKind.GONE.name())) {
      return Problem.of(Problem.Kind.NOT_FOUND, "There is no " + id + " any more. " + detail);
    }
    return Problem.of(Problem.Kind.CONFLICT, detail);
  }
}
