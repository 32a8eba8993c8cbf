package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tessera.federation.saml.SamlIdentityProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People sign in at a SAML identity provider, whose answer comes by POST from another site. */
class SamlSignInIT {
  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static SamlIdentityProvider school;
  private static Http admin;

  private final CookieBrowser browser = new CookieBrowser();

  @BeforeAll
  static void start() throws IOException {
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
    admin = tessera.http();
    school = SamlIdentityProvider.start();
    ObjectNode provider = Http.JSON.createObjectNode().put("name", "school");
    provider.put("displayName", "School").putArray("certificates").add(school.key().pem());
    provider
        .putArray("claimMappings")
        .add(Http.JSON.createObjectNode().put("remote", "uid").put("local", "userName"))
        .add(Http.JSON.createObjectNode().put("remote", "cn").put("local", "displayName"));
    ObjectNode signIn = provider.putObject("signIn").put("protocol", "saml");
    signIn
        .putObject("saml")
        .put("entityId", school.entityId())
        .put("signInUrl", school.signInUrl());
    signIn.putObject("jit").put("enabled", true).put("scheme", "user-name");
    admin.post("/api/v1/identity-providers", provider.toString()).successful();
  }

  @AfterAll
  static void end() {
    tessera.close();
    school.close();
  }

  private static void comes(String name) {
    school.answers(
        answer -> {
          answer.nameId = "name id of " + name;
          answer.attribute("uid", name).attribute("cn", "Somebody <" + name + ">");
        });
  }

  /** Departs, signs in there, and comes back with the form of the page there. */
  private CookieBrowser.Sight signIn(CookieBrowser returning) throws IOException {
    URI away = browser.open(tessera.uri("/login/school"), school.signInUrl()).at();
    SamlIdentityProvider.Return back = school.visit(away);
    return returning.send(
        back.address(),
        "SAMLResponse="
            + encoded(back.samlResponse())
            + "&RelayState="
            + encoded(back.relayState()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static JsonNode found(String name) throws IOException {
    String query = "/scim2/Users?filter=" + encoded("userName eq \"" + name + "\"");
    return admin.get(query).successful().json().path("Resources");
  }

  @Test
  void a_person_chooses_a_user_name_and_has_an_account() throws Exception {
    comes("alice");
    CookieBrowser.Sight asked = signIn(browser);
    assertThat(asked.status()).as(asked.text()).isEqualTo(200);
    assertThat(asked.text()).contains("Your new account", "value=\"alice\"");
    assertThat(found("alice")).isEmpty();

    CookieBrowser.Sight me =
        browser.send(
            tessera.uri("/login/answers"),
            "userName=alice.one&question=" + encoded(asked.hidden("question")));

    assertThat(me.at()).as(me.text()).isEqualTo(tessera.uri("/login/me"));
    assertThat(me.text()).contains("Hello, Somebody &lt;alice&gt;", "alice.one", "School");
    assertThat(found("alice.one")).hasSize(1);

    CookieBrowser.Sight again = signIn(browser);
    assertThat(again.at()).isEqualTo(tessera.uri("/login/me"));
    assertThat(again.text()).doesNotContain("made just now");
  }

  @Test
  void an_answer_that_another_browser_brings_is_refused() throws Exception {
    comes("bob");
    CookieBrowser.Sight refused = signIn(new CookieBrowser());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("another browser", refused.causality());
    assertThat(found("bob")).isEmpty();
  }

  @Test
  void an_answer_for_another_audience_is_refused_and_the_operator_finds_out_why() throws Exception {
    comes("carol");
    school.answers(answer -> answer.audience = "https://other.example/");
    CookieBrowser.Sight refused = signIn(browser);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("could not check who you are", refused.causality());
    assertThat(
            admin
                .get("/api/v1/sign-ins/" + refused.causality())
                .successful()
                .json()
                .path("reason")
                .asText())
        .containsIgnoringCase("audience");
  }

  @Test
  void our_metadata_are_there_to_be_imported() throws Exception {
    String metadata = admin.anonymously().get("/login/school/metadata").successful().text();
    assertThat(metadata)
        .contains(tessera.uri("/login/school/callback").toString())
        .contains(tessera.uri("/login/school/metadata").toString());
  }
}
