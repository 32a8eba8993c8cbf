package io.tessera.shell.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;

/** Gogo itself, with some commands and nothing else. */
final class GogoSession implements AutoCloseable {
  private final CommandProcessorImpl gogo = new CommandProcessorImpl(new ThreadIOImpl());
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, UTF_8);
  private final CommandSession session =
      gogo.createSession(InputStream.nullInputStream(), out, out);

  GogoSession with(Object commands, String... names) {
    for (String name : names) {
      gogo.addCommand("tessera", commands, name);
    }
    return this;
  }

  /** What is printed for a line. */
  String type(String line) {
    printed.reset();
    new Interpreter(session, out).answer(line);
    return printed.toString(UTF_8);
  }

  Object variable(String name) {
    return session.get(name);
  }

  @Override
  public void close() {
    session.close();
    gogo.stop();
  }
}
