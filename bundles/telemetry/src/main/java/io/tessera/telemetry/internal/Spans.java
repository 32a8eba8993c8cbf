package io.tessera.telemetry.internal;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.tessera.metering.AnsweredRequest;
import io.tessera.metering.Meter;
import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import io.tessera.metering.Tally;
import io.tessera.metering.TargetCall;
import io.tessera.metering.TraceListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * What happened and has not been sent yet. Whoever tells it never waits: what there is no room for
 * is dropped and counted.
 */
@Component(service = {Spans.class, TraceListener.class, MeterSource.class})
public final class Spans implements TraceListener, MeterSource {
  private static final int CAPACITY = 4_096;
  private static final int BATCH = 512;
  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

  private final BlockingQueue<Function<SpanWriter, List<SpanData>>> waiting =
      new ArrayBlockingQueue<>(CAPACITY);
  private final Tally ended =
      new Tally(
          Meter.counter(
              "tessera_telemetry_spans",
              "Spans by what became of them: sent to the collector, or dropped.",
              "outcome"));
  private volatile @Nullable Share share;

  @Activate
  public Spans() {}

  /** From now on there is somebody who sends a share of them. */
  void open(Share of) {
    share = of;
  }

  void close() {
    share = null;
  }

  /** What asks for a change, and what its caller traces. */
  @Override
  public void answered(AnsweredRequest request) {
    boolean own = CHANGING.contains(request.method()) && isKept(request.causality());
    if (own || (share != null && !request.traceparent().isEmpty())) {
      offer(writer -> writer.of(request, own));
    }
  }

  @Override
  public void called(TargetCall call) {
    if (isKept(call.causality())) {
      offer(writer -> List.of(writer.of(call)));
    }
  }

  private boolean isKept(String causality) {
    Share of = share;
    return of != null && of.takes(causality);
  }

  private void offer(Function<SpanWriter, List<SpanData>> happened) {
    if (!waiting.offer(happened)) {
      dropped(1);
    }
  }

  /** The oldest of what waits, no more than goes in one request; empty when nothing does. */
  List<SpanData> take(SpanWriter writer) {
    Collection<Function<SpanWriter, List<SpanData>>> batch = new ArrayList<>();
    waiting.drainTo(batch, BATCH);
    return batch.stream().flatMap(happened -> happened.apply(writer).stream()).toList();
  }

  void sent(int number) {
    ended.add(number, "sent");
  }

  void dropped(int number) {
    ended.add(number, "dropped");
  }

  @Override
  public void tell(Readings readings) {
    ended.tell(readings);
  }
}
