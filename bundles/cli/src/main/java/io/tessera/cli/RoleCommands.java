package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Roles, who holds them, and the rules that grant them. */
final class RoleCommands {
  private static final String ASSIGNMENTS = "role-assignments";
  private static final String[] ASSIGNMENT = {
    "identity", "role", "state", "starts", "ends", "origin", "rule", "reason", "grantedBy", "id"
  };
  private static final Map<String, String> TEXTS =
      Map.of("--display-name", "displayName", "--description", "description");

  private RoleCommands() {}

  static List<Command> all() {
    List<Command> all = new ArrayList<>(roles());
    all.addAll(assignments());
    all.addAll(rules());
    return all;
  }

  private static List<Command> roles() {
    return List.of(
        Command.of("role list", "list the roles", RoleCommands::list),
        Command.of("role show NAME", "show one", RoleCommands::show),
        Command.of("role create NAME", "make a role", RoleCommands::create, options()),
        Command.of("role update NAME", "change what is given", RoleCommands::update, options()),
        Command.of("role delete NAME", "remove one nobody is assigned", RoleCommands::delete));
  }

  private static Option[] options() {
    return new Option[] {
      Option.valued("--display-name", "TEXT", "for people"),
      Option.valued("--description", "TEXT", "for people"),
      Option.valued("--target", "NAME", "where its holders have accounts; repeatable"),
      Option.valued("--entitlement", "TARGET=VALUE", "what they have there; repeatable"),
      Option.valued("--include", "ROLE", "a role that is held with it; repeatable")
    };
  }

  private static List<Command> assignments() {
    Option starts = Option.valued("--starts", "DATE", "a day or an instant; at once without it");
    Option ends = Option.valued("--ends", "DATE", "a day, which counts, or an instant");
    Option reason = Option.valued("--reason", "TEXT", "for people");
    return List.of(
        Command.of(
            "role assign NAME USER",
            "assign a role to a user",
            RoleCommands::assign,
            starts,
            ends,
            reason),
        Command.of(
            "role change ASSIGNMENT-ID",
            "put other dates and another reason in place",
            RoleCommands::change,
            starts,
            ends,
            reason),
        Command.of("role revoke ASSIGNMENT-ID", "revoke an assignment", RoleCommands::revoke),
        Command.of("role members NAME", "list who is assigned a role", RoleCommands::members),
        Command.of("role of USER", "list what a user is assigned", RoleCommands::of));
  }

  private static List<Command> rules() {
    return List.of(
        Command.of(
            "birthright-rule list",
            "list the rules that grant roles; apply makes and changes them",
            RoleCommands::listRules),
        Command.of("birthright-rule show NAME", "show one", RoleCommands::showRule),
        Command.of(
            "birthright-rule preview",
            "tell what a rule would change",
            RoleCommands::preview,
            Option.valued("-f", "FILE", "the rule, YAML or JSON, as for apply; - for input"),
            Option.valued("--examine", "NUMBER", "how many users are looked at, at most")),
        Command.of(
            "birthright-rule delete NAME",
            "remove one; what it granted is taken back",
            RoleCommands::deleteRule));
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    call.output()
        .list(
            call.api().all(Named.ROLE.path()),
            "name",
            "displayName",
            "targets",
            "includes",
            "version",
            "id");
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    call.output().one(Named.ROLE.get(call.api(), call.arguments().word(0)));
  }

  private static void create(Call call) throws CommandException, IOException, InterruptedException {
    Attributes.Builder body = Attributes.builder().put("name", call.arguments().word(0));
    given(call, body);
    call.output().one(call.api().post(Named.ROLE.path(), body.build()));
  }

  private static void update(Call call) throws CommandException, IOException, InterruptedException {
    Attributes present = Named.ROLE.get(call.api(), call.arguments().word(0));
    Attributes.Builder body = present.toBuilder();
    given(call, body);
    call.output()
        .one(call.api().put(Named.ROLE.path(present), Named.version(present), body.build()));
  }

  private static void given(Call call, Attributes.Builder body) throws CommandException {
    Arguments arguments = call.arguments();
    for (Map.Entry<String, String> text : TEXTS.entrySet()) {
      arguments.value(text.getKey()).ifPresent(value -> body.put(text.getValue(), value));
    }
    if (arguments.has("--target")) {
      body.put("targets", texts(arguments.all("--target")));
    }
    if (arguments.has("--include")) {
      body.put("includes", texts(arguments.all("--include")));
    }
    if (arguments.has("--entitlement")) {
      List<Value> entitlements = new ArrayList<>();
      for (String written : arguments.all("--entitlement")) {
        entitlements.add(entitlement(written));
      }
      body.put("entitlements", Value.many(entitlements));
    }
  }

  private static Value texts(List<String> texts) {
    return Value.many(texts.stream().map(Value::text).toList());
  }

  private static Value entitlement(String written) throws CommandException {
    int at = written.indexOf('=');
    if (at < 1) {
      throw CommandException.usage("--entitlement is TARGET=VALUE.");
    }
    return Value.complex(
        Attributes.builder()
            .put("target", written.substring(0, at))
            .put("value", written.substring(at + 1))
            .build());
  }

  private static void delete(Call call) throws CommandException, InterruptedException {
    String name = call.arguments().word(0);
    Named.ROLE.delete(call.api(), name);
    call.output().note("role " + name + " deleted");
  }

  private static void assign(Call call) throws CommandException, IOException, InterruptedException {
    Attributes body =
        dated(call)
            .put("role", call.arguments().word(0))
            .put("identity", Identities.id(call.api(), call.arguments().word(1)))
            .build();
    call.output().one(call.api().post(ASSIGNMENTS, body));
  }

  private static void change(Call call) throws CommandException, IOException, InterruptedException {
    String path = ASSIGNMENTS + "/" + Api.escape(call.arguments().word(0));
    call.output().one(call.api().put(path, dated(call).build()));
  }

  private static Attributes.Builder dated(Call call) throws CommandException {
    Attributes.Builder body = Attributes.builder();
    for (String field : List.of("starts", "ends", "reason")) {
      Optional<String> value = call.arguments().value("--" + field);
      value.ifPresent(text -> body.put(field, text));
    }
    return body;
  }

  private static void revoke(Call call) throws CommandException, InterruptedException {
    String id = call.arguments().word(0);
    call.api().delete(ASSIGNMENTS + "/" + Api.escape(id));
    call.output().note("assignment " + id + " revoked");
  }

  private static void members(Call call)
      throws CommandException, IOException, InterruptedException {
    shown(call, ASSIGNMENTS + "?role=" + Api.escape(call.arguments().word(0)));
  }

  private static void of(Call call) throws CommandException, IOException, InterruptedException {
    shown(
        call,
        ASSIGNMENTS
            + "?identity="
            + Api.escape(Identities.id(call.api(), call.arguments().word(0))));
  }

  private static void shown(Call call, String path)
      throws CommandException, IOException, InterruptedException {
    call.output().list(call.api().all(path), ASSIGNMENT);
  }

  private static void listRules(Call call)
      throws CommandException, IOException, InterruptedException {
    call.output()
        .list(
            call.api().all(Named.BIRTHRIGHT_RULE.path()),
            "name",
            "enabled",
            "condition",
            "roles",
            "version",
            "id");
  }

  private static void showRule(Call call)
      throws CommandException, IOException, InterruptedException {
    call.output().one(Named.BIRTHRIGHT_RULE.get(call.api(), call.arguments().word(0)));
  }

  private static void preview(Call call)
      throws CommandException, IOException, InterruptedException {
    List<String> files = call.arguments().all("-f");
    if (files.size() != 1) {
      throw CommandException.usage("Write: tessera birthright-rule preview -f FILE");
    }
    List<Document> documents = Document.in(Path.of(files.get(0)), call.terminal());
    if (documents.size() != 1) {
      throw CommandException.usage("One rule is expected in " + files.get(0) + ".");
    }
    Attributes.Builder body =
        Attributes.builder().put("rule", Value.complex(documents.get(0).content().without("kind")));
    call.arguments().number("--examine").ifPresent(most -> body.put("examine", Value.Num.of(most)));
    call.output().one(call.api().post(Named.BIRTHRIGHT_RULE.path() + "/preview", body.build()));
  }

  private static void deleteRule(Call call) throws CommandException, InterruptedException {
    String name = call.arguments().word(0);
    Named.BIRTHRIGHT_RULE.delete(call.api(), name);
    call.output().note("birthright rule " + name + " deleted");
  }
}
