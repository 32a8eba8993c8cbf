package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.util.List;

/** Accounts that are locked because somebody guesses passwords. */
final class SignInLockCommands {
  private SignInLockCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "lock list", "list the accounts locked by wrong passwords", SignInLockCommands::list),
        Command.of("lock lift ACCOUNT", "let one be tried at once", SignInLockCommands::lift));
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    call.output()
        .list(call.api().all("sign-in-locks"), "account", "failures", "lastFailure", "until");
  }

  private static void lift(Call call) throws CommandException, InterruptedException {
    String account = call.arguments().word(0);
    call.api().post("sign-in-locks/lift", Attributes.builder().put("account", account).build());
    call.output().note("the lock of " + account + " is lifted");
  }
}
