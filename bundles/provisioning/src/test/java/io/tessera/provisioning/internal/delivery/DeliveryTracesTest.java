package io.tessera.provisioning.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.metering.AnsweredRequest;
import io.tessera.metering.TargetCall;
import io.tessera.metering.TraceListener;
import io.tessera.metering.TraceListeners;
import io.tessera.model.Attributes;
import io.tessera.model.MembershipDelta;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.Attempt;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.End;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Completion.LinkChange;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.Lane.Queued;
import io.tessera.store.spi.LaneKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryTracesTest implements TraceListener {
  private final List<TargetCall> told = new ArrayList<>();
  private final TraceListeners listeners = new TraceListeners();
  private final DeliveryTraces traces = new DeliveryTraces(listeners, "hr", "csv");
  private final Queued first = queued("first", 1);
  private final Queued second = queued("second", 2);
  private final Queued third = queued("third", 3);
  private final Lane lane =
      new Lane(
          new LaneKey(UUID.randomUUID(), ResourceType.USER, new ResourceId(UUID.randomUUID())),
          1,
          0,
          List.of(first, second, third),
          null);

  @Override
  public void answered(AnsweredRequest request) {
    throw new AssertionError("no request");
  }

  @Override
  public void called(TargetCall call) {
    told.add(call);
  }

  @Test
  void a_call_is_told_with_every_change_that_went_with_it() {
    listeners.addListener(this);
    Completion completion =
        Completion.done(
                lane.key(),
                1,
                List.of(
                    new Finished(first.operation(), End.SUPERSEDED, ""),
                    new Finished(second.operation(), End.DONE, "")),
                LinkChange.KEEP)
            .withAttempts(List.of(attempt("APPLIED")));
    traces.tell(lane, completion);
    assertThat(told).extracting(TargetCall::causality).containsExactly("first", "second");
    assertThat(told)
        .allSatisfy(
            call -> {
              assertThat(call.target()).isEqualTo("hr");
              assertThat(call.connectorType()).isEqualTo("csv");
              assertThat(call.action()).isEqualTo("UPDATE");
              assertThat(call.result()).isEqualTo("APPLIED");
            });
  }

  @Test
  void one_that_failed_is_told_with_the_change_it_was_made_for() {
    listeners.addListener(this);
    Completion completion =
        new Completion(
            lane.key(),
            1,
            List.of(),
            new Next.Retry(Duration.ofSeconds(1), 1, "secret words"),
            LinkChange.KEEP,
            List.of(attempt("TRANSIENT")));
    traces.tell(lane, completion);
    assertThat(told).extracting(TargetCall::causality).containsExactly("second");
    assertThat(told.toString()).doesNotContain("secret");
  }

  @Test
  void nobody_is_told_when_nobody_listens() {
    traces.tell(
        lane,
        Completion.done(lane.key(), 1, List.of(), LinkChange.KEEP)
            .withAttempts(List.of(attempt("APPLIED"))));
    assertThat(told).isEmpty();
  }

  private Attempt attempt(String result) {
    return new Attempt(
        second.operation(),
        1,
        Instant.EPOCH,
        Duration.ofMillis(3),
        "node",
        "io.tessera.connector.csv 0.1.0",
        "UPDATE",
        result,
        "secret words",
        null,
        null);
  }

  private static Queued queued(String causality, long version) {
    return new Queued(
        UUID.randomUUID(),
        UUID.randomUUID(),
        causality,
        version,
        Change.Kind.UPDATE,
        Attributes.builder().build(),
        MembershipDelta.NONE,
        Instant.EPOCH);
  }
}
