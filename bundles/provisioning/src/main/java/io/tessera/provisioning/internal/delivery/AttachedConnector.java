package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.ChangeSource;
import io.tessera.connector.spi.Checkable;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.Plannable;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.Testable;
import io.tessera.provisioning.api.admin.Ability;
import io.tessera.provisioning.api.admin.DeliverySettings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector as long as it is there. Contains what it does wrong: whatever it throws becomes an
 * outcome, and a call that takes too long is interrupted.
 */
final class AttachedConnector {
  /** How long calls in flight may go on when the connector is taken away. */
  private static final long DRAIN_SECONDS = 10;

  private static final long DRAIN_AFTER_INTERRUPT_SECONDS = 2;

  /** A connector that is broken is so at each call; the trace of each call tells it anyway. */
  private static final long COMPLAIN_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final Logger LOG = LoggerFactory.getLogger(AttachedConnector.class);

  private final UUID target;
  private final Connector connector;
  private final String label;
  private final Tally tally;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Set<Thread> callers = new HashSet<>();
  private final AtomicLong complained = new AtomicLong();
  private boolean detached;

  /**
   * @param label name and version of the bundle it comes from
   * @param tally where its outcomes are counted
   */
  AttachedConnector(UUID target, Connector connector, String label, Tally tally) {
    this.target = target;
    this.connector = connector;
    this.label = label;
    this.tally = tally;
  }

  /** Counts how the calls of a connector end. */
  @FunctionalInterface
  interface Tally {
    /**
     * @param operation whose call ended so
     */
    void count(UUID operation, Outcome outcome);

    /** Whether it is a new version that is watched still. */
    default boolean isOnTrial() {
      return false;
    }

    /** The connector that was there in its place has gone. */
    default void atWorkAgain() {}
  }

  UUID target() {
    return target;
  }

  String label() {
    return label;
  }

  void tally(UUID operation, Outcome outcome) {
    tally.count(operation, outcome);
  }

  boolean isOnTrial() {
    return tally.isOnTrial();
  }

  void atWorkAgain() {
    tally.atWorkAgain();
  }

  /** Whether a failure is one of the connector itself, not of its target. */
  static boolean isBroken(Outcome.Failed failed) {
    return failed.kind() == FailureKind.UNKNOWN && failed.detail().startsWith(BROKEN);
  }

  /** A call to the connector that may be interrupted. */
  private interface Call<T> {
    @Nullable T run() throws InterruptedException;
  }

  boolean is(Connector other) {
    return connector == other;
  }

  boolean can(Ability ability, DeliverySettings settings) {
    return !settings.without().contains(ability)
        && ConnectorAbilities.has(connector.getClass(), ability);
  }

  Outcome check(String reference, CallTimer timer) {
    if (!(connector instanceof Checkable checkable)) {
      return Outcome.failed(FailureKind.UNKNOWN, "The connector cannot be asked.");
    }
    return call(() -> checkable.check(reference), timer, failed -> failed);
  }

  Outcome apply(Operation operation, CallTimer timer) {
    return call(() -> connector.apply(operation), timer, failed -> failed);
  }

  Reading read(Lookup lookup, CallTimer timer) {
    if (!(connector instanceof Readable readable)) {
      return new Reading.Unreadable(
          Outcome.failed(FailureKind.UNKNOWN, "The connector cannot look accounts up."));
    }
    return call(() -> readable.read(lookup), timer, Reading.Unreadable::new);
  }

  Listing search(Search search, CallTimer timer) {
    if (!(connector instanceof Searchable searchable)) {
      return new Listing.Unreadable(
          Outcome.failed(FailureKind.CONFIGURATION, "The connector cannot list accounts."));
    }
    return call(() -> searchable.search(search), timer, Listing.Unreadable::new);
  }

  RemoteChanges changes(ObjectType type, @Nullable String token, int most, CallTimer timer) {
    if (!(connector instanceof ChangeSource source)) {
      return new RemoteChanges.Unreadable(
          Outcome.failed(FailureKind.CONFIGURATION, "The connector cannot tell changes."));
    }
    return call(() -> source.changes(type, token, most), timer, RemoteChanges.Unreadable::new);
  }

  List<String> plan(Operation operation, CallTimer timer) {
    return connector instanceof Plannable plannable
        ? call(() -> plannable.plan(operation), timer, failed -> List.of(failed.detail()))
        : List.of();
  }

  Optional<List<Testable.Step>> test(CallTimer timer) {
    if (!(connector instanceof Testable testable)) {
      return Optional.empty();
    }
    return Optional.of(
        call(
            testable::test,
            timer,
            failed -> List.of(new Testable.Step("test", false, failed.detail()))));
  }

  /** Where it takes passwords; empty when it takes none. */
  Optional<String> passwordAttribute(DeliverySettings settings) {
    return can(Ability.PASSWORD, settings) && connector instanceof PasswordAware aware
        ? Optional.of(aware.passwordAttribute())
        : Optional.empty();
  }

  /** Empty when it cannot tell. */
  Optional<Description> describe(ObjectType type, CallTimer timer) {
    if (!(connector instanceof Describable describable)) {
      return Optional.empty();
    }
    return Optional.of(call(() -> describable.describe(type), timer, Description.Unknown::new));
  }

  private <T> T call(
      Call<T> call, CallTimer timer, java.util.function.Function<Outcome.Failed, T> asResult) {
    if (!enter()) {
      return asResult.apply(
          Outcome.failed(FailureKind.TRANSIENT, "The connector is being replaced."));
    }
    try (CallTimer.Running running = timer.start()) {
      T result = call.run();
      return result != null ? result : asResult.apply(broken("answered nothing", null));
    } catch (InterruptedException tooLong) {
      return asResult.apply(
          Outcome.failed(
              FailureKind.UNKNOWN, "The call took longer than allowed and was interrupted."));
    } catch (RuntimeException | LinkageError fault) {
      return asResult.apply(broken("threw " + fault.getClass().getSimpleName(), fault));
    } finally {
      leave();
    }
  }

  private Outcome.Failed broken(String how, @Nullable Throwable fault) {
    long now = System.nanoTime();
    long since = complained.get();
    boolean quiet = since != 0 && now - since < COMPLAIN_EVERY_NANOS;
    if (!quiet && complained.compareAndSet(since, now)) {
      LOG.error("target {}: its connector {}", target, how, fault);
    }
    return Outcome.failed(FailureKind.UNKNOWN, BROKEN + how + ". See the log.");
  }

  /** How the details of faults in the connector itself begin. */
  static final String BROKEN = "The connector is at fault: it ";

  private boolean enter() {
    lock.lock();
    try {
      return !detached && callers.add(Thread.currentThread());
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      callers.remove(Thread.currentThread());
      if (callers.isEmpty()) {
        idle.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets no call in any more; waits for those inside, then interrupts them. */
  void detach() {
    lock.lock();
    try {
      detached = true;
      if (!drained(DRAIN_SECONDS)) {
        callers.forEach(Thread::interrupt);
        if (!drained(DRAIN_AFTER_INTERRUPT_SECONDS)) {
          LOG.warn("target {}: {} calls do not end although interrupted", target, callers.size());
        }
      }
    } catch (InterruptedException hurried) {
      callers.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean drained(long seconds) throws InterruptedException {
    long nanos = TimeUnit.SECONDS.toNanos(seconds);
    while (!callers.isEmpty()) {
      if (nanos <= 0) {
        return false;
      }
      nanos = idle.awaitNanos(nanos);
    }
    return true;
  }
}
