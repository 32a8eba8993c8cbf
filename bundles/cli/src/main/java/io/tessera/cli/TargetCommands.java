package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Targets: what is there, how it is configured, how it is doing. */
final class TargetCommands {
  private static final Option SET =
      Option.valued("--set", "KEY=VALUE", "a setting of the connector; again for a list");
  private static final Option SECRET =
      Option.valued("--secret", "KEY=FILE", "a secret setting from a file, - for standard input");
  private static final Option POLICY_MAP =
      Option.valued("--policy-map", "FILE", "the policy map, JSON or YAML");

  private static final Option DELIVERY =
      Option.valued("--delivery", "FILE", "how changes are brought there, JSON or YAML");

  private TargetCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of("target list", "list the targets", TargetCommands::list),
        Command.of("target show NAME", "show one", TargetCommands::show),
        Command.of(
            "target create NAME",
            "create a target; it is in use at once",
            TargetCommands::create,
            Option.valued("--idp", "NAME", "the identity provider it belongs to"),
            Option.valued("--type", "ID", "the connector type"),
            SET,
            SECRET,
            POLICY_MAP,
            DELIVERY,
            Option.flag("--disabled", "create it switched off")),
        Command.of(
            "target update NAME",
            "change what is given, leave the rest",
            TargetCommands::update,
            SET,
            Option.valued("--unset", "KEY", "go back to the connector's default, forget a secret"),
            SECRET,
            POLICY_MAP,
            DELIVERY,
            Option.flag("--maintenance", "changes queue up and are not sent"),
            Option.flag("--no-maintenance", "changes are sent again"),
            Option.flag("--enable", "switch it on"),
            Option.flag("--disable", "switch it off")),
        Command.of(
            "target delete NAME",
            "delete one; its accounts stay as they are",
            TargetCommands::delete),
        Command.of("target status [NAME]", "say how it is doing, or all", TargetCommands::status),
        Command.of(
            "target test NAME", "try its settings, change nothing in it", TargetCommands::test),
        Command.of(
            "target contents NAME",
            "list what is in it, whoever put it there",
            TargetCommands::contents,
            Option.flag("--groups", "its groups, not its accounts"),
            Option.flag("--nobodys", "only what belongs to nobody here")),
        Command.of(
            "target preview NAME USER",
            "show the account its policy map gives a user or group, and why",
            TargetCommands::preview,
            Option.flag("--group", "it is a group"),
            POLICY_MAP),
        Command.of(
            "target plan NAME USER",
            "show what sending a user or group now would do there; does none of it",
            TargetCommands::plan,
            Option.flag("--group", "it is a group")),
        Command.of(
            "target explain NAME USER ATTRIBUTE",
            "say how one attribute of an account comes about",
            PolicyMapCommands::explain,
            Option.flag("--group", "it is a group")),
        Command.of(
            "target map-history NAME [VERSION]",
            "list the policy maps it has had, or print one of them",
            PolicyMapCommands::history),
        Command.of(
            "target map-rollback NAME VERSION",
            "put an earlier policy map in force again",
            PolicyMapCommands::rollback));
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    call.output()
        .list(
            call.api().all(Named.TARGET.path()),
            "name",
            "identityProvider",
            "connectorType",
            "enabled",
            "version",
            "id");
  }

  private static void contents(Call call)
      throws CommandException, IOException, InterruptedException {
    Attributes target = Named.TARGET.get(call.api(), call.arguments().word(0));
    String type = call.arguments().has("--groups") ? "Group" : "User";
    List<Attributes> all =
        call.api().all(Named.TARGET.path(target) + "/contents?resourceType=" + type);
    List<Attributes> shown =
        call.arguments().has("--nobodys")
            ? all.stream().filter(item -> item.get("resource").isEmpty()).toList()
            : all;
    call.output().list(shown, "remoteId", "active", "resource", "attributes");
  }

  private static void plan(Call call) throws CommandException, IOException, InterruptedException {
    Attributes target = Named.TARGET.get(call.api(), call.arguments().word(0));
    Attributes plan =
        call.api()
            .post(
                Named.TARGET.path(target) + "/plan",
                Attributes.builder()
                    .put("resourceType", call.arguments().has("--group") ? "Group" : "User")
                    .put("resource", resource(call))
                    .build());
    if (call.output().isJson()) {
      call.output().one(plan);
      return;
    }
    for (Value made : plan.get("calls").orElse(Value.many(List.of())).elements()) {
      call.output().line(made instanceof Value.Text text ? text.value() : made.toString());
    }
  }

  /** The user that the second word names, or the group. */
  static String resource(Call call) throws CommandException, InterruptedException {
    Identities kind = call.arguments().has("--group") ? Identities.GROUPS : Identities.USERS;
    return kind.find(call.api(), call.arguments().word(1)).id();
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(Named.TARGET.get(call.api(), call.arguments().word(0)));
  }

  private static void create(Call call) throws CommandException, IOException, InterruptedException {
    Arguments arguments = call.arguments();
    Api api = call.api();
    String type = arguments.required("--type");
    Attributes.Builder body =
        Attributes.builder()
            .put("name", arguments.word(0))
            .put("identityProvider", arguments.required("--idp"))
            .put("connectorType", type)
            .put("enabled", !arguments.has("--disabled"))
            .put("settings", Value.complex(settings(call, api, type, Attributes.empty())));
    addDocument(call, body, "--policy-map", "policyMap");
    addDocument(call, body, "--delivery", "delivery");
    call.output().one(api.post(Named.TARGET.path(), body.build()));
  }

  private static void update(Call call) throws CommandException, IOException, InterruptedException {
    Arguments arguments = call.arguments();
    requireOneOf(arguments, "--enable", "--disable");
    requireOneOf(arguments, "--maintenance", "--no-maintenance");
    Api api = call.api();
    Attributes present = Named.TARGET.get(api, arguments.word(0));
    String type = Table.cell(present, "connectorType");
    Attributes.Builder body = present.toBuilder();
    body.put("settings", Value.complex(settings(call, api, type, present.complex("settings"))));
    if (arguments.has("--enable") || arguments.has("--disable")) {
      body.put("enabled", arguments.has("--enable"));
    }
    addDocument(call, body, "--policy-map", "policyMap");
    addDocument(call, body, "--delivery", "delivery");
    if (arguments.has("--maintenance") || arguments.has("--no-maintenance")) {
      Attributes delivery = body.build().complex("delivery");
      body.put(
          "delivery",
          Value.complex(delivery.with("maintenance", Value.bool(arguments.has("--maintenance")))));
    }
    call.output().one(api.put(Named.TARGET.path(present), Named.version(present), body.build()));
  }

  private static Attributes settings(Call call, Api api, String type, Attributes present)
      throws CommandException, InterruptedException {
    Attributes.Builder settings = present.toBuilder();
    call.arguments().all("--unset").forEach(key -> settings.keep(key, Value.NONE));
    List<String> sets = call.arguments().all("--set");
    if (!sets.isEmpty()) {
      ConnectorSettings known = ConnectorSettings.of(api, type);
      for (String key : keys(sets)) {
        settings.put(key, known.value(key, values(sets, key)));
      }
    }
    List<String> secrets = call.arguments().all("--secret");
    for (String key : keys(secrets)) {
      String file = values(secrets, key).get(0);
      settings.put(key, Secrets.read(file, Path.of(""), call.terminal()));
    }
    return settings.build();
  }

  private static List<String> keys(List<String> pairs) throws CommandException {
    List<String> keys = new ArrayList<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw CommandException.usage("Write KEY=VALUE, not " + pair + ".");
      }
      keys.add(pair.substring(0, equals));
    }
    return keys.stream().distinct().toList();
  }

  private static List<String> values(List<String> pairs, String key) {
    return pairs.stream()
        .filter(pair -> pair.startsWith(key + "="))
        .map(pair -> pair.substring(key.length() + 1))
        .toList();
  }

  private static void requireOneOf(Arguments arguments, String one, String other)
      throws CommandException {
    if (arguments.has(one) && arguments.has(other)) {
      throw CommandException.usage(one + " and " + other + " contradict each other.");
    }
  }

  /** Puts what a file holds in the place of a part of the target. */
  private static void addDocument(Call call, Attributes.Builder body, String option, String part)
      throws CommandException {
    for (String file : call.arguments().all(option)) {
      List<Document> documents = Document.in(Path.of(file), call.terminal());
      if (documents.size() != 1) {
        throw CommandException.failed(file + " must hold one document.");
      }
      body.put(part, Value.complex(documents.get(0).content()));
    }
  }

  private static void delete(Call call) throws CommandException, InterruptedException {
    String name = call.arguments().word(0);
    Named.TARGET.delete(call.api(), name);
    call.output().note("target " + name + " deleted");
  }

  private static void status(Call call) throws CommandException, IOException, InterruptedException {
    Api api = call.api();
    List<Attributes> targets =
        call.arguments().optionalWord(0).isPresent()
            ? List.of(Named.TARGET.get(api, call.arguments().word(0)))
            : api.all(Named.TARGET.path());
    List<Attributes> rows = new ArrayList<>();
    for (Attributes target : targets) {
      Attributes status = api.get(Named.TARGET.path(target) + "/status");
      Attributes.Builder row = Attributes.builder().put("name", Table.cell(target, "name"));
      status.forEach(row::keep);
      rows.add(row.build());
    }
    call.output().list(rows, "name", "state", "waiting", "dead", "held", "detail");
  }

  private static void preview(Call call)
      throws CommandException, IOException, InterruptedException {
    Attributes.Builder body =
        Attributes.builder()
            .put("resourceType", call.arguments().has("--group") ? "Group" : "User")
            .put("resource", resource(call));
    addDocument(call, body, "--policy-map", "policyMap");
    Attributes target = Named.TARGET.get(call.api(), call.arguments().word(0));
    Attributes preview = call.api().post(Named.TARGET.path(target) + "/preview", body.build());
    if (call.output().isJson()) {
      call.output().one(preview);
    } else {
      List<Attributes> rows =
          Api.items(Attributes.empty().with("items", preview.get("attributes").orElse(Value.NONE)));
      call.output().list(rows, "attribute", "values", "origin", "source", "sent", "problem");
    }
  }

  private static void test(Call call) throws CommandException, IOException, InterruptedException {
    Api api = call.api();
    Attributes target = Named.TARGET.get(api, call.arguments().word(0));
    Attributes result = api.post(Named.TARGET.path(target) + "/test");
    if (call.output().isJson()) {
      call.output().one(result);
    } else {
      List<Attributes> steps =
          result
              .get("steps")
              .map(list -> Api.items(Attributes.empty().with("items", list)))
              .orElse(List.of());
      call.output().list(steps, "name", "passed", "detail");
    }
    if (!result.bool("passed").orElse(false)) {
      throw CommandException.failed("The test of " + call.arguments().word(0) + " did not pass.");
    }
  }
}
