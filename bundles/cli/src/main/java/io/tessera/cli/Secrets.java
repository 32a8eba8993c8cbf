package io.tessera.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Where secrets come from: files, standard input, the person at the terminal. Never options. */
final class Secrets {
  private Secrets() {}

  /** The content of a file without the line break at its end. */
  static String read(Path file) throws CommandException {
    try {
      return withoutLineBreak(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw CommandException.failed("There is no file " + file + ".");
    } catch (IOException e) {
      throw CommandException.failed("Cannot read " + file + ": " + e.getMessage());
    }
  }

  /**
   * From a file, or from standard input when it is {@code -}.
   *
   * @param base what relative files are relative to
   */
  static String read(String file, Path base, Terminal terminal) throws CommandException {
    if (!file.equals("-")) {
      return read(base.resolve(file));
    }
    try {
      return withoutLineBreak(new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw CommandException.failed("Cannot read standard input: " + e.getMessage());
    }
  }

  /** Asks without echo; empty when nobody sits at a terminal. */
  static Optional<String> ask(Terminal terminal, String prompt) {
    return terminal
        .console()
        .map(console -> console.readPassword("%s", prompt))
        .map(
            typed -> {
              String text = new String(typed);
              Arrays.fill(typed, '\0');
              return text;
            });
  }

  /** A new password from the option's file, or asked for twice. */
  static String newPassword(Call call, String option) throws CommandException {
    Optional<String> file = call.arguments().value(option);
    if (file.isPresent()) {
      return read(file.get(), Path.of(""), call.terminal());
    }
    String first =
        ask(call.terminal(), "New password: ")
            .orElseThrow(
                () -> CommandException.usage("Give " + option + " FILE, or - for standard input."));
    if (!Optional.of(first).equals(ask(call.terminal(), "Once more: "))) {
      throw CommandException.failed("The two are not the same; nothing was changed.");
    }
    return first;
  }

  private static String withoutLineBreak(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
