package io.tessera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.UnavailableException;
import java.io.IOException;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterpreterTest {
  private final GogoSession shell = new GogoSession().with(new Commands(), "add", "fail", "away");

  /** Commands of somebody. */
  public static final class Commands {
    public int add(int one, int other) {
      return one + other;
    }

    public void fail(CommandSession session) {
      throw new IllegalStateException("first line\nsecond line");
    }

    public void away() {
      throw new UnavailableException("The database does not answer.", new IOException("secret"));
    }
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void what_a_command_returns_is_printed() {
    assertThat(shell.type("add 2 3")).isEqualTo("5\n");
    assertThat(shell.type("  ")).isEmpty();
  }

  @Test
  void whatever_goes_wrong_is_one_line() {
    assertThat(shell.type("tragets"))
        .isEqualTo("There is no command tragets; help lists those there are.\n");
    assertThat(shell.type("fail")).isEqualTo("IllegalStateException: first line\n");
    assertThat(shell.type("away")).isEqualTo("The database does not answer.\n");
    assertThat(shell.type("add 2")).isEqualTo("add does not take that; see: help add\n");
    assertThat(shell.type("add ( ").lines()).hasSize(1);
    assertThat(shell.type("add 2 3")).isEqualTo("5\n");
  }
}
