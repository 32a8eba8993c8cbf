package io.tessera.cli;

import io.tessera.cli.Identities.Found;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** People. */
final class UserCommands {
  private static final Option STORE =
      Option.valued("--user-store", "NAME", "where names are theirs; PRIMARY");
  private static final Option NEW_PASSWORD =
      Option.valued("--new-password-file", "FILE", "holds it, - for standard input");
  private static final Option FILE =
      Option.valued("-f", "FILE", "a user as SCIM writes it, JSON or YAML; options win");

  private UserCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "user list",
            "list users by name",
            UserCommands::list,
            Option.valued("--q", "TEXT", "what a name or e-mail begins with"),
            Option.valued("--user-store", "NAME", "only those in this user store"),
            Option.valued("--role", "NAME", "only those who have this role"),
            Option.flag("--active", "only those who may sign in"),
            Option.flag("--disabled", "only those who may not"),
            Listing.LIMIT,
            Listing.ALL),
        Command.of("user show USER", "show one", UserCommands::show),
        Command.of(
            "user create NAME",
            "create a user; every target it belongs to gets it",
            UserCommands::create,
            with(STORE, NEW_PASSWORD, FILE, Option.flag("--disabled", "may not sign in yet"))),
        Command.of(
            "user update USER",
            "change what is given, leave the rest",
            UserCommands::update,
            with(Option.valued("--unset", "ATTRIBUTE", "has no value any more; repeatable"))),
        Command.of(
            "user enable USER...",
            "let users sign in again, here and at the targets",
            call -> turn(call, true),
            Delivered.WAIT,
            Delivered.TIMEOUT),
        Command.of(
            "user disable USER...",
            "users may not sign in any more, here and at the targets",
            call -> turn(call, false),
            Delivered.WAIT,
            Delivered.TIMEOUT),
        Command.of(
            "user delete USER...",
            "delete users, here and as each target has it",
            UserCommands::delete,
            Delivered.WAIT,
            Delivered.TIMEOUT),
        Command.of(
            "user set-password USER",
            "give a user another password",
            UserCommands::password,
            NEW_PASSWORD,
            Delivered.WAIT,
            Delivered.TIMEOUT));
  }

  private static Option[] with(Option... more) {
    return Stream.of(
            UserAttributes.OPTIONS.stream(),
            Stream.of(more),
            Stream.of(Delivered.WAIT, Delivered.TIMEOUT))
        .flatMap(options -> options)
        .toArray(Option[]::new);
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    Arguments arguments = call.arguments();
    Listing listing = Listing.of("users").narrowed(arguments, "--q", "--user-store", "--role");
    if (arguments.has("--active") && arguments.has("--disabled")) {
      throw CommandException.usage("--active and --disabled contradict each other.");
    }
    if (arguments.has("--active") || arguments.has("--disabled")) {
      listing.with("active", String.valueOf(arguments.has("--active")));
    }
    listing.print(
        call, "userName", "displayName", "email", "active", "userStore", "lastModified", "id");
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    Found found = Identities.USERS.find(call.api(), call.arguments().word(0));
    call.output().one(shown(call.api().scim().get(Identities.USERS.path(found))));
  }

  /** Without what only SCIM clients need. */
  private static Attributes shown(Attributes user) {
    return user.without("schemas");
  }

  private static void create(Call call) throws CommandException, IOException, InterruptedException {
    Attributes.Builder user = file(call).toBuilder();
    UserAttributes.create(call.arguments(), user);
    user.put("userName", call.arguments().word(0));
    if (call.arguments().has("--disabled")) {
      user.put("active", false);
    }
    Optional<String> password = call.arguments().value(NEW_PASSWORD.name());
    if (password.isPresent()) {
      user.put("password", Secrets.read(password.get(), Path.of(""), call.terminal()));
    }
    Optional<String> store = call.arguments().value(STORE.name());
    Attributes created =
        call.api()
            .scim()
            .post(
                Identities.USERS.path() + store.map(Identities::domain).orElse(""),
                UserAttributes.withSchemas(user.build()));
    call.output().one(shown(created));
    Delivered.await(call, created.text("id").orElse(""));
  }

  private static Attributes file(Call call) throws CommandException {
    Optional<String> file = call.arguments().value(FILE.name());
    if (file.isEmpty()) {
      return Attributes.empty();
    }
    List<Document> documents = Document.in(Path.of(file.get()), call.terminal());
    if (documents.size() != 1) {
      throw CommandException.failed(file.get() + " must hold one document.");
    }
    return documents.get(0).content();
  }

  private static void update(Call call) throws CommandException, IOException, InterruptedException {
    Api scim = call.api().scim();
    Found found = Identities.USERS.find(call.api(), call.arguments().word(0));
    Attributes present = scim.get(Identities.USERS.path(found));
    Patch patch = UserAttributes.update(call.arguments(), present);
    if (patch.isEmpty()) {
      throw CommandException.usage("Say what is to be changed: tessera help user update");
    }
    call.output().one(shown(scim.patch(Identities.USERS.path(found), patch.body())));
    Delivered.await(call, found.id());
  }

  private static void turn(Call call, boolean on)
      throws CommandException, IOException, InterruptedException {
    Patch patch = new Patch().replace("active", Value.bool(on));
    each(
        call,
        (api, found) -> api.scim().patch(Identities.USERS.path(found), patch.body()),
        on ? "enabled" : "disabled");
  }

  private static void delete(Call call) throws CommandException, IOException, InterruptedException {
    each(call, (api, found) -> api.scim().delete(Identities.USERS.path(found)), "deleted");
  }

  private static void password(Call call)
      throws CommandException, IOException, InterruptedException {
    String password = Secrets.newPassword(call, NEW_PASSWORD.name());
    Patch patch = new Patch().replace("password", Value.text(password));
    each(
        call,
        (api, found) -> api.scim().patch(Identities.USERS.path(found), patch.body()),
        "has another password");
  }

  /** What is done with one user. */
  @FunctionalInterface
  private interface Step {
    void take(Api api, Found found) throws CommandException, InterruptedException;
  }

  private static void each(Call call, Step step, String done)
      throws CommandException, IOException, InterruptedException {
    Api api = call.api();
    Each.of(
        call,
        call.arguments().words(),
        word -> {
          Found found = Identities.USERS.find(api, word);
          step.take(api, found);
          call.output().note("user " + word + " " + done);
          Delivered.await(call, found.id());
        });
  }
}
