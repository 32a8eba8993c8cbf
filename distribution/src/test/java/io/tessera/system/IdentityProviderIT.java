package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an identity provider says holds for all its targets. */
class IdentityProviderIT {
  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;

  @BeforeAll
  static void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
  }

  @AfterAll
  static void end() {
    tessera.close();
    directory.close();
  }

  @Test
  void accounts_carry_the_provisioned_attributes_with_their_defaults_and_no_others()
      throws Exception {
    Connections connections = new Connections(tessera.http());
    String target =
        connections.addTarget("people", "io.tessera.connector.ldap", directory.settings());
    String alice = tessera.scim().create(user("alice"));
    Eventually.holds(
        () -> assertThat(directory.person("alice").orElseThrow().hasAttribute("mail")).isTrue());

    JsonNode map = tessera.http().get("/api/v1/targets/" + target).json().path("policyMap");
    JsonNode provider =
        tessera.http().get("/api/v1/identity-providers").successful().json().path("items").path(0);
    ObjectNode changed = ((ObjectNode) provider).deepCopy();
    ArrayNode attributes = changed.putArray("provisionedAttributes");
    for (JsonNode row : map.path("user")) {
      String attribute = row.path("attribute").asText();
      if (!attribute.equals("mail")) {
        attributes.add(attribute);
      }
    }
    attributes.addObject().put("attribute", "l").put("default", "Berlin");
    tessera
        .http()
        .send(
            "PUT",
            "/api/v1/identity-providers/" + provider.path("id").asText(),
            changed.toString(),
            "If-Match",
            "*")
        .successful();

    tessera.scim().create(user("bob"));
    Eventually.holds(() -> assertThat(directory.person("bob")).isPresent());
    assertThat(directory.person("bob").orElseThrow().hasAttribute("mail")).isFalse();
    assertThat(directory.person("bob").orElseThrow().getAttributeValue("l")).isEqualTo("Berlin");
    tessera.scim().delete(alice);
  }

  @Test
  void what_is_no_certificate_is_refused_with_its_place_and_nothing_is_made() throws Exception {
    Http.Answer refused =
        tessera
            .http()
            .post(
                "/api/v1/identity-providers",
                "{\"name\": \"wrong\", \"certificates\": [\"MIIB\"], \"jwksUri\": \"http://x\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("certificates[0]", "jwksUri", "https://");
    assertThat(
            tessera
                .http()
                .get("/api/v1/identity-providers?name=wrong")
                .successful()
                .json()
                .path("items")
                .size())
        .isZero();
  }
}
