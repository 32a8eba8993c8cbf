package io.tessera.connector.jdbc.internal;

import io.tessera.connector.jdbc.internal.Column.Value;
import io.tessera.connector.jdbc.internal.JdbcSettings.Activation;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Activity;
import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls stored procedures with what an operation wants. */
final class Routines {
  private Routines() {}

  /**
   * What stands for a parameter.
   *
   * @param column whose type it has; null: a text
   * @param told whether the procedure gives it instead
   */
  record Argument(@Nullable Column column, @Nullable Object value, boolean told) {
    static Argument text(@Nullable String text) {
      return new Argument(null, text, false);
    }

    static Argument of(Value value) {
      return new Argument(value.column(), value.value(), false);
    }
  }

  /** What an operation gives to the parameters of a call, in their order. */
  static List<Argument> arguments(Call call, Layout layout, Operation operation)
      throws TargetFailure {
    List<Argument> arguments = new ArrayList<>();
    for (String parameter : call.parameters()) {
      arguments.add(
          switch (parameter) {
            case Procedures.ID -> id(layout, operation);
            case Procedures.OPERATION -> Argument.text(operation.key().value());
            case Procedures.ACTIVE -> active(layout, operation);
            case Procedures.PASSWORD ->
                Argument.text(operation.attributes().first(Procedures.PASSWORD).orElse(null));
            default -> attribute(call, parameter, layout, operation);
          });
    }
    return arguments;
  }

  private static Argument id(Layout layout, Operation operation) throws TargetFailure {
    Optional<String> id =
        operation.action() == Operation.Action.CREATE
            ? Desired.id(layout, operation)
            : Optional.of(operation.existing().value());
    return id.isEmpty()
        ? new Argument(layout.id(), null, true)
        : Argument.of(layout.id().write(id.get()));
  }

  private static Argument active(Layout layout, Operation operation) throws TargetFailure {
    Optional<Activity> wanted = operation.activityIfAny();
    if (wanted.isEmpty()) {
      return Argument.text(null);
    }
    Activation activation = layout.kind().activation();
    return activation.exists()
        ? Argument.of(layout.activity(wanted.get()))
        : Argument.text(
            wanted.get() == Activity.ENABLED ? activation.enabled() : activation.disabled());
  }

  private static Argument attribute(Call call, String parameter, Layout layout, Operation operation)
      throws TargetFailure {
    Optional<Column> column = layout.table().find(parameter);
    for (Value value : layout.present()) {
      if (column.filter(value.column()::equals).isPresent()) {
        return Argument.of(value);
      }
    }
    String name =
        operation.attributes().names().stream()
            .filter(parameter::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(
                () ->
                    refused(
                        "The parameter "
                            + parameter
                            + " of "
                            + call.routine()
                            + " gets nothing; map an attribute of this name"));
    List<String> values = operation.attributes().all(name);
    if (values.size() > 1) {
      throw refused("The parameter " + parameter + " takes one value and is to have several");
    }
    if (values.isEmpty()) {
      return new Argument(column.orElse(null), null, false);
    }
    return column.isPresent()
        ? Argument.of(column.get().write(values.get(0)))
        : Argument.text(values.get(0));
  }

  private static TargetFailure refused(String why) {
    return TargetFailure.of(FailureKind.INVALID, why + ".");
  }

  /** The id that the procedure tells; none where it is not asked to. */
  static Optional<String> run(Connection connection, Call call, List<Argument> arguments)
      throws SQLException {
    try (CallableStatement statement = connection.prepareCall(call.escaped())) {
      int told = 0;
      for (int i = 0; i < arguments.size(); i++) {
        Argument argument = arguments.get(i);
        if (argument.told() && argument.column() != null) {
          told = i + 1;
          statement.registerOutParameter(told, argument.column().jdbcType());
        } else {
          bind(statement, i + 1, argument);
        }
      }
      statement.execute();
      return told == 0 ? Optional.empty() : text(statement.getObject(told));
    }
  }

  /** Procedures are chosen by the exact types of their arguments. */
  private static void bind(PreparedStatement statement, int index, Argument argument)
      throws SQLException {
    @Nullable Column column = argument.column();
    @Nullable Object value = argument.value();
    if (value == null) {
      statement.setNull(index, column == null ? Types.VARCHAR : column.jdbcType());
    } else if (column == null) {
      statement.setString(index, value.toString());
    } else if (column.type() == ColumnType.INTEGER) {
      statement.setObject(index, value, column.jdbcType());
    } else {
      column.type().bind(statement, index, value);
    }
  }

  private static Optional<String> text(@Nullable Object id) {
    return Optional.ofNullable(id).map(Routines::written).filter(text -> !text.isEmpty());
  }

  /** As the id is when the row is read. */
  private static String written(Object id) {
    if (id instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    return id instanceof BigDecimal number ? number.toPlainString() : id.toString().strip();
  }
}
