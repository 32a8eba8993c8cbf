package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where what is written goes depends on who writes it. */
class OutboundIT {
  private static final String SCOPES =
      "\"scopes\": [\"scim.users.read\", \"scim.users.write\", \"scim.users.delete\"]";

  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory east;
  private static Directory west;
  private static String eastern;
  private static String western;

  @BeforeAll
  static void start() throws IOException {
    east = Directory.in(folder.resolve("east"));
    west = Directory.in(folder.resolve("west"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
    Connections connections = tessera.connections();
    eastern = connections.addTarget("east", "io.tessera.connector.ldap", east.settings());
    western = connections.addTarget("west", "io.tessera.connector.ldap", west.settings());
  }

  @AfterAll
  static void end() {
    tessera.close();
    east.close();
    west.close();
  }

  private static Scim party(String name, String outbound) throws IOException {
    Http admin = tessera.http();
    String id =
        admin
            .post(
                "/api/v1/service-providers",
                "{\"name\": \"" + name + "\", " + SCOPES + ", " + outbound + "}")
            .successful()
            .id();
    JsonNode secret =
        admin.post("/api/v1/service-providers/" + id + "/secrets", "{}").successful().json();
    return new Scim(admin.as(id, secret.path("secret").asText()));
  }

  private static void awaitDelivered() {
    tessera.connections().awaitDelivered(eastern, Duration.ofSeconds(30));
    tessera.connections().awaitDelivered(western, Duration.ofSeconds(30));
  }

  @Test
  void a_user_gets_accounts_where_its_service_provider_provisions_to() throws Exception {
    party("some", "\"targets\": [\"east\"]").create(user("eastern"));
    party("none", "\"mode\": \"persist\"").create(user("kept"));
    party("all", "\"mode\": \"persist-and-provision\"").create(user("everywhere"));
    awaitDelivered();

    assertThat(east.person("eastern")).isPresent();
    assertThat(west.person("eastern")).isEmpty();
    assertThat(east.person("kept")).isEmpty();
    assertThat(west.person("kept")).isEmpty();
    assertThat(east.person("everywhere")).isPresent();
    assertThat(west.person("everywhere")).isPresent();
    assertThat(tessera.scim().named("kept")).isPresent();
  }

  @Test
  void accounts_that_are_there_get_every_change_whoever_makes_it() throws Exception {
    Scim some = party("eastern-crm", "\"targets\": [\"east\"]");
    Scim none = party("keeper", "\"mode\": \"persist\"");
    String id = tessera.scim().create(user("shared"));
    awaitDelivered();

    none.set(id, "title", "\"Keeper\"");
    awaitDelivered();
    assertThat(west.person("shared").orElseThrow().getAttributeValue("title")).isEqualTo("Keeper");

    some.delete(id);
    awaitDelivered();
    assertThat(east.person("shared")).isEmpty();
    assertThat(west.person("shared")).isEmpty();
  }

  @Test
  void targets_that_are_listed_must_be_there_and_stay() throws Exception {
    Http admin = tessera.http();
    String path = "/api/v1/service-providers";

    Http.Answer unknown =
        admin.post(path, "{\"name\": \"wrong\", \"targets\": [\"north\"], " + SCOPES + "}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text()).contains("there is no target \\\"north\\\"");

    party("listing", "\"targets\": [\"west\"]");
    String etag = admin.get("/api/v1/targets/" + western).successful().etag();
    Http.Answer removed = admin.send("DELETE", "/api/v1/targets/" + western, "", "If-Match", etag);
    assertThat(removed.status()).isEqualTo(409);
    assertThat(removed.text()).contains("listing provisions to west");
  }
}
