package io.tessera.cli;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What may stand at a place of the command line, for completion: {@code file}, {@code dir}, {@code
 * names KIND} for names the server knows, {@code words A B}, or nothing.
 */
final class Slot {
  private static final String FILE = "file";

  /** Placeholders and the kind of things they name. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("TARGET", "target"),
          Map.entry("USER", "user"),
          Map.entry("GROUP", "group"),
          Map.entry("IDP", "idp"),
          Map.entry("ROLE", "role"),
          Map.entry("URN", "schema"),
          Map.entry("TYPE", "connector-type"),
          Map.entry("BUNDLE", "bundle"),
          Map.entry("RUN", "run"),
          Map.entry("ADMINISTRATOR", "administrator"));

  /** First words of commands, and what their {@code NAME} names. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("target", "target"),
          Map.entry("idp", "idp"),
          Map.entry("role", "role"),
          Map.entry("rule", "rule"),
          Map.entry("birthright-rule", "birthright-rule"),
          Map.entry("user-store", "user-store"),
          Map.entry("sp", "sp"),
          Map.entry("secret", "sp"),
          Map.entry("token", "sp"),
          Map.entry("token-issuer", "token-issuer"),
          Map.entry("alert", "alert"),
          Map.entry("profile", "profile"));

  /** Options whose value names something. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("--target", "target"),
          Map.entry("--idp", "idp"),
          Map.entry("--role", "role"),
          Map.entry("--provisioning-role", "role"),
          Map.entry("--type", "connector-type"),
          Map.entry("--service-provider", "sp"),
          Map.entry("--user-store", "user-store"),
          Map.entry("--identity", "user"),
          Map.entry("--resource", "user"),
          Map.entry("--member", "user"),
          Map.entry("--profile", "profile"));

  private static final Map<String, String> CHOICES =
      Map.of(
          "-o", "table json csv",
          "--state", "waiting pending done superseded dead held discarded",
          "--resource-type", "User Group",
          "--channel", "scim2 scim1 soap admin_api federation internal");

  private static final Set<String> MAKING = Set.of("create", "add");

  private Slot() {}

  /** What the word of a command at an index may be. */
  static Optional<String> ofWord(Command command, int index) {
    String placeholder = command.placeholder(Math.min(index, command.words().size() - 1));
    String[] name = command.name().split(" ", -1);
    if (name[0].equals("index") && placeholder.equals("TYPE")) {
      return Optional.of("words User Group");
    }
    if (name[0].equals("completion")) {
      return Optional.of("words bash zsh fish");
    }
    if (placeholder.equals("NAME")) {
      boolean made = MAKING.contains(name[name.length - 1]) && !name[0].equals("secret");
      return made ? Optional.empty() : Optional.ofNullable(NAMES.get(name[0])).map(Slot::names);
    }
    return placeholder.equals("FILE")
        ? Optional.of(FILE)
        : Optional.ofNullable(KINDS.get(placeholder)).map(Slot::names);
  }

  /** What the value of an option may be. */
  static Optional<String> ofValue(Option option) {
    String value = Optional.ofNullable(option.value()).orElse("");
    if (value.endsWith("FILE")) {
      return Optional.of(FILE);
    }
    if (value.equals("DIR")) {
      return Optional.of("dir");
    }
    if (value.contains("|")) {
      return Optional.of("words " + value.replace('|', ' '));
    }
    Optional<String> choices = Optional.ofNullable(CHOICES.get(option.name()));
    return choices
        .map(words -> "words " + words)
        .or(() -> Optional.ofNullable(OPTIONS.get(option.name())).map(Slot::names));
  }

  private static String names(String kind) {
    return "names " + kind;
  }
}
