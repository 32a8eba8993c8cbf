package io.tessera.connector.jdbc.internal;

import io.tessera.connector.jdbc.internal.Column.Value;
import io.tessera.connector.jdbc.internal.JdbcSettings.Membership;
import io.tessera.connector.jdbc.internal.Layouts.MembershipLayout;
import io.tessera.connector.jdbc.internal.Procedures.Step;
import io.tessera.connector.jdbc.internal.Routines.Argument;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.RemoteId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Adds members to groups and removes them, some at a time. Adding a present member and removing an
 * absent one is success, with or without a unique constraint.
 */
final class Memberships {
  /** Members in one statement; well below the values a statement may have anywhere. */
  static final int BATCH = 200;

  private final Database database;
  private final Layouts layouts;
  private final Optional<Membership> settings;
  private final Procedures procedures;

  Memberships(Database database, Layouts layouts, JdbcSettings settings) {
    this.database = database;
    this.layouts = layouts;
    this.settings = settings.membership();
    procedures = settings.procedures();
  }

  /** What can be known before a group is created. Nobody is dropped silently. */
  void refuseUnknown(MemberDelta delta) throws TargetFailure, InterruptedException {
    if (delta.isEmpty()) {
      return;
    }
    layout();
    refuse(delta.add().size() - known(delta.add()).size());
  }

  private static void refuse(int unknown) throws TargetFailure {
    if (unknown > 0) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          unknown
              + (unknown == 1 ? " member to add does" : " members to add do")
              + " not exist in the table of users.");
    }
  }

  /**
   * Adds those who exist, and removes.
   *
   * @throws TargetFailure also, after all that, when some do not exist
   */
  void apply(RemoteId group, MemberDelta delta) throws TargetFailure, InterruptedException {
    if (delta.isEmpty()) {
      return;
    }
    MembershipLayout layout = layout();
    Value in = layout.group().write(group.value());
    List<RemoteId> known = known(delta.add());
    for (List<Value> some : batches(values(layout.member(), known))) {
      add(layout, in, some);
    }
    remove(layout, in, values(layout.member(), users(delta.remove())));
    refuse(delta.add().size() - known.size());
  }

  private void remove(MembershipLayout layout, Value in, List<Value> members)
      throws TargetFailure, InterruptedException {
    Optional<Call> call = procedures.call(Step.REMOVE_MEMBER);
    for (List<Value> some : batches(members)) {
      if (call.isPresent()) {
        database.changeTogether(
            "remove members",
            c -> called(c, call.get(), in, among(some, present(c, layout, in, some), true)));
        continue;
      }
      Sql sql =
          new Sql("DELETE FROM " + layout.table().quoted())
              .where(List.of(in))
              .andIn(layout.member(), some);
      database.change("remove members", sql::execute);
    }
  }

  private static List<Value> among(List<Value> members, Set<Object> present, boolean wanted) {
    return members.stream().filter(m -> m.isIn(present) == wanted).toList();
  }

  /** Calls the procedure for each of the members. */
  private static int called(Connection connection, Call call, Value group, List<Value> members)
      throws SQLException {
    for (Value member : members) {
      List<Argument> arguments = new ArrayList<>();
      for (String name : call.parameters()) {
        arguments.add(Argument.of(name.equals(Procedures.GROUP) ? group : member));
      }
      Routines.run(connection, call, arguments);
    }
    return members.size();
  }

  /** Ends all memberships of a user, or in a group; none where there are no memberships. */
  Optional<Sql> leaving(ObjectType type, RemoteId id) throws TargetFailure, InterruptedException {
    if (settings.isEmpty()) {
      return Optional.empty();
    }
    MembershipLayout layout = layout();
    Column column = type == ObjectType.GROUP ? layout.group() : layout.member();
    return column
        .search(id.value())
        .map(v -> new Sql("DELETE FROM " + layout.table().quoted()).where(List.of(v)));
  }

  private MembershipLayout layout() throws TargetFailure, InterruptedException {
    return layouts.membership(
        settings.orElseThrow(
            () ->
                TargetFailure.of(
                    FailureKind.CONFIGURATION,
                    "There is no membership table; set membershipTable.")));
  }

  private void add(MembershipLayout layout, Value group, List<Value> members)
      throws TargetFailure, InterruptedException {
    try {
      Optional<Call> call = procedures.call(Step.ADD_MEMBER);
      database.changeTogether(
          "add members",
          c ->
              call.isPresent()
                  ? called(
                      c,
                      call.get(),
                      group,
                      among(members, present(c, layout, group, members), false))
                  : added(c, layout, group, members));
    } catch (TargetFailure refused) {
      // Somebody else was faster; the next try sees it.
      throw refused.isDuplicate() ? refused.as(FailureKind.TRANSIENT) : refused;
    }
  }

  private static int added(
      Connection connection, MembershipLayout layout, Value group, List<Value> members)
      throws SQLException {
    List<Value> absent = among(members, present(connection, layout, group, members), false);
    if (absent.isEmpty()) {
      return 0;
    }
    String insert =
        "INSERT INTO %s (%s, %s) VALUES (?, ?)"
            .formatted(layout.table().quoted(), layout.group().quoted(), layout.member().quoted());
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      for (Value member : absent) {
        Sql.bind(statement, 1, group);
        Sql.bind(statement, 2, member);
        statement.addBatch();
      }
      return statement.executeBatch().length;
    }
  }

  private static Set<Object> present(
      Connection connection, MembershipLayout layout, Value group, List<Value> members)
      throws SQLException {
    Sql question =
        new Sql("SELECT " + layout.member().quoted() + " FROM " + layout.table().quoted())
            .where(List.of(group))
            .andIn(layout.member(), members);
    return found(connection, question, layout.member());
  }

  /** Those of the members who are in the table of users. */
  private List<RemoteId> known(List<Member> members) throws TargetFailure, InterruptedException {
    if (members.isEmpty()) {
      return List.of();
    }
    if (members.stream().anyMatch(m -> m.type() != ObjectType.USER)) {
      throw TargetFailure.of(
          FailureKind.INVALID, "A table of memberships holds users only, no groups.");
    }
    Layout users = layouts.of(ObjectType.USER);
    List<RemoteId> known = new ArrayList<>();
    for (List<Member> some : batches(members)) {
      List<Value> ids =
          some.stream().flatMap(m -> users.id().search(m.id().value()).stream()).toList();
      Set<Object> present = ids.isEmpty() ? Set.of() : present(users, ids);
      some.stream()
          .map(Member::id)
          .filter(id -> users.id().search(id.value()).filter(v -> v.isIn(present)).isPresent())
          .forEach(known::add);
    }
    return known;
  }

  private Set<Object> present(Layout users, List<Value> ids)
      throws TargetFailure, InterruptedException {
    Sql sql =
        new Sql("SELECT " + users.id().quoted() + " FROM " + users.table().quoted())
            .whereIn(users.id(), ids)
            .and(users.present());
    return database.ask("look for members", c -> found(c, sql, users.id()));
  }

  /** Values that are {@link Column#comparable}. */
  private static Set<Object> found(Connection connection, Sql question, Column column)
      throws SQLException {
    Set<Object> found = new HashSet<>();
    try (PreparedStatement statement = question.prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Optional<Object> value = column.type().read(rows, 1).flatMap(column.type()::parse);
        value.map(column::comparable).ifPresent(found::add);
      }
    }
    return found;
  }

  private static List<RemoteId> users(List<Member> members) {
    return members.stream().filter(m -> m.type() == ObjectType.USER).map(Member::id).toList();
  }

  /** An id that the column cannot hold is nobody's. */
  private static List<Value> values(Column column, List<RemoteId> ids) {
    return ids.stream().distinct().flatMap(id -> column.search(id.value()).stream()).toList();
  }

  static <T> List<List<T>> batches(List<T> all) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
    return batches;
  }
}
