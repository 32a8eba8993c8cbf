package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Who administers this server, and what each may do. */
final class AdministratorCommands {
  private static final String PATH = "administrators";
  private static final Option NEW_PASSWORD =
      Option.valued("--new-password-file", "FILE", "holds it, - for standard input; else asked");
  private static final Option[] FIELDS = {
    Option.valued("--display-name", "TEXT", "what people read"),
    Option.valued("--email", "ADDRESS", "where messages go"),
    Option.valued("--role", "NAME", "of tessera administrator roles; repeatable"),
    Option.valued("--target", "NAME", "may do it at these targets only; repeatable")
  };

  private AdministratorCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of("administrator list", "list who administers", AdministratorCommands::list),
        Command.of(
            "administrator roles",
            "list the roles there are, and what each permits",
            AdministratorCommands::roles),
        Command.of("administrator show ADMINISTRATOR", "show one", AdministratorCommands::show),
        Command.of(
            "administrator create ADMINISTRATOR",
            "have somebody else administer too",
            AdministratorCommands::create,
            with(NEW_PASSWORD)),
        Command.of(
            "administrator update ADMINISTRATOR",
            "change what is given; lists are replaced as a whole",
            AdministratorCommands::update,
            with(
                Option.flag("--all-targets", "at all targets"),
                Option.flag("--enable", "may sign in"),
                Option.flag("--disable", "may not sign in"))),
        Command.of(
            "administrator delete ADMINISTRATOR", "remove one", AdministratorCommands::delete),
        Command.of(
            "administrator set-password ADMINISTRATOR",
            "give one another password",
            AdministratorCommands::password,
            NEW_PASSWORD));
  }

  private static Option[] with(Option... more) {
    return Stream.concat(Stream.of(FIELDS), Stream.of(more)).toArray(Option[]::new);
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    call.output()
        .list(call.api().all(PATH), "name", "displayName", "email", "roles", "targets", "enabled");
  }

  private static void roles(Call call) throws CommandException, IOException, InterruptedException {
    List<Attributes> roles = Api.items(call.api().get("administrator-roles"));
    call.output().list(roles, "name", "permissions");
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(call.api().get(path(call)));
  }

  private static void create(Call call) throws CommandException, IOException, InterruptedException {
    Attributes.Builder body = Attributes.builder().put("name", call.arguments().word(0));
    given(call.arguments(), body);
    body.put("password", Secrets.newPassword(call, NEW_PASSWORD.name()));
    call.output().one(call.api().post(PATH, body.build()));
  }

  private static void update(Call call) throws CommandException, IOException, InterruptedException {
    Arguments arguments = call.arguments();
    if (arguments.has("--enable") && arguments.has("--disable")) {
      throw CommandException.usage("--enable and --disable contradict each other.");
    }
    Attributes present = call.api().get(path(call));
    Attributes.Builder body = present.toBuilder();
    given(arguments, body);
    if (arguments.has("--all-targets")) {
      body.keep("targets", Value.many(List.of()));
    }
    if (arguments.has("--enable") || arguments.has("--disable")) {
      body.put("enabled", arguments.has("--enable"));
    }
    call.output().one(call.api().put(path(call), Named.version(present), body.build()));
  }

  private static void given(Arguments arguments, Attributes.Builder body) throws CommandException {
    arguments.value("--display-name").ifPresent(text -> body.put("displayName", text));
    arguments.value("--email").ifPresent(text -> body.put("email", text));
    texts(arguments, "--role", "roles", body);
    texts(arguments, "--target", "targets", body);
  }

  private static void texts(
      Arguments arguments, String option, String field, Attributes.Builder body) {
    List<Value> values = arguments.all(option).stream().<Value>map(Value::text).toList();
    if (!values.isEmpty()) {
      body.put(field, Value.many(values));
    }
  }

  private static void delete(Call call) throws CommandException, InterruptedException {
    Attributes present = call.api().get(path(call));
    call.api().delete(path(call), Named.version(present));
    call.output().note("administrator " + call.arguments().word(0) + " deleted");
  }

  private static void password(Call call) throws CommandException, InterruptedException {
    String password = Secrets.newPassword(call, NEW_PASSWORD.name());
    call.api()
        .post(path(call) + "/password", Attributes.builder().put("password", password).build());
    call.output().note("The password of " + call.arguments().word(0) + " was changed.");
  }

  private static String path(Call call) {
    return PATH + "/" + Api.escape(call.arguments().word(0));
  }
}
