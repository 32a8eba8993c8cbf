package io.tessera.connector.jdbc.internal;

import io.tessera.connector.jdbc.internal.Column.Value;
import io.tessera.connector.jdbc.internal.JdbcSettings.Ids;
import io.tessera.connector.jdbc.internal.Procedures.Step;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.TargetAttributes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What an operation wants to be in a row. */
final class Desired {
  private Desired() {}

  /** All of a new row, except what the database gives. */
  static List<Value> creation(Layout layout, Operation operation) throws TargetFailure {
    Map<Column, Value> row = attributes(layout, operation.attributes(), true);
    for (Value value : layout.present()) {
      row.put(value.column(), value);
    }
    activity(layout, operation).ifPresent(v -> row.put(v.column(), v));
    Optional<String> id = id(layout, operation);
    if (id.isPresent()) {
      row.put(layout.id(), layout.id().write(id.get()));
    }
    return new ArrayList<>(row.values());
  }

  /** What changes in a row. */
  static List<Value> change(Layout layout, Operation operation) throws TargetFailure {
    refuseNewId(layout, operation);
    Map<Column, Value> row = attributes(layout, operation.attributes(), false);
    row.remove(layout.id());
    activity(layout, operation).ifPresent(v -> row.put(v.column(), v));
    return new ArrayList<>(row.values());
  }

  static void refuseNewId(Layout layout, Operation operation) throws TargetFailure {
    Optional<String> id = Layout.first(operation.attributes(), layout.id());
    if (id.isPresent() && !id.get().equals(operation.existing().value())) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          "The id column " + layout.id().name() + " never changes; name another one as the id.");
    }
  }

  /** The id of a new row; none where the database makes it. */
  static Optional<String> id(Layout layout, Operation operation) throws TargetFailure {
    if (layout.kind().ids() == Ids.DATABASE) {
      return Optional.empty();
    }
    if (layout.kind().ids() == Ids.UUID) {
      // The same when the operation is tried again: no second row can come of it.
      byte[] key = operation.key().value().getBytes(StandardCharsets.UTF_8);
      return Optional.of(UUID.nameUUIDFromBytes(key).toString());
    }
    Optional<String> mapped = Layout.first(operation.attributes(), layout.id());
    if (mapped.filter(text -> !text.isEmpty()).isEmpty()) {
      throw TargetFailure.of(
          FailureKind.INVALID, "The id column " + layout.id().name() + " has no value; map one.");
    }
    return mapped;
  }

  private static Map<Column, Value> attributes(
      Layout layout, TargetAttributes wanted, boolean creation) throws TargetFailure {
    Map<Column, Value> row = new LinkedHashMap<>();
    for (String name : wanted.names()) {
      if (name.equalsIgnoreCase(Procedures.PASSWORD)) {
        throw passwordRefused();
      }
      Column column = layout.table().column(name);
      List<String> values = wanted.all(name);
      if (creation && values.isEmpty() && column.given()) {
        continue;
      }
      if (!layout.isFixed(column)) {
        row.put(column, value(column, values));
      }
    }
    return row;
  }

  static TargetFailure passwordRefused() {
    return TargetFailure.of(
        FailureKind.INVALID,
        "Passwords are passed to procedures only; set one that takes :password.");
  }

  private static Value value(Column column, List<String> values) throws TargetFailure {
    if (values.size() > 1) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          "The column " + column.name() + " holds one value and is to have several; map one.");
    }
    return values.isEmpty() ? column.empty() : column.write(values.get(0));
  }

  private static Optional<Value> activity(Layout layout, Operation operation) throws TargetFailure {
    Optional<Activity> wanted = operation.activityIfAny();
    if (wanted.isEmpty() || layout.kind().procedures().has(Step.activity(wanted.get()))) {
      return Optional.empty();
    }
    if (layout.kind().activation().exists()) {
      return Optional.of(layout.activity(wanted.get()));
    }
    if (wanted.get() == Activity.DISABLED) {
      throw TargetFailure.of(
          FailureKind.INVALID, "Accounts cannot be disabled here; set activeColumn.");
    }
    return Optional.empty();
  }
}
