package io.tessera.connector.jdbc.internal;

import io.tessera.connector.jdbc.internal.JdbcSettings.Kind;
import io.tessera.connector.jdbc.internal.JdbcSettings.Membership;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables, looked up when first needed and kept until something is wrong with them. Safe for use
 * by several threads; two may look the same table up at once.
 */
final class Layouts {
  private final Database database;
  private final JdbcSettings settings;
  private final Map<Table.Name, Table> known = new ConcurrentHashMap<>();

  Layouts(Database database, JdbcSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  Layout of(ObjectType type) throws TargetFailure, InterruptedException {
    Kind kind = kind(type);
    return Layout.of(kind, table(kind.table()));
  }

  private Kind kind(ObjectType type) throws TargetFailure {
    if (type == ObjectType.USER) {
      return settings.users();
    }
    return settings
        .groups()
        .orElseThrow(
            () ->
                TargetFailure.of(
                    FailureKind.CONFIGURATION, "There is no group table; set groupTable."));
  }

  /** Where memberships are, with their columns. */
  record MembershipLayout(Table table, Column group, Column member) {}

  MembershipLayout membership(Membership membership) throws TargetFailure, InterruptedException {
    Table table = table(membership.table());
    return new MembershipLayout(
        table, table.column(membership.groupColumn()), table.column(membership.memberColumn()));
  }

  Table table(Table.Name name) throws TargetFailure, InterruptedException {
    @Nullable Table table = known.get(name);
    if (table == null) {
      table = database.ask("look up the table " + name, c -> new Catalogue(c).table(name));
      known.put(name, table);
    }
    return table;
  }

  /** Somebody may have changed the tables. */
  void forget() {
    known.clear();
  }
}
