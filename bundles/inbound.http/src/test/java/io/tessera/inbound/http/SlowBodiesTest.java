package io.tessera.inbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlowBodiesTest {
  private final SlowBodies slow = new SlowBodies(3, 2);

  @Test
  void one_address_waits_with_a_part_of_the_threads_and_all_with_a_part_of_them() {
    assertThat(slow.enter("a")).isTrue();
    assertThat(slow.enter("a")).isTrue();
    assertThat(slow.enter("a")).isFalse();
    assertThat(slow.enter("b")).isTrue();
    assertThat(slow.enter("c")).isFalse();
    slow.leave("a");
    assertThat(slow.enter("c")).isTrue();
    List.of("a", "b", "c").forEach(slow::leave);
    assertThat(slow.enter("a")).isTrue();
  }

  @Test
  void a_body_has_ten_seconds_and_then_keeps_a_pace() {
    long second = 1_000_000_000L;
    LimitedRequest.Limits limits = new LimitedRequest.Limits(1 << 20, slow, () -> 20 * second);
    assertThat(limits.isTooSlow(1, 11 * second)).isFalse();
    assertThat(limits.isTooSlow(1, 9 * second)).isTrue();
    assertThat(limits.isTooSlow(5_000, 9 * second)).isFalse();
    assertThat(limits.isTooSlow(5_000, 0)).isTrue();
  }
}
