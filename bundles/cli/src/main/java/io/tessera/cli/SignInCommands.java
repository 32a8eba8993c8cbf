package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The first administrator, and one's own password. */
final class SignInCommands {
  private static final Option NEW_PASSWORD =
      Option.valued("--new-password-file", "FILE", "holds it, - for standard input; else asked");

  private SignInCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "bootstrap",
            "create the administrator admin with the one-time token of the first start",
            SignInCommands::bootstrap,
            Option.valued("--token-file", "FILE", "holds the token; DATA/bootstrap-token"),
            NEW_PASSWORD),
        Command.of("password", "change one's own password", SignInCommands::password, NEW_PASSWORD),
        Command.of("whoami", "say who is signed in, and what is permitted", SignInCommands::me));
  }

  private static void bootstrap(Call call) throws CommandException, InterruptedException {
    Attributes body =
        Attributes.builder()
            .put("token", Secrets.read(tokenFile(call)).strip())
            .put("password", Secrets.newPassword(call, NEW_PASSWORD.name()))
            .build();
    call.connection().openUnauthenticated().post("bootstrap", body);
    call.output().note("The administrator admin can sign in.");
  }

  private static Path tokenFile(Call call) throws CommandException {
    Optional<String> given = call.arguments().value("--token-file");
    if (given.isPresent()) {
      return Path.of(given.get());
    }
    Path data =
        call.connection()
            .data()
            .orElseThrow(
                () ->
                    CommandException.usage(
                        "Give --token-file FILE; the server writes it to its data directory."));
    Path file = data.resolve("bootstrap-token");
    if (!Files.exists(file)) {
      throw CommandException.failed(
          "There is no token in "
              + data
              + ": either the server has an administrator already, or it was not started yet.");
    }
    return file;
  }

  private static void password(Call call) throws CommandException, InterruptedException {
    Api api = call.api();
    String password = Secrets.newPassword(call, NEW_PASSWORD.name());
    api.post("me/password", Attributes.builder().put("password", password).build());
    call.output().note("The password was changed.");
  }

  private static void me(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().get("me"));
  }
}
