package io.tessera.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The same for several things: one that cannot be done does not keep the others from it. */
final class Each {
  /** What is done for one. */
  @FunctionalInterface
  interface Action {
    void run(String word) throws CommandException, IOException, InterruptedException;
  }

  private Each() {}

  /**
   * @throws CommandException PARTLY when only some could be done; with a single one, its own
   */
  static void of(Call call, List<String> words, Action action)
      throws CommandException, IOException, InterruptedException {
    List<CommandException> failures = new ArrayList<>();
    for (String word : words) {
      try {
        action.run(word);
      } catch (CommandException failure) {
        if (words.size() == 1 || failure.exitCode() == ExitCode.UNREACHABLE) {
          throw failure;
        }
        call.output().note(word + ": " + failure.text());
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      throw new CommandException(
          failures.size() == words.size() ? ExitCode.FAILED : ExitCode.PARTLY,
          failures.size() + " of " + words.size() + " could not be done.");
    }
  }
}
