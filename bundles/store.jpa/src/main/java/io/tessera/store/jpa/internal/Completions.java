package io.tessera.store.jpa.internal;

import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.End;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.LaneKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives leased lanes back. One transaction for all; only who still holds the lease, by its epoch,
 * has any effect.
 */
final class Completions {
  private static final int MAX_DETAIL = 1024;
  private static final String HELD_BY_US =
      " WHERE target = ? AND resource_id = ? AND epoch = ? AND owner IS NOT NULL";
  private static final String GO_ON =
      "UPDATE lanes SET owner = NULL, attempts = 0, pending = pending - ?,"
          + " due = CASE WHEN pending > ? THEN tessera_now() END"
          + HELD_BY_US;
  private static final String BACK_OFF =
      "UPDATE lanes SET owner = NULL, attempts = ?, pending = pending - ?,"
          + " due = CASE WHEN pending > ? THEN tessera_now() + ? END"
          + HELD_BY_US;
  private static final String HOLD =
      "UPDATE lanes SET owner = NULL, attempts = ?, pending = pending - ?, due = NULL,"
          + " held = TRUE"
          + HELD_BY_US;
  private static final String FINISH =
      "UPDATE operations SET state = ?, detail = ?, attempts = attempts + ?,"
          + " finished = tessera_now() WHERE id = ? AND state = 'WAITING'";
  private static final String NOT_FINISHED =
      "UPDATE lanes SET pending = pending + 1,"
          + " due = CASE WHEN due IS NULL AND held = FALSE AND pending + 1 > 0"
          + " THEN tessera_now() ELSE due END"
          + " WHERE target = ? AND resource_id = ?";
  private static final String TRIED =
      "UPDATE operations SET attempts = ?, detail = ?, state = ? WHERE id ="
          + " (SELECT id FROM operations"
          + " WHERE resource_id = ? AND target = ? AND state = 'WAITING'"
          + " ORDER BY version, id FETCH FIRST 1 ROWS ONLY)";

  private final Database database;
  private final LinkChanges links;

  Completions(Database database, TimeOrderedIds ids) {
    this.database = database;
    this.links = new LinkChanges(database, ids);
  }

  Set<LaneKey> complete(Collection<Completion> all) {
    List<Completion> ordered =
        all.stream().sorted((a, b) -> LaneOrder.compare(a.key(), b.key())).toList();
    return ordered.isEmpty() ? Set.of() : database.write(sql -> complete(sql, ordered));
  }

  private Set<LaneKey> complete(Sql sql, List<Completion> all) {
    List<Completion> accepted = new ArrayList<>();
    accepted.addAll(giveBack(sql, GO_ON, all, Next.Continue.class));
    accepted.addAll(giveBack(sql, BACK_OFF, all, Next.Retry.class));
    accepted.addAll(giveBack(sql, HOLD, all, Next.Hold.class));
    finish(sql, accepted);
    sql.batch(TRIED, accepted.stream().filter(c -> !goesOn(c)).map(Completions::tried).toList());
    links.apply(sql, accepted);
    Set<LaneKey> refused = new HashSet<>();
    all.forEach(completion -> refused.add(completion.key()));
    accepted.forEach(completion -> refused.remove(completion.key()));
    return refused;
  }

  /** Gives those back that end in one way; answers those whose lease still held. */
  private static List<Completion> giveBack(
      Sql sql, String update, List<Completion> all, Class<? extends Next> way) {
    List<Completion> those = all.stream().filter(c -> way.isInstance(c.next())).toList();
    int[] changed = sql.batch(update, those.stream().map(Completions::values).toList());
    List<Completion> accepted = new ArrayList<>();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] == 1) {
        accepted.add(those.get(i));
      }
    }
    return accepted;
  }

  private static List<Object> values(Completion completion) {
    int finished = completion.finished().size();
    List<Object> values = new ArrayList<>();
    if (completion.next() instanceof Next.Retry retry) {
      values.addAll(List.of(retry.attempts(), finished, finished, retry.delay().toMillis()));
    } else if (completion.next() instanceof Next.Hold hold) {
      values.addAll(List.of(hold.attempts(), finished));
    } else {
      values.addAll(List.of(finished, finished));
    }
    values.add(completion.key().target().toString());
    values.add(completion.key().resource().toString());
    values.add(completion.epoch());
    return values;
  }

  private static void finish(Sql sql, List<Completion> accepted) {
    List<List<Object>> ends = new ArrayList<>();
    List<LaneKey> lanes = new ArrayList<>();
    for (Completion completion : accepted) {
      for (Finished finished : completion.finished()) {
        lanes.add(completion.key());
        ends.add(end(finished));
      }
    }
    int[] changed = sql.batch(FINISH, ends);
    List<List<Object>> stillCounted = new ArrayList<>();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] == 0) {
        // A person discarded it while it was under way, and it was taken off the count then.
        LaneKey lane = lanes.get(i);
        stillCounted.add(List.of(lane.target().toString(), lane.resource().toString()));
      }
    }
    sql.batch(NOT_FINISHED, stillCounted);
  }

  private static List<Object> end(Finished finished) {
    int tries = finished.end() == End.DONE ? 1 : 0;
    return List.of(
        finished.end().name(), detail(finished.detail()), tries, finished.operation().toString());
  }

  private static boolean goesOn(Completion completion) {
    return completion.next() instanceof Next.Continue;
  }

  private static List<Object> tried(Completion completion) {
    String resource = completion.key().resource().toString();
    String target = completion.key().target().toString();
    if (completion.next() instanceof Next.Hold hold) {
      return List.of(hold.attempts(), detail(hold.detail()), "DEAD", resource, target);
    }
    Next.Retry retry = (Next.Retry) completion.next();
    return List.of(retry.attempts(), detail(retry.detail()), "WAITING", resource, target);
  }

  private static String detail(String text) {
    return SearchKey.bounded(text, MAX_DETAIL);
  }
}
