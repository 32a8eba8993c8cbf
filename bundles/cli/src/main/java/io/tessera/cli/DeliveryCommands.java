package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Accounts and operations: what became of changes at the targets. */
final class DeliveryCommands {
  private static final String[] OPERATION_COLUMNS = {
    "created",
    "targetName",
    "kind",
    "resourceType",
    "resource",
    "version",
    "state",
    "attempts",
    "detail",
    "id"
  };

  private DeliveryCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "accounts",
            "list the accounts of a user or group, or those at a target",
            DeliveryCommands::accounts,
            Option.valued("--resource", "ID", "the user or group"),
            Option.valued("--target", "NAME", "the target")),
        Command.of(
            "operations list",
            "list operations, newest first",
            DeliveryCommands::list,
            Option.valued("--target", "NAME", "only those for this target"),
            Option.valued("--resource", "ID", "only those of this user or group"),
            Option.valued("--state", "STATE", "waiting, done, superseded, dead or discarded"),
            Option.valued("--limit", "N", "how many at most, 1 to 500; 100"),
            Option.flag("--all", "all of them")),
        Command.of("operations show ID", "show one", DeliveryCommands::show),
        Command.of(
            "operations retry ID...",
            "try dead or waiting operations now",
            DeliveryCommands::retry),
        Command.of(
            "operations discard ID...",
            "give dead or waiting operations up",
            DeliveryCommands::discard,
            Option.valued("--reason", "TEXT", "kept with the operation")));
  }

  private static void accounts(Call call)
      throws CommandException, IOException, InterruptedException {
    Optional<String> resource = call.arguments().value("--resource");
    Optional<String> target = call.arguments().value("--target");
    if (resource.isPresent() == target.isPresent()) {
      throw CommandException.usage("Give either --resource ID or --target NAME.");
    }
    Api api = call.api();
    String path =
        resource.isPresent()
            ? "accounts?resource=" + Api.escape(resource.get())
            : Named.TARGET.path(Named.TARGET.get(api, target.orElse(""))) + "/accounts";
    call.output()
        .list(
            api.all(path),
            "targetName",
            "resourceType",
            "resource",
            "state",
            "deliveredVersion",
            "remoteId",
            "updated");
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    List<String> parameters = new ArrayList<>();
    for (String name : List.of("target", "resource", "state", "limit")) {
      call.arguments()
          .value("--" + name)
          .map(value -> name.equals("state") ? value.toLowerCase(Locale.ROOT) : value)
          .ifPresent(value -> parameters.add(name + "=" + Api.escape(value)));
    }
    String path =
        parameters.isEmpty() ? "operations" : "operations?" + String.join("&", parameters);
    if (call.arguments().has("--all")) {
      call.output().list(call.api().all(path), OPERATION_COLUMNS);
      return;
    }
    Attributes page = call.api().get(path);
    call.output().list(Api.items(page), OPERATION_COLUMNS);
    if (page.text("next").isPresent()) {
      call.output().note("There are more: --all, or --limit N.");
    }
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().get("operations/" + Api.escape(call.arguments().word(0))));
  }

  private static void retry(Call call) throws CommandException, IOException, InterruptedException {
    Api api = call.api();
    List<Attributes> done = new ArrayList<>();
    for (String id : call.arguments().words()) {
      done.add(api.post("operations/" + Api.escape(id) + "/retry"));
    }
    call.output().list(done, OPERATION_COLUMNS);
  }

  private static void discard(Call call)
      throws CommandException, IOException, InterruptedException {
    Attributes reason =
        Attributes.builder().put("reason", call.arguments().required("--reason")).build();
    Api api = call.api();
    List<Attributes> done = new ArrayList<>();
    for (String id : call.arguments().words()) {
      done.add(api.post("operations/" + Api.escape(id) + "/discard", reason));
    }
    call.output().list(done, OPERATION_COLUMNS);
  }
}
