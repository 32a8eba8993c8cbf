package io.tessera.provisioning.internal.evaluation;

import io.tessera.model.ResourceId;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.internal.audit.Chore;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.delivery.Doorbell;
import io.tessera.provisioning.internal.delivery.NodeIdentity;
import io.tessera.provisioning.internal.roles.ServerZone;
import io.tessera.provisioning.internal.write.Review;
import io.tessera.provisioning.internal.write.Reviews;
import io.tessera.store.spi.Evaluations.Due;
import io.tessera.store.spi.Leases;
import io.tessera.store.spi.Leases.Lease;
import io.tessera.store.spi.Leases.Work;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Sweeps.Sweep;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at who is due, and walks through everybody where that was asked for; on one node of all, a
 * few resources in each transaction. Every step may be done twice.
 */
@Component(service = EvaluationWorker.class, immediate = true)
public final class EvaluationWorker {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluationWorker.class);

  /** Who changes what is looked at again. */
  private static final String SERVER = "server";

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final int AT_ONCE = 20;
  private static final int ROUND = 200;

  private final Store store;
  private final Leases leases;
  private final Doorbell doorbell;
  private final String owner;
  private final Clock clock;
  private final Reviews reviews;
  private final SweepWalk walk;
  private final Chore chore = new Chore("evaluation", this::look);
  private volatile boolean stopping;

  /** Of the chore's thread, as the next. */
  private @Nullable Lease lease;

  private long nextStep = System.nanoTime();

  @Activate
  public EvaluationWorker(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "leases") Leases leases,
      @Reference(name = "doorbell") Doorbell doorbell,
      @Reference(name = "node") NodeIdentity node,
      @Reference(name = "zone") ServerZone zone) {
    this(store, configuration, leases, doorbell, node.name(), zone.clock());
  }

  EvaluationWorker(
      Store store,
      LiveConfiguration configuration,
      Leases leases,
      Doorbell doorbell,
      String owner,
      Clock clock) {
    this.store = store;
    this.leases = leases;
    this.doorbell = doorbell;
    this.owner = owner;
    this.clock = clock;
    this.reviews = new Reviews(configuration, clock);
    this.walk = new SweepWalk(reviews, clock);
    chore.start(LOOK_EVERY);
  }

  @Deactivate
  void stop() {
    stopping = true;
    chore.close();
    giveLeaseBack();
  }

  private Duration look() {
    boolean due = !store.<List<Due>>read(tx -> tx.evaluations().due(clock.instant(), 1)).isEmpty();
    Optional<Sweep> sweep = first(store.read(tx -> tx.sweeps().running()));
    if (!due && sweep.isEmpty()) {
      giveLeaseBack();
      return LOOK_EVERY;
    }
    // Kept between the steps of a walk: another node would not know of its pace.
    lease = leases.take(Work.EVALUATION, owner, LEASE).orElse(null);
    if (lease == null) {
      return LOOK_EVERY;
    }
    boolean more = due && reviewDue();
    if (sweep.isPresent() && System.nanoTime() - nextStep >= 0) {
      nextStep = System.nanoTime() + sweep(sweep.get()).toNanos();
    }
    return more ? Duration.ZERO : sweep.isPresent() ? untilNextStep() : LOOK_EVERY;
  }

  /** What roles and rules wait for comes before an initial load, which may take hours. */
  private static Optional<Sweep> first(List<Sweep> running) {
    return running.stream()
        .filter(sweep -> sweep.target() == null)
        .findFirst()
        .or(() -> running.stream().findFirst());
  }

  private Duration untilNextStep() {
    Duration left = Duration.ofNanos(Math.max(0, nextStep - System.nanoTime()));
    return left.compareTo(LOOK_EVERY) < 0 ? left : LOOK_EVERY;
  }

  private void giveLeaseBack() {
    if (lease != null) {
      leases.release(lease);
      lease = null;
    }
  }

  /** Whether there is more. */
  private boolean reviewDue() {
    int done = 0;
    int last = AT_ONCE;
    while (last == AT_ONCE && done < ROUND && !stopping) {
      last = reviewSome();
      done += last;
    }
    return last == AT_ONCE && !stopping;
  }

  private int reviewSome() {
    List<Due> due = store.read(tx -> tx.evaluations().due(clock.instant(), AT_ONCE));
    try {
      review(due);
    } catch (UnavailableException away) {
      throw away;
    } catch (RuntimeException oneOfThem) { // whatever it is, the others must not wait for it
      due.forEach(this::reviewAlone);
    }
    doorbell.ring();
    return due.size();
  }

  private void review(List<Due> due) {
    store.<Integer>write(
        tx -> {
          // In the order in which everybody locks them.
          due.stream()
              .sorted(Comparator.comparing(one -> one.resource().id().value()))
              .forEach(
                  one ->
                      reviews.review(
                          tx, caller(one), one.resource(), Review.because(one.reason())));
          tx.evaluations().done(due.stream().map(Due::id).toList());
          return due.size();
        });
  }

  /** One that cannot be done now is tried again later and keeps nobody waiting. */
  private void reviewAlone(Due one) {
    try {
      review(List.of(one));
    } catch (UnavailableException away) {
      throw away;
    } catch (RuntimeException refused) { // the last place that knows who it was
      LOG.warn(
          "{} {} cannot be looked at ({}); it is tried again in {}",
          one.resource().type(),
          one.resource().id(),
          one.reason(),
          AFTER_REFUSAL,
          refused);
      store.<UUID>write(
          tx -> {
            tx.evaluations()
                .request(
                    List.of(one.resource()),
                    clock.instant().plus(AFTER_REFUSAL),
                    one.serviceProvider(),
                    one.reason());
            tx.evaluations().done(List.of(one.id()));
            return one.id();
          });
    }
  }

  private Duration sweep(Sweep sweep) {
    Duration pause;
    try {
      pause = store.write(tx -> walk.step(tx, sweep.id()));
    } catch (UnavailableException away) {
      throw away;
    } catch (RuntimeException oneOfThem) { // a walk does not end at somebody who cannot be done
      LOG.warn("a step of the walk {} is done one by one", sweep.id(), oneOfThem);
      pause = oneByOne(sweep);
    }
    doorbell.ring();
    return pause;
  }

  private Duration oneByOne(Sweep sweep) {
    List<ResourceId> some = store.read(tx -> walk.next(tx, sweep));
    long changed = some.stream().filter(one -> reviewAlone(sweep, one)).count();
    return store.write(tx -> walk.past(tx, sweep.id(), some, changed));
  }

  private boolean reviewAlone(Sweep sweep, ResourceId one) {
    try {
      return store.write(tx -> walk.review(tx, sweep, one));
    } catch (UnavailableException away) {
      throw away;
    } catch (RuntimeException refused) { // the last place that knows who it was
      LOG.warn("{} {} is left out of the walk {}", sweep.type(), one, sweep.id(), refused);
      return false;
    }
  }

  private static Caller caller(Due due) {
    return new Caller(
        due.serviceProvider(),
        SERVER,
        Caller.PRIMARY,
        Channel.INTERNAL,
        due.id().toString(),
        EnumSet.allOf(Permission.class),
        null);
  }
}
