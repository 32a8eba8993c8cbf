package io.tessera.provisioning.internal.configuration;

import io.tessera.provisioning.api.admin.TargetStatus;
import io.tessera.provisioning.internal.delivery.Connectors;
import io.tessera.provisioning.internal.delivery.Dispatcher;
import io.tessera.store.spi.Lanes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How targets are doing, as far as this node knows, and what waits for them. */
final class TargetStatuses {
  private final Lanes lanes;
  private final ConnectorTypeCatalog catalog;
  private final Connectors connectors;
  private final Dispatcher dispatcher;

  TargetStatuses(
      Lanes lanes, ConnectorTypeCatalog catalog, Connectors connectors, Dispatcher dispatcher) {
    this.lanes = lanes;
    this.catalog = catalog;
    this.connectors = connectors;
    this.dispatcher = dispatcher;
  }

  TargetStatus of(TargetConfiguration target) {
    return of(target, lanes.counts());
  }

  /** By their ids; in one question to the database. */
  Map<UUID, TargetStatus> of(List<TargetConfiguration> targets) {
    Map<UUID, Lanes.Counts> counts = lanes.counts();
    Map<UUID, TargetStatus> statuses = new HashMap<>();
    targets.forEach(target -> statuses.put(target.target().id(), of(target, counts)));
    return statuses;
  }

  private TargetStatus of(TargetConfiguration target, Map<UUID, Lanes.Counts> all) {
    UUID id = target.target().id();
    Lanes.Counts counts = all.getOrDefault(id, new Lanes.Counts(0, 0, 0));
    TargetStatus.State state = state(target);
    String detail =
        (detail(target, state) + " " + connectors.remark(id) + " " + held(counts)).strip();
    return new TargetStatus(
        state,
        detail,
        counts.waiting(),
        counts.dead(),
        counts.held(),
        dispatcher.abilities(target));
  }

  private static String held(Lanes.Counts counts) {
    return counts.held() == 0
        ? ""
        : counts.held() + " removals wait for a person to allow or reject their batch.";
  }

  private TargetStatus.State state(TargetConfiguration target) {
    UUID id = target.target().id();
    if (!target.active()) {
      return TargetStatus.State.DISABLED;
    }
    if (target.target().delivery().maintenance()) {
      return TargetStatus.State.MAINTENANCE;
    }
    if (!connectors.has(id)) {
      return TargetStatus.State.ABSENT;
    }
    Dispatcher.Condition condition = dispatcher.condition(target);
    if (condition.quarantined()) {
      return TargetStatus.State.QUARANTINED;
    }
    return condition.troubled() ? TargetStatus.State.TROUBLED : TargetStatus.State.ACTIVE;
  }

  /** Why it is in the state it is in, and what to do; may be empty. */
  String detail(TargetConfiguration target) {
    return detail(target, state(target));
  }

  private String detail(TargetConfiguration target, TargetStatus.State state) {
    return switch (state) {
      case ACTIVE, TROUBLED, QUARANTINED -> dispatcher.condition(target).detail();
      case MAINTENANCE -> "In maintenance: changes queue up and are sent when it ends.";
      case DISABLED -> "Switched off; changes made now are not sent later.";
      case ABSENT -> absence(target);
    };
  }

  private String absence(TargetConfiguration target) {
    String type = target.target().connectorType();
    if (catalog.find(type).isEmpty()) {
      return "No started bundle offers " + type + "; deploy it.";
    }
    String failure = catalog.failureOf(type, target.target().id().toString());
    return failure.isEmpty() ? "The connector is starting." : failure;
  }
}
