package io.tessera.provisioning.internal.delivery;

import io.tessera.metering.Meter;
import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import io.tessera.metering.Tally;
import io.tessera.metering.Timing;
import io.tessera.store.spi.Attempt;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.End;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What became of deliveries on this node, counted by target. */
public final class DeliveryFigures implements MeterSource {
  /** The meter of operations by target and outcome. */
  public static final String OPERATIONS = "tessera_operations";

  private static final String TARGET = "target";

  private final Tally operations =
      new Tally(
          Meter.counter(
              OPERATIONS,
              "Operations by what became of them on this node: delivered, superseded by a later one"
                  + " that carried them, retried, pending at the target, held, dead.",
              TARGET,
              "outcome"));
  private final Timing deliveries =
      Timing.ofWaits(
          Meter.histogram(
              "tessera_delivery_seconds",
              "From the acknowledgement of a change until the target had it.",
              TARGET));
  private final Timing calls =
      Timing.ofCalls(
          Meter.histogram(
              "tessera_target_call_seconds",
              "How long calls to targets took.",
              TARGET,
              "action",
              "result"));

  /**
   * A lane was given back.
   *
   * @param target its name
   */
  void note(String target, Lane lane, Completion completion, Instant now) {
    Map<UUID, Instant> created =
        lane.queue().stream()
            .collect(Collectors.toMap(Lane.Queued::operation, Lane.Queued::created));
    for (Finished finished : completion.finished()) {
      Instant since = created.get(finished.operation());
      operations.add(target, finished.end() == End.DONE ? "delivered" : "superseded");
      if (since != null) {
        deliveries.record(Duration.between(since, now), target);
      }
    }
    String rest = outcome(completion.next());
    if (!rest.isEmpty()) {
      operations.add(target, rest);
    }
    for (Attempt attempt : completion.attempts()) {
      calls.record(attempt.took(), target, attempt.action(), attempt.result());
    }
  }

  private static String outcome(Next next) {
    if (next instanceof Next.Retry) {
      return "retried";
    }
    if (next instanceof Next.Hold) {
      return "dead";
    }
    if (next instanceof Next.Guard) {
      return "held";
    }
    return next instanceof Next.Await ? "pending" : "";
  }

  /** Forgets targets that are no more. */
  void keep(List<String> targets) {
    operations.keep(TARGET, targets);
    deliveries.keep(TARGET, targets);
    calls.keep(TARGET, targets);
  }

  @Override
  public void tell(Readings readings) {
    operations.tell(readings);
    deliveries.tell(readings);
    calls.tell(readings);
  }

  /** The figures of the dispatcher, for whoever reads them. */
  @Component(service = MeterSource.class)
  public static final class Meters implements MeterSource {
    private final Dispatcher dispatcher;

    @Activate
    public Meters(@Reference(name = "dispatcher") Dispatcher dispatcher) {
      this.dispatcher = dispatcher;
    }

    @Override
    public void tell(Readings readings) {
      dispatcher.figures().tell(readings);
    }
  }
}
