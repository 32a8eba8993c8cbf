package io.tessera.federation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.provisioning.api.admin.Account;
import io.tessera.provisioning.api.admin.SignIn;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInPagesTest {
  private DoorInTest door;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    door = new DoorInTest();
    browser = door.browser();
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  @Test
  void whoever_comes_chooses_where_to_sign_in() {
    door.signIn.add("acme", SignIn.Protocol.OIDC);
    door.signIn.add("school", SignIn.Protocol.SAML);

    HttpResponse<String> page = browser.get("/login");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=utf-8");
    assertThat(page.body())
        .contains("href=\"/login/acme\">The acme</a>", "href=\"/login/school\">The school</a>")
        .doesNotContain("type=\"email\"");
  }

  @Test
  void a_server_without_identity_providers_says_so() {
    assertThat(browser.get("/login").body()).contains("Nobody can sign in here yet");
  }

  @Test
  void pages_let_nothing_run_and_nobody_frame_them() {
    door.signIn.add("acme", SignIn.Protocol.OIDC);

    assertThat(browser.get("/login").headers().allValues("content-security-policy"))
        .singleElement()
        .asString()
        .contains("default-src 'none'", "style-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("script", "unsafe");
    assertThat(browser.get("/login").body()).doesNotContain("<script", "style=", "onclick");
    HttpResponse<String> style = browser.get("/login/style.css");
    assertThat(style.headers().firstValue("content-type").orElseThrow()).startsWith("text/css");
    assertThat(style.body()).contains("prefers-color-scheme: dark");
  }

  @Test
  void a_name_with_markup_stays_a_name() {
    door.signIn.add("a<script>alert(1)</script>\"&'", SignIn.Protocol.OIDC);

    assertThat(browser.get("/login").body())
        .contains("The a&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;&#39;")
        .doesNotContain("<script");
  }

  @Test
  void a_home_realm_id_leads_straight_to_the_identity_provider() {
    door.signIn.add("acme", SignIn.Protocol.OIDC, "acme.example");

    HttpResponse<String> away = browser.get("/login?hrd=acme");
    assertThat(Browser.location(away)).isEqualTo("/login/acme");
    assertThat(browser.get("/login?hrd=nobody").statusCode()).isEqualTo(404);
  }

  @Test
  void the_domain_of_an_address_that_is_typed_leads_there_too() {
    door.signIn.add("acme", SignIn.Protocol.OIDC, "acme.example");
    assertThat(browser.get("/login").body()).contains("type=\"email\"");

    HttpResponse<String> onward = browser.post("/login", "email=somebody%40acme.example");

    assertThat(onward.statusCode()).isEqualTo(200);
    assertThat(onward.body())
        .contains("http-equiv=\"refresh\" content=\"0;url=/login/acme\"", "href=\"/login/acme\"");
  }

  @Test
  void an_address_of_nobodys_domain_is_pointed_out_at_the_field() {
    door.signIn.add("acme", SignIn.Protocol.OIDC, "acme.example");

    HttpResponse<String> page = browser.post("/login", "email=somebody%40other.example");

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body())
        .contains("aria-invalid=\"true\"", "aria-describedby=\"email-note\"", "id=\"email-note\"")
        .doesNotContain("other.example");
  }

  @Test
  void who_comes_back_is_signed_in_and_sees_who_they_are_here() {
    door.signIn.add("acme", SignIn.Protocol.OIDC);
    door.hasAccount("directory", Account.State.ACTIVE);
    door.hasAccount("wiki", Account.State.AWAITED);

    HttpResponse<String> back = browser.signIn("acme", "alice");
    assertThat(back.statusCode()).isEqualTo(303);
    assertThat(Browser.location(back)).isEqualTo("/login/me");

    HttpResponse<String> me = browser.get("/login/me");
    assertThat(me.statusCode()).isEqualTo(200);
    assertThat(me.body())
        .contains("Hello, P. alice", "<dd>alice</dd>", "<dd>The acme</dd>")
        .contains("Your account was made just now.")
        .contains("directory", "ready", "wiki", "being made");
    assertThat(Browser.location(browser.get("/login"))).isEqualTo("/login/me");
  }

  @Test
  void a_second_sign_in_makes_no_account_and_a_new_session() {
    door.signIn.add("acme", SignIn.Protocol.OIDC);
    HttpResponse<String> first = browser.signIn("acme", "alice");
    HttpResponse<String> second = browser.signIn("acme", "alice");

    assertThat(session(second)).isNotEqualTo(session(first));
    assertThat(browser.get("/login/me").body()).doesNotContain("made just now");
    assertThat(door.memory.count(io.tessera.provisioning.api.federation.SignInMemory.Kind.SESSION))
        .isEqualTo(1);
  }

  private static String session(HttpResponse<String> answer) {
    return answer.headers().allValues("set-cookie").stream()
        .filter(cookie -> cookie.startsWith("tessera-session="))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void cookies_are_for_this_host_over_tls_and_no_script() throws Exception {
    try (DoorInTest https = new DoorInTest(Map.of("publicUri", "https://id.example.org"))) {
      https.signIn.add("acme", SignIn.Protocol.OIDC);
      HttpResponse<String> away = https.browser().get("/login/acme");
      assertThat(away.headers().allValues("set-cookie"))
          .singleElement()
          .asString()
          .startsWith("__Host-tessera-browser=")
          .contains("Path=/;", "HttpOnly", "Secure", "SameSite=Lax")
          .doesNotContain("Domain");
      assertThat(Browser.location(away))
          .endsWith("back=https://id.example.org/login/acme/callback");
    }
  }

  @Test
  void without_tls_nobody_signs_in_from_elsewhere() throws Exception {
    try (DoorInTest http = new DoorInTest(Map.of("publicUri", "http://id.example.org"))) {
      http.signIn.add("acme", SignIn.Protocol.OIDC);
      HttpResponse<String> page = http.browser().get("/login/acme");
      assertThat(page.statusCode()).isEqualTo(400);
      assertThat(page.body()).contains("secure connection");
    }
  }

  @Test
  void signing_out_ends_the_session_and_offers_to_sign_out_there() {
    door.signIn.add("acme", SignIn.Protocol.OIDC);
    browser.signIn("acme", "alice");
    HttpResponse<String> me = browser.get("/login/me");

    HttpResponse<String> out = browser.post("/login/sign-out", "key=" + Browser.hidden(me, "key"));

    assertThat(out.statusCode()).isEqualTo(200);
    assertThat(out.body())
        .contains("You are signed out")
        .contains("href=\"https://idp.example/out?hint=session+there&amp;back=" + door.origin());
    assertThat(Browser.location(browser.get("/login/me"))).isEqualTo("/login");
  }

  @Test
  void nobody_else_signs_somebody_out() {
    door.signIn.add("acme", SignIn.Protocol.OIDC);
    browser.signIn("acme", "alice");

    assertThat(browser.post("/login/sign-out", "key=" + "A".repeat(43)).statusCode())
        .isEqualTo(403);
    assertThat(browser.post("/login/sign-out", "x=y").statusCode()).isEqualTo(403);
    assertThat(browser.get("/login/me").statusCode()).isEqualTo(200);
  }

  @Test
  void saml_metadata_of_ours_is_told_and_openid_has_none() {
    door.signIn.add("acme", SignIn.Protocol.OIDC);
    door.signIn.add("school", SignIn.Protocol.SAML);

    HttpResponse<String> metadata = browser.get("/login/school/metadata");
    assertThat(metadata.body()).contains(door.origin() + "/login/school/metadata");
    assertThat(browser.get("/login/acme/metadata").statusCode()).isEqualTo(404);
  }

  @Test
  void what_is_not_there_is_a_page_with_the_id_of_the_request() {
    for (String address : new String[] {"/login/a/b/c", "/login/UPPER", "/login/nobody"}) {
      HttpResponse<String> page = browser.get(address);
      assertThat(page.statusCode()).as(address).isEqualTo(404);
      assertThat(page.body()).contains(page.headers().firstValue("x-causality-id").orElseThrow());
    }
    assertThat(browser.post("/login/me", "a=b").statusCode()).isEqualTo(405);
    assertThat(browser.get("/login/sign-out").statusCode()).isEqualTo(405);
  }
}
