package io.tessera.connector.jdbc.internal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Procedures as an application has them; Derby runs them inside of the database. */
public final class StoredProcedures {
  private StoredProcedures() {}

  static void create(TestTables tables) {
    tables.run("ALTER TABLE people ADD COLUMN digest VARCHAR(200)");
    declare(
        tables,
        "create_person(OUT id INTEGER, login VARCHAR(200), display_name VARCHAR(200), title"
            + " VARCHAR(500), active BOOLEAN, password VARCHAR(200))",
        "createPerson");
    declare(
        tables,
        "change_person(id INTEGER, login VARCHAR(200), display_name VARCHAR(200), title"
            + " VARCHAR(500), password VARCHAR(200))",
        "changePerson");
    declare(tables, "enable_person(id INTEGER)", "enablePerson");
    declare(tables, "disable_person(id INTEGER)", "disablePerson");
    declare(tables, "delete_person(id INTEGER)", "deletePerson");
    declare(tables, "create_team(OUT id INTEGER, name VARCHAR(200))", "createTeam");
    declare(tables, "change_team(id INTEGER, name VARCHAR(200))", "changeTeam");
    declare(tables, "delete_team(id INTEGER)", "deleteTeam");
    declare(tables, "join_team(team INTEGER, person INTEGER)", "joinTeam");
    declare(tables, "leave_team(team INTEGER, person INTEGER)", "leaveTeam");
  }

  static String[] settings() {
    return new String[] {
      "createUser = {call create_person(:id, :login, :display_name, :title, :active, :password)}",
      "updateUser = {call change_person(:id, :login, :display_name, :title, :password)}",
      "enableUser = {call enable_person(:id)}",
      "disableUser = {call disable_person(:id)}",
      "deleteUser = {call delete_person(:id)}",
      "createGroup = {call create_team(:id, :name)}",
      "updateGroup = {call change_team(:id, :name)}",
      "deleteGroup = {call delete_team(:id)}",
      "addMember = {call join_team(:group, :member)}",
      "removeMember = {call leave_team(:group, :member)}"
    };
  }

  static void declare(TestTables tables, String signature, String method) {
    tables.run(
        "CREATE PROCEDURE "
            + signature
            + " LANGUAGE JAVA PARAMETER STYLE JAVA MODIFIES SQL DATA EXTERNAL NAME '"
            + StoredProcedures.class.getName()
            + "."
            + method
            + "'");
  }

  public static void createPerson(
      int[] id,
      String login,
      @Nullable String displayName,
      @Nullable String title,
      boolean active,
      @Nullable String password)
      throws SQLException {
    id[0] =
        insert(
            "INSERT INTO people (login, display_name, title, active, digest) VALUES (?, ?, ?, ?,"
                + " ?)",
            login,
            displayName,
            title,
            active,
            digest(password));
  }

  public static void changePerson(
      int id,
      String login,
      @Nullable String displayName,
      @Nullable String title,
      @Nullable String password)
      throws SQLException {
    run(
        "UPDATE people SET login = ?, display_name = ?, title = ? WHERE id = ?",
        login,
        displayName,
        title,
        id);
    if (password != null) {
      run("UPDATE people SET digest = ? WHERE id = ?", digest(password), id);
    }
  }

  static @Nullable String digest(@Nullable String password) {
    return password == null ? null : "digest" + password.hashCode();
  }

  public static void enablePerson(int id) throws SQLException {
    run("UPDATE people SET active = TRUE WHERE id = ?", id);
  }

  public static void disablePerson(int id) throws SQLException {
    run("UPDATE people SET active = FALSE WHERE id = ?", id);
  }

  public static void deletePerson(int id) throws SQLException {
    run("DELETE FROM team_people WHERE person_id = ?", id);
    run("DELETE FROM people WHERE id = ?", id);
  }

  public static void createTeam(int[] id, String name) throws SQLException {
    id[0] = insert("INSERT INTO teams (name) VALUES (?)", name);
  }

  public static void changeTeam(int id, String name) throws SQLException {
    run("UPDATE teams SET name = ? WHERE id = ?", name, id);
  }

  public static void deleteTeam(int id) throws SQLException {
    run("DELETE FROM team_people WHERE team_id = ?", id);
    run("DELETE FROM teams WHERE id = ?", id);
  }

  public static void createBadge(byte[][] id, String login) throws SQLException {
    id[0] = new byte[] {1, 2, (byte) login.length(), -1};
    run("INSERT INTO badges (id, login, active) VALUES (?, ?, TRUE)", id[0], login);
  }

  /** Tells nobody the id, and makes two rows for some. */
  public static void hirePerson(String login) throws SQLException {
    run("INSERT INTO staff (login) VALUES (?)", login);
    if (login.startsWith("twin")) {
      run("INSERT INTO staff (login) VALUES (?)", login);
    }
  }

  /** Makes a row, and takes the table away. */
  public static void hireLast(String login) throws SQLException {
    hirePerson(login);
    run("RENAME TABLE staff TO former_staff");
  }

  public static void joinTeam(int team, int person) throws SQLException {
    run("INSERT INTO team_people (team_id, person_id) VALUES (?, ?)", team, person);
  }

  public static void leaveTeam(int team, int person) throws SQLException {
    run("DELETE FROM team_people WHERE team_id = ? AND person_id = ?", team, person);
  }

  private static int insert(String sql, @Nullable Object... values) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:default:connection");
        PreparedStatement statement =
            connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
      bind(statement, values);
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getInt(1);
      }
    }
  }

  private static void run(String sql, @Nullable Object... values) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:default:connection");
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
