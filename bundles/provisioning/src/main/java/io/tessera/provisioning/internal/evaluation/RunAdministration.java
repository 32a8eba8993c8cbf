package io.tessera.provisioning.internal.evaluation;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.AttributeIndex;
import io.tessera.provisioning.api.admin.IndexedAttributes;
import io.tessera.provisioning.api.admin.InitialLoad;
import io.tessera.provisioning.api.admin.InitialLoads;
import io.tessera.provisioning.api.admin.Run;
import io.tessera.provisioning.api.admin.Runs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Initial loads, reviews of everybody and the building of indexes as one list. */
@Component(service = Runs.class)
public final class RunAdministration implements Runs {
  private static final Comparator<Run> ORDER =
      Comparator.comparing((Run run) -> !run.isRunning())
          .thenComparing(run -> run.startedIfKnown().orElse(Instant.MAX), Comparator.reverseOrder())
          .thenComparing(Run::id);

  private final InitialLoads loads;
  private final IndexedAttributes indexes;
  private final Clock clock = Clock.systemUTC();

  @Activate
  public RunAdministration(
      @Reference(name = "loads") InitialLoads loads,
      @Reference(name = "indexes") IndexedAttributes indexes) {
    this.loads = loads;
    this.indexes = indexes;
  }

  @Override
  public List<Run> list(Caller caller) {
    Stream<Run> building =
        indexes.list().stream()
            .filter(index -> index.state() == AttributeIndex.State.BUILDING)
            .map(RunAdministration::of);
    return Stream.concat(loads.list(caller).stream().map(this::of), building)
        .filter(run -> sees(caller, run))
        .sorted(ORDER)
        .toList();
  }

  /** Who sees some targets only, sees what is about those. */
  private static boolean sees(Caller caller, Run run) {
    return caller.targets().limit().isEmpty()
        || run.targetIfAny().filter(caller.targets()::sees).isPresent();
  }

  @Override
  public Optional<Run> get(Caller caller, UUID id) {
    return loads
        .get(caller, id)
        .map(this::of)
        .or(() -> indexes.get(id).map(RunAdministration::of))
        .filter(run -> sees(caller, run));
  }

  @Override
  public Run pause(Caller caller, UUID id) {
    return turn(caller, id, loads::pause);
  }

  @Override
  public Run resume(Caller caller, UUID id) {
    return turn(caller, id, loads::resume);
  }

  @Override
  public Run cancel(Caller caller, UUID id) {
    return turn(caller, id, loads::cancel);
  }

  private Run turn(Caller caller, UUID id, BiFunction<Caller, UUID, InitialLoad> turn) {
    Run run =
        get(caller, id)
            .orElseThrow(
                () -> RejectedException.of(Problem.Kind.NOT_FOUND, "There is no such run."));
    if (run.kind() == Run.Kind.INDEX) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT,
          "An index is built until it is whole. To give it up, delete the indexed attribute.");
    }
    return of(turn.apply(caller, id));
  }

  private Run of(InitialLoad load) {
    Instant until = load.endedIfSo().orElseGet(clock::instant);
    long seconds = Math.max(1, Duration.between(load.started(), until).toSeconds());
    return new Run(
        load.id(),
        load.target() == null ? Run.Kind.REVIEW : Run.Kind.INITIAL_LOAD,
        load.target() == null ? load.reason() : load.targetName(),
        load.target(),
        Run.State.valueOf(load.state().name()),
        load.done(),
        Math.max(load.expected(), load.done()),
        load.sent(),
        load.done() / seconds,
        load.started(),
        load.ended());
  }

  private static Run of(AttributeIndex index) {
    boolean building = index.state() == AttributeIndex.State.BUILDING;
    return new Run(
        index.id(),
        Run.Kind.INDEX,
        index.type().scimName() + " " + index.attribute(),
        null,
        building ? Run.State.RUNNING : Run.State.DONE,
        index.done(),
        Math.max(index.total(), index.done()),
        0,
        0,
        null,
        null);
  }
}
