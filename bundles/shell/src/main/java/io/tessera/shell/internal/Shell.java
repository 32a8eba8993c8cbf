package io.tessera.shell.internal;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.condition.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads standard input, line by line, on a thread of its own, and has each done by Gogo. The end of
 * the input is the end of the shell, not of the server.
 */
@Component(service = Shell.class, immediate = true)
public final class Shell {
  /** Set in a session to say that this was the last command. */
  static final String OVER = "tessera.over";

  private static final Logger LOG = LoggerFactory.getLogger(Shell.class);
  private static final long READY_SECONDS = 60;

  private final CommandProcessor processor;
  private final Screen screen;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "shell");
  private volatile @Nullable Dialogue dialogue;

  @Activate
  public Shell(
      @Reference(name = "processor") CommandProcessor processor,
      @Reference(name = "screen") Screen screen) {
    this.processor = processor;
    this.screen = screen;
    thread.setDaemon(true);
    thread.start();
  }

  /** Before, commands may be missing; a server that never gets ready is asked all the same. */
  @Reference(
      name = "ready",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      target = "(osgi.condition.id=io.tessera.ready)")
  void setReady(Condition condition) {
    ready.countDown();
  }

  /** Who has begun to type goes on typing. */
  void unsetReady(Condition condition) {}

  @Deactivate
  void stop() {
    screen.showPlainly();
    thread.interrupt();
    Dialogue present = dialogue;
    if (present != null) {
      present.close();
    }
  }

  private void run() {
    try {
      var unused = ready.await(READY_SECONDS, SECONDS);
    } catch (InterruptedException end) {
      return;
    }
    try (Dialogue opened = open();
        CommandSession session =
            processor.createSession(InputStream.nullInputStream(), opened.out(), opened.out())) {
      session.put("SCOPE", "tessera:felix:*");
      talk(opened, session);
    }
  }

  private void talk(Dialogue opened, CommandSession session) {
    Interpreter interpreter = new Interpreter(session, opened.out());
    Optional<String> line = opened.next();
    while (line.isPresent()) {
      interpreter.answer(line.get());
      if (session.get(OVER) != null) {
        return;
      }
      line = opened.next();
    }
    screen.showPlainly();
    if (!thread.isInterrupted() && screen.isTerminal()) {
      opened.out().println("The shell has ended; the server goes on. Ctrl-C stops it.");
    }
  }

  private Dialogue open() {
    Dialogue opened = screen.isTerminal() ? terminal() : pipe();
    dialogue = opened;
    return opened;
  }

  private Dialogue terminal() {
    try {
      TerminalDialogue opened = TerminalDialogue.open(new CommandNames(processor));
      screen.showIn(opened::above);
      return opened;
    } catch (IOException | IllegalStateException notSteered) {
      LOG.warn("the terminal cannot be steered, lines are read as they come", notSteered);
      return pipe();
    }
  }

  /** Past Gogo, which puts streams of its own before those of the process. */
  private Dialogue pipe() {
    return new PipeDialogue(new FileInputStream(FileDescriptor.in), screen.out());
  }
}
