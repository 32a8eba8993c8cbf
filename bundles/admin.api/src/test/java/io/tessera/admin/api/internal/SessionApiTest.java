package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Permission;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As a browser does it: a cookie, no header that says who it is. */
class SessionApiTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    server = new AdminServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private HttpRequest.Builder to(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> signIn(String password, String... headers) throws Exception {
    String body = "{\"user\": \"admin\", \"password\": \"" + password + "\"}";
    return send(
        to("/session", headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> signIn() throws Exception {
    HttpResponse<String> answer = signIn(server.bootstrapped().administrators.password());
    assertThat(answer.statusCode()).isEqualTo(201);
    return answer;
  }

  private static String cookie(HttpResponse<?> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
  }

  private static Attributes body(HttpResponse<String> answer) {
    return new AttributesJson().read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> code(HttpResponse<String> answer) {
    return body(answer).text("code");
  }

  @Test
  void signing_in_tells_who_it_is_and_gives_a_cookie_that_scripts_and_other_sites_do_not_get()
      throws Exception {
    HttpResponse<String> answer = signIn();

    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("__Host-tessera-session=")
        .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict")
        .doesNotContain("Domain", "Max-Age", "Expires");
    assertThat(body(answer).text("user")).contains("admin");
    assertThat(body(answer).text("displayName")).contains("admin");
    assertThat(body(answer).get("permissions").orElseThrow().elements()).isNotEmpty();
    HttpResponse<String> again = send(to("/session", "Cookie", cookie(answer)));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(body(again).text("csrf")).isEqualTo(body(answer).text("csrf"));
  }

  @Test
  void the_cookie_signs_in_and_what_changes_something_shows_the_csrf_value() throws Exception {
    HttpResponse<String> session = signIn();
    String csrf = body(session).text("csrf").orElseThrow();
    HttpRequest.Builder list = to("/targets", "Cookie", cookie(session));
    HttpRequest.Builder bare =
        to("/identity-providers", "Cookie", cookie(session), "Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\": \"corporate\"}"));

    assertThat(send(list).statusCode()).isEqualTo(200);
    HttpResponse<String> refused = send(bare);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(code(refused)).contains("csrf");
    assertThat(send(bare.copy().header("X-Tessera-Csrf", "guess")).statusCode()).isEqualTo(403);
    assertThat(send(bare.copy().header("X-Tessera-Csrf", csrf)).statusCode()).isEqualTo(201);
  }

  @Test
  void signing_out_ends_the_session() throws Exception {
    HttpResponse<String> session = signIn();
    HttpRequest.Builder out = to("/session", "Cookie", cookie(session)).DELETE();

    assertThat(send(out).statusCode()).as("another site's").isEqualTo(403);
    HttpResponse<String> done =
        send(out.copy().header("X-Tessera-Csrf", body(session).text("csrf").orElseThrow()));
    assertThat(done.statusCode()).isEqualTo(204);
    assertThat(done.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(send(to("/session", "Cookie", cookie(session))).statusCode()).isEqualTo(401);
  }

  @Test
  void a_session_gets_an_id_of_its_own_whatever_the_browser_brings() throws Exception {
    String planted = "__Host-tessera-session=" + "a".repeat(43);
    server.bootstrapped();
    String password = server.administrators.password();
    HttpResponse<String> first = signIn(password, "Cookie", planted);
    HttpResponse<String> second = signIn(password, "Cookie", cookie(first));

    assertThat(cookie(first)).isNotEqualTo(planted);
    assertThat(cookie(second)).isNotEqualTo(cookie(first));
    assertThat(send(to("/session", "Cookie", cookie(first))).statusCode())
        .as("the one before has ended")
        .isEqualTo(401);
  }

  @Test
  void a_page_of_another_site_signs_nobody_in() throws Exception {
    server.bootstrapped();
    String password = server.administrators.password();

    for (String site : new String[] {"cross-site", "same-site"}) {
      HttpResponse<String> refused = signIn(password, "Sec-Fetch-Site", site);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(code(refused)).contains("csrf");
    }
    assertThat(signIn(password, "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(201);
    HttpResponse<String> form =
        send(
            to("/session", "Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"user\": \"admin\", \"password\": \"x\"}")));
    assertThat(form.statusCode()).isIn(401, 415);
    assertThat(form.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void a_browser_is_not_told_to_ask_for_a_password_itself() throws Exception {
    server.bootstrapped();
    HttpResponse<String> program = send(to("/session"));
    HttpResponse<String> browser = send(to("/session", "X-Tessera-Csrf", "none"));

    assertThat(program.statusCode()).isEqualTo(401);
    assertThat(program.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(browser.statusCode()).isEqualTo(401);
    assertThat(browser.headers().firstValue("WWW-Authenticate")).isEmpty();
    HttpResponse<String> wrong = signIn("wrong", "X-Tessera-Csrf", "none");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("WWW-Authenticate")).isEmpty();
    assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void before_the_bootstrap_a_code_says_so() throws Exception {
    assertThat(code(send(to("/session")))).contains("not-bootstrapped");
    HttpResponse<String> early = signIn("right");
    assertThat(early.statusCode()).isEqualTo(503);
    assertThat(code(early)).contains("not-bootstrapped");
  }

  @Test
  void in_a_browser_the_present_password_is_needed_for_another() throws Exception {
    HttpResponse<String> session = signIn();
    String before = server.administrators.password();
    String after = UUID.randomUUID().toString();
    HttpRequest.Builder change =
        to(
            "/me/password",
            "Cookie",
            cookie(session),
            "Content-Type",
            "application/json",
            "X-Tessera-Csrf",
            body(session).text("csrf").orElseThrow());

    for (String current : new String[] {"", ", \"current\": \"guess\""}) {
      String body = "{\"password\": \"" + after + "\"" + current + "}";
      HttpResponse<String> refused = send(change.copy().POST(BodyPublishers.ofString(body)));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("\"path\":\"current\"");
    }
    String right = "{\"password\": \"" + after + "\", \"current\": \"" + before + "\"}";
    assertThat(send(change.copy().POST(BodyPublishers.ofString(right))).statusCode())
        .isEqualTo(204);
    assertThat(server.administrators.password()).isEqualTo(after);
  }

  @Test
  void a_page_listens_with_its_session_and_is_not_asked_for_a_password() throws Exception {
    String[] listening = {"Accept", "text/event-stream", "Cookie", cookie(signIn())};
    HttpResponse<InputStream> told =
        client.send(to("/events", listening).build(), BodyHandlers.ofInputStream());
    told.body().close();
    HttpResponse<String> stranger = send(to("/events", "Accept", "text/event-stream"));

    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger.headers().firstValue("WWW-Authenticate")).isEmpty();
  }

  @Test
  void a_missing_permission_is_named() throws Exception {
    HttpResponse<String> session = signIn();
    server.administrators.permit(Set.of(Permission.DISCOVERY));

    HttpResponse<String> refused = send(to("/targets", "Cookie", cookie(session)));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(body(refused).text("permission")).contains("targets.read");
  }

  private HttpResponse<String> create(String key, String name) throws Exception {
    return send(
        to("/user-stores", "Content-Type", "application/json", "Idempotency-Key", key)
            .header("Authorization", basic())
            .POST(BodyPublishers.ofString("{\"name\": \"" + name + "\"}")));
  }

  private String basic() {
    String pair = "admin:" + server.administrators.password();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_request_that_comes_twice_with_its_key_is_carried_out_once() throws Exception {
    server.bootstrapped();
    HttpResponse<String> first = create("one", "PARTNERS");
    HttpResponse<String> again = create("one", "PARTNERS");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("ETag")).isEqualTo(first.headers().firstValue("ETag"));
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    HttpResponse<String> other = create("one", "OTHERS");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(code(other)).contains("idempotency-key-reused");
    server.repeated.forgetAnswers();
    assertThat(create("one", "PARTNERS").statusCode()).as("under way").isEqualTo(409);
    assertThat(create("has blanks", "X").statusCode()).isEqualTo(400);
  }

  @Test
  void what_was_refused_may_be_tried_again_with_its_key() throws Exception {
    server.bootstrapped();
    String withFieldNobodyKnows = "PARTNERS\", \"colour\": \"red";
    assertThat(create("one", withFieldNobodyKnows).statusCode()).isEqualTo(400);
    assertThat(create("one", withFieldNobodyKnows).statusCode()).isEqualTo(400);
    assertThat(create("one", "PARTNERS").statusCode()).isEqualTo(201);
  }

  @Test
  void a_stale_edit_is_told_what_is_there_now() throws Exception {
    server.bootstrapped();
    String path = body(create("one", "PARTNERS")).text("id").orElseThrow();
    HttpResponse<String> stale =
        send(
            to("/user-stores/" + path, "Content-Type", "application/json", "If-Match", "\"7\"")
                .header("Authorization", basic())
                .PUT(BodyPublishers.ofString("{\"name\": \"PARTNERS\"}")));

    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(code(stale)).contains("stale");
    assertThat(body(stale).complex("current").text("name")).contains("PARTNERS");
  }

  @Test
  void a_dry_run_is_for_routes_that_have_it_and_says_true_or_false() throws Exception {
    server.bootstrapped();
    HttpRequest.Builder made =
        to("/administrators?dryRun=true", "Content-Type", "application/json")
            .header("Authorization", basic())
            .POST(
                BodyPublishers.ofString(
                    "{\"name\": \"bob\", \"roles\": [\"auditor\"], \"password\": \"p\"}"));

    assertThat(send(made).statusCode()).isEqualTo(201);
    assertThat(server.register.list()).isEmpty();
    HttpRequest.Builder list = to("/targets?dryRun=true").header("Authorization", basic());
    assertThat(send(list).statusCode()).isEqualTo(400);
    HttpRequest.Builder perhaps =
        to("/user-stores?dryRun=perhaps", "Content-Type", "application/json")
            .header("Authorization", basic())
            .POST(BodyPublishers.ofString("{\"name\": \"X\"}"));
    assertThat(send(perhaps).statusCode()).isEqualTo(400);
  }
}
