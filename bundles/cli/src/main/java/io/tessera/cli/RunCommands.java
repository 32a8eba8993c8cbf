package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What takes longer than a request: initial loads, the building of indexes. */
final class RunCommands {
  private static final String[] COLUMNS = {
    "started", "kind", "name", "target", "state", "done", "total", "sent", "id"
  };
  private static final Set<String> ENDED =
      Set.of("done", "failed", "cancelled", "ready", "stopped");
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private RunCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "run list",
            "list what is running or ran, newest first",
            RunCommands::list,
            Listing.LIMIT,
            Listing.ALL),
        Command.of("run show RUN", "see how far one is", RunCommands::show),
        Command.of("run watch RUN", "follow one to its end", RunCommands::watch),
        Command.of("run pause RUN", "pause one", call -> turn(call, "pause")),
        Command.of("run resume RUN", "go on with a paused one", call -> turn(call, "resume")),
        Command.of("run cancel RUN", "end one; what it did stays", call -> turn(call, "cancel")));
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    Listing.of("runs").print(call, COLUMNS);
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().get(path(call)));
  }

  private static void turn(Call call, String how)
      throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().post(path(call) + "/" + how));
  }

  private static void watch(Call call) throws CommandException, IOException, InterruptedException {
    follow(call, path(call));
  }

  /**
   * Shows how far something is until it has ended, and then all of it.
   *
   * @param path of a run or of an initial load
   * @throws CommandException it did not come to its end, or with errors
   */
  static void follow(Call call, String path)
      throws CommandException, IOException, InterruptedException {
    Api api = call.api();
    Progress progress = new Progress(call.terminal());
    Attributes run = api.get(path);
    while (!hasEnded(run)) {
      progress.show(state(run));
      call.terminal().pace().pause(BETWEEN);
      run = api.get(path);
    }
    progress.end();
    call.output().one(run);
    String state = Table.cell(run, "state");
    if (!state.equals("done") && !state.equals("ready")) {
      throw CommandException.failed("It ended before it was done: " + state + ".");
    }
    if (number(run, "errors").orElse(0) > 0) {
      throw new CommandException(
          ExitCode.PARTLY, Table.cell(run, "errors") + " could not be done.");
    }
  }

  private static boolean hasEnded(Attributes run) {
    return run.get("ended").isPresent() || ENDED.contains(Table.cell(run, "state"));
  }

  private static Progress.State state(Attributes run) {
    String name = run.text("name").or(() -> run.text("targetName")).orElse("Run");
    OptionalLong total = number(run, "total");
    return new Progress.State(
        Table.cell(run, "state").equals("paused") ? name + " (paused)" : name,
        number(run, "done").orElse(0),
        total.isPresent() ? total : number(run, "expected"),
        number(run, "perSecond").orElse(0),
        number(run, "errors").orElse(0));
  }

  private static OptionalLong number(Attributes run, String field) {
    return run.get(field)
        .filter(Value.Num.class::isInstance)
        .map(value -> OptionalLong.of(((Value.Num) value).value().longValue()))
        .orElse(OptionalLong.empty());
  }

  private static String path(Call call) {
    return "runs/" + Api.escape(call.arguments().word(0));
  }
}
