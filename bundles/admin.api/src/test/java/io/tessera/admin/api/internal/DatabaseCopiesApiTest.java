package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.admin.api.internal.AdminServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseCopiesApiTest {
  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    server = new AdminServer().bootstrapped();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void a_copy_is_made_on_the_servers_machine_and_removed_again() throws Exception {
    Reply made = server.post("database-copies", null);
    assertThat(made.status()).isEqualTo(201);
    String id = made.body().text("id").orElseThrow();
    assertThat(made.body().text("folder").orElseThrow()).endsWith(id);
    assertThat(server.delete("database-copies/" + id, null).status()).isEqualTo(204);
    assertThat(server.delete("database-copies/" + id, null).status()).isEqualTo(404);
  }

  @Test
  void a_database_elsewhere_is_not_copied() throws Exception {
    server.backups.isElsewhere = true;
    assertThat(server.post("database-copies", null).status()).isEqualTo(409);
  }
}
