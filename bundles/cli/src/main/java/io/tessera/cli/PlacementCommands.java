package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Who has an account where, why not, and having everyone provisioned. */
final class PlacementCommands {
  private static final String[] PLACEMENTS = {
    "targetName", "verdict", "reason", "account.state", "operation.state", "hindrances"
  };
  private static final String[] LOADS = {
    "started", "targetName", "state", "done", "expected", "sent", "reason", "id"
  };

  private static final Option WAIT = Option.flag("--wait", "until everyone was come to");

  private PlacementCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "why USER",
            "tell where a user or group has an account, and why not elsewhere",
            PlacementCommands::why,
            Option.valued(
                "--service-provider", "NAME", "who would make the next change; resident if none")),
        Command.of(
            "provision USER",
            "send a user or group now to all targets it may have an account at",
            PlacementCommands::provision,
            Option.valued("--target", "NAME", "to this target only"),
            Delivered.WAIT,
            Delivered.TIMEOUT),
        Command.of(
            "load start TARGET",
            "provision everyone who is there already",
            PlacementCommands::start,
            Option.valued("--per-second", "NUMBER", "at most so many in a second"),
            Option.flag("--resend", "those who have an account get everything again"),
            WAIT),
        Command.of("load list", "list initial loads, newest first", PlacementCommands::loads),
        Command.of("load show ID", "see how far one is", PlacementCommands::load),
        Command.of("load pause ID", "pause one", call -> turn(call, "pause")),
        Command.of("load resume ID", "go on with a paused one", call -> turn(call, "resume")),
        Command.of(
            "load cancel ID",
            "end one; what is queued is delivered",
            call -> turn(call, "cancel")));
  }

  private static void why(Call call) throws CommandException, IOException, InterruptedException {
    String path =
        "placements?resource=" + Api.escape(Identities.id(call.api(), call.arguments().word(0)));
    Optional<String> by = call.arguments().value("--service-provider");
    show(
        call,
        call.api().get(by.isEmpty() ? path : path + "&serviceProvider=" + Api.escape(by.get())));
  }

  private static void provision(Call call)
      throws CommandException, IOException, InterruptedException {
    String identity = Identities.id(call.api(), call.arguments().word(0));
    Attributes.Builder body = Attributes.builder().put("resource", identity);
    call.arguments()
        .value("--target")
        .ifPresent(target -> body.put("targets", Value.many(List.of(Value.text(target)))));
    show(call, call.api().post("placements", body.build()));
    Delivered.await(call, identity);
  }

  private static void show(Call call, Attributes answer) throws IOException {
    call.output().list(Api.items(answer), PLACEMENTS);
  }

  private static void start(Call call) throws CommandException, IOException, InterruptedException {
    Attributes.Builder body = Attributes.builder().put("target", call.arguments().word(0));
    if (call.arguments().has("--resend")) {
      body.put("resend", true);
    }
    call.arguments()
        .number("--per-second")
        .ifPresent(rate -> body.put("perSecond", Value.Num.of(rate)));
    Attributes load = call.api().post("initial-loads", body.build());
    if (call.arguments().has(WAIT.name())) {
      RunCommands.follow(call, "initial-loads/" + Table.cell(load, "id"));
    } else {
      call.output().one(load);
    }
  }

  private static void loads(Call call) throws CommandException, IOException, InterruptedException {
    call.output().list(call.api().all("initial-loads"), LOADS);
  }

  private static void load(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().get(path(call)));
  }

  private static void turn(Call call, String how)
      throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().post(path(call) + "/" + how));
  }

  private static String path(Call call) {
    return "initial-loads/" + Api.escape(call.arguments().word(0));
  }
}
