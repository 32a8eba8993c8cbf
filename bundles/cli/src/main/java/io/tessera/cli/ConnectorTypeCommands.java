package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What connectors there are, and what settings they take. */
final class ConnectorTypeCommands {
  private ConnectorTypeCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "connector-types [ID]",
            "list the connector types, or the settings of one",
            ConnectorTypeCommands::show));
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    Optional<String> id = call.arguments().optionalWord(0);
    if (id.isEmpty()) {
      call.output().list(call.api().all("connector-types"), "id", "name", "bundle", "remark");
      return;
    }
    Attributes type = call.api().get("connector-types/" + Api.escape(id.get()));
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
