package io.tessera.connector.jdbc.internal;

import io.tessera.connector.jdbc.internal.Column.Value;
import io.tessera.connector.jdbc.internal.JdbcSettings.Deletion;
import io.tessera.connector.jdbc.internal.JdbcSettings.Kind;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of object in the table that holds it: its settings with the columns they name.
 *
 * @param present what rows have that are ours and not deleted
 */
record Layout(Kind kind, Table table, Column id, List<Column> keys, List<Value> present) {

  static Layout of(Kind kind, Table table) throws TargetFailure {
    List<Column> keys = new ArrayList<>();
    for (String key : kind.keyColumns()) {
      keys.add(table.column(key));
    }
    List<Value> present = new ArrayList<>();
    for (Map.Entry<String, String> each : kind.filter().entrySet()) {
      present.add(setting(table, each.getKey(), each.getValue()));
    }
    if (kind.deletion().isSoft()) {
      present.add(notDeleted(table, kind.deletion()));
    }
    return new Layout(kind, table, table.column(kind.idColumn()), keys, List.copyOf(present));
  }

  private static Value notDeleted(Table table, Deletion deletion) throws TargetFailure {
    return deletion.present().isEmpty()
        ? new Value(table.column(deletion.column()), null)
        : setting(table, deletion.column(), deletion.present());
  }

  /** A value that an operator has set: when it cannot be, the settings are at fault. */
  private static Value setting(Table table, String column, String text) throws TargetFailure {
    try {
      return table.column(column).write(text);
    } catch (TargetFailure refused) {
      throw refused.as(FailureKind.CONFIGURATION);
    }
  }

  /** The mark of a row that is deleted now. */
  Value deleted() throws TargetFailure {
    Deletion deletion = kind.deletion();
    boolean now = deletion.deleted().equals(Deletion.NOW);
    return setting(table, deletion.column(), now ? Instant.now().toString() : deletion.deleted());
  }

  /** The mark of a row that may be used or not. */
  Value activity(Activity wanted) throws TargetFailure {
    JdbcSettings.Activation activation = kind.activation();
    return setting(
        table,
        activation.column(),
        wanted == Activity.ENABLED ? activation.enabled() : activation.disabled());
  }

  /** Finds the row with this id; none when no row can have it. */
  Optional<List<Value>> byId(RemoteId wanted) {
    return id.search(wanted.value()).map(this::andPresent);
  }

  private List<Value> andPresent(Value wanted) {
    List<Value> conditions = new ArrayList<>(present);
    conditions.add(0, wanted);
    return conditions;
  }

  /**
   * Finds the rows whose key columns have the first values given; none when no row can have them.
   *
   * @throws TargetFailure a key column has no value
   */
  Optional<List<Value>> byKeys(TargetAttributes given) throws TargetFailure {
    List<Value> conditions = new ArrayList<>();
    for (Column key : keys) {
      Optional<Value> value = key.search(keyValue(given, key));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      conditions.add(value.get());
    }
    conditions.addAll(present);
    return Optional.of(conditions);
  }

  private static String keyValue(TargetAttributes given, Column key) throws TargetFailure {
    return first(given, key)
        .orElseThrow(
            () ->
                TargetFailure.of(
                    FailureKind.INVALID,
                    "The key column " + key.name() + " has no value; map one."));
  }

  /** Whether all keys are among the attributes, so that they could change. */
  boolean hasKeys(TargetAttributes given) {
    return keys.stream().allMatch(k -> first(given, k).isPresent());
  }

  /** The value of an attribute that is named like a column, in whatever case. */
  static Optional<String> first(TargetAttributes given, Column column) {
    return given.names().stream()
        .filter(column.name()::equalsIgnoreCase)
        .findFirst()
        .flatMap(given::first);
  }

  /** The procedure that stands for a statement. */
  Optional<Call> call(Procedures.Step step) {
    return kind.procedures().call(step);
  }

  /** Whether an attribute goes to a procedure and cannot be read. */
  boolean isOnlyPassedOn(String attribute) {
    return attribute.equalsIgnoreCase(Procedures.PASSWORD)
        || (table.find(attribute).isEmpty()
            && kind.procedures().attributes(kind.type()).stream()
                .anyMatch(attribute::equalsIgnoreCase));
  }

  /** What all rows of ours have, deleted ones too. */
  List<Value> filter() {
    String mark = kind.deletion().column();
    return present.stream().filter(v -> !v.column().name().equalsIgnoreCase(mark)).toList();
  }

  /** Whether the database itself keeps two rows from having the same key. */
  boolean keepsKeysApart() {
    List<Column> together = new ArrayList<>(keys);
    present.stream().filter(v -> v.value() != null).map(Value::column).forEach(together::add);
    return table.isUnique(together);
  }

  /** Whether a column is the connector's own, which no attribute may set. */
  boolean isFixed(Column column) {
    return present.stream().anyMatch(v -> v.column().equals(column))
        || column.name().equalsIgnoreCase(kind.activation().column());
  }

  /** {@code SELECT a, b FROM t WHERE ...}. */
  Sql select(Collection<Column> columns, List<Value> conditions) {
    String names = String.join(", ", columns.stream().map(Column::quoted).toList());
    return new Sql("SELECT " + names + " FROM " + table.quoted()).where(conditions);
  }
}
