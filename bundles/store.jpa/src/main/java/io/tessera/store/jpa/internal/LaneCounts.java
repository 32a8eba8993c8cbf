package io.tessera.store.jpa.internal;

import io.tessera.store.spi.Lanes.Counts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many operations of each target are open. Counting a million takes the database a second: very
 * many are counted by whoever asks for it, and remembered for all others.
 */
final class LaneCounts {
  /** More than these are remembered for a while. */
  private static final int MANY = 100_000;

  private static final long REMEMBERED_NANOS = Duration.ofMinutes(1).toNanos();

  private static final String OPEN =
      "SELECT SUM(CAST(pending AS BIGINT)) FROM lanes"
          + Tables.byIndex("lanes_due")
          + " WHERE target = ? AND due >= 0";
  private static final String HELD =
      "SELECT SUM(CASE WHEN due IS NULL THEN CAST(pending AS BIGINT) ELSE 0 END),"
          + " SUM(CASE WHEN batch IS NULL AND due IS NULL THEN 1 ELSE 0 END),"
          + " SUM(CASE WHEN batch IS NOT NULL THEN 1 ELSE 0 END)"
          + " FROM lanes WHERE target = ? AND held = TRUE AND pending > 0";

  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

  private record Remembered(Counts counts, long nanoTime) {}

  /** Of one target; of very many those that were counted last, unless that was long ago. */
  Counts recent(Sql sql, String target) {
    Remembered last = remembered.get(target);
    return last != null && System.nanoTime() - last.nanoTime() < REMEMBERED_NANOS
        ? last.counts()
        : count(sql, target);
  }

  /** Of one target, now. */
  Counts count(Sql sql, String target) {
    Counts counts = counted(sql, target);
    if (counts.waiting() + counts.dead() + counts.held() > MANY) {
      remembered.put(target, new Remembered(counts, System.nanoTime()));
    } else {
      remembered.remove(target);
    }
    return counts;
  }

  /** By the lanes that are due some time and those that are held: all others are empty. */
  private static Counts counted(Sql sql, String target) {
    long open = sql.number(OPEN, List.of(target));
    long[] held =
        sql.first(
                HELD,
                List.of(target),
                row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
            .orElseGet(() -> new long[3]);
    return new Counts(open + held[0] - held[1] - held[2], held[1], held[2]);
  }
}
