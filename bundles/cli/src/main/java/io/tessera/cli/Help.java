package io.tessera.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the program says about itself. */
final class Help {
  /** The options that every command has. */
  static final List<Option> GLOBAL = global();

  private static final int COLUMN = 36;

  private Help() {}

  static String about(Optional<Command> command, List<String> words) {
    List<String> asked =
        Aliases.canonical(
            !words.isEmpty() && words.get(0).equals("help")
                ? words.subList(1, words.size())
                : words);
    return command
        .or(() -> Commands.ALL.stream().filter(known -> known.isNamedBy(asked)).findFirst())
        .map(Help::of)
        .orElseGet(() -> overview(asked));
  }

  static String unknown(List<String> words) {
    List<Command> near = startingWith(words.get(0));
    if (near.isEmpty()) {
      return "There is no command " + words.get(0) + ". See: tessera help";
    }
    StringBuilder text = new StringBuilder("Which of these?");
    near.forEach(command -> text.append("\n  tessera ").append(command.syntax()));
    return text.toString();
  }

  private static List<Command> startingWith(String word) {
    return Commands.ALL.stream()
        .filter(command -> command.name().equals(word) || command.name().startsWith(word + " "))
        .toList();
  }

  private static String of(Command command) {
    StringBuilder text = new StringBuilder("Usage: tessera " + command.syntax());
    text.append(command.options().isEmpty() ? "\n\n" : " [OPTION...]\n\n");
    text.append(command.summary()).append("\n");
    if (!command.options().isEmpty()) {
      text.append("\nOptions\n");
      command.options().forEach(option -> line(text, option.syntax(), option.help()));
    }
    text.append("\nOptions of every command: tessera help\n");
    return text.toString();
  }

  private static String overview(List<String> asked) {
    StringBuilder text = new StringBuilder("Usage: tessera COMMAND [ARGUMENT...] [OPTION...]\n\n");
    List<Command> commands = asked.isEmpty() ? Commands.ALL : startingWith(asked.get(0));
    text.append("Commands\n");
    (commands.isEmpty() ? Commands.ALL : commands)
        .forEach(command -> line(text, command.syntax(), command.summary()));
    line(text, "help COMMAND", "say more about a command");
    text.append("\nOptions of every command; the environment variable holds without it\n");
    GLOBAL.forEach(option -> line(text, option.syntax(), option.help()));
    text.append(
        "\nDATA is the data directory of the server on this machine: TESSERA_DATA, or data/ beside"
            + " bin/.\nCommands for the server process itself: tessera --help\n\nExit codes\n");
    for (ExitCode code : ExitCode.values()) {
      text.append("  ").append(code.number()).append("  ").append(code.meaning()).append('\n');
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String left, String right) {
    text.append("  ").append(left);
    text.append(
        left.length() >= COLUMN ? "\n" + " ".repeat(COLUMN + 2) : pad(COLUMN - left.length()));
    text.append(right).append('\n');
  }

  private static String pad(int width) {
    return " ".repeat(width);
  }

  private static List<Option> global() {
    List<Option> options = new ArrayList<>(Connection.OPTIONS);
    options.addAll(Output.OPTIONS);
    options.add(Confirmation.YES);
    options.add(Option.flag("--help", "say more"));
    options.add(Option.flag("-h", "the same"));
    return List.copyOf(options);
  }
}
