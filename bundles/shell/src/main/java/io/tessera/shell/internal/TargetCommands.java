package io.tessera.shell.internal;

import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.OperationView.State;
import io.tessera.provisioning.api.admin.Target;
import io.tessera.provisioning.api.admin.TargetStatus;
import io.tessera.provisioning.api.admin.Vitals;
import io.tessera.provisioning.api.admin.Vitals.TargetVitals;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Targets: how they are doing, and whether changes are sent there. */
@Component(
    service = TargetCommands.class,
    property = {
      "osgi.command.scope=tessera",
      "osgi.command.function=targets",
      "osgi.command.function=pause",
      "osgi.command.function=resume"
    })
public final class TargetCommands {
  /** How many of a target's open operations are looked at for a failure. */
  private static final int LOOKED_AT = 50;

  private final Connections connections;
  private final Deliveries deliveries;
  private final Vitals vitals;
  private final TargetNames names;
  private final Ages ages;

  @Activate
  public TargetCommands(
      @Reference(name = "connections") Connections connections,
      @Reference(name = "deliveries") Deliveries deliveries,
      @Reference(name = "vitals") Vitals vitals) {
    this(connections, deliveries, vitals, Clock.systemUTC());
  }

  TargetCommands(Connections connections, Deliveries deliveries, Vitals vitals, Clock clock) {
    this.connections = connections;
    this.deliveries = deliveries;
    this.vitals = vitals;
    this.names = new TargetNames(connections);
    this.ages = new Ages(clock);
  }

  @Descriptor("all targets: state, what waits, for how long, and why")
  public String targets() {
    Caller caller = Operator.caller();
    Map<UUID, TargetStatus> statuses = connections.statuses(caller);
    Map<UUID, Instant> oldest = oldest();
    Table table = new Table("TARGET", "STATE", "WAITING", "DEAD", "HELD", "OLDEST", "WHY");
    for (Target target : names.all(caller)) {
      TargetStatus status = statuses.get(target.id());
      if (status != null) {
        table.add(
            target.name(),
            status.state(),
            status.waiting(),
            status.dead(),
            status.held(),
            ages.of(Optional.ofNullable(oldest.get(target.id()))),
            reason(caller, target, status));
      }
    }
    return table.isEmpty() ? "There are no targets." : table.toString();
  }

  @Descriptor("sends nothing to a target for now; its changes queue up")
  public String pause(@Descriptor("name of the target") String target) {
    return maintenance(target, true);
  }

  @Descriptor("sends changes to a target again")
  public String resume(@Descriptor("name of the target") String target) {
    return maintenance(target, false);
  }

  private String maintenance(String name, boolean wanted) {
    Caller caller = Operator.caller();
    Target target = names.get(caller, name);
    if (target.delivery().maintenance() == wanted) {
      return name + (wanted ? " is paused already." : " is not paused.");
    }
    Target.Draft draft =
        new Target.Draft(
            target.name(),
            target.identityProvider(),
            target.connectorType(),
            target.enabled(),
            target.settings(),
            null,
            target.delivery().withMaintenance(wanted));
    connections.replaceTarget(caller, target.id(), target.version(), draft);
    return name + (wanted ? " is paused: changes queue up." : " goes on.");
  }

  /** Since when the oldest operation of each target waits, as of a moment ago. */
  private Map<UUID, Instant> oldest() {
    return vitals.latest().stream()
        .flatMap(sample -> sample.targets().stream())
        .filter(target -> target.oldestIfAny().isPresent())
        .collect(Collectors.toMap(TargetVitals::id, target -> target.oldestIfAny().orElseThrow()));
  }

  /** What the target itself suffers from, else what its newest failed operation does. */
  private String reason(Caller caller, Target target, TargetStatus status) {
    if (!status.detail().isEmpty() || status.waiting() + status.dead() == 0) {
      return status.detail();
    }
    Deliveries.Search failed =
        new Deliveries.Search(
            Set.of(target.id()), Set.of(), Set.of(State.DEAD, State.WAITING), null, null, null);
    return deliveries.search(caller, failed, null, LOOKED_AT).items().stream()
        .filter(operation -> operation.failureIfAny().isPresent())
        .findFirst()
        .map(TargetCommands::failure)
        .orElse("");
  }

  private static String failure(OperationView operation) {
    return operation.failureIfAny().orElse("") + ": " + operation.detail();
  }
}
