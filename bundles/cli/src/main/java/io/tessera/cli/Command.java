package io.tessera.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One thing the program can do.
 *
 * @param name one or two words, e.g. {@code target show}
 * @param words what follows the name, as the help shows it: {@code NAME}, {@code [NAME]}, {@code
 *     ID...}
 */
record Command(
    String name, List<String> words, List<Option> options, String summary, Action action) {

  /** What the command does. */
  @FunctionalInterface
  interface Action {
    void run(Call call) throws CommandException, IOException, InterruptedException;
  }

  static Command of(String syntax, String summary, Action action, Option... options) {
    List<String> name = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String word : syntax.split(" ", -1)) {
      (word.equals(word.toLowerCase(Locale.ROOT)) ? name : words).add(word);
    }
    return new Command(String.join(" ", name), words, Arrays.asList(options), summary, action);
  }

  /** {@code ID} of {@code [ID...]}. */
  String placeholder(int index) {
    return words.get(index).replaceAll("[\\[\\].]", "");
  }

  int nameLength() {
    return name.split(" ", -1).length;
  }

  boolean isNamedBy(List<String> line) {
    int length = nameLength();
    return line.size() >= length && String.join(" ", line.subList(0, length)).equals(name);
  }

  String syntax() {
    return words.isEmpty() ? name : name + " " + String.join(" ", words);
  }

  void checkWords(int given) throws CommandException {
    long required = words.stream().filter(word -> !word.startsWith("[")).count();
    boolean unbounded = words.stream().anyMatch(word -> word.contains("..."));
    if (given < required || (given > words.size() && !unbounded)) {
      throw CommandException.usage("Write: tessera " + syntax());
    }
  }
}
