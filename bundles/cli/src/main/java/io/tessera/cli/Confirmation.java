package io.tessera.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Asks a person at a terminal before what cannot be taken back. Scripts are not asked: whoever
 * wrote one has decided.
 */
final class Confirmation {
  static final Option YES = Option.flag("--yes", "do not ask before what cannot be taken back");

  private static final Set<String> ASKED_ABOUT =
      Set.of(
          "cancel",
          "delete",
          "disable",
          "discard",
          "erase",
          "map-rollback",
          "reject",
          "remove",
          "revoke");

  private final Call call;

  private Confirmation(Call call) {
    this.call = call;
  }

  static Confirmation of(Call call) {
    return new Confirmation(call);
  }

  /** Goes on at once when the command takes nothing away. */
  void ask(Command command) throws CommandException {
    List<String> name = List.of(command.name().split(" ", -1));
    if (ASKED_ABOUT.contains(name.get(name.size() - 1))) {
      String what = String.join(", ", call.arguments().words());
      ask(command.name() + (what.isEmpty() ? "" : " " + what) + ": " + command.summary() + ".");
    }
  }

  /** Goes on only when the answer is yes. */
  void ask(String what) throws CommandException {
    if (call.arguments().has(YES.name()) || !call.terminal().screen().in()) {
      return;
    }
    String answer =
        call.terminal()
            .console()
            .map(console -> console.readLine("%s%nGo on? [y/N] ", Table.printable(what)))
            .orElse("yes");
    if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
      throw CommandException.failed("Nothing was done.");
    }
  }
}
