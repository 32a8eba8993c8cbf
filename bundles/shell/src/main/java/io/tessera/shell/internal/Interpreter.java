package io.tessera.shell.internal;

import io.tessera.model.RejectedException;
import io.tessera.model.UnavailableException;
import java.io.PrintStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a line done and says what came of it: an answer, or one line about what went wrong. */
final class Interpreter {
  private static final Logger LOG = LoggerFactory.getLogger(Interpreter.class);

  private static final Pattern OTHER_ARGUMENTS = Pattern.compile("^Cannot coerce (\\w+)\\(");

  private final CommandSession session;
  private final PrintStream out;

  Interpreter(CommandSession session, PrintStream out) {
    this.session = session;
    this.out = out;
  }

  void answer(String line) {
    try {
      Object result = session.execute(line);
      if (result != null) {
        out.println(session.format(result, Converter.INSPECT));
      }
    } catch (CommandNotFoundException unknown) {
      out.println("There is no command " + unknown.getCommand() + "; help lists those there are.");
    } catch (RejectedException | UnavailableException told) {
      out.println(Table.printable(String.valueOf(told.getMessage())));
    } catch (IllegalArgumentException mistyped) {
      out.println(mistyped(firstLine(mistyped)));
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (Exception failed) { // of a command of anybody; the next line is another matter
      LOG.debug("the shell: {}", line, failed);
      out.println(failed.getClass().getSimpleName() + ": " + firstLine(failed));
    }
    out.flush();
  }

  /** Gogo says which methods of Java there are. */
  private static String mistyped(String message) {
    Matcher command = OTHER_ARGUMENTS.matcher(message);
    return command.find()
        ? "%1$s does not take that; see: help %1$s".formatted(command.group(1))
        : message;
  }

  private static String firstLine(Exception failed) {
    return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
  }
}
