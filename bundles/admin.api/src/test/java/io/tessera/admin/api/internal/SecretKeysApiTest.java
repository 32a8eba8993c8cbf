package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.admin.api.internal.AdminServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretKeysApiTest {
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
  void a_key_is_made_used_and_the_old_one_removed() throws Exception {
    Reply made = server.post("secret-keys", null);
    assertThat(made.status()).isEqualTo(201);
    String id = made.body().text("id").orElseThrow();

    Reply used = server.post("secret-keys/" + id + "/use", null);

    assertThat(used.status()).isEqualTo(200);
    assertThat(used.body().text("id")).hasValue(id);
    assertThat(server.delete("secret-keys/k0", null).status()).isEqualTo(204);
    assertThat(server.secretKeys.list()).singleElement().matches(key -> key.id().equals(id));
  }

  @Test
  void the_key_that_encrypts_cannot_be_removed_nor_one_that_is_not_there_used() throws Exception {
    assertThat(server.delete("secret-keys/k0", null).status()).isEqualTo(409);
    assertThat(server.post("secret-keys/k9/use", null).status()).isEqualTo(404);
  }
}
