package io.tessera.provisioning.internal.write;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.DeliveryReport;
import io.tessera.provisioning.api.TargetUnavailableException;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.provisioning.internal.delivery.DeliveryWaits;
import io.tessera.provisioning.internal.delivery.DeliveryWaits.Report;
import io.tessera.provisioning.internal.delivery.DeliveryWaits.Stand;
import io.tessera.provisioning.internal.delivery.DeliveryWaits.Wait;
import io.tessera.provisioning.internal.delivery.Doorbell;
import io.tessera.provisioning.internal.write.Write.Plan;
import io.tessera.provisioning.internal.write.Write.Recorded;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the targets that are required take a change before it is kept. The write is rehearsed in a
 * transaction that is rolled back; an intent puts its operation into the targets' lanes; when all
 * have it, the write is made. Otherwise, and after a crash, the intent is withdrawn and the targets
 * get back what they had.
 */
final class RequiredTargets {
  private static final Logger LOG = LoggerFactory.getLogger(RequiredTargets.class);

  /** How long the write itself may take when all targets have it. */
  private static final Duration TO_WRITE = Duration.ofSeconds(30);

  /** Callers that may wait at once; the others are told to come again. */
  private static final int MOST_WAITING = 32;

  private final Store store;
  private final DeliveryWaits waits;
  private final Doorbell doorbell;
  private final Semaphore room = new Semaphore(MOST_WAITING);

  RequiredTargets(Store store, DeliveryWaits waits, Doorbell doorbell) {
    this.store = store;
    this.waits = waits;
    this.doorbell = doorbell;
  }

  /** Ends a rehearsal: the transaction is rolled back, what it would have written is known. */
  static final class Rehearsed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Write write;

    Rehearsed(Write write) {
      super("rehearsed", null, false, false);
      this.write = write;
    }
  }

  static boolean areIn(Snapshot snapshot, Caller caller) {
    return snapshot.targets().stream().anyMatch(t -> isRequired(snapshot, caller, t));
  }

  private static boolean isRequired(Snapshot snapshot, Caller caller, TargetConfiguration target) {
    return target.active()
        && snapshot.deliveryMode(caller.serviceProvider(), target) == DeliverySettings.Mode.REQUIRE;
  }

  /**
   * Asks the targets.
   *
   * @param rehearsal does the write in a transaction and throws {@link Rehearsed}
   * @return what they have now; empty when none is required for it
   * @throws RejectedException when one of them refuses it
   * @throws TargetUnavailableException when one of them did not take it in time
   */
  Optional<Plan> ask(Caller caller, Function<Transaction, ?> rehearsal) {
    Write write = rehearse(rehearsal);
    // A deletion leaves groups first; those changes follow by the queue.
    Optional<Recorded> main = write.main();
    if (main.isEmpty()) {
      return Optional.empty();
    }
    Recorded last = main.get();
    Set<UUID> required = new HashSet<>();
    Duration patience = Duration.ZERO;
    for (UUID id : last.targets()) {
      Optional<TargetConfiguration> target =
          write.snapshot().target(id).filter(t -> isRequired(write.snapshot(), caller, t));
      if (target.isPresent()) {
        required.add(id);
        Duration its = target.get().target().delivery().patience();
        patience = its.compareTo(patience) > 0 ? its : patience;
      }
    }
    if (required.isEmpty()) {
      return Optional.empty();
    }
    Plan plan = new Plan(last.change(), required);
    ask(caller, plan, patience, write);
    return Optional.of(plan);
  }

  private Write rehearse(Function<Transaction, ?> rehearsal) {
    try {
      store.write(rehearsal);
    } catch (Rehearsed done) {
      return done.write;
    }
    throw new IllegalStateException("a rehearsal was committed");
  }

  private void ask(Caller caller, Plan plan, Duration patience, Write rehearsed) {
    if (!room.tryAcquire()) {
      throw new TargetUnavailableException("Too many requests wait for targets; try again.");
    }
    boolean agreed = false;
    try (Wait wait = waits.expect(plan.change().id(), plan.targets())) {
      store.write(
          tx -> {
            tx.intents().intend(plan.change(), plan.targets(), patience.plus(TO_WRITE));
            rehearsed.carryPassword(tx, plan.change(), plan.targets());
            return plan;
          });
      doorbell.ring();
      wait.await(patience.toMillis());
      requireAll(wait, rehearsed.snapshot(), caller);
      agreed = true;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new TargetUnavailableException("The server stops; the change was not made.");
    } finally {
      room.release();
      if (!agreed) {
        withdraw(plan);
      }
    }
  }

  private static void requireAll(Wait wait, Snapshot snapshot, Caller caller) {
    for (UUID target : wait.targets()) {
      String name = snapshot.target(target).map(t -> t.target().name()).orElseGet(target::toString);
      Report report = wait.reports().getOrDefault(target, new Report(Stand.RETRIED, ""));
      switch (report.stand()) {
        case DONE ->
            caller.reports().accept(new DeliveryReport(name, DeliveryReport.State.DONE, ""));
        case STOPPED ->
            throw RejectedException.of(
                Problem.Kind.CONFLICT,
                "The change was not made: target " + name + " refuses it. " + report.detail());
        case RETRIED ->
            throw new TargetUnavailableException(
                "The change was not made: target "
                    + name
                    + " did not take it in time. "
                    + report.detail());
      }
    }
  }

  /** Never keeps the caller from being told why; what is left is withdrawn in the background. */
  void withdraw(Plan plan) {
    try {
      store.write(
          tx -> {
            tx.intents().withdraw(plan.change().id());
            return plan;
          });
      doorbell.ring();
    } catch (UnavailableException away) {
      LOG.warn(
          "the intent of change {} is withdrawn later: {}", plan.change().id(), away.getMessage());
    }
  }
}
