package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The parties that targets belong to. */
final class IdentityProviderCommands {
  private IdentityProviderCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of("idp list", "list the identity providers", IdentityProviderCommands::list),
        Command.of("idp show NAME", "show one", IdentityProviderCommands::show),
        Command.of(
            "idp create NAME",
            "create an identity provider",
            IdentityProviderCommands::create,
            Option.valued("--display-name", "TEXT", "what people read; the name"),
            Option.flag("--disabled", "create it switched off")),
        Command.of(
            "idp delete NAME", "delete one without targets", IdentityProviderCommands::delete));
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    call.output()
        .list(
            call.api().all(Named.IDENTITY_PROVIDER.path()),
            "name",
            "displayName",
            "enabled",
            "version",
            "id");
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(Named.IDENTITY_PROVIDER.get(call.api(), call.arguments().word(0)));
  }

  private static void create(Call call) throws CommandException, IOException, InterruptedException {
    Attributes.Builder body =
        Attributes.builder()
            .put("name", call.arguments().word(0))
            .put("enabled", !call.arguments().has("--disabled"));
    Optional<String> displayName = call.arguments().value("--display-name");
    displayName.ifPresent(text -> body.put("displayName", text));
    call.output().one(call.api().post(Named.IDENTITY_PROVIDER.path(), body.build()));
  }

  private static void delete(Call call) throws CommandException, InterruptedException {
    String name = call.arguments().word(0);
    Named.IDENTITY_PROVIDER.delete(call.api(), name);
    call.output().note("identity provider " + name + " deleted");
  }
}
