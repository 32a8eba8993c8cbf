package io.tessera.inbound.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.inbound.http.SlowBodies.Place;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowBodiesTest {
  private static final long SECOND = 1_000_000_000L;
  private final AtomicLong nanos = new AtomicLong(20 * SECOND);
  private final SlowBodies slow = new SlowBodies(3, 2, nanos::get);

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  private Place enter(String source) throws BodyRefusedException {
    return slow.enter(source, nanos.get());
  }

  @Test
  void one_address_waits_with_a_part_of_the_threads_and_all_with_a_part_of_them() throws Exception {
    Place first = enter("a");
    enter("a");
    assertThatThrownBy(() -> enter("a")).isInstanceOf(BodyRefusedException.class);
    enter("b");
    assertThatThrownBy(() -> enter("c")).isInstanceOf(BodyRefusedException.class);
    slow.leave(first);
    enter("c");
  }

  @Test
  void the_oldest_gives_up_its_place_after_a_second() throws Exception {
    Place oldest = enter("a");
    nanos.addAndGet(SECOND / 2);
    Place younger = enter("a");
    nanos.addAndGet(SECOND / 2);
    enter("a");
    assertThat(oldest.isLost()).isTrue();
    assertThat(younger.isLost()).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    slow.leave(oldest);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void a_body_has_ten_seconds_and_then_keeps_a_pace() {
    LimitedRequest.Limits limits = new LimitedRequest.Limits(1 << 20, slow, nanos::get);
    assertThat(limits.isTooSlow(1, 11 * SECOND)).isFalse();
    assertThat(limits.isTooSlow(1, 9 * SECOND)).isTrue();
    assertThat(limits.isTooSlow(5_000, 9 * SECOND)).isFalse();
    assertThat(limits.isTooSlow(5_000, 0)).isTrue();
  }
}
