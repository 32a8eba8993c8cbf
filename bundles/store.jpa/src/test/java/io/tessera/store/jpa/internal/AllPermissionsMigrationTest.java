package io.tessera.store.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Names;
import io.tessera.store.kit.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What version 6 makes of administrators that were there before. */
class AllPermissionsMigrationTest {
  private static final Set<String> FIRST_RELEASE =
      Set.of(
          "anybody",
          "config.read",
          "config.write",
          "discovery",
          "queue.operate",
          "queue.read",
          "scim.groups.delete",
          "scim.groups.read",
          "scim.groups.write",
          "scim.users.delete",
          "scim.users.read",
          "scim.users.write");

  @Test
  void whoever_had_every_permission_has_those_of_later_versions_on_derby()
      throws SQLException, IOException {
    try (Database database = OpenDatabases.derbyInMemory()) {
      check(database, "derby");
    }
  }

  @Test
  void whoever_had_every_permission_has_those_of_later_versions_on_postgresql() throws Exception {
    StoreOnPostgresqlTest.requirePostgresql();
    try (PostgresServer server = PostgresServer.start();
        Database database = OpenDatabases.postgresql(server)) {
      check(database, "postgresql");
    }
  }

  private static void check(Database database, String folder) throws SQLException, IOException {
    Set<String> later = new TreeSet<>(FIRST_RELEASE);
    later.addAll(Set.of("audit.read", "audit.erase", "self.read", "self.write", "signed-in"));
    put(database, "old", FIRST_RELEASE);
    put(database, "later", later);
    put(database, "reader", Set.of("config.read", "queue.read", "scim.users.read"));

    assertThat(run(database, folder, "V6__callers.sql", 0)).isEqualTo(2);
    assertThat(permissions(database, "old")).containsAll(FIRST_RELEASE).contains("*");
    assertThat(permissions(database, "later")).containsAll(later).contains("*");
    assertThat(permissions(database, "reader")).hasSize(3).doesNotContain("*");

    assertThat(run(database, folder, "V13__administrators.sql", 5)).isEqualTo(2);
    assertThat(roles(database, "old")).containsExactly("administrator");
    assertThat(roles(database, "reader")).isEmpty();
  }

  private static int run(Database database, String folder, String file, int statement)
      throws SQLException, IOException {
    try (Connection connection = database.connect();
        Statement sql = connection.createStatement()) {
      return sql.executeUpdate(statement(folder, file, statement));
    }
  }

  private static void put(Database database, String name, Set<String> permissions)
      throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO principals"
                    + " (name_key, name, password_hash, version, enabled, permissions)"
                    + " VALUES (?, ?, 'hash', 1, TRUE, ?)")) {
      insert.setString(1, SearchKey.exact(Names.fold(name)));
      insert.setString(2, name);
      insert.setString(3, String.join(" ", new TreeSet<>(permissions)));
      insert.executeUpdate();
    }
  }

  private static List<String> permissions(Database database, String name) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement select =
            connection.prepareStatement("SELECT permissions FROM principals WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet rows = select.executeQuery()) {
        assertThat(rows.next()).isTrue();
        return List.of(rows.getString(1).split(" ", -1));
      }
    }
  }

  private static Set<String> roles(Database database, String name) {
    return new JpaStore(database)
        .<Set<String>>read(tx -> tx.principals().find(name).orElseThrow().roles());
  }

  private static String statement(String folder, String name, int index) throws IOException {
    String file = "/io/tessera/store/jpa/migration/" + folder + "/" + name;
    try (InputStream in =
        Objects.requireNonNull(AllPermissionsMigrationTest.class.getResourceAsStream(file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("(?m)^--.*$", "").split(";", -1)[index].strip();
    }
  }
}
