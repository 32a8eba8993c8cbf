package io.tessera.shell.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.reader.Candidate;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A terminal whose keys and screen are streams. */
@Timeout(60)
class TerminalDialogueTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PipedOutputStream keys = new PipedOutputStream();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private TerminalDialogue dialogue;

  @BeforeEach
  void open() throws IOException {
    dialogue =
        new TerminalDialogue(
            new ExternalTerminal("test", "xterm", new PipedInputStream(keys), screen, UTF_8),
            (reader, line, names) -> names.add(new Candidate("targets")));
  }

  @AfterEach
  void close() {
    dialogue.close();
  }

  private void type(String text) throws IOException {
    keys.write(text.getBytes(UTF_8));
    keys.flush();
  }

  private void awaitOnScreen(String text) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!screen.toString(UTF_8).contains(text)) {
      assertThat(Instant.now()).as("still not on screen: %s", text).isBefore(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private CompletableFuture<Optional<String>> next() throws InterruptedException {
    CompletableFuture<Optional<String>> line = CompletableFuture.supplyAsync(dialogue::next);
    awaitOnScreen("tessera> ");
    return line;
  }

  @Test
  void what_is_printed_appears_above_and_what_was_typed_stays() throws Exception {
    CompletableFuture<Optional<String>> line = next();
    type("tar");
    awaitOnScreen("tar");
    assertThat(dialogue.above("connector has gone\n")).isTrue();
    awaitOnScreen("connector has gone\r\ntessera> tar");
    type("\t\r");
    assertThat(line.get().map(String::strip)).contains("targets");
  }

  @Test
  void the_end_of_the_input_is_no_line() throws Exception {
    CompletableFuture<Optional<String>> line = next();
    type("\u0004");
    assertThat(line.get()).isEmpty();
  }

  @Test
  void an_interrupt_stops_the_server_whatever_was_typed() throws Exception {
    CompletableFuture<Optional<String>> line = next();
    type("tar");
    awaitOnScreen("tar");
    type("\u0003");
    assertThat(line.get()).contains("tessera:exit");
  }

  @Test
  void a_terminal_that_was_given_back_takes_nothing() throws Exception {
    dialogue.close();
    assertThat(dialogue.above("too late\n")).isFalse();
    assertThat(dialogue.next()).isEmpty();
  }
}
