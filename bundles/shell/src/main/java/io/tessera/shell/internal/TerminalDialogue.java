package io.tessera.shell.internal;

import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * A person at a terminal: a prompt, a line that can be edited, what was typed before, and names
 * completed with the tabulator. What was typed is kept in memory only: it may hold what nobody else
 * shall read.
 */
final class TerminalDialogue implements Dialogue {
  private static final String PROMPT = "tessera> ";

  private static final Size USUAL = Size.of(80, 24);

  /** What Ctrl-C stands for; while a command runs it is a signal to the process, as ever. */
  private static final String INTERRUPT = "tessera:exit";

  private final Terminal terminal;
  private final LineReader reader;
  private final PrintStream out;

  TerminalDialogue(Terminal terminal, Completer completer) {
    this.terminal = terminal;
    if (terminal.getSize().getColumns() == 0) { // a serial line does not tell
      terminal.setSize(USUAL);
    }
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .completer(completer)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    this.out = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
  }

  /**
   * Takes the terminal of this process; its signals stay as they are.
   *
   * @throws IOException it cannot be steered, e.g. because {@code stty} is missing
   */
  static TerminalDialogue open(Completer completer) throws IOException {
    return new TerminalDialogue(
        TerminalBuilder.builder()
            .system(true)
            .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
            .encoding(StandardCharsets.UTF_8)
            .nativeSignals(false)
            .dumb(false)
            .build(),
        completer);
  }

  @Override
  public Optional<String> next() {
    try {
      return Optional.of(reader.readLine(PROMPT));
    } catch (UserInterruptException interrupted) {
      return Thread.currentThread().isInterrupted() ? Optional.empty() : Optional.of(INTERRUPT);
    } catch (EndOfFileException | IllegalStateException | IOError over) {
      return Optional.empty();
    }
  }

  @Override
  public PrintStream out() {
    return out;
  }

  /**
   * Shows text above the line that is being typed.
   *
   * @return false when the terminal was given back already
   */
  boolean above(String text) {
    try {
      reader.printAbove(text);
      return true;
    } catch (IllegalStateException | IOError closed) {
      return false;
    }
  }

  /** Gives the terminal back as it was. */
  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException gone) {
      // then there is nothing to give back
    }
  }
}
