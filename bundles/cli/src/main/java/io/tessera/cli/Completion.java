package io.tessera.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Scripts that complete command lines, made of the table of commands: what they need to know of it
 * is in them, only names are asked of the server.
 */
final class Completion {
  /** What {@code bin/tessera} itself knows. */
  private static final List<String> OF_THE_SERVER =
      List.of("run", "start", "stop", "status", "demo show", "help");

  private static final String TABLE = "@TABLE@";

  private Completion() {}

  /** For bash and zsh, whose scripts ask the same functions. */
  static String posix(String shell) {
    return template(shell)
        .replace(
            TABLE,
            function("_tessera_next", next())
                + function("_tessera_options", options())
                + function("_tessera_word", words())
                + function("_tessera_value", values()));
  }

  static String fish() {
    StringBuilder lines = new StringBuilder();
    next()
        .forEach(
            (words, following) ->
                lines.append(
                    "complete -c tessera -f -n '__tessera_at \""
                        + words
                        + "\"' -a '"
                        + following
                        + "'\n"));
    for (Command command : Commands.ALL) {
      for (int i = 0; i < command.words().size(); i++) {
        String at = "__tessera_word \"" + command.name() + "\" " + i;
        Slot.ofWord(command, i)
            .ifPresent(slot -> lines.append("complete -c tessera -n '" + at + "' " + fish(slot)));
      }
      for (Option option : optionsOf(command)) {
        lines.append(fish(command, option));
      }
    }
    return template("fish").replace(TABLE, lines);
  }

  private static String fish(Command command, Option option) {
    String name =
        option.name().startsWith("--")
            ? "-l " + option.name().substring(2)
            : "-s " + option.name().substring(1);
    String value =
        option.takesValue()
            ? " -r " + Slot.ofValue(option).map(Completion::fish).orElse("-f\n").stripTrailing()
            : "";
    return "complete -c tessera -n '__tessera_in \""
        + command.name()
        + "\"' "
        + name
        + value
        + " -d '"
        + option.help().replace("'", "")
        + "'\n";
  }

  private static String fish(String slot) {
    String[] parts = slot.split(" ", 2);
    return switch (parts[0]) {
      case "names" -> "-f -a '(__tessera_names " + parts[1] + ")'\n";
      case "words" -> "-f -a '" + parts[1] + "'\n";
      default -> "-F\n";
    };
  }

  /** Which words may follow the words there are. */
  private static Map<String, String> next() {
    Map<String, Set<String>> next = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(Commands.ALL.stream().map(Command::name).toList());
    names.addAll(OF_THE_SERVER);
    for (String name : names) {
      String[] words = name.split(" ", -1);
      next.computeIfAbsent("", w -> new LinkedHashSet<>()).add(words[0]);
      if (words.length > 1) {
        next.computeIfAbsent(words[0], w -> new LinkedHashSet<>()).add(words[1]);
      }
    }
    Map<String, String> joined = new LinkedHashMap<>();
    next.forEach((words, following) -> joined.put(words, String.join(" ", following)));
    return joined;
  }

  private static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    for (Command command : Commands.ALL) {
      options.put(
          command.name(),
          optionsOf(command).stream().map(Option::name).collect(Collectors.joining(" ")));
    }
    return options;
  }

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    for (Command command : Commands.ALL) {
      for (int i = 0; i < command.words().size(); i++) {
        String key = command.name() + " " + i;
        Slot.ofWord(command, i).ifPresent(slot -> words.put(key, slot));
      }
      int last = command.words().size() - 1;
      if (last >= 0 && command.words().get(last).contains("...")) {
        Slot.ofWord(command, last).ifPresent(slot -> words.put(command.name() + " *", slot));
      }
    }
    return words;
  }

  /** All options that take a value, with what it may be; {@code any} when nobody knows. */
  private static Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (Command command : Commands.ALL) {
      optionsOf(command).stream()
          .filter(Option::takesValue)
          .forEach(o -> values.putIfAbsent(o.name(), Slot.ofValue(o).orElse("any")));
    }
    return values;
  }

  private static List<Option> optionsOf(Command command) {
    List<Option> options = new ArrayList<>(command.options());
    options.addAll(Help.GLOBAL);
    return options;
  }

  private static String function(String name, Map<String, String> cases) {
    StringBuilder text = new StringBuilder(name).append("() {\n  case $1 in\n");
    cases.forEach(
        (word, answer) -> {
          String pattern = word.endsWith(" *") ? "'" + word.replace("*", "'*") : "'" + word + "'";
          text.append("    ").append(pattern).append(") echo '").append(answer).append("' ;;\n");
        });
    return text.append("  esac\n}\n\n").toString();
  }

  private static String template(String shell) {
    try (InputStream script = Completion.class.getResourceAsStream("completion." + shell)) {
      return new String(
          Objects.requireNonNull(script, shell).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
