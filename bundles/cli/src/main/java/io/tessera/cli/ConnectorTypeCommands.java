package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.util.List;

/** What connectors there are, and what settings they take. */
final class ConnectorTypeCommands {
  private ConnectorTypeCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of("connector-type list", "list the connector types", ConnectorTypeCommands::list),
        Command.of(
            "connector-type show TYPE",
            "show what settings the targets of one have",
            ConnectorTypeCommands::show));
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    call.output().list(call.api().all("connector-types"), "id", "name", "bundle", "remark");
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    Attributes type = call.api().get("connector-types/" + Api.escape(call.arguments().word(0)));
    if (call.output().isJson()) {
      call.output().one(type);
      return;
    }
    call.output().line(Table.cell(type, "name") + ": " + Table.cell(type, "description"));
    if (type.get("remark").isPresent()) {
      call.output().line(Table.cell(type, "bundle") + ": " + Table.cell(type, "remark"));
    }
    List<Attributes> properties =
        type.get("properties")
            .map(p -> Api.items(Attributes.empty().with("items", p)))
            .orElse(List.of());
    call.output().list(properties, "id", "kind", "required", "many", "defaults", "description");
  }
}
