package io.tessera.provisioning.internal.evaluation;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.InitialLoad;
import io.tessera.provisioning.api.admin.InitialLoads;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Sweeps.State;
import io.tessera.store.spi.Sweeps.Sweep;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases of initial loads. */
@Component(service = InitialLoads.class)
public final class InitialLoadAdministration implements InitialLoads {
  private static final Logger LOG = LoggerFactory.getLogger(InitialLoadAdministration.class);
  private static final int MOST_LISTED = 100;

  private final Store store;
  private final LiveConfiguration configuration;
  private final Clock clock = Clock.systemUTC();

  @Activate
  public InitialLoadAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration) {
    this.store = store;
    this.configuration = configuration;
  }

  @Override
  public InitialLoad start(Caller caller, InitialLoad.Draft draft) {
    if (draft.perSecond() < 0 || draft.perSecond() > InitialLoad.MOST_PER_SECOND) {
      throw invalid(
          "perSecond",
          "perSecond: a number from 0, for no limit, to "
              + InitialLoad.MOST_PER_SECOND
              + " is expected.");
    }
    Sweep started = store.write(tx -> start(tx, caller, draft));
    LOG.info("initial load of {}: started on behalf of {}", draft.target(), caller.actor());
    return view(started);
  }

  private Sweep start(Transaction tx, Caller caller, InitialLoad.Draft draft) {
    TargetConfiguration target = active(configuration.in(tx), caller, draft.target());
    UUID id = target.target().id();
    tx.configurations().lock();
    if (tx.sweeps().isOpen(id)) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT, "An initial load of this target is under way, or paused.");
    }
    long expected =
        tx.resources().estimate(ResourceType.USER) + tx.resources().estimate(ResourceType.GROUP);
    Sweep sweep =
        new Sweep(
            UUID.randomUUID(),
            id,
            draft.resend(),
            "Initial load.",
            caller.actor(),
            draft.perSecond(),
            State.RUNNING,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            ResourceType.USER,
            null,
            expected,
            0,
            0,
            null);
    tx.sweeps().add(sweep);
    tx.record(decided(caller, sweep, "started"));
    return sweep;
  }

  private static TargetConfiguration active(Snapshot snapshot, Caller caller, String name) {
    TargetConfiguration target =
        snapshot
            .target(name)
            .filter(found -> caller.targets().sees(found.target().id()))
            .orElseThrow(() -> invalid("target", "target: there is no target \"" + name + "\"."));
    if (!target.active()) {
      throw invalid("target", "target: " + name + " is switched off. Switch it on first.");
    }
    return target;
  }

  @Override
  public List<InitialLoad> list(Caller caller) {
    return store.<List<Sweep>>read(tx -> tx.sweeps().list(MOST_LISTED)).stream()
        .filter(sweep -> sees(caller, sweep))
        .map(this::view)
        .toList();
  }

  @Override
  public Optional<InitialLoad> get(Caller caller, UUID id) {
    return store
        .<Optional<Sweep>>read(tx -> tx.sweeps().find(id))
        .filter(sweep -> sees(caller, sweep))
        .map(this::view);
  }

  /** What is about all targets is not for those who are limited to some. */
  private static boolean sees(Caller caller, Sweep sweep) {
    UUID target = sweep.target();
    return target == null ? caller.targets().limit().isEmpty() : caller.targets().sees(target);
  }

  @Override
  public InitialLoad pause(Caller caller, UUID id) {
    return turn(caller, id, Set.of(State.RUNNING), State.PAUSED);
  }

  @Override
  public InitialLoad resume(Caller caller, UUID id) {
    return turn(caller, id, Set.of(State.PAUSED), State.RUNNING);
  }

  @Override
  public InitialLoad cancel(Caller caller, UUID id) {
    return turn(caller, id, Set.of(State.RUNNING, State.PAUSED), State.CANCELLED);
  }

  private InitialLoad turn(Caller caller, UUID id, Set<State> from, State to) {
    Sweep turned = store.write(tx -> turn(tx, caller, id, from, to));
    LOG.info("initial load {}: {} on behalf of {}", id, to, caller.actor());
    return view(turned);
  }

  private Deed decided(Caller caller, Sweep sweep, String action) {
    return Records.decided(
        caller, "run", sweep.id(), Records.facts(action, view(sweep).targetName()).build());
  }

  private Sweep turn(Transaction tx, Caller caller, UUID id, Set<State> from, State to) {
    Sweep present =
        tx.sweeps()
            .findForUpdate(id)
            .filter(sweep -> sees(caller, sweep))
            .orElseThrow(
                () -> RejectedException.of(Problem.Kind.NOT_FOUND, "There is no such load."));
    if (present.target() == null) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT,
          "The server does this by itself after a change of roles or rules; it cannot be stopped.");
    }
    if (!from.contains(present.state())) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT,
          "The load is " + present.state().name().toLowerCase(Locale.ROOT) + ".");
    }
    Sweep next =
        new Sweep(
            present.id(),
            present.target(),
            present.resend(),
            present.reason(),
            present.startedBy(),
            present.perSecond(),
            to,
            present.started(),
            present.type(),
            present.position(),
            present.expected(),
            present.done(),
            present.changed(),
            to == State.CANCELLED ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : null);
    tx.sweeps().update(next);
    tx.record(decided(caller, next, to.name().toLowerCase(Locale.ROOT)));
    return next;
  }

  private InitialLoad view(Sweep sweep) {
    UUID target = sweep.target();
    String name =
        target == null
            ? ""
            : configuration
                .held()
                .target(target)
                .map(t -> t.target().name())
                .orElseGet(target::toString);
    return new InitialLoad(
        sweep.id(),
        target,
        name,
        sweep.reason(),
        sweep.startedBy(),
        sweep.resend(),
        sweep.perSecond(),
        InitialLoad.State.valueOf(sweep.state().name()),
        sweep.started(),
        sweep.ended(),
        sweep.expected(),
        sweep.done(),
        sweep.changed());
  }

  private static RejectedException invalid(String field, String detail) {
    return RejectedException.at(Problem.Kind.INVALID_VALUE, AttributePath.of(field), detail);
  }
}
