package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The parties that call, what they sign in with, and what was issued to them. */
final class ServiceProviderCommands {
  private static final Option DESCRIPTION = Option.valued("--description", "TEXT", "for people");
  private static final Option SCOPE =
      Option.valued("--scope", "SCOPE", "what it may do at most, e.g. scim.users.read; repeatable");
  private static final Option STORE =
      Option.valued("--user-store", "NAME", "the only user store it sees; PRIMARY");
  private static final Option SUBJECT =
      Option.valued(
          "--subject",
          "ISSUER=SUBJECT",
          "as whom it signs in with tokens of a token issuer; repeatable");
  private static final Option CERTIFICATE =
      Option.valued(
          "--certificate", "SHA256", "fingerprint of one it has to show besides; repeatable");
  private static final Option REDIRECT_URI =
      Option.valued("--redirect-uri", "URL", "where people may be sent back to; repeatable");

  private static final Option MODE =
      Option.valued("--mode", "MODE", "persist, persist-and-provision, or provision-only");
  private static final Option TARGET =
      Option.valued(
          "--target",
          "NAME[:MODE]",
          "where its users get accounts; with :blocking, :require or :non-blocking as this caller"
              + " wants it, :no-rules, :no-jit; repeatable");

  private ServiceProviderCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of("sp list", "list the service providers", ServiceProviderCommands::list),
        Command.of("sp show NAME", "show one", ServiceProviderCommands::show),
        Command.of(
            "sp create NAME",
            "create a service provider; its id is its client id",
            ServiceProviderCommands::create,
            DESCRIPTION,
            SCOPE,
            STORE,
            SUBJECT,
            CERTIFICATE,
            REDIRECT_URI,
            MODE,
            TARGET,
            Option.flag("--no-secrets", "it never signs in with secrets of ours"),
            Option.flag("--disabled", "create it switched off")),
        Command.of(
            "sp update NAME",
            "change what is given; lists are replaced as a whole",
            ServiceProviderCommands::update,
            DESCRIPTION,
            SCOPE,
            STORE,
            SUBJECT,
            CERTIFICATE,
            REDIRECT_URI,
            MODE,
            TARGET,
            Option.flag("--all-targets", "its users get accounts at every target"),
            Option.flag("--no-scopes", "take all scopes away"),
            Option.flag("--no-subjects", "take all subjects away"),
            Option.flag("--no-certificates", "need no certificate any more"),
            Option.flag("--no-redirect-uris", "nobody is sent back any more"),
            Option.flag("--enable", "switch it on"),
            Option.flag("--disable", "switch it off, with its tokens")),
        Command.of(
            "sp delete NAME",
            "remove one with its secrets and tokens",
            ServiceProviderCommands::delete),
        Command.of("secret list NAME", "list the secrets of one", ServiceProviderCommands::secrets),
        Command.of(
            "secret add NAME",
            "make a secret; it is shown this once",
            ServiceProviderCommands::addSecret,
            Option.valued("--expires", "TIME", "when it ends, e.g. 2030-01-31T00:00:00Z; never"),
            Option.valued("--out", "FILE", "write it there, for the owner only, instead")),
        Command.of(
            "secret remove NAME ID",
            "remove a secret; its tokens end too",
            ServiceProviderCommands::removeSecret),
        Command.of("token list NAME", "list the valid tokens", ServiceProviderCommands::tokens),
        Command.of(
            "token revoke NAME [ID]",
            "revoke a token, or all of them",
            ServiceProviderCommands::revoke));
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    call.output()
        .list(
            call.api().all(Named.SERVICE_PROVIDER.path()),
            "name",
            "enabled",
            "userStore",
            "scopes",
            "version",
            "id");
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(provider(call));
  }

  private static Attributes provider(Call call) throws CommandException, InterruptedException {
    return Named.SERVICE_PROVIDER.get(call.api(), call.arguments().word(0));
  }

  private static void create(Call call) throws CommandException, IOException, InterruptedException {
    Attributes.Builder body =
        Attributes.builder()
            .put("name", call.arguments().word(0))
            .put("enabled", !call.arguments().has("--disabled"))
            .put("secretsAllowed", !call.arguments().has("--no-secrets"));
    given(call.arguments(), body);
    call.output().one(call.api().post(Named.SERVICE_PROVIDER.path(), body.build()));
  }

  private static void update(Call call) throws CommandException, IOException, InterruptedException {
    Arguments arguments = call.arguments();
    if (arguments.has("--enable") && arguments.has("--disable")) {
      throw CommandException.usage("--enable and --disable contradict each other.");
    }
    Attributes present = provider(call);
    Attributes.Builder body = present.toBuilder();
    given(arguments, body);
    for (String list : List.of("scopes", "subjects", "certificates")) {
      if (arguments.has("--no-" + list)) {
        body.keep(list, Value.many(List.of()));
      }
    }
    if (arguments.has("--no-redirect-uris")) {
      body.keep("redirectUris", Value.many(List.of()));
    }
    if (arguments.has("--all-targets")) {
      body.keep("targets", Value.many(List.of()));
    }
    if (arguments.has("--enable") || arguments.has("--disable")) {
      body.put("enabled", arguments.has("--enable"));
    }
    Named named = Named.SERVICE_PROVIDER;
    call.output().one(call.api().put(named.path(present), Named.version(present), body.build()));
  }

  private static void given(Arguments arguments, Attributes.Builder body) throws CommandException {
    arguments.value("--description").ifPresent(text -> body.put("description", text));
    arguments.value("--user-store").ifPresent(text -> body.put("userStore", text));
    texts(arguments, "--scope").ifPresent(scopes -> body.put("scopes", scopes));
    texts(arguments, "--certificate").ifPresent(list -> body.put("certificates", list));
    texts(arguments, "--redirect-uri").ifPresent(list -> body.put("redirectUris", list));
    arguments.value("--mode").ifPresent(mode -> body.put("mode", mode));
    texts(arguments, "--target")
        .map(list -> Value.many(list.elements().stream().map(ProvidedTarget::parse).toList()))
        .ifPresent(list -> body.put("targets", list));
    List<Attributes> subjects = subjects(arguments.all("--subject"));
    if (!subjects.isEmpty()) {
      body.put("subjects", Value.many(subjects.stream().map(Value::complex).toList()));
    }
  }

  /** Repeated, or with commas. */
  private static Optional<Value> texts(Arguments arguments, String option) {
    List<Value.Text> texts =
        arguments.all(option).stream()
            .flatMap(text -> Stream.of(text.split(",", -1)))
            .map(text -> Value.text(text.strip()))
            .toList();
    return texts.isEmpty() ? Optional.empty() : Optional.of(Value.many(texts));
  }

  private static List<Attributes> subjects(List<String> pairs) throws CommandException {
    for (String pair : pairs) {
      if (pair.indexOf('=') < 1) {
        throw CommandException.usage("Write --subject ISSUER=SUBJECT, not " + pair + ".");
      }
    }
    return pairs.stream()
        .map(
            pair ->
                Attributes.builder()
                    .put("issuer", pair.substring(0, pair.indexOf('=')))
                    .put("subject", pair.substring(pair.indexOf('=') + 1))
                    .build())
        .toList();
  }

  private static void delete(Call call) throws CommandException, InterruptedException {
    String name = call.arguments().word(0);
    Named.SERVICE_PROVIDER.delete(call.api(), name);
    call.output().note("service provider " + name + " deleted");
  }

  private static String path(Call call, String part) throws CommandException, InterruptedException {
    return Named.SERVICE_PROVIDER.path(provider(call)) + "/" + part;
  }

  private static void secrets(Call call)
      throws CommandException, IOException, InterruptedException {
    call.output()
        .list(
            call.api().all(path(call, "secrets")),
            "id",
            "created",
            "createdBy",
            "expires",
            "lastUsed");
  }

  private static void addSecret(Call call)
      throws CommandException, IOException, InterruptedException {
    Attributes.Builder body = Attributes.builder();
    call.arguments().value("--expires").ifPresent(text -> body.put("expires", text));
    Optional<Path> out = call.arguments().value("--out").map(Path::of);
    if (out.isPresent()) {
      create(out.get());
    }
    Attributes made;
    try {
      made = made(call, body.build());
    } catch (CommandException refused) {
      if (out.isPresent()) {
        Files.delete(out.get());
      }
      throw refused;
    }
    if (out.isPresent()) {
      Files.writeString(out.get(), made.text("secret").orElseThrow() + "\n");
      made = made.without("secret");
    }
    call.output().one(made);
    call.output().note("The secret cannot be read again.");
  }

  /** The new secret, behind the client id it belongs to. */
  private static Attributes made(Call call, Attributes body)
      throws CommandException, InterruptedException {
    Attributes provider = provider(call);
    Attributes.Builder told =
        Attributes.builder().put("clientId", provider.text("id").orElseThrow());
    call.api().post(Named.SERVICE_PROVIDER.path(provider) + "/secrets", body).forEach(told::keep);
    return told.build();
  }

  /** Before the secret is made: one that cannot be written is lost. */
  private static void create(Path file) throws CommandException {
    try {
      boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
      Files.newByteChannel(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              posix
                  ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rw-------"))
                  }
                  : new FileAttribute<?>[0])
          .close();
    } catch (IOException unwritable) {
      throw CommandException.failed("The file " + file + " cannot be made, or is there already.");
    }
  }

  private static void removeSecret(Call call) throws CommandException, InterruptedException {
    String id = call.arguments().word(1);
    call.api().delete(path(call, "secrets/" + Api.escape(id)));
    call.output().note("secret " + id + " removed");
  }

  private static void tokens(Call call) throws CommandException, IOException, InterruptedException {
    call.output()
        .list(call.api().all(path(call, "tokens")), "id", "issued", "expires", "scopes", "secret");
  }

  private static void revoke(Call call) throws CommandException, InterruptedException {
    Optional<String> id = call.arguments().optionalWord(1);
    if (id.isPresent()) {
      call.api().delete(path(call, "tokens/" + Api.escape(id.get())));
      call.output().note("token " + id.get() + " revoked");
    } else {
      Attributes answer = call.api().deleted(path(call, "tokens"));
      call.output().note(Table.cell(answer, "revoked") + " tokens revoked");
    }
  }
}
