package io.tessera.store.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.ResourceId;
import io.tessera.store.spi.DeliveryLog.Linked;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Everybody has a lane at each of three targets, so that no stretch of lanes ends with a person.
 */
class AccountPageTest {
  /** More lanes with work than are sorted. */
  private static final int EVERYBODY = 6_000;

  private static final int PAGE = 170;

  @Nested
  class OnDerby extends Cases {
    @RegisterExtension static final OwnDatabase DATABASE = OwnDatabase.onDerby();

    @Override
    Database database() {
      return DATABASE.open();
    }
  }

  @Nested
  class OnPostgresql extends Cases {
    @RegisterExtension static final OwnDatabase DATABASE = OwnDatabase.onPostgresql();

    @Override
    Database database() {
      return DATABASE.open();
    }
  }

  abstract static class Cases {
    private final UUID busy = UUID.randomUUID();
    private final UUID quiet = UUID.randomUUID();
    private final UUID idle = UUID.randomUUID();
    private final List<String> people =
        Stream.generate(() -> UUID.randomUUID().toString()).limit(EVERYBODY).sorted().toList();

    abstract Database database();

    /** Every third has an account at the busy target, every second at the quiet one. */
    @BeforeEach
    void fill() {
      List<List<?>> lanes = new ArrayList<>();
      List<List<?>> links = new ArrayList<>();
      for (int i = 0; i < EVERYBODY; i++) {
        String person = people.get(i);
        lanes.add(List.of(busy.toString(), person, 1, 5L, false));
        lanes.add(
            List.of(quiet.toString(), person, isHeld(i) || isDue(i) ? 1 : 0, due(i), isHeld(i)));
        lanes.add(List.of(idle.toString(), person, 0, -1L, false));
        if (i % 3 == 0) {
          links.add(List.of(busy.toString(), person, "busy-" + i, "busy-" + i));
        }
        if (i % 2 == 0) {
          links.add(List.of(quiet.toString(), person, "quiet-" + i, "quiet-" + i));
        }
      }
      database()
          .write(
              sql -> {
                sql.batch(
                    "INSERT INTO lanes (target, resource_id, resource_type, pending, due, epoch,"
                        + " attempts, held) VALUES (?, ?, 'USER', ?, NULLIF(?, -1), 0, 0, ?)",
                    lanes);
                return sql.batch(
                    "INSERT INTO account_links (target, resource_id, resource_type, remote_id,"
                        + " remote_key, state, delivered_version, updated)"
                        + " VALUES (?, ?, 'USER', ?, ?, 'ACTIVE', 1, 1)",
                    links);
              });
    }

    private static boolean isDue(int i) {
      return i % 50 == 1;
    }

    private static boolean isHeld(int i) {
      return i % 50 == 7;
    }

    private static long due(int i) {
      return isDue(i) ? 5L : -1L;
    }

    @Test
    void all_are_told_once_and_in_order_where_very_many_wait_for_their_account() {
      List<Linked> told = all(busy);

      assertThat(told).extracting(one -> one.lane().resource().toString()).isEqualTo(people);
      assertThat(told).filteredOn(one -> one.link() != null).hasSize(EVERYBODY / 3);
    }

    @Test
    void all_are_told_once_and_in_order_where_few_wait_or_are_held() {
      List<Linked> told = all(quiet);

      List<String> expected =
          IntStream.range(0, EVERYBODY)
              .filter(i -> i % 2 == 0 || isDue(i) || isHeld(i))
              .mapToObj(people::get)
              .toList();
      assertThat(told).extracting(one -> one.lane().resource().toString()).isEqualTo(expected);
      assertThat(told).filteredOn(one -> one.link() == null).hasSize(2 * EVERYBODY / 50);
    }

    @Test
    void nobody_is_told_where_nothing_waits_and_nothing_was_made() {
      assertThat(all(idle)).isEmpty();
    }

    private List<Linked> all(UUID target) {
      SqlDeliveryLog log = new SqlDeliveryLog(database());
      List<Linked> told = new ArrayList<>();
      List<Linked> page = log.accountsAt(target, null, PAGE);
      while (!page.isEmpty()) {
        told.addAll(page);
        ResourceId last = page.get(page.size() - 1).lane().resource();
        page = log.accountsAt(target, last, PAGE);
      }
      return told;
    }
  }
}
