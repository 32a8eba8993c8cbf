package io.tessera.store.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.store.kit.PostgresServer;
import io.tessera.store.spi.Principals.Principal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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

    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(firstStatement(folder))).isEqualTo(2);
    }

    assertThat(permissions(database, "old")).containsAll(FIRST_RELEASE).contains("*");
    assertThat(permissions(database, "later")).containsAll(later).contains("*");
    assertThat(permissions(database, "reader")).hasSize(3).doesNotContain("*");
  }

  private static void put(Database database, String name, Set<String> permissions) {
    new JpaStore(database)
        .write(
            tx -> {
              tx.principals().put(new Principal(name, "hash", 1, true, permissions));
              return name;
            });
  }

  private static Set<String> permissions(Database database, String name) {
    return new JpaStore(database)
        .<Set<String>>read(tx -> tx.principals().find(name).orElseThrow().permissions());
  }

  private static String firstStatement(String folder) throws IOException {
    String file = "/io/tessera/store/jpa/migration/" + folder + "/V6__callers.sql";
    try (InputStream in =
        Objects.requireNonNull(AllPermissionsMigrationTest.class.getResourceAsStream(file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("(?m)^--.*$", "").split(";", 2)[0].strip();
    }
  }
}
