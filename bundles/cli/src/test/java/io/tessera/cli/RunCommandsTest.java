package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandsTest {
  @TempDir Path folder;
  private ServerDouble server;
  private Shell shell;

  @BeforeEach
  void start() throws IOException {
    server = new ServerDouble();
    shell = Shell.at(server, folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Attributes run(String state, long done, long errors) {
    return Attributes.builder()
        .put("id", "7")
        .put("name", "hr")
        .put("state", state)
        .put("done", Value.Num.of(done))
        .put("total", Value.Num.of(9860))
        .put("perSecond", Value.Num.of(210))
        .put("errors", Value.Num.of(errors))
        .build();
  }

  @Test
  void progress_is_a_bar_where_the_total_is_known_and_a_counter_where_not() {
    assertThat(new Progress.State("HR", 6410, OptionalLong.of(9860), 210, 12).text())
        .isEqualTo("HR  [#############-------]   65 %  6 410/9 860  210/s  16 s left  errors 12");
    assertThat(new Progress.State("HR", 6410, OptionalLong.empty(), 0, 0).text())
        .isEqualTo("HR  6 410");
    assertThat(new Progress.State("HR", 0, OptionalLong.of(0), 0, 0).text()).contains("100 %");
  }

  @Test
  void a_run_is_followed_to_its_end_with_a_line_every_ten_seconds() {
    for (int second = 0; second < 25; second++) {
      server.answerNext("runs/7", run("running", second * 210L, 0));
    }
    server.answer("runs/7", run("done", 9860, 0));
    assertThat(shell.run("run", "watch", "7")).isZero();
    assertThat(shell.err().lines()).hasSize(3).allMatch(line -> line.startsWith("hr  ["));
    assertThat(shell.out()).contains("state      done");
  }

  @Test
  void at_a_terminal_one_line_moves() {
    server.answerNext("runs/7", run("running", 1, 0));
    server.answerNext("runs/7", run("paused", 2, 0));
    server.answer("runs/7", run("done", 9860, 0));
    assertThat(shell.watched().run("run", "watch", "7")).isZero();
    assertThat(shell.err()).contains("\rhr  [", "\rhr (paused)  [");
  }

  @Test
  void what_could_not_be_done_shows_in_the_exit_code() {
    server.answer("runs/7", run("done", 9860, 3));
    assertThat(shell.run("run", "watch", "7")).isEqualTo(4);
    server.answer("runs/7", run("cancelled", 12, 0));
    assertThat(shell.run("run", "watch", "7")).isEqualTo(1);
  }

  @Test
  void the_overview_tells_what_needs_somebody() {
    server.answer(
        "overview",
        Attributes.builder()
            .put(
                "attention",
                Value.many(
                    List.of(
                        Value.complex(
                            Attributes.builder()
                                .put("kind", "dead")
                                .put("count", Value.Num.of(3))
                                .put(
                                    "target",
                                    Value.complex(Attributes.builder().put("name", "hr").build()))
                                .build()))))
            .put(
                "figures", Value.complex(Attributes.builder().put("dead", Value.Num.of(3)).build()))
            .build());
    assertThat(shell.run("overview")).isZero();
    assertThat(shell.out()).contains("dead  3      hr").contains("dead  3\n");
    server.answer("health", Attributes.builder().put("state", "critical").build());
    assertThat(shell.run("health")).isEqualTo(1);
    assertThat(shell.err()).contains("critical");
  }
}
