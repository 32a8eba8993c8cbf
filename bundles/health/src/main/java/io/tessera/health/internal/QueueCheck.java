package io.tessera.health.internal;

import io.tessera.provisioning.api.admin.TargetStatus;
import io.tessera.provisioning.api.admin.Vitals;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Changes do not wait for long. */
@Component(
    name = "io.tessera.health.queue",
    property = {HealthCheck.NAME + "=queue", HealthCheck.TAGS + "=report"})
@Designate(ocd = QueueCheck.Config.class)
public final class QueueCheck implements HealthCheck {
  /** When a queue is told to be slow. */
  @ObjectClassDefinition(name = "Age of the queue")
  @interface Config {
    @AttributeDefinition(description = "Seconds a change may wait before there is a warning")
    long warnSeconds() default 900;

    @AttributeDefinition(description = "Seconds a change may wait before it is critical")
    long criticalSeconds() default 14_400;
  }

  private record Wait(String target, Duration age) {}

  private final Vitals vitals;
  private final Config config;

  @Activate
  public QueueCheck(@Reference(name = "vitals") Vitals vitals, Config config) {
    this.vitals = vitals;
    this.config = config;
  }

  @Override
  public Result execute() {
    return vitals
        .latest()
        .map(this::of)
        .orElseGet(() -> new Result(Result.Status.HEALTH_CHECK_ERROR, "Not known yet."));
  }

  private Result of(Vitals.Sample sample) {
    Optional<Wait> longest =
        sample.targets().stream()
            .filter(t -> t.status().state() != TargetStatus.State.MAINTENANCE)
            .flatMap(
                t ->
                    t
                        .oldestIfAny()
                        .map(o -> new Wait(t.name(), Duration.between(o, sample.taken())))
                        .stream())
            .max(Comparator.comparing(Wait::age));
    if (longest.isEmpty()) {
      return new Result(Result.Status.OK, "Nothing waits.");
    }
    long seconds = Math.max(0, longest.get().age().toSeconds());
    Result.Status status =
        seconds >= config.criticalSeconds()
            ? Result.Status.CRITICAL
            : seconds >= config.warnSeconds() ? Result.Status.WARN : Result.Status.OK;
    return new Result(
        status, "The oldest change waits " + seconds + " s, for " + longest.get().target() + ".");
  }
}
