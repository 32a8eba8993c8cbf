package io.tessera.connector.jdbc.internal;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.ObjectType;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The configuration, checked as far as it can be without the database. */
record JdbcSettings(
    Access access,
    Kind users,
    Optional<Kind> groups,
    Optional<Membership> membership,
    Procedures procedures,
    Duration settling) {

  private static final int LONGEST_SETTLING_MILLIS = 3_600_000;

  /** Where the id of a new row comes from. */
  enum Ids {
    DATABASE,
    UUID,
    ATTRIBUTE
  }

  /**
   * How one kind of object is kept. Columns are by their names as the operator wrote them.
   *
   * @param label {@code user} or {@code group}, for messages
   * @param property the beginning of its settings' names
   * @param filter values by column that all rows of this kind have
   * @param unread columns that are not listed, in lower case
   */
  record Kind(
      ObjectType type,
      String label,
      String property,
      Table.Name table,
      String idColumn,
      Ids ids,
      List<String> keyColumns,
      Map<String, String> filter,
      Activation activation,
      Deletion deletion,
      Changes changes,
      Set<String> unread,
      Procedures procedures) {}

  /** Where changes are told. */
  sealed interface Changes {}

  /** Nowhere. */
  record NoChanges() implements Changes {}

  /** By a column of the rows themselves. */
  record ChangeColumn(String column) implements Changes {}

  /** By rows of another table. */
  record ChangeTable(Table.Name table, String number, String row) implements Changes {}

  /** How an account is disabled; the column is empty where there is no such thing. */
  record Activation(String column, String enabled, String disabled) {
    static final Activation NONE = new Activation("", "true", "false");

    boolean exists() {
      return !column.isEmpty();
    }
  }

  /**
   * How a row is deleted; the column is empty where rows really are.
   *
   * @param deleted {@value #NOW}: the time of the deletion
   * @param present empty: NULL
   */
  record Deletion(String column, String deleted, String present) {
    static final String NOW = "now";

    boolean isSoft() {
      return !column.isEmpty();
    }
  }

  /** Where it is said who is in which group. */
  record Membership(Table.Name table, String groupColumn, String memberColumn) {}

  static JdbcSettings of(JdbcConnector.Config config) {
    Procedures procedures = Procedures.of(config.procedures());
    Kind users = users(config, procedures);
    Optional<Kind> groups = groups(config, procedures);
    refuseReturnOfOwn(users);
    groups.ifPresent(JdbcSettings::refuseReturnOfOwn);
    return new JdbcSettings(
        Access.of(config),
        users,
        groups,
        membership(config, procedures),
        procedures,
        settling(config.changeSettleMillis()));
  }

  /** What a function returns cannot be bound to an id of ours. */
  private static void refuseReturnOfOwn(Kind kind) {
    Procedures.Step step = Procedures.Step.create(kind.type());
    if (kind.ids() != Ids.DATABASE
        && kind.procedures().call(step).filter(Call::returned).isPresent()) {
      throw new ConfigurationException(
          "procedures",
          step.written()
              + " returns the id of a new "
              + kind.label()
              + "; set "
              + kind.property()
              + "Ids to database, or write {call ...} and pass :id.");
    }
  }

  private static Kind users(JdbcConnector.Config config, Procedures procedures) {
    return new Kind(
        ObjectType.USER,
        "user",
        "user",
        table("userTable", config.userTable()),
        needed("userIdColumn", config.userIdColumn()),
        ids("userIds", config.userIds()),
        list("userKeyColumns", config.userKeyColumns()),
        filter("userFilter", config.userFilter()),
        activation(config),
        deletion(
            "userDeletedValue",
            config.userDeletedColumn(),
            config.userDeletedValue(),
            config.userPresentValue()),
        changes(config, "user", config.userChangeColumn(), config.userChangeTable()),
        unread(config),
        procedures);
  }

  private static Optional<Kind> groups(JdbcConnector.Config config, Procedures procedures) {
    if (config.groupTable().isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new Kind(
            ObjectType.GROUP,
            "group",
            "group",
            table("groupTable", config.groupTable()),
            needed("groupIdColumn", config.groupIdColumn()),
            ids("groupIds", config.groupIds()),
            list("groupKeyColumns", config.groupKeyColumns()),
            filter("groupFilter", config.groupFilter()),
            Activation.NONE,
            deletion(
                "groupDeletedValue",
                config.groupDeletedColumn(),
                config.groupDeletedValue(),
                config.groupPresentValue()),
            changes(config, "group", config.groupChangeColumn(), config.groupChangeTable()),
            unread(config),
            procedures));
  }

  private static Changes changes(
      JdbcConnector.Config config, String kind, String column, String table) {
    if (table.isBlank()) {
      return column.isBlank() ? new NoChanges() : new ChangeColumn(column.strip());
    }
    if (!column.isBlank()) {
      throw new ConfigurationException(
          kind + "ChangeTable", "is set together with " + kind + "ChangeColumn; choose one.");
    }
    return new ChangeTable(
        table(kind + "ChangeTable", table),
        needed("changeNumberColumn", config.changeNumberColumn()),
        needed("changeRowColumn", config.changeRowColumn()));
  }

  private static Set<String> unread(JdbcConnector.Config config) {
    return Arrays.stream(config.unreadColumns())
        .map(c -> c.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Duration settling(int millis) {
    if (millis < 0 || millis > LONGEST_SETTLING_MILLIS) {
      throw new ConfigurationException(
          "changeSettleMillis",
          "is " + millis + "; allowed are 0 to " + LONGEST_SETTLING_MILLIS + ".");
    }
    return Duration.ofMillis(millis);
  }

  private static Optional<Membership> membership(
      JdbcConnector.Config config, Procedures procedures) {
    if (config.membershipTable().isBlank()) {
      if (procedures.changeMembers()) {
        throw new ConfigurationException(
            "membershipTable", "is missing: procedures change members, and it tells them; set it.");
      }
      return Optional.empty();
    }
    if (config.groupTable().isBlank()) {
      throw new ConfigurationException(
          "membershipTable", "has no use without groups; set groupTable.");
    }
    return Optional.of(
        new Membership(
            table("membershipTable", config.membershipTable()),
            needed("membershipGroupColumn", config.membershipGroupColumn()),
            needed("membershipMemberColumn", config.membershipMemberColumn())));
  }

  private static Activation activation(JdbcConnector.Config config) {
    String column = config.activeColumn().strip();
    if (column.isEmpty()) {
      return new Activation("", config.enabledValue(), config.disabledValue());
    }
    if (config.enabledValue().equals(config.disabledValue())) {
      throw new ConfigurationException(
          "disabledValue", "is the same as enabledValue; tell them apart.");
    }
    return new Activation(column, config.enabledValue(), config.disabledValue());
  }

  private static Deletion deletion(String property, String column, String deleted, String present) {
    if (!column.isBlank()) {
      needed(property, deleted);
      if (deleted.equals(present)) {
        throw new ConfigurationException(
            property, "is the value of rows that are not deleted, too; tell them apart.");
      }
    }
    return new Deletion(column.strip(), deleted, present);
  }

  private static Ids ids(String property, String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "database" -> Ids.DATABASE;
      case "uuid" -> Ids.UUID;
      case "attribute" -> Ids.ATTRIBUTE;
      default ->
          throw new ConfigurationException(
              property, "is none of database, uuid and attribute; choose one.");
    };
  }

  private static Map<String, String> filter(String property, String[] pairs) {
    Map<String, String> filter = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new ConfigurationException(property, "is no column=value; write it so.");
      }
      filter.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return Map.copyOf(filter);
  }

  private static Table.Name table(String property, String written) {
    Table.Name name = Table.Name.of(needed(property, written));
    if (name.table().isEmpty() || written.strip().startsWith(".")) {
      throw new ConfigurationException(property, "is no table or schema.table.");
    }
    return name;
  }

  static String needed(String property, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new ConfigurationException(property, "is missing; set it.");
    }
    return value.strip();
  }

  private static List<String> list(String property, String[] values) {
    List<String> cleaned =
        Arrays.stream(values).map(String::strip).filter(v -> !v.isEmpty()).toList();
    if (cleaned.isEmpty()) {
      throw new ConfigurationException(property, "is empty; name at least one.");
    }
    return cleaned;
  }
}
