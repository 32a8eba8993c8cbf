package io.tessera.provisioning.internal.delivery;

import io.tessera.metering.TargetCall;
import io.tessera.metering.TraceListeners;
import io.tessera.store.spi.Attempt;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.Lane.Queued;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** Tells those who follow changes which calls were made for them. */
record DeliveryTraces(TraceListeners listeners, String target, String connectorType) {
  /** A lane is given back. */
  void tell(Lane lane, Completion completion) {
    if (listeners.isNobody()) {
      return;
    }
    for (Attempt attempt : completion.attempts()) {
      for (String causality : carried(attempt.operation(), lane, completion)) {
        listeners.called(call(causality, attempt));
      }
    }
  }

  /** Of the operation that was called for and of all that went with it, each once. */
  private static Set<String> carried(UUID operation, Lane lane, Completion completion) {
    Set<UUID> operations = new LinkedHashSet<>();
    operations.add(operation);
    completion.finished().stream().map(Finished::operation).forEach(operations::add);
    Set<String> causalities = new LinkedHashSet<>();
    for (Queued queued : lane.queue()) {
      if (operations.contains(queued.operation())) {
        causalities.add(queued.causality());
      }
    }
    return causalities;
  }

  private TargetCall call(String causality, Attempt attempt) {
    return new TargetCall(
        causality,
        target,
        connectorType,
        attempt.connector(),
        attempt.action(),
        attempt.result(),
        attempt.number(),
        attempt.started(),
        attempt.took());
  }
}
