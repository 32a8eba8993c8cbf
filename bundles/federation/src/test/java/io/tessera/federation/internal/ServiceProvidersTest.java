package io.tessera.federation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Outcome;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceProvidersTest {
  private static final String REDIRECT = "https://wiki.example/back?from=tessera";
  private static final String VERIFIER = "v".repeat(43);

  private DoorInTest door;
  private Browser browser;
  private ServiceProvider wiki;

  @BeforeEach
  void open() throws Exception {
    door = new DoorInTest();
    browser = door.browser();
    wiki = door.clients.put("wiki", REDIRECT);
    door.signIn.add("acme", SignIn.Protocol.OIDC, "acme.example");
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  /** What a service provider sends, with parameters in the place of its own. */
  private String authorize(String... others) {
    String all =
        "client_id="
            + wiki.id()
            + "&redirect_uri="
            + Browser.encoded(REDIRECT)
            + "&response_type=code&scope=openid+profile+email&state=s+1%26&nonce=n1"
            + "&code_challenge="
            + RandomTexts.digest(VERIFIER)
            + "&code_challenge_method=S256";
    for (String other : others) {
      String name = other.split("=", 2)[0];
      all = all.replaceAll("(^|&)" + name + "=[^&]*", "");
      all = other.endsWith("=") ? all : all + "&" + other;
    }
    return "/login/authorize?" + all.replaceFirst("^&", "");
  }

  /** Signs somebody in on the way to the wiki; where that leads. */
  private String signedIn(String... others) {
    HttpResponse<String> away = browser.get(authorize(others));
    assertThat(Browser.location(away)).startsWith("https://idp.example/acme?");
    return Browser.location(browser.back("acme", Browser.state(away), "alice"));
  }

  private HttpResponse<String> token(ServiceProvider client, String code, String... others) {
    String all =
        "grant_type=authorization_code&code="
            + code
            + "&redirect_uri="
            + Browser.encoded(REDIRECT)
            + "&code_verifier="
            + VERIFIER;
    for (String other : others) {
      all = all.replaceAll("(^|&)" + other.split("=", 2)[0] + "=[^&]*", "");
      all = other.endsWith("=") ? all : all + "&" + other;
    }
    return door.browser().post("/login/token", all, "Authorization", basic(client));
  }

  private static String basic(ServiceProvider client) {
    String pair = client.id() + ":" + ClientsInMemory.secret(client);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Attributes json(HttpResponse<String> answer) {
    return new AttributesJson().read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  /** What a token says that our published keys verify. */
  private JWTClaimsSet verified(String token) throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    JWKSet keys = JWKSet.parse(browser.get("/login/jwks").body());
    assertThat(keys.containsNonPublicKeys()).isFalse();
    ECDSAVerifier verifier =
        new ECDSAVerifier(keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey());
    assertThat(jwt.verify(verifier)).isTrue();
    return jwt.getJWTClaimsSet();
  }

  @Test
  void a_person_is_signed_in_and_sent_back_with_a_code_for_an_identity_token() throws Exception {
    String back = signedIn();
    assertThat(back).startsWith(REDIRECT + "&code=").contains("&state=s+1%26&");
    assertThat(Browser.parameter(back, "iss")).isEqualTo(door.origin() + "/login");
    assertThat(door.signIn.arrivals.get(0).serviceProvider()).hasValue(wiki.id());

    HttpResponse<String> answer = token(wiki, Browser.parameter(back, "code"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    Attributes tokens = json(answer);
    assertThat(tokens.text("token_type")).hasValue("Bearer");
    assertThat(tokens.text("scope")).hasValue("email openid profile");

    JWTClaimsSet claims = verified(tokens.text("id_token").orElseThrow());
    assertThat(claims.getIssuer()).isEqualTo(door.origin() + "/login");
    assertThat(claims.getAudience()).containsExactly(wiki.id().toString());
    Outcome.SignedIn alice = (Outcome.SignedIn) door.signIn.account(door.signIn.arrivals.get(0));
    assertThat(claims.getSubject()).isEqualTo(alice.identity().toString());
    assertThat(claims.getStringClaim("nonce")).isEqualTo("n1");
    assertThat(claims.getStringClaim("preferred_username")).isEqualTo("alice");
    assertThat(claims.getStringClaim("name")).isEqualTo("P. alice");
    assertThat(claims.getIssueTime()).isEqualTo(Date.from(door.clock.instant()));
    assertThat(claims.getExpirationTime())
        .isEqualTo(Date.from(door.clock.instant().plus(Duration.ofMinutes(5))));
    assertThat(claims.getLongClaim("auth_time")).isEqualTo(door.clock.instant().getEpochSecond());
    assertThat(claims.getClaim("groups")).isNull();
  }

  @Test
  void a_code_is_good_once_and_for_a_minute() {
    String code = Browser.parameter(signedIn(), "code");
    assertThat(token(wiki, code).statusCode()).isEqualTo(200);
    assertInvalidGrant(token(wiki, code));

    String late = Browser.parameter(Browser.location(browser.get(authorize())), "code");
    door.clock.pass(Duration.ofSeconds(60));
    assertInvalidGrant(token(wiki, late));
  }

  private static void assertInvalidGrant(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).text("error")).hasValue("invalid_grant");
  }

  @Test
  void a_code_is_for_its_client_address_and_verifier_only() {
    ServiceProvider other = door.clients.put("other", REDIRECT);
    signedIn();
    for (String[] wrong :
        new String[][] {
          {"redirect_uri=https%3A%2F%2Fwiki.example%2Fback"},
          {"code_verifier=" + "w".repeat(43)},
          {"code_verifier=v"},
        }) {
      String code = Browser.parameter(Browser.location(browser.get(authorize())), "code");
      assertInvalidGrant(token(wiki, code, wrong));
      assertInvalidGrant(token(wiki, code));
    }
    String code = Browser.parameter(Browser.location(browser.get(authorize())), "code");
    assertInvalidGrant(token(other, code));
    assertInvalidGrant(token(wiki, "A".repeat(43)));
    assertInvalidGrant(token(wiki, "no-code"));
  }

  @Test
  void nobody_gets_a_token_who_does_not_show_who_they_are() {
    String code = Browser.parameter(signedIn(), "code");
    String form =
        "grant_type=authorization_code&code="
            + code
            + "&redirect_uri="
            + Browser.encoded(REDIRECT)
            + "&code_verifier="
            + VERIFIER;
    Browser client = door.browser();

    HttpResponse<String> nobody = client.post("/login/token", form);
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(json(nobody).text("error")).hasValue("invalid_client");
    String id = "&client_id=" + wiki.id();
    assertThat(client.post("/login/token", form + id).statusCode()).isEqualTo(401);
    assertThat(client.post("/login/token", form + id + "&client_secret=x").statusCode())
        .isEqualTo(401);
    assertThat(
            client.post("/login/token", form + "&client_id=admin&client_secret=right").statusCode())
        .isEqualTo(401);
    String admin = "Basic " + Base64.getEncoder().encodeToString("admin:right".getBytes());
    assertThat(client.post("/login/token", form, "Authorization", admin).statusCode())
        .isEqualTo(401);

    HttpResponse<String> posted =
        client.post("/login/token", form + id + "&client_secret=" + ClientsInMemory.secret(wiki));
    assertThat(posted.statusCode()).as(posted.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type=client_credentials,unsupported_grant_type",
    "grant_type=,invalid_request",
    "code=,invalid_request",
    "code_verifier=,invalid_request",
    "redirect_uri=,invalid_request"
  })
  void a_token_request_that_lacks_something_is_told_what(String wrong, String error) {
    HttpResponse<String> answer = token(wiki, "A".repeat(43), wrong);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).text("error")).hasValue(error);
  }

  @Test
  void token_requests_are_forms_in_the_body_with_nothing_twice() {
    Browser client = door.browser();
    assertThat(client.get("/login/token", "Authorization", basic(wiki)).statusCode())
        .isEqualTo(405);
    assertThat(client.post("/login/token?code=x", "a=b", "Authorization", basic(wiki)).statusCode())
        .isEqualTo(400);
    assertThat(
            client.post("/login/token", "code=x&code=y", "Authorization", basic(wiki)).statusCode())
        .isEqualTo(400);
  }

  @Test
  void whoever_is_signed_in_for_a_service_provider_is_sent_back_at_once() {
    signedIn();
    String back = Browser.location(browser.get(authorize("prompt=none")));
    assertThat(back).startsWith(REDIRECT + "&code=");
    assertThat(door.signIn.arrivals).hasSize(1);
  }

  @Test
  void on_the_way_to_another_service_provider_the_identity_provider_is_asked_again() {
    signedIn();
    ServiceProvider other = door.clients.put("other", "https://other.example/cb");
    String address =
        authorize("client_id=" + other.id(), "redirect_uri=https%3A%2F%2Fother.example%2Fcb");

    HttpResponse<String> away = browser.get(address);
    assertThat(Browser.location(away)).startsWith("https://idp.example/acme?");
    browser.back("acme", Browser.state(away), "alice");
    assertThat(door.signIn.arrivals.get(1).serviceProvider()).hasValue(other.id());
    assertThat(Browser.location(browser.get(authorize("prompt=none")))).contains("&code=");
    assertThat(Browser.location(browser.get(address + "&prompt=none"))).contains("?code=");
  }

  @Test
  void a_session_that_is_too_old_or_not_wanted_is_not_enough() {
    signedIn();
    door.clock.pass(Duration.ofMinutes(2));
    assertThat(Browser.location(browser.get(authorize("max_age=120")))).contains("&code=");
    assertThat(Browser.location(browser.get(authorize("max_age=119"))))
        .startsWith("https://idp.example/");
    assertThat(Browser.location(browser.get(authorize("prompt=login"))))
        .startsWith("https://idp.example/");
    door.signIn.add("school", SignIn.Protocol.SAML);
    assertThat(Browser.location(browser.get(authorize("idp=school"))))
        .startsWith("https://idp.example/school");
    assertThat(browser.get(authorize("prompt=select_account")).body()).contains("The school");
  }

  @Test
  void with_several_identity_providers_the_person_chooses() {
    door.signIn.add("school", SignIn.Protocol.SAML);

    HttpResponse<String> page = browser.get(authorize());
    assertThat(page.statusCode()).isEqualTo(200);
    String address =
        page.body().replaceAll("(?s).*href=\"(/login/school\\?onward=[^\"]*)\".*", "$1");
    String state = browser.depart(address);
    HttpResponse<String> posted =
        browser.post("/login/school/callback", "RelayState=" + state + "&who=alice");
    HttpResponse<String> onward = browser.get(Browser.location(posted));
    assertThat(onward.statusCode()).isEqualTo(200);
    assertThat(onward.body()).contains("content=\"0;url=" + REDIRECT + "&amp;code=");

    assertThat(
            Browser.location(browser.get(authorize("login_hint=x%40acme.example", "prompt=login"))))
        .startsWith("https://idp.example/");
  }

  @Test
  void what_a_service_provider_asked_for_is_kept_for_ten_minutes() {
    door.signIn.add("school", SignIn.Protocol.SAML);
    HttpResponse<String> page = browser.get(authorize());
    String address =
        page.body().replaceAll("(?s).*href=\"(/login/school\\?onward=[^\"]*)\".*", "$1");
    door.clock.pass(Duration.ofMinutes(10));

    assertThat(browser.get(address).statusCode()).isEqualTo(400);
    assertThat(browser.get("/login/acme?onward=" + "A".repeat(43)).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "client_id=",
    "client_id=wiki",
    "client_id=00000000-0000-0000-0000-000000000002",
    "client_id=6f6c9c5e-0000-4000-8000-000000000000",
    "redirect_uri=",
    "redirect_uri=https%3A%2F%2Fwiki.example%2Fback",
    "redirect_uri=https%3A%2F%2Fwiki.example%2Fback%3Ffrom%3Dtessera%26x",
    "redirect_uri=https%3A%2F%2Fevil.example%2F",
    "redirect_uri=https%3A%2F%2Fwiki.example%40evil.example%2Fback",
    "redirect_uri=%2F%2Fevil.example",
    "redirect_uri=javascript%3Aalert(1)"
  })
  void nobody_is_sent_to_an_address_that_is_not_registered(String wrong) {
    HttpResponse<String> page = browser.get(authorize(wrong, "response_type=token"));
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("location")).isEmpty();
    assertThat(page.body()).contains("wrong way").doesNotContain("evil", "javascript");
  }

  @ParameterizedTest
  @CsvSource({
    "response_type=token,unsupported_response_type",
    "response_type=,invalid_request",
    "scope=profile,invalid_scope",
    "scope=,invalid_scope",
    "code_challenge=,invalid_request",
    "code_challenge=short,invalid_request",
    "code_challenge_method=plain,invalid_request",
    "code_challenge_method=,invalid_request",
    "response_mode=fragment,invalid_request",
    "max_age=-1,invalid_request",
    "prompt=none+login,invalid_request",
    "prompt=none,login_required",
    "idp=nobody,invalid_request",
    "request=x.y.z,request_not_supported",
    "request_uri=https%3A%2F%2Fevil.example,request_uri_not_supported"
  })
  void what_is_wrong_otherwise_the_service_provider_is_told(String wrong, String error) {
    String back = Browser.location(browser.get(authorize(wrong)));
    assertThat(back)
        .startsWith(REDIRECT + "&error=" + error + "&state=s+1%26&iss=")
        .doesNotContain("code=");
  }

  @Test
  void parameters_that_come_twice_are_refused_without_a_redirect() {
    HttpResponse<String> page =
        browser.get(authorize() + "&redirect_uri=https%3A%2F%2Fevil.example");
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("location")).isEmpty();
  }

  @Test
  void a_request_may_come_as_a_form() {
    String form = authorize().substring("/login/authorize?".length());
    assertThat(Browser.location(browser.post("/login/authorize", form)))
        .startsWith("https://idp.example/acme?");
  }

  @Test
  void discovery_tells_what_there_is() {
    Attributes document = json(browser.get("/login/.well-known/openid-configuration"));
    String issuer = door.origin() + "/login";
    assertThat(document.text("issuer")).hasValue(issuer);
    assertThat(document.text("authorization_endpoint")).hasValue(issuer + "/authorize");
    assertThat(document.text("token_endpoint")).hasValue(issuer + "/token");
    assertThat(document.text("jwks_uri")).hasValue(issuer + "/jwks");
    assertThat(AssertionText.texts(document.get("code_challenge_methods_supported").orElseThrow()))
        .isEqualTo(List.of("S256"));
    assertThat(browser.post("/login/jwks", "a=b").statusCode()).isEqualTo(405);
  }

  @Test
  void an_account_that_is_disabled_meanwhile_gets_no_token() {
    String code = Browser.parameter(signedIn(), "code");
    Outcome.SignedIn alice = (Outcome.SignedIn) door.signIn.account(door.signIn.arrivals.get(0));
    door.provisioning.delete(
        io.tessera.provisioning.api.Caller.internal("test", "test"),
        io.tessera.model.ResourceType.USER,
        alice.identity(),
        io.tessera.provisioning.api.Precondition.NONE);
    assertInvalidGrant(token(wiki, code));
  }
}
