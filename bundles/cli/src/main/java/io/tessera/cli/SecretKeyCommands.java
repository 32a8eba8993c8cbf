package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.util.List;

/** The keys that encrypt stored secrets. */
final class SecretKeyCommands {
  private static final String[] COLUMNS = {"id", "encrypts", "secrets"};

  private SecretKeyCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of("key list", "list the keys that encrypt secrets", SecretKeyCommands::list),
        Command.of(
            "key rotate",
            "make a new key and encrypt all secrets with it (a single node)",
            SecretKeyCommands::rotate),
        Command.of(
            "key add",
            "make a key that encrypts nothing yet, to be copied to the other nodes",
            SecretKeyCommands::add),
        Command.of(
            "key use ID", "encrypt all secrets with this key, old and new", SecretKeyCommands::use),
        Command.of(
            "key remove ID", "delete a key that no secret needs", SecretKeyCommands::remove));
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    call.output().list(Api.items(call.api().get("secret-keys")), COLUMNS);
  }

  private static void rotate(Call call) throws CommandException, IOException, InterruptedException {
    Attributes made = call.api().post("secret-keys");
    String id = made.text("id").orElseThrow();
    call.output().one(call.api().post("secret-keys/" + Api.escape(id) + "/use"));
  }

  private static void add(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().post("secret-keys"));
  }

  private static void use(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().post(path(call) + "/use"));
  }

  private static void remove(Call call) throws CommandException, InterruptedException {
    call.api().delete(path(call));
    call.output().note("key " + call.arguments().word(0) + " removed");
  }

  private static String path(Call call) {
    return "secret-keys/" + Api.escape(call.arguments().word(0));
  }
}
