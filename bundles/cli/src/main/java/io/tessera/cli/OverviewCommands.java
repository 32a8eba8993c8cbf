package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How it is doing as a whole, and where things are. */
final class OverviewCommands {
  private OverviewCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "overview",
            "say what needs somebody, what is running and how the targets are",
            OverviewCommands::overview),
        Command.of(
            "health",
            "say how the server itself is; exit code 1 when it is not well",
            OverviewCommands::health),
        Command.of(
            "search TEXT",
            "find users, groups, targets, roles and operations by how they begin",
            OverviewCommands::search),
        Command.of(
            "settings [TEXT]",
            "list the settings of the server, or those with a text in their name",
            OverviewCommands::settings),
        Command.of(
            "entitlement list",
            "list who has what, where and until when",
            OverviewCommands::entitlements,
            Option.valued("--target", "NAME", "only at this target"),
            Option.valued("--role", "NAME", "only by this role"),
            Option.valued("--identity", "USER", "only those of this user"),
            Option.valued("--ends-before", "TIME", "only what ends until then"),
            Listing.LIMIT,
            Listing.ALL));
  }

  private static void overview(Call call)
      throws CommandException, IOException, InterruptedException {
    Attributes overview = call.api().get("overview");
    if (call.output().isJson()) {
      call.output().one(overview);
      return;
    }
    List<Attributes> attention = Named.objects(overview, "attention");
    if (attention.isEmpty()) {
      call.output().line("Nothing needs attention.");
    } else {
      call.output().list(attention, "kind", "count", "target.name", "detail", "since");
    }
    section(call, overview, "running", "name", "kind", "state", "done", "total", "id");
    section(call, overview, "targets", "name", "state", "waiting", "dead", "held", "detail");
    call.output().line("");
    call.output().one(overview.complex("figures"));
  }

  private static void section(Call call, Attributes overview, String field, String... columns)
      throws IOException {
    List<Attributes> rows = Named.objects(overview, field);
    if (!rows.isEmpty()) {
      call.output().line("");
      call.output().list(rows, columns);
    }
  }

  private static void health(Call call) throws CommandException, IOException, InterruptedException {
    Attributes health = call.api().get("health");
    if (call.output().isJson()) {
      call.output().one(health);
    } else {
      call.output().list(Named.objects(health, "checks"), "name", "state", "detail", "tookMillis");
    }
    String state = Table.cell(health, "state");
    if (state.equals("critical")) {
      throw CommandException.failed("The server is not well: " + state + ".");
    }
  }

  private static void search(Call call) throws CommandException, IOException, InterruptedException {
    String query = Api.escape(call.arguments().word(0));
    call.output()
        .list(Api.items(call.api().get("search?q=" + query)), "kind", "name", "detail", "id");
  }

  private static void settings(Call call)
      throws CommandException, IOException, InterruptedException {
    Optional<String> text = call.arguments().optionalWord(0);
    List<Attributes> found = new ArrayList<>();
    for (Attributes setting : call.api().all("settings")) {
      if (text.isEmpty() || Table.cell(setting, "key").contains(text.get())) {
        found.add(setting);
      }
    }
    call.output().list(found, "key", "value", "default", "source", "description");
  }

  private static void entitlements(Call call)
      throws CommandException, IOException, InterruptedException {
    Listing listing =
        Listing.of("entitlements")
            .narrowed(call.arguments(), "--target", "--role", "--ends-before");
    Optional<String> identity = call.arguments().value("--identity");
    if (identity.isPresent()) {
      listing.with("identity", Identities.id(call.api(), identity.get()));
    }
    listing.print(
        call, "identity.name", "role", "target", "entitlement", "starts", "ends", "origin");
  }
}
