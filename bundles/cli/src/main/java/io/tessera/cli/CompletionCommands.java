package io.tessera.cli;

import io.tessera.model.Attributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Completion of command lines by the shell. */
final class CompletionCommands {
  /** So long a person waits for a list after the tabulator key. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  /** Kinds of things: where their list is, and which field is the name. */
  private static final Map<String, List<String>> KINDS =
      Map.ofEntries(
          Map.entry("target", List.of("targets?limit=500", "name")),
          Map.entry("idp", List.of("identity-providers?limit=500", "name")),
          Map.entry("role", List.of("roles?limit=500", "name")),
          Map.entry("rule", List.of("rules?limit=500", "name")),
          Map.entry("birthright-rule", List.of("birthright-rules?limit=500", "name")),
          Map.entry("user-store", List.of("user-stores?limit=500", "name")),
          Map.entry("sp", List.of("service-providers?limit=500", "name")),
          Map.entry("token-issuer", List.of("token-issuers?limit=500", "name")),
          Map.entry("alert", List.of("alert-channels?limit=500", "name")),
          Map.entry("schema", List.of("schemas?limit=500", "id")),
          Map.entry("connector-type", List.of("connector-types?limit=500", "id")),
          Map.entry("bundle", List.of("bundles?limit=500", "symbolicName")),
          Map.entry("run", List.of("runs?limit=50", "id")),
          Map.entry("administrator", List.of("administrators?limit=500", "name")),
          Map.entry("user", List.of("users?limit=50", "userName")),
          Map.entry("group", List.of("groups?limit=50", "displayName")));

  private CompletionCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "completion SHELL",
            "print a script that completes commands, for bash, zsh or fish",
            CompletionCommands::script),
        Command.of(
            "names KIND [BEGINNING]",
            "print names of things, as completion asks for them",
            CompletionCommands::names));
  }

  private static void script(Call call) throws CommandException {
    String shell = call.arguments().word(0);
    call.output()
        .raw(
            switch (shell) {
              case "bash", "zsh" -> Completion.posix(shell);
              case "fish" -> Completion.fish();
              default ->
                  throw CommandException.usage("Write: tessera completion bash, zsh or fish");
            });
  }

  /** Nothing at all when the server is away or takes its time: a prompt is no place for that. */
  private static void names(Call call) throws CommandException, InterruptedException {
    String kind = call.arguments().word(0);
    String beginning = call.arguments().optionalWord(1).orElse("");
    List<String> list = KINDS.getOrDefault(kind, List.of());
    List<String> names =
        kind.equals("profile")
            ? List.copyOf(Profiles.of(call.terminal()).names())
            : list.isEmpty() ? List.of() : ofServer(call, list, beginning);
    names.stream().filter(name -> name.startsWith(beginning)).forEach(call.output()::line);
  }

  private static List<String> ofServer(Call call, List<String> list, String beginning)
      throws InterruptedException {
    boolean many = list.get(0).startsWith("users") || list.get(0).startsWith("groups");
    String path = list.get(0) + (many ? "&q=" + Api.escape(beginning) : "");
    try {
      Attributes page = call.connection().openQuickly(PATIENCE).get(path);
      return Api.items(page).stream().flatMap(item -> item.text(list.get(1)).stream()).toList();
    } catch (CommandException unreachable) {
      return List.of();
    }
  }
}
