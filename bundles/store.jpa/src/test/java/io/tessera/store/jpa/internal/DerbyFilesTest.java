package io.tessera.store.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Resource;
import io.tessera.store.kit.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
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
                tx.resources().insert(Samples.VIEWER, alice, null);
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
}
