package io.tessera.system;

import static io.tessera.system.Requests.assertError;
import static io.tessera.system.Requests.encoded;
import static io.tessera.system.Requests.unique;
import static io.tessera.system.Requests.userJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7644 sections 2, 3.1, 3.8, 3.11 to 3.13: signing in, media types, /Me, errors. */
@ExtendWith(SharedServer.class)
class HttpIT {
  private static Requests scim;

  @BeforeAll
  static void take(Http http) {
    scim = new Requests(http);
  }

  @Test
  void who_does_not_sign_in_is_told_how() throws Exception {
    for (Http.Answer answer :
        List.of(
            scim.http().anonymously().get("/scim2/Users"),
            scim.http().as("admin", Passwords.fresh()).get("/scim2/Users"))) {
      assertError(answer, 401);
      assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/scim+json,application/scim+json",
    "application/json,application/json",
    "*/*,application/scim+json",
    "application/*,application/scim+json",
    "'application/json;q=0.5, application/scim+json',application/scim+json",
    "'application/xml;q=0.9, application/json;q=0.1',application/json",
  })
  void the_answer_has_a_type_the_client_accepts(String accept, String expected) throws Exception {
    Http.Answer answer = scim.http().send("GET", "/scim2/Users?count=1", "", "Accept", accept);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith(expected);
  }

  @Test
  void a_type_that_is_not_spoken_is_refused() throws Exception {
    assertError(scim.http().send("GET", "/scim2/Users", "", "Accept", "application/xml"), 406);
    assertError(
        scim.http().send("POST", "/scim2/Users", "<user/>", "Content-Type", "application/xml"),
        415);
    assertError(
        scim.http()
            .send(
                "POST",
                "/scim2/Users",
                userJson(unique("c"), ""),
                "Content-Type",
                "application/scim+json; charset=iso-8859-1"),
        415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/scim+json;charset=UTF-8",
        "APPLICATION/SCIM+JSON"
      })
  void a_body_may_come_as_either_json_type(String type) throws Exception {
    Http.Answer answer =
        scim.http().send("POST", "/scim2/Users", userJson(unique("t"), ""), "Content-Type", type);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  @Test
  void text_is_utf8_both_ways() throws Exception {
    JsonNode user = scim.user("\"displayName\":\"Zoë Ōmura 𝄞 \\u00e9\"");
    assertThat(user.path("displayName").asText()).isEqualTo("Zoë Ōmura 𝄞 é");
    assertThat(scim.usersWith("displayName eq \"zoë ōmura 𝄞 É\""))
        .contains(user.path("id").asText());
  }

  @Test
  void head_answers_as_get_without_a_body() throws Exception {
    JsonNode user = scim.user("");
    Http.Answer answer = scim.http().send("HEAD", "/scim2/Users/" + user.path("id").asText(), "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.etag()).isEqualTo("W/\"1\"");
    assertThat(answer.text()).isEmpty();
  }

  @Test
  void options_names_the_methods() throws Exception {
    Http.Answer answer = scim.http().send("OPTIONS", "/scim2/Users", "");
    assertThat(answer.status()).isIn(200, 204);
    assertThat(answer.header("Allow")).contains("GET", "POST");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/Robots,404", "POST,/Robots,404", "GET,/Users/x/y,404", "DELETE,/Users,405",
    "PUT,/Users,405", "PATCH,/Users,405", "POST,/Users/x,405", "PUT,/Bulk,405",
    "GET,/Bulk,405", "GET,/Users/.search,404",
  })
  void an_endpoint_or_method_that_is_not_there_is_told(String method, String path, int status)
      throws Exception {
    Http.Answer answer =
        scim.http().send(method, "/scim2" + path, method.matches("GET|DELETE") ? "" : "{}");
    assertThat(answer.status()).as(answer.text()).isIn(status, 405, 501);
    assertError(answer, answer.status());
    if (answer.status() == 405) {
      assertThat(answer.header("Allow")).isNotBlank();
    }
  }

  @Test
  void a_user_sees_and_changes_what_is_its_own() throws Exception {
    String name = unique("me");
    String password = Passwords.fresh();
    JsonNode user =
        scim.http()
            .post("/scim2/Users", userJson(name, "\"password\":\"" + password + "\""))
            .successful()
            .json();
    Http me = scim.http().as(name, password);
    JsonNode seen = me.get("/scim2/Me").successful().json();
    assertThat(seen.path("id")).isEqualTo(user.path("id"));
    assertThat(seen.at("/meta/location").asText()).endsWith("/Users/" + user.path("id").asText());
    assertThat(
            me.patch(
                    "/scim2/Me",
                    Requests.patchJson(
                        "{\"op\":\"replace\",\"path\":\"locale\",\"value\":\"de-DE\"}"))
                .successful()
                .json()
                .path("locale")
                .asText())
        .isEqualTo("de-DE");
    assertError(
        me.patch(
            "/scim2/Me",
            Requests.patchJson("{\"op\":\"replace\",\"path\":\"active\",\"value\":false}")),
        403);
    assertError(me.get("/scim2/Users"), 403);
    assertError(me.delete("/scim2/Me"), 403);
    assertThat(scim.http().get("/scim2/Me").status()).isEqualTo(404);
    scim.patch(
            "/Users/" + user.path("id").asText(),
            "{\"op\":\"replace\",\"path\":\"active\",\"value\":false}")
        .successful();
    Eventually.holds(() -> assertThat(me.get("/scim2/Me").status()).isEqualTo(401));
  }

  @Test
  void forwarded_headers_of_strangers_are_not_believed() throws Exception {
    JsonNode user = scim.user("");
    Http.Answer answer =
        scim.http()
            .send(
                "GET",
                "/scim2/Users/" + user.path("id").asText(),
                "",
                "X-Forwarded-Host",
                "evil.example",
                "X-Forwarded-Proto",
                "https",
                "Forwarded",
                "host=evil.example;proto=https");
    assertThat(answer.text()).doesNotContain("evil.example");
  }

  @Test
  void both_bases_serve_the_same() throws Exception {
    String id = scim.userId();
    assertThat(scim.http().get("/scim/v2/Users/" + id).json().path("id").asText()).isEqualTo(id);
    assertThat(scim.http().get("/scim/v2/Users/" + id).json().at("/meta/location").asText())
        .contains("/scim/v2/Users/");
  }

  @Test
  void domains_are_apart() throws Exception {
    assertError(scim.http().get("/scim2/Users?domain=NOWHERE"), 400, "invalidValue");
    scim.http()
        .post("/api/v1/user-stores", "{\"name\":\"PARTNERS\",\"description\":\"Partners\"}")
        .successful();
    String name = unique("twin");
    String here = scim.http().post("/scim2/Users", userJson(name, "")).successful().id();
    String there =
        scim.http().post("/scim2/Users?domain=PARTNERS", userJson(name, "")).successful().id();
    assertThat(there).isNotEqualTo(here);
    assertThat(scim.usersWith("userName eq \"" + name + "\"")).containsExactly(here);
    assertThat(
            Requests.ids(
                scim.get(
                    "/Users?domain=PARTNERS&filter=" + encoded("userName eq \"" + name + "\""))))
        .containsExactly(there);
    assertError(scim.http().get("/scim2/Users/" + there), 404);
    assertThat(scim.http().get("/scim2/Users/" + there + "?domain=PARTNERS").status())
        .isEqualTo(200);
  }

  @Test
  void accounts_are_shown_when_asked_for_only() throws Exception {
    String urn = "urn:tessera:scim:schemas:extension:accounts:1.0:User";
    String id = scim.userId();
    assertThat(scim.get("/Users/" + id).has(urn)).isFalse();
    Http.Answer asked = scim.http().get("/scim2/Users/" + id + "?attributes=" + urn);
    assertThat(asked.status()).as(asked.text()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Users/..%2f..%2fapi",
        "/Users/%00",
        "/Users/a%27%20or%201=1",
        "/Users/;jsessionid=1",
        "/Users/%ff",
        "//Users",
        "/Users//",
        "/Users/%",
        "/%2e%2e/Users",
        "/Users/a%0d%0aX:y",
      })
  void an_odd_path_is_answered_in_json(String path) throws IOException {
    RawAnswer answer = RawAnswer.to(scim.http(), "/scim2" + path);
    assertThat(answer.status()).as(path).isBetween(200, 499);
    assertThat(answer.body()).as(path).startsWith("{");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName eq \"a' or '1'='1\"", "userName eq \"%\"", "userName sw \"_\"",
        "userName eq \"*)(uid=*\"", "userName eq \"\\u0000\"", "userName eq \"a\\\\\"",
        "userName eq \"'; drop table identities; --\"", "emails.value co \"%_!\"",
      })
  void metacharacters_are_just_characters(String filter) throws Exception {
    Http.Answer answer = scim.find("Users", filter);
    assertThat(answer.status()).as(filter + answer.text()).isIn(200, 400);
    if (answer.status() == 200) {
      assertThat(answer.json().path("totalResults").asInt()).as(filter).isZero();
    }
  }

  @Test
  void odd_numbers_and_bytes_that_are_no_text_are_refused() throws Exception {
    for (String body :
        new String[] {"{\"x\":1e99999999999}", "{\"x\":\"\\ud800\"}", "\u0000\u0000"}) {
      Http.Answer answer = scim.http().post("/scim2/Users", body);
      assertError(answer, 400);
    }
  }

  @Test
  void what_is_beyond_the_limits_is_refused_at_once() throws Exception {
    assertError(
        scim.http()
            .post(
                "/scim2/Users", userJson(unique("l"), "\"title\":\"" + "x".repeat(2 << 20) + "\"")),
        413);
    assertError(
        scim.http().post("/scim2/Users", "[".repeat(10_000) + "]".repeat(10_000)),
        400,
        "invalidSyntax");
    String clauses = "userName eq \\\"a\\\"" + " or userName eq \\\"a\\\"".repeat(10_000);
    String search = "{\"schemas\":[\"" + Requests.SEARCH + "\"],\"filter\":\"%s\"}";
    assertError(
        scim.http().post("/scim2/Users/.search", search.formatted(clauses)), 400, "invalidFilter");
    String nested = "(".repeat(10_000) + "userName pr" + ")".repeat(10_000);
    assertError(
        scim.http().post("/scim2/Users/.search", search.formatted(nested)), 400, "invalidFilter");
    Http.Answer twice =
        scim.http()
            .post(
                "/scim2/Users",
                "{\"schemas\":[\"" + Requests.USER + "\"],\"userName\":\"a\",\"userName\":\"b\"}");
    assertError(twice, 400, "invalidSyntax");
  }
}
