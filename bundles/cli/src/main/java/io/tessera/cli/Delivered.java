package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Waits until what was written is at the targets, and says how it went there. */
final class Delivered {
  static final Option WAIT = Option.flag("--wait", "until it is at the targets");
  static final Option TIMEOUT =
      Option.valued("--timeout", "SECONDS", "with --wait: at most so long; 300");

  private static final Set<String> UNDERWAY = Set.of("waiting", "pending");
  private static final Duration BETWEEN = Duration.ofMillis(300);
  private static final long PATIENCE_SECONDS = 300;

  private final Call call;
  private final Set<String> told = new HashSet<>();

  private Delivered(Call call) {
    this.call = call;
  }

  /** Does nothing unless {@code --wait} was given. */
  static void await(Call call, String resource)
      throws CommandException, IOException, InterruptedException {
    if (call.arguments().has(WAIT.name())) {
      new Delivered(call).await(resource);
    }
  }

  private void await(String resource) throws CommandException, IOException, InterruptedException {
    Duration patience =
        Duration.ofSeconds(call.arguments().number(TIMEOUT.name()).orElse(PATIENCE_SECONDS));
    Pace pace = call.terminal().pace();
    Instant end = pace.now().plus(patience);
    Progress progress = new Progress(call.terminal());
    List<Attributes> last = newest(resource);
    while (last.stream().anyMatch(o -> isIn(o, UNDERWAY)) && pace.now().isBefore(end)) {
      tellTroubles(last, progress);
      progress.show(state(last));
      pace.pause(BETWEEN);
      last = newest(resource);
    }
    progress.end();
    tell(last);
  }

  /** The newest operation of each target: what went before it is history. */
  private List<Attributes> newest(String resource) throws CommandException, InterruptedException {
    Map<String, Attributes> byTarget = new LinkedHashMap<>();
    for (Attributes operation :
        Api.items(call.api().get("operations?resource=" + Api.escape(resource)))) {
      byTarget.putIfAbsent(Table.cell(operation, "targetName"), operation);
    }
    return List.copyOf(byTarget.values());
  }

  private static Progress.State state(List<Attributes> operations) {
    long done = operations.stream().filter(o -> !isIn(o, UNDERWAY)).count();
    long dead = operations.stream().filter(o -> isIn(o, Set.of("dead"))).count();
    return new Progress.State("Delivery", done, OptionalLong.of(operations.size()), 0, dead);
  }

  /** Why something waits, as soon as it is known, and once. */
  private void tellTroubles(List<Attributes> operations, Progress progress) {
    for (Attributes operation : operations) {
      boolean waits = isIn(operation, UNDERWAY) && !Table.cell(operation, "detail").isEmpty();
      if (waits && told.add(line(operation))) {
        progress.end();
        call.output().note(line(operation));
      }
    }
  }

  private static String line(Attributes operation) {
    String detail = Table.cell(operation, "detail");
    return Table.cell(operation, "targetName")
        + ": "
        + Table.cell(operation, "state")
        + (detail.isEmpty() ? "" : ", " + detail);
  }

  private void tell(List<Attributes> operations) throws CommandException {
    operations.stream().map(Delivered::line).filter(told::add).forEach(call.output()::note);
    if (operations.stream().anyMatch(o -> isIn(o, Set.of("held")))) {
      throw new CommandException(
          ExitCode.LIMITED, "A safety limit holds it: tessera batch list --state open");
    }
    long open = operations.stream().filter(o -> !isIn(o, Set.of("done", "superseded"))).count();
    if (open > 0) {
      throw new CommandException(
          open == operations.size() ? ExitCode.FAILED : ExitCode.PARTLY,
          "It is stored here, and not yet at " + open + " of " + operations.size() + " targets.");
    }
  }

  private static boolean isIn(Attributes operation, Set<String> states) {
    return states.contains(Table.cell(operation, "state"));
  }
}
