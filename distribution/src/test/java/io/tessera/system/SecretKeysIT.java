package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that opens the secrets of targets is changed. */
class SecretKeysIT {
  @TempDir Path folder;

  @Test
  void after_the_key_was_rotated_and_the_old_one_removed_a_restarted_server_still_signs_in()
      throws Exception {
    try (Directory directory = Directory.in(folder.resolve("directory"));
        TesseraServer tessera = TesseraServer.in(folder.resolve("tessera")).start()) {
      tessera
          .connections()
          .addTarget("directory", "io.tessera.connector.ldap", directory.settings());
      JsonNode first = keys(tessera).get(0);
      assertThat(first.path("secrets").asInt()).isEqualTo(1);
      String old = first.path("id").asText();

      String made = post(tessera, "").path("id").asText();
      assertThat(post(tessera, "/" + made + "/use").path("encryptedAnew").asInt()).isEqualTo(1);
      tessera.http().delete("/api/v1/secret-keys/" + old).successful();
      tessera.stop();
      tessera.start();

      assertThat(keys(tessera)).hasSize(1);
      assertThat(Files.readString(tessera.data().resolve("keys/master.key")))
          .startsWith(made + " ")
          .doesNotContain(old);
      tessera.scim().create(user("rotated"));
      Eventually.holds(() -> assertThat(directory.person("rotated")).isPresent());
    }
  }

  private static JsonNode keys(TesseraServer tessera) throws Exception {
    return tessera.http().get("/api/v1/secret-keys").successful().json().path("items");
  }

  private static JsonNode post(TesseraServer tessera, String path) throws Exception {
    return tessera.http().post("/api/v1/secret-keys" + path, "").successful().json();
  }
}
