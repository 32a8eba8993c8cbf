package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is done to the sessions of administrators by those who do not have the password. */
@ExtendWith(AttackedServer.class)
class SessionAttacksIT {
  private static final String SESSION = "/api/v1/session";
  private static final String JSON = "Content-Type: application/json";
  private static final Pattern CSRF = Pattern.compile("\"csrf\":\"([^\"]+)\"");
  private static final int LOCKS = 5;

  private final TesseraServer tessera;
  private final RawHttp http;

  SessionAttacksIT(TesseraServer tessera) {
    this.tessera = tessera;
    this.http = new RawHttp(tessera.uri(""));
  }

  private record Administrator(String name, String password) {}

  private record Session(String cookie, String csrf) {
    String header() {
      return "Cookie: " + cookie;
    }
  }

  private Administrator administrator() throws IOException {
    Administrator made = new Administrator(Requests.unique("watcher"), Passwords.fresh());
    String body =
        "{\"name\":\"%s\",\"roles\":[\"administrator\"],\"password\":\"%s\"}"
            .formatted(made.name(), made.password());
    tessera.http().post("/api/v1/administrators", body).successful();
    return made;
  }

  private RawHttp.Answer signIn(Administrator who, String... headers) throws IOException {
    String body = "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(who.name(), who.password());
    String[] all = new String[headers.length + 1];
    all[0] = JSON;
    System.arraycopy(headers, 0, all, 1, headers.length);
    return http.send("POST", SESSION, body.getBytes(UTF_8), all);
  }

  private static Session session(RawHttp.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    Matcher csrf = CSRF.matcher(answer.body());
    assertThat(csrf.find()).isTrue();
    return new Session(answer.header("set-cookie").replaceAll(";.*", ""), csrf.group(1));
  }

  @Test
  void scripts_other_sites_and_plain_connections_do_not_get_the_cookie() throws Exception {
    RawHttp.Answer answer = signIn(administrator());

    assertThat(answer.header("set-cookie"))
        .startsWith("__Host-")
        .contains("; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/")
        .doesNotContain("Domain");
    assertThat(answer.header("cache-control")).contains("no-store");
    assertThat(answer.body()).doesNotContain(session(answer).cookie().replaceAll(".*=", ""));
  }

  @Test
  void an_id_that_somebody_planted_is_never_a_session() throws Exception {
    Administrator who = administrator();
    String planted = "__Host-tessera-session=" + "A".repeat(43);
    Session first = session(signIn(who, "Cookie: " + planted));

    assertThat(first.cookie()).isNotEqualTo(planted);
    assertThat(http.get(SESSION, "Cookie: " + planted).status()).isEqualTo(401);
    assertThat(http.get(SESSION, first.header() + "; " + planted).status())
        .as("two of them")
        .isEqualTo(401);
    session(signIn(who, first.header()));
    assertThat(http.get(SESSION, first.header()).status()).as("signed in anew").isEqualTo(401);
  }

  @Test
  void nothing_changes_without_the_csrf_value() throws Exception {
    Session session = session(signIn(administrator()));
    byte[] body = "{}".getBytes(UTF_8);
    for (String path : List.of("/api/v1/identity-providers", "/scim2/Users", "/scim2/Bulk")) {
      for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
        for (String shown : List.of("X-Nothing: 1", "X-Tessera-Csrf: ", "X-Tessera-Csrf: A")) {
          RawHttp.Answer answer = http.send(method, path, body, JSON, session.header(), shown);
          assertThat(answer.status()).as(method + " " + path + " " + answer).isEqualTo(403);
        }
      }
    }
    assertThat(http.send("DELETE", SESSION, new byte[0], session.header()).status()).isEqualTo(403);
    assertThat(http.get(SESSION, session.header()).status()).as("still there").isEqualTo(200);
    String right = "X-Tessera-Csrf: " + session.csrf();
    assertThat(http.send("POST", "/scim2/Users", body, JSON, session.header(), right).status())
        .as("a body without a name")
        .isEqualTo(400);
  }

  @Test
  void the_csrf_value_of_another_session_is_none() throws Exception {
    Administrator who = administrator();
    Session mine = session(signIn(who));
    Session other = session(signIn(who));
    RawHttp.Answer answer =
        http.send("DELETE", SESSION, new byte[0], mine.header(), "X-Tessera-Csrf: " + other.csrf());

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void the_cookie_opens_no_other_door() throws Exception {
    Session session = session(signIn(administrator()));
    for (String path :
        List.of("/wso2/scim/Users", "/services/ProvisioningService?wsdl", "/oauth2/introspect")) {
      RawHttp.Answer answer = http.get(path, session.header(), "X-Tessera-Csrf: " + session.csrf());
      assertThat(answer.status()).as(path + answer).isIn(401, 405);
    }
  }

  @Test
  void pages_of_other_sites_sign_nobody_in() throws Exception {
    Administrator who = administrator();
    RawHttp.Answer elsewhere = signIn(who, "Sec-Fetch-Site: cross-site");
    assertThat(elsewhere.status()).isEqualTo(403);
    assertThat(elsewhere.headers()).doesNotContainKey("set-cookie");
    String form = "user=%s&password=%s".formatted(who.name(), who.password());
    RawHttp.Answer posted =
        http.send(
            "POST",
            SESSION,
            form.getBytes(UTF_8),
            "Content-Type: application/x-www-form-urlencoded");
    assertThat(posted.status()).isIn(401, 415);
    assertThat(posted.headers()).doesNotContainKey("set-cookie");
    assertThat(posted.headers()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void guesses_at_the_session_lock_the_account_as_any_others() throws Exception {
    Administrator who = administrator();
    for (int i = 0; i < LOCKS; i++) {
      RawHttp.Answer wrong = signIn(new Administrator(who.name(), "wrong-" + i));
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.headers()).doesNotContainKey("set-cookie");
    }
    assertThat(signIn(who).status()).isEqualTo(429);
    String pair = who.name() + ":" + who.password();
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    assertThat(http.get("/api/v1/me", "Authorization: Basic " + basic).status()).isEqualTo(429);
  }

  @Test
  void users_get_no_session() throws Exception {
    String password = Passwords.fresh();
    String name = Requests.unique("user");
    String body = Requests.userJson(name, "\"password\":\"" + password + "\"");
    tessera.http().post("/scim2/Users", body).successful();

    RawHttp.Answer refused = signIn(new Administrator(name, password));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.headers()).doesNotContainKey("set-cookie");
  }
}
