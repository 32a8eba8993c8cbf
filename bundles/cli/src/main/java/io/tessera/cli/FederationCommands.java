package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Whom identity providers mean, and why somebody was not let in. */
final class FederationCommands {
  private static final String LINKS = "federated-links";
  private static final String[] LINK = {
    "user", "identityProvider", "issuer", "subject", "created", "lastUsed", "id"
  };

  private FederationCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of("link of USER", "list the links of a user", FederationCommands::of),
        Command.of("link list IDP", "list those of an identity provider", FederationCommands::list),
        Command.of(
            "link create USER IDP SUBJECT",
            "say that a subject of an identity provider is this user",
            FederationCommands::create,
            Option.valued("--issuer", "TEXT", "what it calls itself; what its settings say")),
        Command.of(
            "link delete LINK-ID", "the subject is nobody any more", FederationCommands::delete),
        Command.of(
            "sign-in show ID",
            "tell why somebody was not let in, by the id on the page",
            FederationCommands::show));
  }

  private static void of(Call call) throws CommandException, IOException, InterruptedException {
    String user = Api.escape(Identities.id(call.api(), call.arguments().word(0)));
    call.output().list(Api.items(call.api().get(LINKS + "?user=" + user)), LINK);
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    Attributes provider = Named.IDENTITY_PROVIDER.get(call.api(), call.arguments().word(0));
    String query = "?identityProvider=" + provider.text("id").orElse("");
    call.output().list(call.api().all(LINKS + query), LINK);
  }

  private static void create(Call call) throws CommandException, IOException, InterruptedException {
    Attributes.Builder body =
        Attributes.builder()
            .put("user", Identities.id(call.api(), call.arguments().word(0)))
            .put("identityProvider", call.arguments().word(1))
            .put("subject", call.arguments().word(2));
    Optional<String> issuer = call.arguments().value("--issuer");
    issuer.ifPresent(said -> body.put("issuer", said));
    call.output().one(call.api().post(LINKS, body.build()));
  }

  private static void delete(Call call) throws CommandException, InterruptedException {
    String id = call.arguments().word(0);
    call.api().delete(LINKS + "/" + Api.escape(id));
    call.output().note("link " + id + " deleted");
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().get("sign-ins/" + Api.escape(call.arguments().word(0))));
  }
}
