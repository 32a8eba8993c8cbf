package io.tessera.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.tessera.federation.oidc.OpenIdProvider;
import io.tessera.federation.oidc.TokenFault;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People sign in at an OpenID provider and have the right account, here and at the targets. */
class FederationIT {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String REDIRECT = "https://wiki.example/back";

  /** The provider is on this machine, which the server does not ask unless told so. */
  private static final String LOCAL =
      "{\"configurations\": {\"io.tessera.federation.oidc\": {\"localHosts\": [\"127.0.0.1\"]}}}";

  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;
  private static OpenIdProvider acme;
  private static Http admin;
  private static String target;

  private final CookieBrowser browser = new CookieBrowser();

  @BeforeAll
  static void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera =
        TesseraServer.in(folder.resolve("tessera")).with("TESSERA_FEATURES", "connectors,local");
    Path features = Files.createDirectories(tessera.data().resolve("etc/features"));
    Files.writeString(features.resolve("local.json"), LOCAL);
    tessera.start();
    admin = tessera.http();
    target =
        tessera
            .connections()
            .addTarget("people", "io.tessera.connector.ldap", directory.settings());
    acme = OpenIdProvider.start();
    acme.client(
        "tessera",
        "a secret of this run",
        "client_secret_basic",
        tessera.uri("/login/acme/callback"),
        tessera.uri("/login"));
    admin.post("/api/v1/identity-providers", provider(true)).successful();
  }

  @AfterAll
  static void end() {
    tessera.close();
    directory.close();
    acme.close();
  }

  @BeforeEach
  void repair() {
    acme.repair();
  }

  private static String provider(boolean enabled) {
    return """
    {"name": "acme", "displayName": "Acme", "enabled": %s, "alias": "tessera-api",
     "claimMappings": [
       {"remote": "preferred_username", "local": "userName"},
       {"remote": "given_name", "local": "name.givenName"},
       {"remote": "family_name", "local": "name.familyName"},
       {"remote": "name", "local": "displayName"},
       {"remote": "email", "local": "emails.value"}],
     "signIn": {"protocol": "oidc", "domains": ["acme.example"], "takesAssertions": true,
       "oidc": {"issuer": "%s", "clientId": "tessera", "clientSecret": "a secret of this run",
         "scopes": ["profile", "email"]},
       "jit": {"enabled": true, "scheme": "silent", "attributes": "override-all"}}}
    """
        .formatted(enabled, acme.issuer());
  }

  /** Somebody signs in there from now on. */
  private static void comes(String name, String familyName) {
    acme.person(
        Map.of(
            "sub",
            "subject of " + name,
            "preferred_username",
            name,
            "given_name",
            "Given",
            "family_name",
            familyName,
            "name",
            "Given " + familyName,
            "email",
            name + "@acme.example"));
  }

  private static JsonNode found(String name) throws IOException {
    String query = "/scim2/Users?filter=" + encoded("userName eq \"" + name + "\"");
    return admin.get(query).successful().json().path("Resources");
  }

  private static int changes(String id) throws IOException {
    return admin.get("/api/v1/audit?resource=" + id).successful().json().path("items").size();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Test
  void who_signs_in_has_an_account_here_and_at_the_target_and_sees_it() throws Exception {
    comes("alice", "One");

    CookieBrowser.Sight me = browser.open(tessera.uri("/login?hrd=acme"));

    assertThat(me.status()).as(me.text()).isEqualTo(200);
    assertThat(me.at()).isEqualTo(tessera.uri("/login/me"));
    assertThat(me.text()).contains("Hello, Given One", "Your account was made just now.", "Acme");
    JsonNode users = found("alice");
    assertThat(users).hasSize(1);
    String id = users.path(0).path("id").asText();
    assertThat(users.path(0).path("emails").path(0).path("value").asText())
        .isEqualTo("alice@acme.example");
    Eventually.holds(() -> assertThat(directory.person("alice")).isPresent());
    tessera.connections().awaitDelivered(target, Duration.ofSeconds(20));
    CookieBrowser.Sight later = browser.open(tessera.uri("/login/me"));
    assertThat(later.text()).contains("people", "ready");
    int before = changes(id);

    CookieBrowser.Sight again = new CookieBrowser().open(tessera.uri("/login/acme"));
    assertThat(again.text()).contains("Hello, Given One").doesNotContain("made just now");
    assertThat(found("alice").path(0).path("meta").path("version"))
        .isEqualTo(users.path(0).path("meta").path("version"));
    assertThat(changes(id)).isEqualTo(before);

    comes("alice", "Two");
    new CookieBrowser().open(tessera.uri("/login/acme"));
    assertThat(found("alice").path(0).path("name").path("familyName").asText()).isEqualTo("Two");
    Eventually.holds(
        () ->
            assertThat(directory.person("alice").orElseThrow().getAttributeValue("sn"))
                .isEqualTo("Two"));
  }

  @Test
  void who_signs_out_is_out_here_and_may_be_out_there() throws Exception {
    comes("bob", "Bee");
    CookieBrowser.Sight me = browser.open(tessera.uri("/login/acme"));

    CookieBrowser.Sight out =
        browser.send(tessera.uri("/login/sign-out"), "key=" + encoded(me.hidden("key")));

    assertThat(out.text()).contains("You are signed out", "Sign out there too", acme.issuer());
    assertThat(browser.open(tessera.uri("/login/me")).at()).isEqualTo(tessera.uri("/login"));
  }

  @Test
  void a_disabled_account_is_not_let_in_and_stays_disabled() throws Exception {
    comes("carol", "Cee");
    browser.open(tessera.uri("/login/acme"));
    String id = found("carol").path(0).path("id").asText();
    admin
        .patch(
            "/scim2/Users/" + id,
            """
            {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
             "Operations": [{"op": "replace", "path": "active", "value": false}]}\
            """)
        .successful();

    assertThat(browser.open(tessera.uri("/login/me")).at()).isEqualTo(tessera.uri("/login"));
    CookieBrowser.Sight refused = browser.open(tessera.uri("/login/acme"));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("Your account is not active", refused.causality());
    assertThat(
            admin
                .get("/api/v1/sign-ins/" + refused.causality())
                .successful()
                .json()
                .path("why")
                .asText())
        .isEqualTo("account-disabled");
    assertThat(found("carol").path(0).path("active").asBoolean()).isFalse();
  }

  @Test
  void what_the_provider_gets_wrong_is_a_page_with_an_id_and_no_details() throws Exception {
    comes("dave", "Dee");
    acme.deny("access_denied");
    CookieBrowser.Sight denied = browser.open(tessera.uri("/login/acme"));
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.text()).contains("Signing in was stopped", denied.causality());
    assertThat(tessera.console()).contains(denied.causality());
    JsonNode why = admin.get("/api/v1/sign-ins/" + denied.causality()).successful().json();
    assertThat(why.path("identityProvider").asText()).isEqualTo("acme");
    assertThat(why.path("reason").asText()).contains("access_denied");

    acme.repair();
    acme.fault(TokenFault.WRONG_AUDIENCE);
    CookieBrowser.Sight invalid = browser.open(tessera.uri("/login/acme"));
    assertThat(invalid.status()).as(invalid.text()).isBetween(403, 503);
    assertThat(invalid.text()).contains(invalid.causality());
    assertThat(found("dave")).isEmpty();
  }

  @Test
  void a_service_provider_gets_its_people_back_with_a_token_of_ours() throws Exception {
    String wiki =
        admin
            .post(
                "/api/v1/service-providers",
                "{\"name\": \"wiki\", \"redirectUris\": [\"" + REDIRECT + "\"]}")
            .successful()
            .id();
    String secret =
        admin
            .post("/api/v1/service-providers/" + wiki + "/secrets", "{}")
            .successful()
            .json()
            .path("secret")
            .asText();
    comes("erin", "Eee");
    String verifier = "v".repeat(64);
    String challenge =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
    JsonNode discovered =
        admin.anonymously().get("/login/.well-known/openid-configuration").successful().json();
    URI authorize =
        URI.create(
            discovered.path("authorization_endpoint").asText()
                + "?response_type=code&scope=openid+profile+email&state=xyz&nonce=n-0&idp=acme"
                + "&code_challenge_method=S256&code_challenge="
                + challenge
                + "&client_id="
                + wiki
                + "&redirect_uri="
                + encoded(REDIRECT));

    CookieBrowser.Sight back = browser.open(authorize, REDIRECT);
    assertThat(back.parameter("state")).isEqualTo("xyz");
    assertThat(back.parameter("iss")).isEqualTo(discovered.path("issuer").asText());

    String form =
        "grant_type=authorization_code&code="
            + back.parameter("code")
            + "&redirect_uri="
            + encoded(REDIRECT)
            + "&code_verifier="
            + verifier;
    Http client = admin.as(wiki, secret);
    JsonNode tokens =
        client.send("POST", "/login/token", form, "Content-Type", FORM).successful().json();
    SignedJWT token = SignedJWT.parse(tokens.path("id_token").asText());
    JWKSet keys = JWKSet.parse(admin.anonymously().get("/login/jwks").successful().text());
    assertThat(
            token.verify(
                new ECDSAVerifier(keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey())))
        .isTrue();
    assertThat(token.getJWTClaimsSet().getSubject())
        .isEqualTo(found("erin").path(0).path("id").asText());
    assertThat(token.getJWTClaimsSet().getAudience()).isEqualTo(List.of(wiki));
    assertThat(token.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n-0");
    assertThat(token.getJWTClaimsSet().getStringClaim("email")).isEqualTo("erin@acme.example");
    assertThat(client.send("POST", "/login/token", form, "Content-Type", FORM).status())
        .isEqualTo(400);
    assertThat(filesOf(secret, tokens.path("id_token").asText())).isEmpty();
  }

  private static List<Path> filesOf(String... texts) throws IOException {
    try (var files = Files.walk(tessera.data())) {
      return files.filter(Files::isRegularFile).filter(file -> holdsOne(file, texts)).toList();
    }
  }

  private static boolean holdsOne(Path file, String... texts) {
    try {
      String content = Files.readString(file, ISO_8859_1);
      return List.of(texts).stream().anyMatch(content::contains);
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }

  @Test
  void a_platform_brings_a_token_of_the_provider_once() throws Exception {
    String portal =
        admin
            .post(
                "/api/v1/service-providers",
                "{\"name\": \"portal\", \"scopes\": [\"federation.assert\"]}")
            .successful()
            .id();
    String secret =
        admin
            .post("/api/v1/service-providers/" + portal + "/secrets", "{}")
            .successful()
            .json()
            .path("secret")
            .asText();
    Http client = admin.as(portal, secret);
    String token =
        acme.token(
            "tessera-api",
            Map.of(
                "sub", "subject of frank",
                "preferred_username", "frank",
                "family_name", "Eff",
                "name", "Frank Eff"));
    String body = "{\"identityProvider\": \"acme\", \"token\": \"" + token + "\"}";

    JsonNode made = client.post("/federation/assertions", body).successful().json();
    assertThat(made.path("userName").asText()).isEqualTo("frank");
    assertThat(made.path("created").asBoolean()).isTrue();
    assertThat(found("frank").path(0).path("id")).isEqualTo(made.path("id"));
    Eventually.holds(() -> assertThat(directory.person("frank")).isPresent());

    Http.Answer again = client.post("/federation/assertions", body);
    assertThat(again.status()).isEqualTo(403);
    assertThat(again.json().path("code").asText()).isEqualTo("seen");
  }

  @Test
  void sessions_survive_a_crash_and_end_with_the_identity_provider() throws Exception {
    comes("grace", "Gee");
    browser.open(tessera.uri("/login/acme"));
    tessera.kill9();
    tessera.start();
    assertThat(browser.open(tessera.uri("/login/me")).text()).contains("Hello, Given Gee");

    JsonNode present =
        admin.get("/api/v1/identity-providers?name=acme").successful().json().path("items").path(0);
    String path = "/api/v1/identity-providers/" + present.path("id").asText();
    admin.send("PUT", path, provider(false), "If-Match", "*").successful();
    try {
      assertThat(browser.open(tessera.uri("/login/me")).at()).isEqualTo(tessera.uri("/login"));
      assertThat(browser.open(tessera.uri("/login/acme")).status()).isEqualTo(404);
    } finally {
      admin.send("PUT", path, provider(true), "If-Match", "*").successful();
    }
  }
}
