package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** T1: every route and operation that the running server tells of, without leave to use it. */
@ExtendWith(AttackedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnumerationIT {
  /** Nothing but these is served to whoever asks, and they tell nothing. */
  private static final Set<String> UNGATED = Set.of("fallback", "health.live", "health.ready");

  /** What these let a user see is told by the tests of each door. */
  private static final Set<String> FOR_USERS = Set.of("discovery", "signed-in");

  private static final Set<String> FOR_EVERYBODY =
      Set.of(
          "POST /api/v1/bootstrap",
          "POST /api/v1/session",
          "GET /.well-known/oauth-authorization-server",
          "GET /login/.well-known/openid-configuration",
          "GET /login/jwks");

  /** People sign in here, whom nobody knows before. */
  private static final String SIGN_IN = "/login/*";

  /** Files that are the same for everybody. */
  private static final String CONSOLE = "/console/*";

  private final TesseraServer tessera;
  private final RawHttp http;
  private List<Route> routes;

  EnumerationIT(TesseraServer tessera) {
    this.tessera = tessera;
    this.http = new RawHttp(tessera.uri(""));
    this.routes = List.of();
  }

  @BeforeAll
  void read() throws IOException {
    routes = Route.all(tessera.http());
  }

  @Test
  void there_is_no_door_beside_the_gate() throws Exception {
    Set<String> ungated = new TreeSet<>();
    for (JsonNode door : Route.doors(tessera.http())) {
      if (!door.path("gated").asBoolean()) {
        ungated.add(door.path("name").asText());
      } else {
        assertThat(door.path("routes")).as(door.toString()).isNotEmpty();
      }
    }
    assertThat(ungated).isEqualTo(UNGATED);
  }

  @Test
  void every_route_names_a_permission_and_few_are_for_everybody() {
    assertThat(routes).hasSizeGreaterThan(80).allMatch(route -> !route.permission().isEmpty());
    assertThat(
            routes.stream()
                .filter(Route::isForEverybody)
                .filter(route -> !Set.of(SIGN_IN, CONSOLE).contains(route.pattern()))
                .map(route -> route.method() + " " + route.address()))
        .containsExactlyInAnyOrderElementsOf(FOR_EVERYBODY);
  }

  @Test
  void without_credentials_every_route_says_sign_in() throws Exception {
    for (Route route : routes) {
      if (!route.isForEverybody()) {
        assertRefused(401, route, route.send(http, ""));
      }
    }
  }

  @Test
  void without_credentials_no_other_method_tells_more() throws Exception {
    for (Route route : routes) {
      if (route.isForEverybody() && !route.address().equals("/api/v1/bootstrap")) {
        continue;
      }
      for (String method : List.of("OPTIONS", "HEAD", "GET", "DELETE", "PATCH")) {
        RawHttp.Answer answer = http.send(method, route.address(), new byte[0]);
        String what = method + " for " + route + answer;
        if (route.takesForms()) { // known to everybody: RFC 8414
          assertThat(answer.status()).as(what).isIn(401, 405);
        } else {
          assertThat(answer.status()).as(what).isEqualTo(401);
          if (!route.pattern().startsWith("/services")) { // all SOAP services have the same methods
            assertThat(answer.headers()).as(what).doesNotContainKey("allow");
          }
        }
      }
    }
  }

  @Test
  void with_wrong_credentials_every_route_says_sign_in() throws Exception {
    for (Route route : routes) {
      assertRefused(401, route, route.send(http, "Bearer tat_" + "A".repeat(43)));
    }
  }

  /** Each door once, as it costs a slow hash; each by another name, as one would be locked. */
  @Test
  void with_a_wrong_password_every_door_says_sign_in() throws Exception {
    Set<String> tried = new TreeSet<>();
    for (Route route : routes) {
      if (tried.add(route.pattern())) {
        String wrong = basic(Requests.unique("stranger"), "not the password");
        assertRefused(401, route, route.send(http, wrong));
      }
    }
  }

  @Test
  void a_user_who_signs_in_reaches_nothing_but_themselves() throws Exception {
    String password = Passwords.fresh();
    String name = Requests.unique("user");
    tessera
        .http()
        .post("/scim2/Users", Requests.userJson(name, "\"password\":\"" + password + "\""))
        .successful();
    for (Route route : routes) {
      if (!FOR_USERS.contains(route.permission()) && !route.isForEverybody()) {
        assertRefused(403, route, route.send(http, basic(name, password)));
      }
    }
  }

  @Test
  void with_credentials_that_are_none_every_route_says_sign_in() throws Exception {
    List<String> all =
        List.of(
            "Basic",
            "Basic %%%",
            "Basic " + Base64.getEncoder().encodeToString("admin".getBytes(UTF_8)),
            "Digest username=\"admin\"",
            "Negotiate YII=",
            "Bearer",
            "Bearer x.y.z",
            "null");
    int next = 0;
    for (Route route : routes) {
      assertRefused(401, route, route.send(http, all.get(next++ % all.size())));
    }
  }

  @Test
  void the_documented_table_is_what_the_server_tells() throws Exception {
    String table = DoorTable.of(Route.doors(tessera.http()));
    System.out.println(table);
    Path page = Path.of(System.getProperty("tessera.docs"), "security.md");
    String text = Files.readString(page);
    if (Boolean.getBoolean("tessera.docs.write")) {
      Files.writeString(page, text.replace(DoorTable.in(text), table));
    } else {
      assertThat(DoorTable.in(text).lines())
          .as("the table of doors in " + page + "; -Dtessera.docs.write=true writes it anew")
          .containsExactlyElementsOf(table.lines().toList());
    }
  }

  private static String basic(String name, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
  }

  /** In the door's own words: a page for people only where people sign in. */
  private static void assertRefused(int status, Route route, RawHttp.Answer answer) {
    assertThat(answer.status()).as(route + ": " + answer).isEqualTo(status);
    if (route.pattern().equals(SIGN_IN)) {
      assertThat(answer.body()).as(route.toString()).contains("<html");
    } else {
      assertThat(answer.header("content-type"))
          .as(route.toString())
          .containsAnyOf("json", "xml", "text/plain");
      assertThat(answer.body())
          .as(route.toString())
          .isNotBlank()
          .doesNotContainIgnoringCase("<html");
    }
    if (status == 401) {
      assertThat(answer.header("www-authenticate")).as(route.toString()).isNotBlank();
    }
  }
}
