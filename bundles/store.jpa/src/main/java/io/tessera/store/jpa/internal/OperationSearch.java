package io.tessera.store.jpa.internal;

import io.tessera.store.spi.DeliveryLog.Entry;
import io.tessera.store.spi.DeliveryLog.Found;
import io.tessera.store.spi.DeliveryLog.Search;
import io.tessera.store.spi.DeliveryLog.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds operations for people. Where an index leads to those that fit, they are all that is read;
 * else a stretch of the queue is looked through, and the answer tells where it ended.
 */
final class OperationSearch {
  /** So many operations are looked through in a few hundredths of a second. */
  private static final int STRETCH = 10_000;

  private static final Set<State> HELD_LANES = EnumSet.of(State.DEAD, State.HELD);
  private static final Set<State> STORED_AS_WAITING =
      EnumSet.of(State.WAITING, State.PENDING, State.HELD);

  /** Behind a join Derby would sort all that fit, whatever index it reads them by. */
  private static final String TOLD_BY_LANE =
      "o.state = 'WAITING' AND EXISTS (SELECT 1 FROM lanes l"
          + Tables.byConstraint("lanes_id")
          + " WHERE l.resource_id = o.resource_id AND l.target = o.target AND "
          + SqlDeliveryLog.STATE
          + " IN (";

  private final Sql sql;
  private final Search search;

  /** An operation with a smaller id is meant. */
  private final @Nullable String below;

  OperationSearch(Sql sql, Search search, @Nullable UUID olderThan) {
    this.sql = sql;
    this.search = search;
    String until = search.until() == null ? null : TimeOrderedIds.first(search.until());
    String older = olderThan == null ? null : olderThan.toString();
    this.below = until == null || older != null && older.compareTo(until) < 0 ? older : until;
  }

  Found find(int limit) {
    Optional<String> end = isIndexed() ? Optional.empty() : stretchEnd();
    Statement ids = new Statement("SELECT o.id FROM" + source());
    conditions(ids);
    end.ifPresent(id -> ids.and("o.id >= ?", id));
    ids.append(" ORDER BY o.id DESC FETCH FIRST ? ROWS ONLY", limit + 1);
    List<Entry> found = SqlDeliveryLog.entries(sql, ids.bound());
    if (found.size() > limit) {
      return new Found(found.subList(0, limit), found.get(limit - 1).id());
    }
    return new Found(found, end.map(UUID::fromString).orElse(null));
  }

  /** Whether little is read that does not fit. */
  private boolean isIndexed() {
    boolean everything =
        search.states().isEmpty() && search.failure() == null && search.targets().size() <= 1;
    return everything || !search.resources().isEmpty() || isByHeldLanes();
  }

  /** Whether the few lanes that are held lead to the operations. */
  private boolean isByHeldLanes() {
    return search.resources().isEmpty() && isOfHeldLanes();
  }

  private boolean isOfHeldLanes() {
    return !search.states().isEmpty() && HELD_LANES.containsAll(search.states());
  }

  private String source() {
    if (!search.resources().isEmpty()) {
      return Tables.inOrder() + " operations o" + Tables.byIndex("operations_lane");
    }
    if (isByHeldLanes()) {
      return Tables.inOrder()
          + " lanes l"
          + Tables.byIndex("lanes_held")
          + " JOIN operations o"
          + " --DERBY-PROPERTIES index=operations_lane, joinStrategy=NESTEDLOOP\n"
          + " ON o.resource_id = l.resource_id AND o.target = l.target";
    }
    return Tables.inOrder() + " operations o" + inTime();
  }

  private String inTime() {
    return search.targets().size() == 1
        ? Tables.byIndex("operations_target")
        : Tables.byIndex("operations_id");
  }

  /** Only lanes tell some states from others. */
  private boolean isToldByLanes() {
    Set<State> asked = EnumSet.noneOf(State.class);
    asked.addAll(search.states());
    asked.retainAll(STORED_AS_WAITING);
    return !asked.isEmpty() && asked.size() < STORED_AS_WAITING.size();
  }

  private void conditions(Statement ids) {
    if (search.targets().size() == 1) {
      ids.and("o.target = ?", search.targets().iterator().next().toString());
    } else {
      ids.in("o.target", texts(search.targets()));
    }
    ids.in("o.resource_id", texts(search.resources()));
    states(ids);
    if (search.failure() != null) {
      ids.and("o.failure = ?", search.failure());
    }
    if (below != null) {
      ids.and("o.id < ?", below);
    }
    if (search.since() != null) {
      ids.and("o.id >= ?", TimeOrderedIds.first(search.since()));
    }
  }

  private void states(Statement ids) {
    if (isToldByLanes() && !isByHeldLanes()) {
      toldByLanes(ids);
      return;
    }
    ids.in("o.state", stored(search.states()));
    if (isByHeldLanes()) {
      ids.and("l.held = TRUE");
      ids.in(SqlDeliveryLog.STATE, names(search.states()));
    }
  }

  private void toldByLanes(Statement ids) {
    Set<State> waiting = EnumSet.copyOf(search.states());
    waiting.retainAll(STORED_AS_WAITING);
    Set<State> others = EnumSet.copyOf(search.states());
    others.removeAll(STORED_AS_WAITING);
    List<String> values = new ArrayList<>(names(waiting));
    String told = TOLD_BY_LANE + marks(values) + "))";
    if (!others.isEmpty()) {
      told = "(" + told + " OR o.state IN (" + marks(names(others)) + "))";
      values.addAll(names(others));
    }
    ids.and(told, values.toArray());
  }

  /** The last operation to look at, if there are more behind it; read from the index alone. */
  private Optional<String> stretchEnd() {
    Statement end = new Statement("SELECT o.id FROM operations o" + inTime());
    if (search.targets().size() == 1) {
      end.and("o.target = ?", search.targets().iterator().next().toString());
    }
    if (below != null) {
      end.and("o.id < ?", below);
    }
    if (search.since() != null) {
      end.and("o.id >= ?", TimeOrderedIds.first(search.since()));
    }
    end.append(" ORDER BY o.id DESC OFFSET ? ROWS FETCH FIRST 1 ROWS ONLY", STRETCH - 1);
    return sql.first(end.bound().text(), end.bound().values(), row -> row.getString(1));
  }

  private static List<String> stored(Collection<State> states) {
    return states.stream()
        .map(state -> STORED_AS_WAITING.contains(state) ? State.WAITING : state)
        .map(State::name)
        .distinct()
        .toList();
  }

  private static List<String> names(Collection<State> states) {
    return states.stream().map(State::name).toList();
  }

  private static String marks(List<String> values) {
    return String.join(", ", Collections.nCopies(values.size(), "?"));
  }

  private static List<String> texts(Collection<?> ids) {
    return ids.stream().map(Object::toString).toList();
  }

  /** A statement that grows. */
  private static final class Statement {
    private final StringBuilder text;
    private final List<Object> values = new ArrayList<>();
    private boolean conditional;

    Statement(String text) {
      this.text = new StringBuilder(text);
    }

    void and(String condition, Object... bound) {
      append((conditional ? " AND " : " WHERE ") + condition, bound);
      conditional = true;
    }

    void in(String column, List<String> all) {
      if (!all.isEmpty()) {
        and(column + " IN (" + marks(all) + ")", all.toArray());
      }
    }

    void append(String more, Object... bound) {
      text.append(more);
      values.addAll(List.of(bound));
    }

    Sql.Bound bound() {
      return new Sql.Bound(text.toString(), values);
    }
  }
}
