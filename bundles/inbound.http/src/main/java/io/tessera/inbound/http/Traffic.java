package io.tessera.inbound.http;

import io.tessera.metering.Meter;
import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import io.tessera.metering.Tally;
import io.tessera.metering.Timing;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the doors behind the gate were asked, and how it went. */
final class Traffic implements MeterSource {
  private final Tally requests =
      new Tally(
          Meter.counter(
              "tessera_http_requests",
              "Requests that were answered.",
              "door",
              "route",
              "method",
              "status"));
  private final Timing durations =
      Timing.ofCalls(
          Meter.histogram(
              "tessera_http_request_duration_seconds", "How long answers took.", "door", "route"));
  private final Tally signInFailures =
      new Tally(
          Meter.counter(
              "tessera_sign_in_failures",
              "Requests whose sender was not let in: wrong credentials, or too many of them.",
              "door",
              "reason"));

  /**
   * A request was answered.
   *
   * @param route the first part of its path, or what stands for it
   */
  void answered(String door, String route, String method, int status, long tookNanos) {
    requests.add(door, route, method, Integer.toString(status));
    durations.recordNanos(tookNanos, door, route);
  }

  /** Somebody was not let in. */
  void refused(String door, String reason) {
    signInFailures.add(door, reason);
  }

  @Override
  public void tell(Readings readings) {
    requests.tell(readings);
    durations.tell(readings);
    signInFailures.tell(readings);
  }

  /** The figures of the gate, for whoever reads them. */
  @Component(service = MeterSource.class)
  public static final class Meters implements MeterSource {
    private final Gate gate;

    @Activate
    public Meters(@Reference(name = "gate") Gate gate) {
      this.gate = gate;
    }

    @Override
    public void tell(Readings readings) {
      gate.tell(readings);
    }
  }
}
