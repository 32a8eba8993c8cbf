package io.tessera.store.jpa.internal;

import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.End;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Completion.Next;
import io.tessera.store.spi.LaneKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Gives leased lanes back. One transaction for all; only who still holds the lease, by its epoch,
 * has any effect.
 */
final class Completions {
  private static final int MAX_DETAIL = 1024;
  private static final String HELD_BY_US =
      " WHERE target = ? AND resource_id = ? AND epoch = ? AND owner IS NOT NULL";
  private static final String GO_ON =
      "UPDATE lanes SET owner = NULL, attempts = 0, reference = NULL, pending = pending - ?,"
          + " due = CASE WHEN pending > ? THEN tessera_now() END"
          + HELD_BY_US;
  private static final String BACK_OFF =
      "UPDATE lanes SET owner = NULL, attempts = ?, reference = NULL, pending = pending - ?,"
          + " due = CASE WHEN pending > ? THEN tessera_now() + ? END"
          + HELD_BY_US;
  private static final String HOLD =
      "UPDATE lanes SET owner = NULL, attempts = ?, reference = NULL, pending = pending - ?,"
          + " due = NULL, held = TRUE"
          + HELD_BY_US;
  private static final String AWAIT =
      "UPDATE lanes SET owner = NULL, attempts = ?, reference = ?, reference_version = ?,"
          + " pending = pending - ?, due = CASE WHEN pending > ? THEN tessera_now() + ? END"
          + HELD_BY_US;
  private static final String GUARD =
      "UPDATE lanes SET owner = NULL, pending = pending - ?, due = NULL, held = TRUE, batch = ?"
          + HELD_BY_US;

  /** Whoever decides a batch waits for this row, and then finds all lanes that joined it. */
  private static final String JOIN =
      "UPDATE held_batches SET operations = operations + ? WHERE id = ? AND state = 'OPEN'";

  private static final String LET_GO =
      "UPDATE lanes SET due = tessera_now(), held = FALSE, batch = NULL"
          + " WHERE target = ? AND resource_id = ? AND epoch = ?";
  private static final String FINISH =
      "UPDATE operations SET state = ?, detail = ?, attempts = attempts + ?,"
          + " finished = tessera_now()"
          + Queue.ERASE_SEALED
          + " WHERE id = ? AND state = 'WAITING'";
  private static final String NOT_FINISHED =
      "UPDATE lanes SET pending = pending + 1,"
          + " due = CASE WHEN due IS NULL AND held = FALSE AND pending + 1 > 0"
          + " THEN tessera_now() ELSE due END"
          + " WHERE target = ? AND resource_id = ?";
  private static final String TRIED =
      "UPDATE operations SET attempts = ?, failure = ?, detail = ?, state = ? WHERE id ="
          + " (SELECT id FROM operations"
          + " WHERE resource_id = ? AND target = ? AND state = 'WAITING'"
          + " ORDER BY version, id FETCH FIRST 1 ROWS ONLY)";

  private final Database database;
  private final LinkChanges links;
  private final AttemptLog attempts;
  private final LateCalls lateCalls;

  Completions(Database database) {
    this.database = database;
    this.links = new LinkChanges(database);
    this.attempts = new AttemptLog(database);
    this.lateCalls = new LateCalls(database.ids());
  }

  Set<LaneKey> complete(Collection<Completion> all) {
    List<Completion> ordered =
        all.stream().sorted((a, b) -> LaneOrder.compare(a.key(), b.key())).toList();
    return ordered.isEmpty() ? Set.of() : database.write(sql -> complete(sql, ordered));
  }

  Set<LaneKey> complete(Sql sql, List<Completion> given) {
    List<Completion> all = ForeignAccounts.refused(sql, given);
    List<Completion> accepted = new ArrayList<>();
    accepted.addAll(giveBack(sql, GO_ON, all, Next.Continue.class));
    accepted.addAll(giveBack(sql, BACK_OFF, all, Next.Retry.class));
    accepted.addAll(giveBack(sql, HOLD, all, Next.Hold.class));
    accepted.addAll(giveBack(sql, AWAIT, all, Next.Await.class));
    List<Completion> guarded = giveBack(sql, GUARD, all, Next.Guard.class);
    joinBatches(sql, guarded);
    accepted.addAll(guarded);
    finish(sql, accepted);
    sql.batch(TRIED, accepted.stream().filter(c -> !goesOn(c)).map(Completions::tried).toList());
    attempts.add(sql, accepted);
    links.apply(sql, accepted);
    return accepted.size() == all.size() ? Set.of() : refused(sql, all, accepted);
  }

  private Set<LaneKey> refused(Sql sql, List<Completion> all, List<Completion> accepted) {
    List<Completion> refused = new ArrayList<>(all);
    refused.removeAll(accepted);
    lateCalls.setRight(sql, refused);
    return refused.stream().map(Completion::key).collect(Collectors.toSet());
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

  /** A batch that was decided meanwhile holds nothing back. */
  private static void joinBatches(Sql sql, List<Completion> guarded) {
    Map<UUID, List<Completion>> byBatch =
        guarded.stream()
            .collect(
                Collectors.groupingBy(
                    c -> ((Next.Guard) c.next()).batch(), TreeMap::new, Collectors.toList()));
    byBatch.forEach(
        (batch, joining) -> {
          if (sql.update(JOIN, joining.size(), batch.toString()) == 0) {
            sql.batch(LET_GO, joining.stream().map(Completions::lease).toList());
          }
        });
  }

  private static List<Object> lease(Completion completion) {
    return List.of(
        completion.key().target().toString(),
        completion.key().resource().toString(),
        completion.epoch());
  }

  private static List<Object> values(Completion completion) {
    int finished = completion.finished().size();
    List<Object> values = new ArrayList<>();
    if (completion.next() instanceof Next.Retry retry) {
      values.addAll(List.of(retry.attempts(), finished, finished, retry.delay().toMillis()));
    } else if (completion.next() instanceof Next.Hold hold) {
      values.addAll(List.of(hold.attempts(), finished));
    } else if (completion.next() instanceof Next.Await await) {
      values.addAll(
          List.of(
              await.attempts(),
              await.awaited().reference(),
              await.awaited().version(),
              finished,
              finished,
              await.checkAfter().toMillis()));
    } else if (completion.next() instanceof Next.Guard guard) {
      values.addAll(List.of(finished, guard.batch().toString()));
    } else {
      values.addAll(List.of(finished, finished));
    }
    values.addAll(lease(completion));
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
    Tried tried = Tried.of(completion.next());
    return Arrays.asList(
        tried.attempts(),
        tried.failure().isEmpty() ? null : tried.failure(),
        detail(tried.detail()),
        completion.next() instanceof Next.Hold ? "DEAD" : "WAITING",
        completion.key().resource().toString(),
        completion.key().target().toString());
  }

  /** What is noted at the operation at the head. */
  private record Tried(int attempts, String failure, String detail) {
    static Tried of(Next next) {
      if (next instanceof Next.Hold hold) {
        return new Tried(hold.attempts(), hold.failure(), hold.detail());
      }
      if (next instanceof Next.Await await) {
        return new Tried(await.attempts(), "", await.detail());
      }
      if (next instanceof Next.Guard guard) {
        return new Tried(guard.attempts(), "", guard.detail());
      }
      Next.Retry retry = (Next.Retry) next;
      return new Tried(retry.attempts(), retry.failure(), retry.detail());
    }
  }

  private static String detail(String text) {
    return SearchKey.bounded(text, MAX_DETAIL);
  }
}
