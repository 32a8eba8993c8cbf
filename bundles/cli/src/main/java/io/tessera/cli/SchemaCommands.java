package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.util.List;

/** User stores, custom schemas and indexed attributes: what identities look like. */
final class SchemaCommands {
  private static final String INDEXES = "indexed-attributes";

  private SchemaCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of("user-store list", "list the user stores", SchemaCommands::userStores),
        Command.of("user-store show NAME", "show one", SchemaCommands::userStore),
        Command.of(
            "user-store create NAME",
            "create a user store",
            SchemaCommands::createUserStore,
            Option.valued("--description", "TEXT", "what people read")),
        Command.of(
            "user-store delete NAME", "delete an empty one", SchemaCommands::deleteUserStore),
        Command.of("schema list", "list the custom schemas", SchemaCommands::schemas),
        Command.of(
            "schema show URN",
            "show one (--json: as apply takes it, with kind: schema)",
            SchemaCommands::schema),
        Command.of(
            "schema delete URN",
            "delete one; values stay and are not shown",
            SchemaCommands::deleteSchema),
        Command.of(
            "index list", "list the indexed attributes with progress", SchemaCommands::indexes),
        Command.of(
            "index create TYPE ATTRIBUTE",
            "index an attribute of User or Group",
            SchemaCommands::createIndex),
        Command.of("index delete TYPE ATTRIBUTE", "give an index up", SchemaCommands::deleteIndex));
  }

  private static void userStores(Call call)
      throws CommandException, IOException, InterruptedException {
    call.output()
        .list(call.api().all(Named.USER_STORE.path()), "name", "description", "version", "id");
  }

  private static void userStore(Call call)
      throws CommandException, IOException, InterruptedException {
    call.output().one(Named.USER_STORE.get(call.api(), call.arguments().word(0)));
  }

  private static void createUserStore(Call call)
      throws CommandException, IOException, InterruptedException {
    Attributes body =
        Attributes.builder()
            .put("name", call.arguments().word(0))
            .put("description", call.arguments().value("--description").orElse(""))
            .build();
    call.output().one(call.api().post(Named.USER_STORE.path(), body));
  }

  private static void deleteUserStore(Call call) throws CommandException, InterruptedException {
    String name = call.arguments().word(0);
    Named.USER_STORE.delete(call.api(), name);
    call.output().note("user store " + name + " deleted");
  }

  private static void schemas(Call call)
      throws CommandException, IOException, InterruptedException {
    call.output()
        .list(
            call.api().all(Named.SCHEMA.path()), "id", "name", "extends", "description", "version");
  }

  private static void schema(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(Named.SCHEMA.get(call.api(), call.arguments().word(0)));
  }

  private static void deleteSchema(Call call) throws CommandException, InterruptedException {
    String urn = call.arguments().word(0);
    Named.SCHEMA.delete(call.api(), urn);
    call.output().note("schema " + urn + " deleted");
  }

  private static void indexes(Call call)
      throws CommandException, IOException, InterruptedException {
    call.output()
        .list(
            call.api().all(INDEXES),
            "resourceType",
            "attribute",
            "source",
            "state",
            "done",
            "total");
  }

  private static void createIndex(Call call)
      throws CommandException, IOException, InterruptedException {
    Attributes body =
        Attributes.builder()
            .put("resourceType", call.arguments().word(0))
            .put("attribute", call.arguments().word(1))
            .build();
    call.output().one(call.api().post(INDEXES, body));
  }

  private static void deleteIndex(Call call) throws CommandException, InterruptedException {
    String type = call.arguments().word(0);
    String attribute = call.arguments().word(1);
    Attributes index =
        call.api().all(INDEXES).stream()
            .filter(i -> type.equalsIgnoreCase(i.text("resourceType").orElse("")))
            .filter(i -> attribute.equalsIgnoreCase(i.text("attribute").orElse("")))
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.FAILED, attribute + " of " + type + " is not indexed."));
    call.api().delete(INDEXES + "/" + index.text("id").orElse(""), Named.version(index));
    call.output().note("index of " + type + " " + attribute + " given up");
  }
}
