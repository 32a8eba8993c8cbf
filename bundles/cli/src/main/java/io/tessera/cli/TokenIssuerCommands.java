package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parties whose signed tokens are taken. */
final class TokenIssuerCommands {
  private static final Map<String, String> TEXTS =
      Map.of(
          "--description", "description",
          "--issuer", "issuer",
          "--audience", "audience",
          "--caller-claim", "callerClaim",
          "--scope-claim", "scopeClaim",
          "--key-set-uri", "keySetUri");

  private TokenIssuerCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "token-issuer list",
            "list the parties whose tokens are taken",
            TokenIssuerCommands::list),
        Command.of("token-issuer show NAME", "show one", TokenIssuerCommands::show),
        Command.of(
            "token-issuer create NAME",
            "take the signed tokens of a party",
            TokenIssuerCommands::create,
            options(Option.flag("--disabled", "create it switched off"))),
        Command.of(
            "token-issuer update NAME",
            "change what is given",
            TokenIssuerCommands::update,
            options(
                Option.flag("--enable", "switch it on"),
                Option.flag("--disable", "take its tokens no more"))),
        Command.of(
            "token-issuer delete NAME",
            "remove one no service provider refers to",
            TokenIssuerCommands::delete));
  }

  private static Option[] options(Option... more) {
    List<Option> all =
        new ArrayList<>(
            List.of(
                Option.valued("--issuer", "TEXT", "what its tokens say in iss, exactly"),
                Option.valued("--audience", "TEXT", "what must be among their aud"),
                Option.valued("--algorithm", "NAME", "a signature that is taken; repeatable"),
                Option.valued("--key-set", "FILE", "its public keys, a JWK set; - for input"),
                Option.valued("--key-set-uri", "URL", "or where they are fetched, https"),
                Option.valued("--caller-claim", "NAME", "the claim that names the caller; sub"),
                Option.valued("--scope-claim", "NAME", "the claim with the scopes; scope"),
                Option.valued("--description", "TEXT", "for people")));
    all.addAll(List.of(more));
    return all.toArray(Option[]::new);
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    call.output()
        .list(
            call.api().all(Named.TOKEN_ISSUER.path()),
            "name",
            "enabled",
            "issuer",
            "audience",
            "algorithms",
            "version",
            "id");
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(Named.TOKEN_ISSUER.get(call.api(), call.arguments().word(0)));
  }

  private static void create(Call call) throws CommandException, IOException, InterruptedException {
    Attributes.Builder body =
        Attributes.builder()
            .put("name", call.arguments().word(0))
            .put("enabled", !call.arguments().has("--disabled"));
    given(call, body);
    call.output().one(call.api().post(Named.TOKEN_ISSUER.path(), body.build()));
  }

  private static void update(Call call) throws CommandException, IOException, InterruptedException {
    Arguments arguments = call.arguments();
    if (arguments.has("--enable") && arguments.has("--disable")) {
      throw CommandException.usage("--enable and --disable contradict each other.");
    }
    Attributes present = Named.TOKEN_ISSUER.get(call.api(), arguments.word(0));
    Attributes.Builder body = present.toBuilder();
    given(call, body);
    if (arguments.has("--enable") || arguments.has("--disable")) {
      body.put("enabled", arguments.has("--enable"));
    }
    Named named = Named.TOKEN_ISSUER;
    call.output().one(call.api().put(named.path(present), Named.version(present), body.build()));
  }

  /** Keys are either given or fetched: the one takes the place of the other. */
  private static void given(Call call, Attributes.Builder body) throws CommandException {
    Arguments arguments = call.arguments();
    for (Map.Entry<String, String> text : TEXTS.entrySet()) {
      Optional<String> value = arguments.value(text.getKey());
      value.ifPresent(v -> body.put(text.getValue(), v));
    }
    List<String> algorithms = arguments.all("--algorithm");
    if (!algorithms.isEmpty()) {
      body.put("algorithms", Value.many(algorithms.stream().map(Value::text).toList()));
    }
    if (arguments.has("--key-set-uri")) {
      body.put("keySet", "");
    }
    Optional<String> file = arguments.value("--key-set");
    if (file.isPresent()) {
      body.put("keySet", Secrets.read(file.get(), Path.of(""), call.terminal()));
      body.put("keySetUri", "");
    }
  }

  private static void delete(Call call) throws CommandException, InterruptedException {
    String name = call.arguments().word(0);
    Named.TOKEN_ISSUER.delete(call.api(), name);
    call.output().note("token issuer " + name + " deleted");
  }
}
