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
    return new Scim(caller(name, outbound));
  }

  private static Http caller(String name, String outbound) throws IOException {
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
    return admin.as(id, secret.path("secret").asText());
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
    assertThat(removed.text()).contains("referred to by service provider listing");
  }

  @Test
  void a_renamed_target_takes_along_all_that_refers_to_it() throws Exception {
    Http admin = tessera.http();
    String first = unused("first", "");
    String second =
        unused("second", "\"dependsOn\": [{\"target\": \"first\", \"order\": \"relaxed\"}]");
    String id =
        admin
            .post(
                "/api/v1/service-providers",
                "{\"name\": \"naming\", \"targets\": [{\"target\": \"first\", \"mode\":"
                    + " \"require\"}, \"second\"]}")
            .successful()
            .id();

    Http.Answer present = admin.get("/api/v1/targets/" + first).successful();
    admin
        .send(
            "PUT",
            "/api/v1/targets/" + first,
            present.text().replace("\"name\":\"first\"", "\"name\":\"foremost\""),
            "If-Match",
            present.etag())
        .successful();

    JsonNode targets =
        admin.get("/api/v1/service-providers/" + id).successful().json().path("targets");
    assertThat(targets.get(0).path("target").asText()).isEqualTo("foremost");
    assertThat(targets.get(0).path("mode").asText()).isEqualTo("require");
    assertThat(targets.get(1).asText()).isEqualTo("second");
    JsonNode needed =
        admin.get("/api/v1/targets/" + second).successful().json().at("/delivery/dependsOn/0");
    assertThat(needed.path("target").asText()).isEqualTo("foremost");
    assertThat(needed.path("order").asText()).isEqualTo("relaxed");

    String etag = admin.get("/api/v1/targets/" + first).successful().etag();
    Http.Answer refused = admin.send("DELETE", "/api/v1/targets/" + first, "", "If-Match", etag);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("service provider naming", "target second");
  }

  /** Nobody writes to it: it is switched off. */
  private static String unused(String name, String delivery) throws IOException {
    JsonNode like = tessera.http().get("/api/v1/targets/" + eastern).successful().json();
    return tessera
        .http()
        .post(
            "/api/v1/targets",
            "{\"name\": \""
                + name
                + "\", \"enabled\": false, \"identityProvider\": "
                + like.path("identityProvider")
                + ", \"connectorType\": "
                + like.path("connectorType")
                + ", \"settings\": "
                + Http.JSON.valueToTree(east.settings())
                + ", \"delivery\": {"
                + delivery
                + "}}")
        .successful()
        .id();
  }

  @Test
  void a_caller_waits_for_a_target_as_its_own_list_says() throws Exception {
    for (String mode : new String[] {"blocking", "require"}) {
      Http caller =
          caller(
              "waits-" + mode, "\"targets\": [{\"target\": \"east\", \"mode\": \"" + mode + "\"}]");
      Http.Answer answer = caller.post("/scim2/Users", user("awaited-" + mode).json());
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.header("Tessera-Delivery")).isEqualTo("east; state=done");
      assertThat(east.person("awaited-" + mode)).isPresent();
      assertThat(tessera.scim().named("awaited-" + mode)).isPresent();
    }
  }

  @Test
  void the_resident_service_provider_can_be_told_to_keep_what_is_written() throws Exception {
    Http admin = tessera.http();
    String path = "/api/v1/service-providers/";
    JsonNode resident =
        admin.get("/api/v1/service-providers?name=resident").successful().json().at("/items/0");
    String id = resident.path("id").asText();
    configureResident(path + id, ", \"mode\": \"persist\"");
    try {
      tessera.scim().create(user("homely"));
      assertThat(tessera.scim().named("homely")).isPresent();
      awaitDelivered();
      assertThat(east.person("homely")).isEmpty();
      String etag = admin.get(path + id).successful().etag();
      Http.Answer removed = admin.send("DELETE", path + id, "", "If-Match", etag);
      assertThat(removed.status()).isEqualTo(409);
      assertThat(admin.post(path + id + "/secrets", "{}").status()).isEqualTo(409);
    } finally {
      configureResident(path + id, "");
    }
  }

  private static void configureResident(String path, String mode) throws IOException {
    Http admin = tessera.http();
    String etag = admin.get(path).successful().etag();
    admin.send("PUT", path, "{\"name\": \"resident\"" + mode + "}", "If-Match", etag).successful();
  }
}
