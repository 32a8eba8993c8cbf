package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who is told when something needs somebody. */
final class AlertCommands {
  private static final Named CHANNEL = Named.ALERT_CHANNEL;
  private static final Set<String> NUMBERS = Set.of("port");
  private static final Set<String> LISTS = Set.of("to");

  /** What the server says of a channel, and nobody sets. */
  static final List<String> OF_THE_SERVER = List.of("lastSent", "lastFailure");

  private static final Option[] FIELDS = {
    Option.valued(
        "--set", "KEY=VALUE", "url; or host, port, security, user, from, to (repeatable)"),
    Option.valued("--secret", "KEY=FILE", "secret, or password, from a file"),
    Option.valued("--condition", "NAME", "only then, e.g. operations-dead; repeatable"),
    Option.valued("--target", "NAME", "only about this target; repeatable")
  };

  private AlertCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of("alert list", "list who is told of what", AlertCommands::list),
        Command.of("alert show NAME", "show one", AlertCommands::show),
        Command.of(
            "alert create NAME",
            "have a web address or people told when something needs somebody",
            AlertCommands::create,
            with(
                Option.valued("--type", "webhook|email", "how"),
                Option.flag("--disabled", "create it switched off"))),
        Command.of(
            "alert update NAME",
            "change what is given; lists are replaced as a whole",
            AlertCommands::update,
            with(
                Option.flag("--enable", "switch it on"),
                Option.flag("--disable", "switch it off"))),
        Command.of("alert delete NAME", "delete one", AlertCommands::delete),
        Command.of("alert test NAME", "send a message now", AlertCommands::test));
  }

  private static Option[] with(Option... more) {
    return Stream.concat(Stream.of(FIELDS), Stream.of(more)).toArray(Option[]::new);
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    call.output()
        .list(
            call.api().all(CHANNEL.path()),
            "name",
            "type",
            "enabled",
            "conditions",
            "targets",
            "lastSent",
            "lastFailure");
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(CHANNEL.get(call.api(), call.arguments().word(0)));
  }

  private static void create(Call call) throws CommandException, IOException, InterruptedException {
    Attributes.Builder body =
        Attributes.builder()
            .put("name", call.arguments().word(0))
            .put("type", call.arguments().required("--type"))
            .put("enabled", !call.arguments().has("--disabled"));
    given(call, body);
    call.output().one(call.api().post(CHANNEL.path(), body.build()));
  }

  private static void update(Call call) throws CommandException, IOException, InterruptedException {
    Arguments arguments = call.arguments();
    if (arguments.has("--enable") && arguments.has("--disable")) {
      throw CommandException.usage("--enable and --disable contradict each other.");
    }
    Attributes present = CHANNEL.get(call.api(), arguments.word(0));
    Attributes.Builder body = present.toBuilder();
    OF_THE_SERVER.forEach(body::remove);
    given(call, body);
    if (arguments.has("--enable") || arguments.has("--disable")) {
      body.put("enabled", arguments.has("--enable"));
    }
    call.output().one(call.api().put(CHANNEL.path(present), Named.version(present), body.build()));
  }

  private static void given(Call call, Attributes.Builder body) throws CommandException {
    Attributes.Builder settings = body.build().complex("settings").toBuilder();
    Set<String> begun = new HashSet<>();
    for (String pair : call.arguments().all("--set")) {
      String key = key(pair);
      Value value = value(key, pair.substring(key.length() + 1));
      List<Value> before =
          LISTS.contains(key) && !begun.add(key)
              ? settings.build().get(key).map(Value::elements).orElse(List.of())
              : List.of();
      settings.put(
          key,
          LISTS.contains(key)
              ? Value.many(Stream.concat(before.stream(), Stream.of(value)).toList())
              : value);
    }
    for (String pair : call.arguments().all("--secret")) {
      String key = key(pair);
      String file = pair.substring(key.length() + 1);
      settings.put(key, Secrets.read(file, Path.of(""), call.terminal()));
    }
    body.put("settings", Value.complex(settings.build()));
    texts(call.arguments(), "--condition", "conditions", body);
    texts(call.arguments(), "--target", "targets", body);
  }

  private static Value value(String key, String text) throws CommandException {
    if (!NUMBERS.contains(key)) {
      return Value.text(text);
    }
    try {
      return Value.Num.of(Long.parseLong(text));
    } catch (NumberFormatException wrong) {
      throw CommandException.usage(key + ": a number is expected, not \"" + text + "\".");
    }
  }

  private static String key(String pair) throws CommandException {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw CommandException.usage("Write KEY=VALUE, not " + pair + ".");
    }
    return pair.substring(0, equals);
  }

  private static void texts(
      Arguments arguments, String option, String field, Attributes.Builder body) {
    List<Value> values = arguments.all(option).stream().<Value>map(Value::text).toList();
    if (!values.isEmpty()) {
      body.put(field, Value.many(values));
    }
  }

  private static void delete(Call call) throws CommandException, InterruptedException {
    CHANNEL.delete(call.api(), call.arguments().word(0));
    call.output().note("alert " + call.arguments().word(0) + " deleted");
  }

  private static void test(Call call) throws CommandException, IOException, InterruptedException {
    Attributes channel = CHANNEL.get(call.api(), call.arguments().word(0));
    Attributes attempt = call.api().post(CHANNEL.path(channel) + "/test");
    call.output().one(attempt);
    if (!attempt.bool("sent").orElse(true)) {
      throw CommandException.failed("The message was not sent.");
    }
  }
}
