package io.tessera.health.internal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether all doors work. Checks run on one thread of its own, one round at a time, and an answer
 * serves everybody who asks within {@code freshMillis}: asking often costs nothing, and a check
 * that hangs makes the answer "no" and holds nobody longer than {@code patienceMillis}.
 */
@Component(name = "io.tessera.health", service = Readiness.class, immediate = true)
@Designate(ocd = Readiness.Config.class)
public final class Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
  private static final int FIRST_ROUNDS_EVERY_MILLIS = 25;

  /** A start that takes longer is worth a line in the log. */
  private static final long SLOW_START_NANOS = SECONDS.toNanos(15);

  @ObjectClassDefinition(name = "Readiness")
  @interface Config {
    /** Names of health checks without which the server is not ready. */
    String[] checks() default {};

    /** Servlet patterns without which the server is not ready. */
    String[] servlets() default {};

    long freshMillis() default 500;

    long patienceMillis() default 2_000;
  }

  private record Round(long startedNanos, Future<Boolean> ready) {}

  private final HealthChecks checks;
  private final Doors doors;
  private final WaitingComponents waiting;
  private final Config config;
  private final ComponentContext context;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread readiness = new Thread(work, "readiness");
            readiness.setDaemon(true);
            return readiness;
          });

  private final long startedNanos = System.nanoTime();
  private Round round;
  private List<String> told = List.of("starting");

  @Activate
  public Readiness(
      @Reference(name = "checks") HealthChecks checks,
      @Reference(name = "doors") Doors doors,
      @Reference(name = "waiting") WaitingComponents waiting,
      ComponentContext context,
      Config config) {
    this.checks = checks;
    this.doors = doors;
    this.waiting = waiting;
    this.context = context;
    this.config = config;
    this.round = newRound();
    thread.schedule(this::untilFirstReady, FIRST_ROUNDS_EVERY_MILLIS, MILLISECONDS);
  }

  @Deactivate
  void stop() {
    thread.shutdownNow();
  }

  boolean isReady() {
    try {
      return currentRound().ready().get(config.patienceMillis(), MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized Round currentRound() {
    long ageMillis = (System.nanoTime() - round.startedNanos()) / 1_000_000;
    if (round.ready().isDone() && ageMillis > config.freshMillis()) {
      round = newRound();
    }
    return round;
  }

  private Round newRound() {
    return new Round(System.nanoTime(), thread.submit(this::check));
  }

  private void untilFirstReady() {
    if (check()) {
      context.enableComponent(ReadyCondition.NAME);
    } else {
      thread.schedule(this::untilFirstReady, FIRST_ROUNDS_EVERY_MILLIS, MILLISECONDS);
    }
  }

  private boolean check() {
    List<String> wrong = new ArrayList<>(checks.failures(List.of(config.checks())));
    wrong.addAll(doors.missing(List.of(config.servlets())));
    tell(wrong);
    return wrong.isEmpty();
  }

  /** Each change once; while starting, what is not there yet is no news. */
  private void tell(List<String> wrong) {
    boolean starting =
        told.equals(List.of("starting")) && System.nanoTime() - startedNanos < SLOW_START_NANOS;
    if (wrong.isEmpty() && !told.isEmpty()) {
      LOG.info("ready");
      told = wrong;
    } else if (!starting && !wrong.equals(told)) {
      LOG.warn("not ready: {}; components: {}", wrong, waiting.reasons());
      told = wrong;
    }
  }
}
