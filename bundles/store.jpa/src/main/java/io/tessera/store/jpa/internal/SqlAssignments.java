package io.tessera.store.jpa.internal;

import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.store.spi.Assignments;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Assignments by SQL. */
final class SqlAssignments implements Assignments {
  private static final int LONGEST_REASON = 512;
  private static final int LONGEST_NAME = 256;
  private static final String COLUMNS =
      "id, resource_id, role_id, origin, source, starts, ends, reason, granted_by, granted";
  private static final String ADD =
      "INSERT INTO assignments (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE assignments SET starts = ?, ends = ?, reason = ?, granted_by = ?, granted = ?"
          + " WHERE id = ?";
  private static final String REMOVE = "DELETE FROM assignments WHERE id = ?";
  private static final String FORGET = "DELETE FROM assignments WHERE resource_id = ?";
  private static final String FIND = "SELECT " + COLUMNS + " FROM assignments WHERE id = ?";
  private static final String OF =
      "SELECT "
          + COLUMNS
          + " FROM assignments"
          + Tables.byIndex("assignments_resource")
          + " WHERE resource_id = ? ORDER BY granted, id";
  private static final String OF_ROLE =
      "SELECT "
          + COLUMNS
          + " FROM assignments"
          + Tables.byIndex("assignments_role")
          + " WHERE role_id = ? AND id > ? ORDER BY id FETCH FIRST ? ROWS ONLY";
  private static final String OF_ROLE_IN =
      "SELECT a."
          + COLUMNS.replace(", ", ", a.")
          + " FROM"
          + Tables.inOrder()
          + " assignments a"
          + Tables.byIndex("assignments_role")
          + " JOIN identities i"
          + Tables.byKey(ResourceType.USER)
          + " ON i.id = a.resource_id"
          + " WHERE a.role_id = ? AND a.id > ? AND i.domain = ?"
          + " ORDER BY a.id FETCH FIRST ? ROWS ONLY";
  private static final String MEMBERS =
      "SELECT DISTINCT a.resource_id, i.label FROM"
          + Tables.inOrder()
          + " assignments a"
          + Tables.byIndex("assignments_holders")
          + " JOIN identities i"
          + Tables.byKey(ResourceType.USER)
          + " ON i.id = a.resource_id"
          + " WHERE a.role_id = ? AND a.resource_id > ? AND i.domain = ?"
          + " AND (a.starts IS NULL OR a.starts <= ?) AND (a.ends IS NULL OR a.ends > ?)"
          + " ORDER BY a.resource_id FETCH FIRST ? ROWS ONLY";
  private static final String HOLDERS =
      "SELECT DISTINCT resource_id FROM assignments"
          + Tables.byIndex("assignments_holders")
          + " WHERE role_id = ? AND resource_id > ?"
          + " ORDER BY resource_id FETCH FIRST ? ROWS ONLY";

  private static final String ENDING =
      "SELECT "
          + COLUMNS
          + " FROM assignments"
          + Tables.byIndex("assignments_ends")
          + " WHERE ends >= ? AND ends < ? AND (ends > ? OR id > ?)"
          + " ORDER BY ends, id FETCH FIRST ? ROWS ONLY";

  private final Session session;

  SqlAssignments(Session session) {
    this.session = session;
  }

  @Override
  public void add(Assignment assignment) {
    session
        .sql()
        .batch(
            ADD,
            List.of(
                Arrays.asList(
                    assignment.id().toString(),
                    assignment.identity().toString(),
                    assignment.role().toString(),
                    assignment.origin().name(),
                    assignment.source() == null ? null : assignment.source().toString(),
                    millis(assignment.starts()),
                    millis(assignment.ends()),
                    cut(assignment.reason(), LONGEST_REASON),
                    cut(assignment.grantedBy(), LONGEST_NAME),
                    assignment.granted().toEpochMilli())));
  }

  @Override
  public void update(Assignment assignment) {
    session
        .sql()
        .batch(
            UPDATE,
            List.of(
                Arrays.asList(
                    millis(assignment.starts()),
                    millis(assignment.ends()),
                    cut(assignment.reason(), LONGEST_REASON),
                    cut(assignment.grantedBy(), LONGEST_NAME),
                    assignment.granted().toEpochMilli(),
                    assignment.id().toString())));
  }

  @Override
  public void remove(UUID id) {
    session.sql().update(REMOVE, id.toString());
  }

  @Override
  public void forget(ResourceId identity) {
    session.sql().update(FORGET, identity.toString());
  }

  @Override
  public Optional<Assignment> find(UUID id) {
    return session.sql().first(FIND, List.of(id.toString()), SqlAssignments::read);
  }

  @Override
  public List<Assignment> of(ResourceId identity) {
    return session.sql().list(OF, List.of(identity.toString()), SqlAssignments::read);
  }

  @Override
  public List<Assignment> ofRole(UUID role, @Nullable UUID after, int most) {
    return session
        .sql()
        .list(
            OF_ROLE,
            List.of(role.toString(), after == null ? "" : after.toString(), most),
            SqlAssignments::read);
  }

  @Override
  public List<Assignment> ofRole(UUID role, String domain, @Nullable UUID after, int most) {
    return session
        .sql()
        .list(
            OF_ROLE_IN,
            List.of(role.toString(), after == null ? "" : after.toString(), domain, most),
            SqlAssignments::read);
  }

  @Override
  public List<Holder> members(
      UUID role, String domain, Instant at, @Nullable ResourceId after, int most) {
    long millis = at.toEpochMilli();
    return session
        .sql()
        .list(
            MEMBERS,
            List.of(
                role.toString(),
                after == null ? "" : after.toString(),
                domain,
                millis,
                millis,
                most),
            row -> new Holder(ResourceId.of(row.getString(1)), row.getString(2)));
  }

  @Override
  public List<ResourceId> holders(Collection<UUID> roles, @Nullable ResourceId after, int most) {
    List<String> ids = new ArrayList<>();
    for (UUID role : roles) {
      ids.addAll(
          session
              .sql()
              .list(
                  HOLDERS,
                  List.of(role.toString(), after == null ? "" : after.toString(), most),
                  row -> row.getString(1)));
    }
    return ids.stream().distinct().sorted().limit(most).map(ResourceId::of).toList();
  }

  @Override
  public List<Assignment> ending(Instant from, Instant before, @Nullable Ending after, int most) {
    long at = after == null ? from.toEpochMilli() : after.at().toEpochMilli();
    return session
        .sql()
        .list(
            ENDING,
            List.of(
                at, before.toEpochMilli(), at, after == null ? "" : after.id().toString(), most),
            SqlAssignments::read);
  }

  @Override
  public boolean anyOf(UUID role) {
    return !ofRole(role, null, 1).isEmpty();
  }

  private static Assignment read(ResultSet row) throws SQLException {
    String source = row.getString(5);
    return new Assignment(
        UUID.fromString(row.getString(1)),
        ResourceId.of(row.getString(2)),
        UUID.fromString(row.getString(3)),
        Origin.valueOf(row.getString(4)),
        source == null ? null : UUID.fromString(source),
        instant(row, 6),
        instant(row, 7),
        row.getString(8),
        row.getString(9),
        Instant.ofEpochMilli(row.getLong(10)));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  private static String cut(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }
}
