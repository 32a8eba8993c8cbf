package io.tessera.store.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.ResourceId;
import io.tessera.store.spi.GeneratedValues;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A value that was made up for an account is nobody else's, and stays. */
public abstract class GeneratedValuesContract {
  private static final String LOGIN = "sAMAccountName";

  private final UUID target = UUID.randomUUID();

  /** The store to try; may be the same for all tests. */
  protected abstract StoreUnderTest stores();

  private GeneratedValues generated() {
    return stores().generated();
  }

  private static ResourceId somebody() {
    return new ResourceId(UUID.randomUUID());
  }

  private String reserve(ResourceId resource, String... candidates) {
    return generated().reserve(target, LOGIN, resource, List.of(candidates).iterator()).orElse("");
  }

  @Test
  void the_first_candidate_that_nobody_has_in_any_case_is_reserved() {
    ResourceId first = somebody();
    ResourceId second = somebody();

    assertThat(reserve(first, "smithj", "smithj2")).isEqualTo("smithj");
    assertThat(reserve(second, "SmithJ", "smithj2")).isEqualTo("smithj2");

    assertThat(generated().of(target, first)).isEqualTo(Map.of(LOGIN, "smithj"));
    assertThat(generated().of(target, second)).isEqualTo(Map.of(LOGIN, "smithj2"));
  }

  @Test
  void what_was_reserved_once_is_given_again_whatever_the_candidates_are() {
    ResourceId resource = somebody();
    reserve(resource, "smithj");

    assertThat(reserve(resource, "jonesj")).isEqualTo("smithj");
  }

  @Test
  void when_all_are_taken_there_is_none() {
    reserve(somebody(), "smithj");

    assertThat(reserve(somebody(), "smithj")).isEmpty();
    assertThat(reserve(somebody())).isEmpty();
  }

  @Test
  void other_targets_and_attributes_have_values_of_their_own() {
    ResourceId resource = somebody();
    reserve(resource, "smithj");

    assertThat(generated().reserve(target, "mail", somebody(), List.of("smithj").iterator()))
        .hasValue("smithj");
    assertThat(
            generated().reserve(UUID.randomUUID(), LOGIN, somebody(), List.of("smithj").iterator()))
        .hasValue("smithj");
  }

  @Test
  void what_was_given_up_stays_taken_and_another_is_found() {
    ResourceId resource = somebody();
    reserve(resource, "smithj");

    generated().giveUp(target, resource);

    assertThat(generated().of(target, resource)).isEmpty();
    assertThat(reserve(resource, "smithj", "smithj2")).isEqualTo("smithj2");
    assertThat(reserve(somebody(), "smithj")).isEmpty();
  }

  @Test
  void what_was_released_is_anybodys() {
    ResourceId resource = somebody();
    reserve(resource, "smithj");

    generated().release(target, resource);

    assertThat(generated().of(target, resource)).isEmpty();
    assertThat(reserve(somebody(), "smithj")).isEqualTo("smithj");
  }

  @Test
  void candidates_are_asked_for_until_one_is_free() {
    for (int i = 0; i < 40; i++) {
      reserve(somebody(), "s" + i);
    }
    Iterator<String> endless = IntStream.iterate(0, i -> i + 1).mapToObj(i -> "s" + i).iterator();

    assertThat(generated().reserve(target, LOGIN, somebody(), endless)).hasValue("s40");
  }

  @Test
  void many_at_once_each_get_their_own() throws InterruptedException {
    Map<String, ResourceId> owners = new ConcurrentHashMap<>();
    CountDownLatch done = new CountDownLatch(8);
    for (int i = 0; i < 8; i++) {
      new Thread(
              () -> {
                try {
                  ResourceId resource = somebody();
                  owners.put(reserve(resource, "a", "b", "c", "d", "e", "f", "g", "h"), resource);
                } finally {
                  done.countDown();
                }
              })
          .start();
    }
    done.await();

    assertThat(owners.keySet()).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g", "h");
  }
}
