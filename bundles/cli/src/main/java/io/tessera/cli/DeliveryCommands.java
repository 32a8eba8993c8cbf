package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.nio.file.Path;
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

  private static final Option FAILURE =
      Option.valued(
          "--failure", "KIND", "only those that failed so: transient, invalid, conflict, ...");

  private DeliveryCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "account list",
            "list the accounts of a user or group, or those at a target",
            DeliveryCommands::accounts,
            Option.valued("--resource", "ID", "the user, by name or id, or group"),
            Option.valued("--target", "NAME", "the target")),
        Command.of(
            "operation list",
            "list operations, newest first",
            DeliveryCommands::list,
            Option.valued("--target", "NAME", "only those for this target"),
            Option.valued("--resource", "ID", "only those of this user, by name or id, or group"),
            Option.valued(
                "--state", "STATE", "waiting, pending, done, superseded, dead, held or discarded"),
            FAILURE,
            Listing.LIMIT,
            Listing.ALL),
        Command.of("operation show ID", "show one", DeliveryCommands::show),
        Command.of("operation calls ID", "list the calls made for one", DeliveryCommands::calls),
        Command.of("operation payload ID", "show what one carries", DeliveryCommands::payload),
        Command.of(
            "operation edit ID FILE",
            "have a dead one carry what the file holds, and try it",
            DeliveryCommands::edit),
        Command.of(
            "operation retry [ID...]",
            "try dead or waiting operations now",
            DeliveryCommands::retry,
            Option.flag("--all-dead", "all dead ones, or those of a target or kind of failure"),
            Option.valued("--target", "NAME", "only those for this target"),
            FAILURE),
        Command.of(
            "operation discard [ID...]",
            "give dead or waiting operations up",
            DeliveryCommands::discard,
            Option.flag("--all-dead", "all dead ones, or those of a target or kind of failure"),
            Option.valued("--target", "NAME", "only those for this target"),
            FAILURE,
            Option.valued("--reason", "TEXT", "kept with the operation")),
        Command.of(
            "operation complete ID",
            "say that a pending one was done",
            DeliveryCommands::complete,
            Option.valued("--remote-id", "ID", "of the account, when it is new")),
        Command.of(
            "operation refuse ID",
            "say that a pending one will not be done",
            DeliveryCommands::refuse,
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
            ? "accounts?resource=" + Api.escape(Identities.id(api, resource.get()))
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
    Listing listing = Listing.of("operations").narrowed(call.arguments(), "--target", "--failure");
    call.arguments()
        .value("--state")
        .ifPresent(state -> listing.with("state", state.toLowerCase(Locale.ROOT)));
    Optional<String> resource = call.arguments().value("--resource");
    if (resource.isPresent()) {
      listing.with("resource", Identities.id(call.api(), resource.get()));
    }
    listing.print(call, OPERATION_COLUMNS);
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().get("operations/" + Api.escape(call.arguments().word(0))));
  }

  private static void calls(Call call) throws CommandException, IOException, InterruptedException {
    call.output()
        .list(
            Api.items(call.api().get(path(call) + "/calls")),
            "number",
            "started",
            "tookMillis",
            "action",
            "result",
            "detail",
            "connector",
            "node");
  }

  private static void payload(Call call)
      throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().get(path(call) + "/payload"));
  }

  private static void edit(Call call) throws CommandException, IOException, InterruptedException {
    List<Document> documents = Document.in(Path.of(call.arguments().word(1)), call.terminal());
    if (documents.size() != 1) {
      throw CommandException.failed(call.arguments().word(1) + " must hold one document.");
    }
    call.output().one(call.api().put(path(call) + "/payload", documents.get(0).content()));
  }

  private static void retry(Call call) throws CommandException, IOException, InterruptedException {
    each(call, "retry", Attributes.empty());
  }

  private static void discard(Call call)
      throws CommandException, IOException, InterruptedException {
    each(call, "discard", reason(call));
  }

  private static void complete(Call call)
      throws CommandException, IOException, InterruptedException {
    Attributes.Builder body = Attributes.builder();
    call.arguments().value("--remote-id").ifPresent(id -> body.put("remoteId", id));
    call.output().one(call.api().post(path(call) + "/complete", body.build()));
  }

  private static void refuse(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().post(path(call) + "/refuse", reason(call)));
  }

  /** Does something with the operations that are named, or with all dead ones. */
  private static void each(Call call, String verb, Attributes body)
      throws CommandException, IOException, InterruptedException {
    List<String> ids = call.arguments().words();
    boolean all = call.arguments().has("--all-dead");
    if (all != ids.isEmpty()) {
      throw CommandException.usage("Name operations, or write --all-dead.");
    }
    Api api = call.api();
    if (all) {
      Attributes.Builder selection = body.toBuilder();
      for (String name : List.of("target", "failure")) {
        call.arguments().value("--" + name).ifPresent(value -> selection.put(name, value));
      }
      call.output().one(api.post("operations/" + verb, selection.build()));
      return;
    }
    List<Attributes> done = new ArrayList<>();
    try {
      Each.of(
          call,
          ids,
          id -> {
            String path = "operations/" + Api.escape(id) + "/" + verb;
            done.add(body.isEmpty() ? api.post(path) : api.post(path, body));
          });
    } finally {
      call.output().list(done, OPERATION_COLUMNS);
    }
  }

  private static Attributes reason(Call call) throws CommandException {
    return Attributes.builder().put("reason", call.arguments().required("--reason")).build();
  }

  private static String path(Call call) {
    return "operations/" + Api.escape(call.arguments().word(0));
  }
}
