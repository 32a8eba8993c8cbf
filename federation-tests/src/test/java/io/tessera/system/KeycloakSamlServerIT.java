package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody of Keycloak signs in at the started server over SAML, as its metadata say. */
class KeycloakSamlServerIT {
  private static final String NAME = "alice@example.org";

  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;
  private static Keycloak keycloak;
  private static KeycloakAdmin admin;
  private static Realm realm;
  private static String provider;

  @BeforeAll
  static void start() throws Exception {
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera"));
    String callback = tessera.uri("/login/keycloak/callback").toString();
    String home = tessera.uri("/login").toString();
    realm =
        new Realm(callback, home)
            .with(
                new SamlClient(tessera.uri("/login/keycloak/metadata").toString(), callback, home));
    keycloak = Keycloak.start(realm.document());
    admin = new KeycloakAdmin(keycloak);
    tessera.start();
    tessera.connections().addTarget("people", "io.tessera.connector.ldap", directory.settings());
    tessera
        .http()
        .post(
            "/scim2/Groups",
            "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:Group\"],"
                + " \"displayName\": \"staff\"}")
        .successful();
    provider =
        tessera.http().post("/api/v1/identity-providers", settings().toString()).successful().id();
  }

  @AfterAll
  static void end() {
    if (tessera != null) {
      tessera.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
    directory.close();
  }

  /** What the metadata say, and what becomes of whom it vouches for. */
  private static ObjectNode settings() throws Exception {
    URI descriptor = URI.create(keycloak.issuer() + "/protocol/saml/descriptor");
    String metadata =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(descriptor).build(), BodyHandlers.ofString())
            .body();
    ObjectNode document = Http.JSON.createObjectNode().put("document", metadata);
    ObjectNode settings =
        (ObjectNode)
            tessera
                .http()
                .post("/api/v1/identity-providers/metadata", document.toString())
                .successful()
                .json();
    settings.remove("warnings");
    settings.put("name", "keycloak").put("displayName", "Keycloak").put("unmappedRoles", "keep");
    settings.set(
        "claimMappings",
        Http.JSON.readTree(
            """
            [{"remote": "email", "local": "userName"},
             {"remote": "email", "local": "emails.value"},
             {"remote": "groups", "local": "groups"}]
            """));
    ((ObjectNode) settings.get("signIn"))
        .set("jit", Http.JSON.createObjectNode().put("enabled", true).put("scheme", "silent"));
    return settings;
  }

  private static Browser.Arrival signIn() throws IOException, InterruptedException {
    Browser browser = new Browser(keycloak.base(), tessera.uri("/").toString());
    Browser.Arrival arrival = browser.visit(tessera.uri("/login/keycloak"));
    if (arrival.asksForPassword()) {
      arrival = browser.fill(arrival, Map.of("username", Realm.PERSON, "password", realm.password));
    }
    return arrival.page().contains("SAMLResponse")
        ? browser.fill(arrival, arrival.fields())
        : arrival;
  }

  private static JsonNode users() throws IOException {
    return tessera.http().get("/scim2/Users").successful().json().path("Resources");
  }

  @Test
  void a_person_of_keycloak_has_an_account_here_in_their_group_and_at_the_target()
      throws Exception {
    Browser.Arrival me = signIn();
    assertThat(me.at()).as(me.title()).isEqualTo(tessera.uri("/login/me"));
    assertThat(me.page()).contains(NAME, "staff");
    assertThat(users()).hasSize(1);
    assertThat(users().get(0).path("groups").toString()).contains("staff");
    Eventually.holds(() -> assertThat(directory.person(NAME)).isPresent());
    String version = users().get(0).path("meta").path("version").asText();

    assertThat(signIn().at()).isEqualTo(tessera.uri("/login/me"));
    assertThat(users().get(0).path("meta").path("version").asText()).isEqualTo(version);

    admin.rotateKeys();
    assertThat(signIn().title()).doesNotContain("Hello");
    String path = "/api/v1/identity-providers/" + provider;
    String etag = tessera.http().get(path).successful().etag();
    tessera.http().send("PUT", path, settings().toString(), "If-Match", etag).successful();
    assertThat(signIn().at()).isEqualTo(tessera.uri("/login/me"));

    admin.change(Realm.PERSON, Map.of("enabled", false));
    assertThat(signIn().at()).asString().startsWith(keycloak.base());
    assertThat(users()).hasSize(1);
  }
}
