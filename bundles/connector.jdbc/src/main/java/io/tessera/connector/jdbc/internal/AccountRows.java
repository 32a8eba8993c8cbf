package io.tessera.connector.jdbc.internal;

import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads whole rows, without what is none of an identity: marks, secrets and large objects. */
final class AccountRows {
  /** May be of any size, and a page of them would not fit into memory. */
  private static final Set<Integer> LARGE =
      Set.of(Types.BLOB, Types.CLOB, Types.NCLOB, Types.LONGVARBINARY, Types.SQLXML);

  private final Layout layout;
  private final List<Column> columns;
  private final @Nullable Column activation;

  AccountRows(Layout layout) throws TargetFailure {
    this.layout = layout;
    columns = layout.table().columns().stream().filter(c -> isListed(layout, c)).toList();
    activation =
        layout.kind().activation().exists()
            ? layout.table().column(layout.kind().activation().column())
            : null;
  }

  private static boolean isListed(Layout layout, Column column) {
    return !layout.isFixed(column)
        && !LARGE.contains(column.jdbcType())
        && !layout.kind().unread().contains(column.name().toLowerCase(Locale.ROOT));
  }

  /** {@code SELECT id, a, b FROM t}. */
  Sql select() {
    List<String> names = new ArrayList<>(List.of(layout.id().quoted()));
    columns.forEach(c -> names.add(c.quoted()));
    if (activation != null) {
      names.add(activation.quoted());
    }
    return new Sql("SELECT " + String.join(", ", names) + " FROM " + layout.table().quoted());
  }

  /** The row the result is at; none for one without an id. */
  Optional<Account> read(ResultSet row) throws SQLException, TargetFailure {
    Optional<String> id = layout.id().type().read(row, 1).filter(text -> !text.isEmpty());
    if (id.isEmpty()) {
      return Optional.empty();
    }
    TargetAttributes.Builder attributes = TargetAttributes.builder();
    int index = 2;
    for (Column column : columns) {
      Optional<String> value = column.type().read(row, index++);
      value.ifPresent(text -> attributes.put(shown(column.name()), text));
    }
    return Optional.of(
        new Account(new RemoteId(id.get()), attributes.build(), activity(row, index), null));
  }

  /** Names that the database has folded are told as people write them. */
  static String shown(String name) {
    return name.equals(name.toUpperCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name;
  }

  private @Nullable Activity activity(ResultSet row, int index) throws SQLException, TargetFailure {
    if (activation == null) {
      return null;
    }
    Set<Object> value =
        activation.type().read(row, index).flatMap(activation.type()::parse).stream()
            .map(activation::comparable)
            .collect(Collectors.toSet());
    for (Activity activity : Activity.values()) {
      if (layout.activity(activity).isIn(value)) {
        return activity;
      }
    }
    return null;
  }
}
