package io.tessera.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program {@code tessera}. */
public final class Main {
  private final Terminal terminal;

  Main(Terminal terminal) {
    this.terminal = terminal;
  }

  public static void main(String[] line) {
    System.exit(new Main(Terminal.system()).run(List.of(line)));
  }

  /**
   * Carries one command line out.
   *
   * @return what the shell gets
   */
  int run(List<String> line) {
    try {
      dispatch(line);
      return ExitCode.DONE.number();
    } catch (CommandException e) {
      terminal.err().println("tessera: " + Table.printable(e.text()));
      return e.exitCode().number();
    } catch (IOException e) {
      terminal.err().println("tessera: " + Table.printable(String.valueOf(e.getMessage())));
      return ExitCode.FAILED.number();
    } catch (InterruptedException e) {
      return ExitCode.INTERRUPTED.number();
    }
  }

  private void dispatch(List<String> line)
      throws CommandException, IOException, InterruptedException {
    List<String> words = Aliases.canonical(Arguments.parse(line, allOptions()).words());
    Optional<Command> command =
        Commands.ALL.stream().filter(known -> known.isNamedBy(words)).findFirst();
    boolean help = line.contains("--help") || line.contains("-h");
    if (help || words.isEmpty() || words.get(0).equals("help")) {
      terminal.out().print(Help.about(command, words));
      return;
    }
    run(command.orElseThrow(() -> CommandException.usage(Help.unknown(words))), words, line);
  }

  private void run(Command command, List<String> words, List<String> line)
      throws CommandException, IOException, InterruptedException {
    List<Option> options = new ArrayList<>(command.options());
    options.addAll(Help.GLOBAL);
    Arguments arguments =
        Arguments.parse(line, options).withWords(words.subList(command.nameLength(), words.size()));
    command.checkWords(arguments.words().size());
    Call call =
        new Call(
            arguments,
            new Connection(arguments.without(command.options()), terminal),
            new Output(terminal, arguments),
            terminal);
    Confirmation.of(call).ask(command);
    command.action().run(call);
  }

  /** Enough to tell words from options before the command is known. */
  private static List<Option> allOptions() {
    List<Option> options = new ArrayList<>(Help.GLOBAL);
    Commands.ALL.forEach(command -> options.addAll(command.options()));
    return options;
  }
}
