package io.tessera.provisioning.internal.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class KeptTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Deque<Runnable> background = new ArrayDeque<>();
  private long now;
  private long took;
  private int found;
  private final Kept<Integer> kept = new Kept<>(this::find, background::add, () -> now);

  private int find() {
    now += took;
    return ++found;
  }

  @Test
  void only_the_first_waits_until_it_is_found_out() {
    assertThat(kept.get()).isEqualTo(1);
    now += 2 * SECOND;

    assertThat(kept.get()).isEqualTo(1);
    background.remove().run();
    assertThat(kept.get()).isEqualTo(2);
  }

  @Test
  void it_is_found_out_once_however_many_ask() {
    kept.get();
    now += 2 * SECOND;
    kept.get();
    kept.get();

    assertThat(background).hasSize(1);
  }

  @Test
  void what_takes_long_is_found_out_less_often() {
    took = SECOND;
    kept.get();
    now += 10 * SECOND;
    kept.get();
    assertThat(background).isEmpty();

    now += 11 * SECOND;
    kept.get();
    assertThat(background).hasSize(1);
  }
}
