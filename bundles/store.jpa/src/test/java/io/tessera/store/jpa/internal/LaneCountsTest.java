package io.tessera.store.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.store.spi.Lanes.Counts;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LaneCountsTest {
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
    private final UUID target = UUID.randomUUID();

    abstract Database database();

    @Test
    void very_many_are_as_they_were_counted_last() {
      SqlLanes lanes = new SqlLanes(database());
      put(200_000);
      assertThat(lanes.counts()).containsEntry(target, new Counts(200_000, 0, 0));

      grow(1);
      assertThat(lanes.counts()).containsEntry(target, new Counts(200_000, 0, 0));
      assertThat(lanes.recount()).containsEntry(target, new Counts(200_001, 0, 0));
      assertThat(lanes.counts()).containsEntry(target, new Counts(200_001, 0, 0));

      grow(-200_000);
      lanes.recount();
      grow(1);
      assertThat(lanes.counts()).containsEntry(target, new Counts(2, 0, 0));
    }

    @Test
    void what_is_counted_quickly_is_told_as_it_is() {
      SqlLanes lanes = new SqlLanes(database());
      put(7);
      assertThat(lanes.counts()).containsEntry(target, new Counts(7, 0, 0));
      grow(1);
      assertThat(lanes.counts()).containsEntry(target, new Counts(8, 0, 0));
    }

    private void put(int operations) {
      database()
          .write(
              sql ->
                  sql.update(
                      "INSERT INTO lanes (target, resource_id, resource_type, pending, due, epoch,"
                          + " attempts, held) VALUES (?, ?, 'USER', ?, 0, 0, 0, FALSE)",
                      target.toString(),
                      UUID.randomUUID().toString(),
                      operations));
    }

    private void grow(int operations) {
      database()
          .write(
              sql ->
                  sql.update(
                      "UPDATE lanes SET pending = pending + ? WHERE target = ?",
                      operations,
                      target.toString()));
    }
  }
}
