package io.tessera.provisioning.internal.configuration;

import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.Testable;
import io.tessera.model.Problem;
import io.tessera.provisioning.api.admin.Connections.TestStep;
import io.tessera.provisioning.internal.delivery.Connectors;
import io.tessera.provisioning.internal.delivery.Dispatcher;
import io.tessera.provisioning.internal.policymap.SchemaCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tries the settings of a target without changing anything in it. */
final class ConnectionCheck {
  private final Connectors connectors;
  private final Dispatcher dispatcher;
  private final TargetStatuses statuses;

  ConnectionCheck(Connectors connectors, Dispatcher dispatcher, TargetStatuses statuses) {
    this.connectors = connectors;
    this.dispatcher = dispatcher;
    this.statuses = statuses;
  }

  List<TestStep> of(TargetConfiguration target) {
    Optional<List<Testable.Step>> steps = dispatcher.test(target);
    if (steps.isPresent()) {
      return Stream.concat(
              steps.get().stream().map(s -> new TestStep(s.name(), s.passed(), s.detail())),
              testedMap(target).stream())
          .toList();
    }
    boolean here = connectors.has(target.target().id());
    return List.of(
        new TestStep(
            "connector",
            here,
            here ? "It is here; its type offers no further test." : statuses.detail(target)));
  }

  /** Whether the target has what its policy map gives it; nothing when it cannot tell. */
  private Optional<TestStep> testedMap(TargetConfiguration target) {
    List<Description> told = new ArrayList<>();
    SchemaCheck check =
        SchemaCheck.of(
            target.target().policyMap(),
            type -> {
              Optional<Description> description = dispatcher.describe(target, type);
              description.ifPresent(told::add);
              return description;
            });
    if (told.isEmpty()) {
      return Optional.empty();
    }
    String detail =
        Stream.concat(check.problems().stream().map(Problem::detail), check.remarks().stream())
            .collect(Collectors.joining(" "));
    return Optional.of(
        new TestStep(
            "compare the policy map",
            check.problems().isEmpty(),
            detail.isEmpty() ? "The target has all attributes." : detail));
  }
}
