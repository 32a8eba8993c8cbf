package io.tessera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineStreamTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final List<String> shown = new ArrayList<>();
  private boolean somebodyTypes = true;
  private final PrintStream log =
      new PrintStream(new LineStream(new PrintStream(screen, true), this::show), true);

  private boolean show(String text) {
    return somebodyTypes && shown.add(text);
  }

  @Test
  void a_line_that_comes_in_parts_is_shown_once_and_whole() {
    log.print("target hr: ");
    log.print("larger ");
    log.println("than before");
    assertThat(shown).containsExactly("target hr: larger than before\n");
    assertThat(screen.toString()).isEmpty();
  }

  @Test
  void where_nobody_types_it_is_printed_as_ever() {
    somebodyTypes = false;
    log.println("ready");
    assertThat(screen.toString()).isEqualTo("ready\n");
    assertThat(shown).isEmpty();
  }
}
