package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody of Keycloak signs in at the started server, and has an account here and at a target. */
class KeycloakServerIT {
  /** Keycloak is on this machine, which the server does not ask unless told so. */
  private static final String LOCAL =
      "{\"configurations\": {\"io.tessera.federation.oidc\": {\"localHosts\": [\"127.0.0.1\"]}}}";

  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;
  private static Keycloak keycloak;
  private static KeycloakAdmin admin;
  private static Realm realm;

  @BeforeAll
  static void start() throws Exception {
    directory = Directory.in(folder.resolve("directory"));
    tessera =
        TesseraServer.in(folder.resolve("tessera")).with("TESSERA_FEATURES", "connectors,local");
    Path features = Files.createDirectories(tessera.data().resolve("etc/features"));
    Files.writeString(features.resolve("local.json"), LOCAL);
    realm =
        new Realm(
            tessera.uri("/login/keycloak/callback").toString(), tessera.uri("/login").toString());
    keycloak = Keycloak.start(realm.document());
    admin = new KeycloakAdmin(keycloak);
    tessera.start();
    tessera.connections().addTarget("people", "io.tessera.connector.ldap", directory.settings());
    tessera.http().post("/api/v1/identity-providers", provider()).successful();
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

  private static String provider() {
    return """
    {"name": "keycloak", "displayName": "Keycloak", "enabled": true,
     "claimMappings": [
       {"remote": "preferred_username", "local": "userName"},
       {"remote": "given_name", "local": "name.givenName"},
       {"remote": "family_name", "local": "name.familyName"},
       {"remote": "name", "local": "displayName"},
       {"remote": "email", "local": "emails.value"}],
     "signIn": {"protocol": "oidc",
       "oidc": {"issuer": "%s", "clientId": "%s", "clientSecret": "%s",
         "scopes": ["profile", "email"]},
       "jit": {"enabled": true, "scheme": "silent", "attributes": "override-all"}}}
    """
        .formatted(keycloak.issuer(), Realm.CLIENT, realm.clientSecret);
  }

  private static Browser browser() {
    return new Browser(keycloak.base(), tessera.uri("/").toString());
  }

  private static Browser.Arrival signIn(Browser browser) throws IOException, InterruptedException {
    Browser.Arrival arrival = browser.visit(tessera.uri("/login/keycloak"));
    return arrival.asksForPassword()
        ? browser.fill(arrival, Map.of("username", Realm.PERSON, "password", realm.password))
        : arrival;
  }

  private static JsonNode user() throws IOException {
    JsonNode found =
        tessera
            .http()
            .get("/scim2/Users?filter=userName%20eq%20%22" + Realm.PERSON + "%22")
            .successful()
            .json()
            .path("Resources");
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void a_person_of_keycloak_has_an_account_that_follows_what_keycloak_says() throws Exception {
    Browser browser = browser();
    Browser.Arrival me = signIn(browser);
    assertThat(me.at()).as(me.title()).isEqualTo(tessera.uri("/login/me"));
    assertThat(me.page()).contains("Hello, Alice Example", "Keycloak");
    String id = user().path("id").asText();
    Eventually.holds(() -> assertThat(directory.person(Realm.PERSON)).isPresent());
    String version = user().path("meta").path("version").asText();

    Browser.Arrival again = signIn(browser());
    assertThat(again.page()).contains("Hello, Alice Example");
    assertThat(user().path("meta").path("version").asText()).isEqualTo(version);

    admin.change(
        Realm.PERSON,
        Map.of(
            "email",
            "alice@example.org",
            "emailVerified",
            true,
            "firstName",
            "Alice",
            "lastName",
            "Other"));
    signIn(browser());
    assertThat(user().path("id").asText()).isEqualTo(id);
    assertThat(user().path("name").path("familyName").asText()).isEqualTo("Other");
    Eventually.holds(
        () ->
            assertThat(directory.person(Realm.PERSON).orElseThrow().getAttributeValue("sn"))
                .isEqualTo("Other"));

    admin.rotateKeys();
    Eventually.holds(() -> assertThat(signIn(browser()).at()).isEqualTo(tessera.uri("/login/me")));

    admin.change(Realm.PERSON, Map.of("enabled", false));
    Browser.Arrival disabled = signIn(browser());
    assertThat(disabled.at()).asString().startsWith(keycloak.base());
    assertThat(user().path("id").asText()).isEqualTo(id);
  }
}
