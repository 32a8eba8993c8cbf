package io.tessera.store.jpa.internal;

import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.Sweeps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sweeps by SQL. */
final class SqlSweeps implements Sweeps {
  private static final String COLUMNS =
      "id, target, resend, reason, started_by, per_second, state, started, resource_type,"
          + " position, expected, done, changed, ended";
  private static final String ADD =
      "INSERT INTO sweeps (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String ALL = "SELECT " + COLUMNS + " FROM sweeps";
  private static final String UPDATE =
      "UPDATE sweeps SET per_second = ?, state = ?, resource_type = ?, position = ?, done = ?,"
          + " changed = ?, ended = ? WHERE id = ?";
  private static final String LOCK = "UPDATE sweeps SET done = done WHERE id = ?";

  private final Session session;

  SqlSweeps(Session session) {
    this.session = session;
  }

  @Override
  public void add(Sweep sweep) {
    session
        .sql()
        .batch(
            ADD,
            List.of(
                Arrays.asList(
                    sweep.id().toString(),
                    text(sweep.target()),
                    sweep.resend(),
                    sweep.reason(),
                    sweep.startedBy(),
                    sweep.perSecond(),
                    sweep.state().name(),
                    sweep.started().toEpochMilli(),
                    sweep.type().name(),
                    text(sweep.position()),
                    sweep.expected(),
                    sweep.done(),
                    sweep.changed(),
                    millis(sweep.ended()))));
  }

  @Override
  public Optional<Sweep> find(UUID id) {
    return session.sql().first(ALL + " WHERE id = ?", List.of(id.toString()), SqlSweeps::read);
  }

  @Override
  public Optional<Sweep> findForUpdate(UUID id) {
    session.sql().update(LOCK, id.toString());
    return find(id);
  }

  @Override
  public List<Sweep> list(int most) {
    return session
        .sql()
        .list(
            ALL + " ORDER BY started DESC, id DESC FETCH FIRST ? ROWS ONLY",
            List.of(most),
            SqlSweeps::read);
  }

  @Override
  public List<Sweep> running() {
    return session
        .sql()
        .list(
            ALL + " WHERE state = ? ORDER BY started, id",
            List.of(State.RUNNING.name()),
            SqlSweeps::read);
  }

  @Override
  public int purge(Instant endedBefore, int most) {
    List<List<String>> old =
        session
            .sql()
            .list(
                "SELECT id FROM sweeps WHERE ended < ? FETCH FIRST ? ROWS ONLY",
                List.of(endedBefore.toEpochMilli(), most),
                row -> List.of(row.getString(1)));
    session.sql().batch("DELETE FROM sweeps WHERE id = ?", old);
    return old.size();
  }

  @Override
  public boolean isOpen(UUID target) {
    return session
            .sql()
            .number(
                "SELECT COUNT(*) FROM sweeps WHERE state IN (?, ?) AND target = ?",
                List.of(State.RUNNING.name(), State.PAUSED.name(), target.toString()))
        > 0;
  }

  @Override
  public void update(Sweep sweep) {
    session
        .sql()
        .batch(
            UPDATE,
            List.of(
                Arrays.asList(
                    sweep.perSecond(),
                    sweep.state().name(),
                    sweep.type().name(),
                    text(sweep.position()),
                    sweep.done(),
                    sweep.changed(),
                    millis(sweep.ended()),
                    sweep.id().toString())));
  }

  @Override
  public List<ResourceId> next(ResourceType type, @Nullable ResourceId after, int most) {
    return session
        .sql()
        .list(
            "SELECT id FROM "
                + Tables.name(type)
                + " WHERE id > ? ORDER BY id FETCH FIRST ? ROWS ONLY",
            List.of(after == null ? "" : after.toString(), most),
            row -> ResourceId.of(row.getString(1)));
  }

  private static Sweep read(ResultSet row) throws SQLException {
    @Nullable String target = row.getString(2);
    @Nullable String position = row.getString(10);
    @Nullable Long ended = row.getObject(14, Long.class);
    return new Sweep(
        UUID.fromString(row.getString(1)),
        target == null ? null : UUID.fromString(target),
        row.getBoolean(3),
        row.getString(4),
        row.getString(5),
        row.getInt(6),
        State.valueOf(row.getString(7)),
        Instant.ofEpochMilli(row.getLong(8)),
        ResourceType.valueOf(row.getString(9)),
        position == null ? null : ResourceId.of(position),
        row.getLong(11),
        row.getLong(12),
        row.getLong(13),
        ended == null ? null : Instant.ofEpochMilli(ended));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
