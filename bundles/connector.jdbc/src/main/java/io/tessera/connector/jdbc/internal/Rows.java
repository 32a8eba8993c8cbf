package io.tessera.connector.jdbc.internal;

import io.tessera.connector.jdbc.internal.Column.Value;
import io.tessera.connector.jdbc.internal.Database.Exchange;
import io.tessera.connector.jdbc.internal.JdbcSettings.Ids;
import io.tessera.connector.jdbc.internal.Procedures.Step;
import io.tessera.connector.jdbc.internal.Routines.Argument;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates, changes, removes and reads the row an operation is about. A creation and a change are
 * one statement wherever the database keeps keys apart itself.
 */
final class Rows {
  private static final int TELLS_ONE_FROM_SEVERAL = 2;

  private final Database database;
  private final Layouts layouts;
  private final Memberships memberships;
  private final ActivityChange activity;

  Rows(Database database, Layouts layouts, Memberships memberships) {
    this.database = database;
    this.layouts = layouts;
    this.memberships = memberships;
    activity = new ActivityChange(database);
  }

  Outcome create(Operation operation) throws TargetFailure, InterruptedException {
    Layout layout = layouts.of(operation.type());
    Exchange<RemoteId> creation = creation(layout, operation);
    memberships.refuseUnknown(operation.members());
    boolean called = layout.call(Step.create(operation.type())).isPresent();
    if ((called || !layout.keepsKeysApart()) && isThere(layout, operation.attributes())) {
      throw exists(layout);
    }
    RemoteId id = insert(layout, operation, creation);
    finishNew(layout, id, operation);
    return Outcome.applied(id);
  }

  /** Prepares what can be refused before anything is sent. */
  private static Exchange<RemoteId> creation(Layout layout, Operation operation)
      throws TargetFailure {
    Optional<Call> call = layout.call(Step.create(operation.type()));
    if (call.isEmpty()) {
      List<Value> row = Desired.creation(layout, operation);
      return c -> inserted(c, layout, operation, row);
    }
    List<Argument> arguments = Routines.arguments(call.get(), layout, operation);
    refuseUntaken(call.get(), operation);
    ActivityChange.refuseImpossible(layout, operation);
    Optional<String> given = passedOn(call.get(), layout, operation);
    return c -> {
      Optional<String> id = Routines.run(c, call.get(), arguments).or(() -> given);
      return id.isPresent() ? ofRow(layout, id.get()) : readBack(c, layout, operation);
    };
  }

  /** An id that the procedure does not get is none of the row that it makes. */
  private static Optional<String> passedOn(Call call, Layout layout, Operation operation)
      throws TargetFailure {
    boolean mapped = layout.kind().ids() == Ids.ATTRIBUTE;
    return call.takes(Procedures.ID)
            || (mapped && call.parameters().stream().anyMatch(layout.id().name()::equalsIgnoreCase))
        ? Desired.id(layout, operation)
        : Optional.empty();
  }

  private static RemoteId ofRow(Layout layout, String id) throws TargetFailure {
    if (layout.id().search(id).isEmpty()) {
      throw TargetFailure.of(
          FailureKind.UNKNOWN,
          "The row was created, and what the procedure gives is none of the column "
              + layout.id().name()
              + "; let it give the id.");
    }
    return new RemoteId(id);
  }

  private static void refuseUntaken(Call call, Operation operation) throws TargetFailure {
    if (operation.attributes().has(Procedures.PASSWORD) && !call.takes(Procedures.PASSWORD)) {
      throw Desired.passwordRefused();
    }
  }

  private RemoteId insert(Layout layout, Operation operation, Exchange<RemoteId> creation)
      throws TargetFailure, InterruptedException {
    try {
      return database.change("create the " + layout.kind().label(), creation);
    } catch (TargetFailure refused) {
      if (!refused.isDuplicate()) {
        throw refused;
      }
      // Of a value that is not the key, or in a deleted row, there is nothing to adopt.
      throw isThere(layout, operation.attributes())
          ? exists(layout)
          : refused.as(FailureKind.INVALID);
    }
  }

  private static RemoteId inserted(
      Connection connection, Layout layout, Operation operation, List<Value> row)
      throws SQLException, TargetFailure {
    String names = String.join(", ", row.stream().map(v -> v.column().quoted()).toList());
    Sql sql =
        new Sql("INSERT INTO " + layout.table().quoted() + " (" + names + ") VALUES (")
            .list(row)
            .add(")");
    Optional<String> given = Desired.id(layout, operation);
    if (given.isPresent()) {
      sql.execute(connection);
      return new RemoteId(given.get());
    }
    try (PreparedStatement statement = sql.prepareTelling(connection, layout.id())) {
      statement.executeUpdate();
      return generated(connection, statement, layout, operation);
    }
  }

  /** Drivers tell the id of a new row, except where a trigger makes it. */
  private static RemoteId generated(
      Connection connection, PreparedStatement statement, Layout layout, Operation operation)
      throws SQLException, TargetFailure {
    try (ResultSet keys = statement.getGeneratedKeys()) {
      if (keys.next()) {
        Optional<String> id = layout.id().type().read(keys, 1);
        if (id.isPresent()) {
          return new RemoteId(id.get());
        }
      }
    }
    return readBack(connection, layout, operation);
  }

  /** Nothing that goes wrong here takes the creation back, so all of it is UNKNOWN. */
  private static RemoteId readBack(Connection connection, Layout layout, Operation operation)
      throws TargetFailure {
    try {
      List<Value> key = layout.byKeys(operation.attributes()).orElse(List.of());
      return find(connection, layout, key, List.of())
          .map(Found::id)
          .orElseThrow(
              () ->
                  TargetFailure.of(
                      FailureKind.UNKNOWN,
                      "The row was created and cannot be read back; map the key columns."));
    } catch (SQLException unreadable) {
      throw TargetFailure.of(FailureKind.UNKNOWN, "read the new row back", unreadable);
    } catch (TargetFailure unreadable) {
      throw unreadable.as(FailureKind.UNKNOWN);
    }
  }

  /** It is there already: whatever goes wrong now, the creation has had an effect. */
  private void finishNew(Layout layout, RemoteId id, Operation operation)
      throws TargetFailure, InterruptedException {
    try {
      activity.apply(layout, id, operation);
      memberships.apply(id, operation.members());
    } catch (TargetFailure refused) {
      throw refused.as(FailureKind.UNKNOWN);
    }
  }

  Outcome update(Operation operation) throws TargetFailure, InterruptedException {
    Layout layout = layouts.of(operation.type());
    RemoteId id = operation.existing();
    List<Value> conditions = layout.byId(id).orElseThrow(() -> gone(layout));
    Optional<Call> call = layout.call(Step.update(operation.type()));
    if (call.isPresent()) {
      call(call.get(), layout, operation, conditions);
    } else {
      List<Value> wanted = Desired.change(layout, operation);
      refuseTaken(layout, id, operation.attributes());
      if (write(layout, wanted, conditions) == 0 && !isThere(layout, conditions)) {
        throw gone(layout);
      }
    }
    activity.apply(layout, id, operation);
    if (operation.type() == ObjectType.GROUP) {
      memberships.apply(id, operation.members());
    }
    return Outcome.applied(id);
  }

  /** A procedure does not say how many rows it has changed. */
  private void call(Call call, Layout layout, Operation operation, List<Value> conditions)
      throws TargetFailure, InterruptedException {
    Desired.refuseNewId(layout, operation);
    refuseUntaken(call, operation);
    if (!isThere(layout, conditions)) {
      throw gone(layout);
    }
    if (operation.attributes().isEmpty() && operation.activity() == null) {
      // Members alone change.
      return;
    }
    List<Argument> arguments = Routines.arguments(call, layout, operation);
    ActivityChange.refuseImpossible(layout, operation);
    refuseTaken(layout, operation.existing(), operation.attributes());
    try {
      database.change("change the " + layout.kind().label(), c -> Routines.run(c, call, arguments));
    } catch (TargetFailure refused) {
      throw refused.isDuplicate() ? refused.as(FailureKind.INVALID) : refused;
    }
  }

  private int write(Layout layout, List<Value> wanted, List<Value> conditions)
      throws TargetFailure, InterruptedException {
    if (wanted.isEmpty()) {
      return 0;
    }
    Sql sql =
        new Sql("UPDATE " + layout.table().quoted() + " SET ")
            .assignments(wanted)
            .where(conditions);
    try {
      return database.change("change the " + layout.kind().label(), sql::execute);
    } catch (TargetFailure refused) {
      throw refused.isDuplicate() ? refused.as(FailureKind.INVALID) : refused;
    }
  }

  /** Where the database does not see to it, we do. */
  private void refuseTaken(Layout layout, RemoteId id, TargetAttributes wanted)
      throws TargetFailure, InterruptedException {
    if (layout.keepsKeysApart() || !layout.hasKeys(wanted)) {
      return;
    }
    Optional<Found> other = find(layout, layout.byKeys(wanted).orElse(List.of()), List.of());
    if (other.isPresent() && !other.get().id().equals(id)) {
      throw TargetFailure.of(FailureKind.INVALID, "The new key belongs to another row.");
    }
  }

  Outcome delete(Operation operation) throws TargetFailure, InterruptedException {
    Layout layout = layouts.of(operation.type());
    RemoteId id = operation.existing();
    Optional<List<Value>> conditions = layout.byId(id);
    if (conditions.isPresent()) {
      delete(layout, operation, conditions.get());
    }
    return Outcome.applied(id);
  }

  private void delete(Layout layout, Operation operation, List<Value> conditions)
      throws TargetFailure, InterruptedException {
    Optional<Call> call = layout.call(Step.delete(operation.type()));
    if (call.isPresent()) {
      List<Argument> arguments = Routines.arguments(call.get(), layout, operation);
      if (isThere(layout, conditions)) {
        database.change(
            "delete the " + layout.kind().label(), c -> Routines.run(c, call.get(), arguments));
      }
      return;
    }
    Sql removal = removal(layout, conditions);
    Optional<Sql> leaving = memberships.leaving(operation.type(), operation.existing());
    String what = "delete the " + layout.kind().label();
    if (leaving.isEmpty()) {
      database.change(what, removal::execute);
    } else {
      Sql ours = layout.select(List.of(layout.id()), conditions);
      database.changeTogether(what, c -> deleted(c, ours, leaving.get(), removal));
    }
  }

  /** Memberships first, because they may refer to the row; and only when the row is ours. */
  private static int deleted(Connection connection, Sql ours, Sql leaving, Sql removal)
      throws SQLException {
    try (PreparedStatement statement = ours.prepare(connection);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        return 0;
      }
    }
    leaving.execute(connection);
    return removal.execute(connection);
  }

  private static Sql removal(Layout layout, List<Value> conditions) throws TargetFailure {
    String table = layout.table().quoted();
    return layout.kind().deletion().isSoft()
        ? new Sql("UPDATE " + table + " SET ")
            .assignments(List.of(layout.deleted()))
            .where(conditions)
        : new Sql("DELETE FROM " + table).where(conditions);
  }

  Reading read(Lookup lookup) throws TargetFailure, InterruptedException {
    Layout layout = layouts.of(lookup.type());
    Optional<RemoteId> id = lookup.remoteIdIfKnown();
    Optional<List<Value>> conditions =
        id.isPresent() ? layout.byId(id.get()) : layout.byKeys(lookup.attributes());
    if (conditions.isEmpty()) {
      return new Reading.Absent();
    }
    List<String> names = new ArrayList<>(lookup.attributes().names());
    Optional<Found> found = find(layout, conditions.get(), names);
    return found.isEmpty()
        ? new Reading.Absent()
        : new Reading.Found(found.get().id(), found.get().observed());
  }

  private record Found(RemoteId id, TargetAttributes observed) {}

  private boolean isThere(Layout layout, TargetAttributes keys)
      throws TargetFailure, InterruptedException {
    return isThere(layout, layout.byKeys(keys).orElse(List.of()));
  }

  private boolean isThere(Layout layout, List<Value> conditions)
      throws TargetFailure, InterruptedException {
    return !conditions.isEmpty() && find(layout, conditions, List.of()).isPresent();
  }

  /**
   * The only row that meets the conditions.
   *
   * @param names attributes to read, as the caller writes them
   * @throws TargetFailure also when several do
   */
  private Optional<Found> find(Layout layout, List<Value> conditions, List<String> names)
      throws TargetFailure, InterruptedException {
    return database.ask(
        "look for the " + layout.kind().label(), c -> find(c, layout, conditions, names));
  }

  private static Optional<Found> find(
      Connection connection, Layout layout, List<Value> conditions, List<String> names)
      throws SQLException, TargetFailure {
    if (conditions.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    for (String name : names) {
      if (!layout.isOnlyPassedOn(name)) {
        columns.put(name, layout.table().column(name));
      }
    }
    List<Column> selected = new ArrayList<>(List.of(layout.id()));
    selected.addAll(columns.values());
    try (PreparedStatement statement = layout.select(selected, conditions).prepare(connection)) {
      statement.setMaxRows(TELLS_ONE_FROM_SEVERAL);
      try (ResultSet rows = statement.executeQuery()) {
        return single(rows, layout, columns);
      }
    }
  }

  private static Optional<Found> single(ResultSet rows, Layout layout, Map<String, Column> columns)
      throws SQLException, TargetFailure {
    if (!rows.next()) {
      return Optional.empty();
    }
    RemoteId id =
        layout
            .id()
            .type()
            .read(rows, 1)
            .filter(text -> !text.isEmpty())
            .map(RemoteId::new)
            .orElseThrow(
                () -> TargetFailure.of(FailureKind.INVALID, "The row has no id; give it one."));
    TargetAttributes.Builder observed = TargetAttributes.builder();
    int index = 2;
    for (Map.Entry<String, Column> each : columns.entrySet()) {
      Optional<String> value = each.getValue().type().read(rows, index++);
      observed.put(each.getKey(), value.map(List::of).orElse(List.of()));
    }
    if (rows.next()) {
      throw TargetFailure.of(
          FailureKind.INVALID, "Several rows match; remove or tell apart the doubles.");
    }
    return Optional.of(new Found(id, observed.build()));
  }

  private static TargetFailure exists(Layout layout) {
    return TargetFailure.of(
        FailureKind.CONFLICT, "A " + layout.kind().label() + " with this key exists already.");
  }

  private static TargetFailure gone(Layout layout) {
    return TargetFailure.of(
        FailureKind.GONE,
        "The " + layout.kind().label() + " does not exist in the table any more.");
  }
}
