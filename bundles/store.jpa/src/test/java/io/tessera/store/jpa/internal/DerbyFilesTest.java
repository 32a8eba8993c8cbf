package io.tessera.store.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.Resource;
import io.tessera.model.UnavailableException;
import io.tessera.store.kit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database in a folder of its own. */
class DerbyFilesTest {
  @TempDir Path folder;

  @Test
  void what_was_written_is_there_after_a_restart() throws SQLException, IOException {
    String url = "jdbc:derby:" + folder.resolve("db");
    Resource alice = Samples.user("PRIMARY", "alice");
    try (Database database = OpenDatabases.derby(url)) {
      new JpaStore(database)
          .write(
              tx -> {
                tx.resources().insert(Samples.VIEWER, Samples.schema(alice), alice, null);
                return alice;
              });
    }

    assertThat(folder.resolve("db/db.lck")).doesNotExist();
    try (Database database = OpenDatabases.derby(url)) {
      assertThat(
              new JpaStore(database)
                  .<Resource>read(
                      tx ->
                          tx.resources()
                              .find(Samples.VIEWER, alice.type(), alice.id())
                              .orElseThrow()))
          .isEqualTo(alice);
    }
  }

  @Test
  void a_copy_made_while_others_write_opens_with_what_was_there() throws SQLException, IOException {
    Resource alice = Samples.user("PRIMARY", "alice");
    Resource bob = Samples.user("PRIMARY", "bob");
    Path copy = Files.createDirectories(folder.resolve("copy"));
    try (Database database = OpenDatabases.derby("jdbc:derby:" + folder.resolve("elsewhere"))) {
      insert(database, alice);
      SqlDatabaseCopies copies = new SqlDatabaseCopies(database);
      assertThat(copies.isOurs()).isTrue();
      assertThat(copies.size()).isPositive();
      copies.copyTo(copy);
      insert(database, bob);
    }

    try (Database database = OpenDatabases.derby("jdbc:derby:" + copy.resolve("db"))) {
      assertThat(found(database, alice)).contains(alice);
      assertThat(found(database, bob)).isEmpty();
    }
  }

  private static void insert(Database database, Resource user) {
    new JpaStore(database)
        .write(
            tx -> {
              tx.resources().insert(Samples.VIEWER, Samples.schema(user), user, null);
              return user;
            });
  }

  private static Optional<Resource> found(Database database, Resource user) {
    return new JpaStore(database)
        .read(tx -> tx.resources().find(Samples.VIEWER, user.type(), user.id()));
  }

  @Test
  void who_still_uses_a_closed_database_hears_that_it_is_away() throws SQLException, IOException {
    Database database = OpenDatabases.derbyInMemory();
    JpaStore store = new JpaStore(database);
    Resource late = Samples.user("PRIMARY", "late");
    database.close();

    assertThatThrownBy(store::check).isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> store.read(tx -> tx.configurations().items("target")))
        .isInstanceOf(UnavailableException.class);
    assertThatThrownBy(
            () ->
                store.write(
                    tx -> {
                      tx.resources().insert(Samples.VIEWER, Samples.schema(late), late, null);
                      return late;
                    }))
        .isInstanceOf(UnavailableException.class);
  }
}
