package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.util.List;

/** Removals that are kept back because they are so many. */
final class BatchCommands {
  private static final String[] COLUMNS = {
    "opened", "targetName", "state", "operations", "reason", "decidedBy", "remark", "id"
  };

  private BatchCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "batch list",
            "list removals that wait for a person, or waited",
            BatchCommands::list,
            Option.valued("--target", "NAME", "only those at this target"),
            Option.valued("--state", "STATE", "open, allowed or rejected")),
        Command.of("batch show ID", "show one", BatchCommands::show),
        Command.of("batch allow ID", "let the removals go on", BatchCommands::allow),
        Command.of(
            "batch reject ID",
            "discard the removals; the accounts stay",
            BatchCommands::reject,
            Option.valued("--reason", "TEXT", "kept with the batch")));
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    StringBuilder path = new StringBuilder("held-batches");
    char separator = '?';
    for (String name : List.of("target", "state")) {
      if (call.arguments().value("--" + name).isPresent()) {
        path.append(separator)
            .append(name)
            .append('=')
            .append(Api.escape(call.arguments().required("--" + name)));
        separator = '&';
      }
    }
    call.output().list(call.api().all(path.toString()), COLUMNS);
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().get(path(call)));
  }

  private static void allow(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().post(path(call) + "/allow"));
  }

  private static void reject(Call call) throws CommandException, IOException, InterruptedException {
    Attributes reason =
        Attributes.builder().put("reason", call.arguments().required("--reason")).build();
    call.output().one(call.api().post(path(call) + "/reject", reason));
  }

  private static String path(Call call) {
    return "held-batches/" + Api.escape(call.arguments().word(0));
  }
}
