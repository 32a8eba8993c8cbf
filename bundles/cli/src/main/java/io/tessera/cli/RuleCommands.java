package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules that decide whether accounts are made and changed. */
final class RuleCommands {
  private static final String WINDOW = "window";
  private static final String XACML = "xacml";
  private static final List<String> OF_SIMPLE_RULES =
      List.of("effect", "roles", "condition", WINDOW, "validFrom", "validUntil");

  /** What a rule is either of: fields or a policy. What one form needs, the other refuses. */
  static final List<String> OF_ITS_FORM =
      Stream.concat(OF_SIMPLE_RULES.stream(), Stream.of(XACML)).toList();

  private static final Option[] FIELDS = {
    Option.valued("--description", "TEXT", "for people"),
    Option.valued("--target", "NAME", "which target it is about; repeatable; all"),
    Option.valued("--service-provider", "NAME", "whose changes it is about; repeatable; all"),
    Option.valued("--resource-type", "TYPE", "User or Group; repeatable; User"),
    Option.valued("--operation", "NAME", "create or update; repeatable; both"),
    Option.flag("--permit", "only those for whom it holds get accounts and changes"),
    Option.flag("--deny", "those for whom it holds get none"),
    Option.valued("--role", "NAME", "a role or group to hold; repeatable, one is enough"),
    Option.valued("--condition", "EXPRESSION", "what has to hold, e.g. user.active"),
    Option.valued("--day", "DAY", "of the week, monday; repeatable; all"),
    Option.valued("--from", "TIME", "from when on in the day, 08:00"),
    Option.valued("--to", "TIME", "until when in the day, 17:30"),
    Option.valued("--zone", "ZONE", "of these times, Europe/Berlin; the server's"),
    Option.valued("--valid-from", "INSTANT", "when it begins to hold"),
    Option.valued("--valid-until", "INSTANT", "when it ends to hold"),
    Option.valued("--xacml", "FILE", "a policy in XACML 3.0 instead")
  };

  private RuleCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of("rule list", "list the rules", RuleCommands::list),
        Command.of("rule show NAME", "show one", RuleCommands::show),
        Command.of(
            "rule create NAME",
            "create a rule",
            RuleCommands::create,
            with(Option.flag("--disabled", "create it switched off"))),
        Command.of(
            "rule update NAME",
            "change what is given; lists are replaced as a whole",
            RuleCommands::update,
            with(
                Option.flag("--always", "at any time of the week"),
                Option.flag("--enable", "switch it on"),
                Option.flag("--disable", "switch it off"))),
        Command.of("rule delete NAME", "delete one", RuleCommands::delete),
        Command.of(
            "rule try [NAME]",
            "ask one rule, or all in force, about somebody; changes nothing",
            RuleCommands::decide,
            Option.valued("--identity", "USER", "the user, by name or id, or group"),
            Option.flag("--group", "it is a group"),
            Option.valued("--target", "NAME", "where the account is"),
            Option.valued("--service-provider", "NAME", "who would cause it; the resident one"),
            Option.valued("--operation", "NAME", "create or update; what it would be now"),
            Option.valued("--at", "INSTANT", "when; now")));
  }

  private static Option[] with(Option... more) {
    return Stream.concat(Stream.of(FIELDS), Stream.of(more)).toArray(Option[]::new);
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    call.output()
        .list(
            call.api().all(Named.RULE.path()),
            "name",
            "enabled",
            "effect",
            "targets",
            "roles",
            "description",
            "version");
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(Named.RULE.get(call.api(), call.arguments().word(0)));
  }

  private static void create(Call call) throws CommandException, IOException, InterruptedException {
    Attributes.Builder body =
        Attributes.builder()
            .put("name", call.arguments().word(0))
            .put("enabled", !call.arguments().has("--disabled"));
    given(call.arguments(), Attributes.empty(), body);
    call.output().one(call.api().post(Named.RULE.path(), body.build()));
  }

  private static void update(Call call) throws CommandException, IOException, InterruptedException {
    Arguments arguments = call.arguments();
    if (arguments.has("--enable") && arguments.has("--disable")) {
      throw CommandException.usage("--enable and --disable contradict each other.");
    }
    Attributes present = Named.RULE.get(call.api(), arguments.word(0));
    Attributes.Builder body = present.toBuilder();
    given(arguments, present, body);
    if (arguments.has("--always")) {
      body.remove(WINDOW);
    }
    if (arguments.has("--enable") || arguments.has("--disable")) {
      body.put("enabled", arguments.has("--enable"));
    }
    call.output()
        .one(call.api().put(Named.RULE.path(present), Named.version(present), body.build()));
  }

  private static void given(Arguments arguments, Attributes present, Attributes.Builder body)
      throws CommandException {
    text(arguments, "--description", "description", body);
    texts(arguments, "--target", "targets", body);
    texts(arguments, "--service-provider", "serviceProviders", body);
    texts(arguments, "--resource-type", "resourceTypes", body);
    texts(arguments, "--operation", "operations", body);
    Optional<String> policy = arguments.value("--xacml");
    if (Stream.of(policy.isPresent(), arguments.has("--permit"), arguments.has("--deny"))
            .filter(given -> given)
            .count()
        > 1) {
      throw CommandException.usage("--permit, --deny and --xacml contradict each other.");
    }
    if (policy.isPresent()) {
      OF_SIMPLE_RULES.forEach(body::remove);
      body.put(XACML, read(policy.get()));
    } else if (arguments.has("--permit") || arguments.has("--deny")) {
      body.remove(XACML);
      body.put("effect", arguments.has("--permit") ? "permit" : "deny");
    }
    texts(arguments, "--role", "roles", body);
    text(arguments, "--condition", "condition", body);
    text(arguments, "--valid-from", "validFrom", body);
    text(arguments, "--valid-until", "validUntil", body);
    Attributes.Builder window =
        policy.isPresent() ? Attributes.builder() : present.complex(WINDOW).toBuilder();
    texts(arguments, "--day", "days", window);
    text(arguments, "--from", "from", window);
    text(arguments, "--to", "to", window);
    text(arguments, "--zone", "zone", window);
    body.put(WINDOW, Value.complex(window.build()));
  }

  private static void text(
      Arguments arguments, String option, String field, Attributes.Builder body)
      throws CommandException {
    arguments.value(option).ifPresent(text -> body.put(field, text));
  }

  private static void texts(
      Arguments arguments, String option, String field, Attributes.Builder body) {
    if (arguments.has(option)) {
      body.put(field, Value.many(arguments.all(option).stream().map(Value::text).toList()));
    }
  }

  private static String read(String file) throws CommandException {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException unreadable) {
      throw CommandException.failed("The file " + file + " cannot be read.");
    }
  }

  private static void delete(Call call) throws CommandException, InterruptedException {
    String name = call.arguments().word(0);
    Named.RULE.delete(call.api(), name);
    call.output().note("rule " + name + " deleted");
  }

  private static void decide(Call call) throws CommandException, IOException, InterruptedException {
    Arguments arguments = call.arguments();
    Identities kind = arguments.has("--group") ? Identities.GROUPS : Identities.USERS;
    Attributes.Builder body =
        Attributes.builder()
            .put("resource", kind.find(call.api(), arguments.required("--identity")).id())
            .put("resourceType", kind == Identities.GROUPS ? "Group" : "User")
            .put("target", arguments.required("--target"));
    arguments.optionalWord(0).ifPresent(rule -> body.put("rule", rule));
    text(arguments, "--service-provider", "serviceProvider", body);
    text(arguments, "--operation", "operation", body);
    text(arguments, "--at", "at", body);
    Attributes ruling = call.api().post(Named.RULE.path() + "/decision", body.build());
    if (call.output().isJson()) {
      call.output().one(ruling);
      return;
    }
    call.output()
        .line(
            (ruling.bool("permitted").orElse(false) ? "permitted" : "refused")
                + Stream.of("decidedBy", "why")
                    .flatMap(field -> ruling.text(field).stream())
                    .filter(said -> !said.isEmpty())
                    .reduce("", (before, said) -> before + ": " + said));
    call.output()
        .list(
            Api.items(Attributes.empty().with("items", ruling.get("rules").orElse(Value.NONE))),
            "rule",
            "decision",
            "part",
            "why");
  }
}
