package io.tessera.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command line, taken apart: the words, and the options by name. */
final class Arguments {
  private final List<String> words = new ArrayList<>();
  private final Map<String, List<String>> options = new HashMap<>();

  private Arguments() {}

  /**
   * @param line what was typed, without the name of the program
   * @param known every option that may occur
   */
  static Arguments parse(List<String> line, List<Option> known) throws CommandException {
    Arguments arguments = new Arguments();
    int at = 0;
    while (at < line.size()) {
      at += arguments.take(line, at, known);
    }
    return arguments;
  }

  List<String> words() {
    return List.copyOf(words);
  }

  String word(int index) {
    return words.get(index);
  }

  Optional<String> optionalWord(int index) {
    return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  List<String> all(String option) {
    return options.getOrDefault(option, List.of());
  }

  /** The value of an option that may be given once. */
  Optional<String> value(String option) throws CommandException {
    List<String> values = all(option);
    if (values.size() > 1) {
      throw CommandException.usage(option + " was given more than once.");
    }
    return values.stream().findFirst();
  }

  String required(String option) throws CommandException {
    return value(option)
        .orElseThrow(() -> CommandException.usage("The option " + option + " is required."));
  }

  /** The same options with other words: those after the command's name. */
  Arguments withWords(List<String> others) {
    Arguments rest = new Arguments();
    rest.words.addAll(others);
    rest.options.putAll(options);
    return rest;
  }

  /** What is left when these are taken out: a command's own options are not about the server. */
  Arguments without(List<Option> known) {
    Arguments rest = withWords(words);
    known.forEach(option -> rest.options.remove(option.name()));
    return rest;
  }

  /** The whole number an option is given. */
  Optional<Long> number(String option) throws CommandException {
    Optional<String> text = value(option);
    try {
      return text.map(Long::valueOf);
    } catch (NumberFormatException wrong) {
      throw CommandException.usage(
          option + ": a number is expected, not \"" + text.orElse("") + "\".");
    }
  }

  private int take(List<String> line, int at, List<Option> known) throws CommandException {
    String argument = line.get(at);
    if (!argument.startsWith("-") || argument.equals("-")) {
      words.add(argument);
      return 1;
    }
    int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
    String name = equals < 0 ? argument : argument.substring(0, equals);
    Option option = find(name, known);
    if (!option.takesValue()) {
      if (equals >= 0) {
        throw CommandException.usage(name + " takes no value.");
      }
      add(name, "");
      return 1;
    }
    if (equals >= 0) {
      add(name, argument.substring(equals + 1));
      return 1;
    }
    if (at + 1 >= line.size()) {
      throw CommandException.usage("The option " + option.syntax() + " needs its value.");
    }
    add(name, line.get(at + 1));
    return 2;
  }

  private void add(String name, String value) {
    options.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  private static Option find(String name, List<Option> known) throws CommandException {
    for (Option option : known) {
      if (option.name().equals(name)) {
        return option;
      }
    }
    throw CommandException.usage("There is no option " + name + " here.");
  }
}
