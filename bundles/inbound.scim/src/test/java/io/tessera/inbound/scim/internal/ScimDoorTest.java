package io.tessera.inbound.scim.internal;

import static io.tessera.inbound.scim.internal.Bodies.patch;
import static io.tessera.inbound.scim.internal.Bodies.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.ResourceType;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Include;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScimDoorTest {
  private static final String SCIM = "application/scim+json";
  private static final String NOBODY = "/Users/" + new UUID(0, 1);
  private static ScimServer server;

  @BeforeAll
  static void open() throws Exception {
    server = new ScimServer();
  }

  @AfterAll
  static void close() throws Exception {
    server.close();
  }

  @AfterEach
  void repair() {
    server.provisioning.broken = null;
  }

  private static String name() {
    return "alice-" + UUID.randomUUID();
  }

  private static void assertError(HttpResponse<String> answer, int status, String... parts) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(SCIM);
    assertThat(answer.body())
        .startsWith("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"]")
        .contains("\"status\":\"" + status + "\"")
        .doesNotContain("Exception")
        .doesNotContain("\\tat ");
    for (String part : parts) {
      assertThat(answer.body()).contains(part);
    }
  }

  @Test
  void a_user_is_created_and_read_back() throws Exception {
    String name = name();
    HttpResponse<String> created = server.send("POST", "/Users", user(name));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(created.headers().firstValue("Content-Type")).hasValue(SCIM);
    assertThat(created.headers().firstValue("ETag")).hasValue("W/\"1\"");
    String location = created.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(server.base() + "/Users/");
    assertThat(created.body()).contains("\"location\":\"" + location + "\"");
    HttpResponse<String> read = server.get(location.substring(server.base().length()));
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).isEqualTo(created.body()).contains(name).doesNotContain("s3cret");
    assertThat(server.provisioning.lastCaller.channel()).isEqualTo(Channel.SCIM2);
    assertThat(server.provisioning.lastCaller.actor()).isEqualTo("admin");
    assertThat(read.headers().firstValue("X-Causality-Id"))
        .hasValue(server.provisioning.lastCaller.causality());
  }

  @Test
  void the_same_is_served_below_scim_v2() throws Exception {
    URI other = URI.create(server.base().replace("/scim2", "/scim/v2") + "/Users");
    HttpResponse<String> created =
        server.send(
            HttpRequest.newBuilder(other)
                .header("Authorization", ScimServer.basic("admin", ScimServer.PASSWORD))
                .header("Content-Type", SCIM)
                .POST(BodyPublishers.ofString(user(name()))));
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("Location").orElseThrow()).startsWith(other.toString());
  }

  @Test
  void plain_json_is_spoken_to_those_who_want_it() throws Exception {
    HttpResponse<String> created =
        server.send(
            server
                .request("/Users")
                .header("Content-Type", "application/json; charset=UTF-8")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(user(name()))));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(created.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void a_user_is_replaced_patched_and_deleted() throws Exception {
    String path = server.createUser(name());
    HttpResponse<String> replaced = server.send("PUT", path, user(name()));
    assertThat(replaced.statusCode()).isEqualTo(200);
    assertThat(replaced.headers().firstValue("ETag")).hasValue("W/\"2\"");
    HttpResponse<String> patched =
        server.send(
            "PATCH",
            path,
            patch("{\"op\":\"Replace\",\"path\":\"displayName\",\"value\":\"Alice\"}"));
    assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
    assertThat(patched.body()).contains("\"displayName\":\"Alice\"");
    HttpResponse<String> deleted = server.send("DELETE", path, "");
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertError(server.get(path), 404);
  }

  @Test
  void a_change_of_an_older_version_is_refused_with_412() throws Exception {
    String path = server.createUser(name());
    String change = patch("{\"op\":\"add\",\"path\":\"title\",\"value\":\"Dr\"}");
    for (String current : new String[] {"W/\"1\"", "\"2\"", "*", "\"77\", W/\"4\""}) {
      HttpResponse<String> done =
          server.send(
              server
                  .request(path)
                  .header("Content-Type", SCIM)
                  .header("If-Match", current)
                  .method("PATCH", BodyPublishers.ofString(change)));
      assertThat(done.statusCode()).as(current).isEqualTo(200);
    }
    for (String old : new String[] {"W/\"1\"", "nonsense", "\"abc\""}) {
      assertError(
          server.send(
              server
                  .request(path)
                  .header("Content-Type", SCIM)
                  .header("If-Match", old)
                  .method("PATCH", BodyPublishers.ofString(change))),
          412);
      assertError(server.send(server.request(path).header("If-Match", old).DELETE()), 412);
    }
  }

  @Test
  void what_a_client_has_already_is_not_sent_again() throws Exception {
    String path = server.createUser(name());
    HttpResponse<String> same =
        server.send(server.request(path).header("If-None-Match", "W/\"1\"").GET());
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(server.send(server.request(path).header("If-None-Match", "W/\"9\"").GET()))
        .returns(200, HttpResponse::statusCode);
  }

  @Test
  void users_are_listed_filtered_and_paged() throws Exception {
    String name = name();
    server.createUser(name);
    HttpResponse<String> found =
        server.get("/Users?filter=userName%20eq%20%22" + name.toUpperCase() + "%22");
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    assertThat(found.body()).contains("\"totalResults\":1", name);
    server.createUser(name());
    HttpResponse<String> page = server.get("/Users?startIndex=2&count=1&attributes=userName");
    assertThat(page.body())
        .contains("\"startIndex\":2", "\"itemsPerPage\":1", "\"userName\"")
        .doesNotContain("familyName");
    assertThat(server.get("/Users?count=0").body()).contains("\"itemsPerPage\":0");
    assertThat(server.get("/Users?count=-5&startIndex=-3").body())
        .contains("\"itemsPerPage\":0", "\"startIndex\":1");
    assertThat(server.get("/Users?count=99999999999999").statusCode()).isEqualTo(200);
  }

  @Test
  void a_search_by_post_does_the_same() throws Exception {
    String name = name();
    server.createUser(name);
    HttpResponse<String> found =
        server.send(
            "POST",
            "/Users/.search",
            """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
             "filter":"userName eq \\"%s\\"","count":5,"excludedAttributes":["name"]}\
            """
                .formatted(name));
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    assertThat(found.body()).contains("\"totalResults\":1", name).doesNotContain("familyName");
  }

  @Test
  void members_are_fetched_only_when_asked_for() throws Exception {
    server.get("/Groups");
    assertThat(server.provisioning.lastIncludes).isEmpty();
    server.get("/Groups?attributes=members");
    assertThat(server.provisioning.lastIncludes).containsExactly(Include.MEMBERS);
    server.get("/Users");
    assertThat(server.provisioning.lastIncludes).containsExactly(Include.GROUPS);
    server.get("/Users?excludedAttributes=groups");
    assertThat(server.provisioning.lastIncludes).isEmpty();
  }

  @Test
  void the_documents_tell_what_the_server_does() throws Exception {
    assertThat(server.get("/ServiceProviderConfig").body())
        .contains("\"patch\":{\"supported\":true}", "\"maxResults\":200");
    assertThat(server.get("/ResourceTypes").body()).contains("\"totalResults\":3");
    assertThat(server.get("/ResourceTypes/User").body()).contains("\"endpoint\":\"/Users\"");
    assertThat(server.get("/Schemas").body()).contains("\"totalResults\":4");
    String urn = server.provisioning.schema(ResourceType.USER).core().urn();
    assertThat(server.get("/Schemas/" + urn).body()).contains("\"id\":\"" + urn + "\"");
    assertError(server.get("/Schemas/urn:none"), 404);
    assertError(server.get("/ResourceTypes/Robot"), 404);
    assertError(server.get("/Schemas?filter=id%20pr"), 403);
  }

  @Test
  void mistakes_in_a_body_are_400_with_the_reason() throws Exception {
    assertError(server.send("POST", "/Users", ""), 400, "invalidSyntax");
    assertError(server.send("POST", "/Users", "{"), 400, "invalidSyntax", "line 1");
    assertError(server.send("POST", "/Users", "[]"), 400, "invalidSyntax");
    assertError(server.send("POST", "/Users", "null"), 400, "invalidSyntax");
    assertError(server.send("POST", "/Users", user("x") + "}"), 400, "invalidSyntax");
    assertError(server.send("POST", "/Users", "{\"a\":1,\"a\":2}"), 400, "invalidSyntax", "twice");
    assertError(
        server.send("POST", "/Users", "{\"a\":".repeat(100) + "1" + "}".repeat(100)),
        400,
        "deeper");
    assertError(server.send("POST", "/Users", "{\"userName\":\"x\"}"), 400, "schemas");
    assertError(
        server.send("POST", "/Users", user(name()).replace("userName", "nick")),
        400,
        "invalidValue",
        "userName");
    byte[] latin = user("Jürgen").getBytes(StandardCharsets.ISO_8859_1);
    assertError(
        server.send(
            server
                .request("/Users")
                .header("Content-Type", SCIM)
                .POST(BodyPublishers.ofByteArray(latin))),
        400,
        "invalidSyntax");
  }

  @Test
  void a_name_that_is_taken_is_409_uniqueness() throws Exception {
    String name = name();
    server.createUser(name);
    assertError(server.send("POST", "/Users", user(name)), 409, "uniqueness", "userName");
  }

  @Test
  void mistakes_in_a_query_are_400_with_the_reason() throws Exception {
    assertError(server.get("/Users?filter=userName"), 400, "invalidFilter", "position 9");
    assertError(server.get("/Users?filter=password%20eq%20%22x%22"), 400, "invalidFilter");
    assertError(server.get("/Users?filter=shoeSize%20eq%201"), 400, "invalidFilter", "shoeSize");
    assertError(server.get("/Users?count=many"), 400, "invalidValue", "count");
    assertError(server.get("/Users?sortBy=shoeSize"), 400, "invalidPath");
    assertError(server.get("/Users?sortBy=userName&sortOrder=up"), 400, "sortOrder");
    assertError(server.get("/Users?attributes=id&excludedAttributes=name"), 400);
    assertError(server.get("/Users?filter=" + "a".repeat(5000)), 400, "invalidFilter");
    assertError(server.get("/Users?filter=" + "a".repeat(7100)), 414);
  }

  @Test
  void all_problems_of_a_patch_are_told_at_once() throws Exception {
    String path = server.createUser(name());
    assertError(
        server.send("PATCH", path, patch("{\"op\":\"jump\"},{\"op\":\"remove\"}")),
        400,
        "Operations[0]",
        "Operations[1]");
    assertError(server.send("PATCH", path, patch("")), 400, "invalidSyntax");
    assertError(
        server.send("PATCH", path, patch("{\"op\":\"add\",\"path\":\"x y\",\"value\":1}")),
        400,
        "invalidPath");
  }

  @Test
  void unknown_resources_and_routes_are_404() throws Exception {
    assertError(server.get(NOBODY), 404);
    assertError(server.get("/Users/none"), 404);
    assertError(server.get("/Users/" + UUID.randomUUID().toString().toUpperCase()), 404);
    assertError(server.send("DELETE", NOBODY, ""), 404);
    assertError(server.send("PUT", NOBODY, user("x")), 404);
    assertError(server.send("PATCH", NOBODY, patch("{\"op\":\"remove\",\"path\":\"title\"}")), 404);
    for (String path : new String[] {"/Robots", "/Users/a/b", "/services", "/none?_wadl"}) {
      HttpResponse<String> answer = server.get(path);
      assertError(answer, 404);
      assertThat(answer.headers().firstValue("Allow")).isEmpty();
    }
  }

  @Test
  void methods_that_do_not_fit_are_405_and_unknown_ones_501() throws Exception {
    HttpResponse<String> answer = server.send("PUT", "/Users", user("x"));
    assertError(answer, 405);
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("POST");
    assertError(server.send("POST", "/ServiceProviderConfig", "{}"), 405);
    assertError(server.send("BREW", "/Users", ""), 501);
    assertError(server.send("TRACE", "/Users", ""), 501);
    assertError(server.get("/Me"), 404);
    assertError(server.send("POST", "/Me", "{}"), 501);
  }

  @Test
  void formats_that_are_not_spoken_are_415_and_406() throws Exception {
    assertError(
        server.send(
            server
                .request("/Users")
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString("<a/>"))),
        415);
    assertError(
        server.send(
            server
                .request("/Users")
                .header("Content-Type", SCIM + ";charset=utf-16")
                .POST(BodyPublishers.ofString("{}"))),
        415);
    assertError(server.send(server.request("/Users").header("Accept", "text/xml").GET()), 406);
    assertError(
        server.send(
            server
                .request("/Users")
                .header("Content-Type", "nonsense")
                .POST(BodyPublishers.ofString("{}"))),
        415);
  }

  @Test
  void a_body_that_is_too_large_is_413_announced_or_not() throws Exception {
    String large = user("x").replace("{\"value", "{\"value\":1},".repeat(200_000) + "{\"value");
    assertError(server.send("POST", "/Users", large), 413);
    byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
    assertError(
        server.send(
            server
                .request("/Users")
                .header("Content-Type", SCIM)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))),
        413);
  }

  @Test
  void a_method_cannot_be_smuggled_in() throws Exception {
    String path = server.createUser(name());
    assertThat(server.get(path + "?_method=DELETE").statusCode()).isEqualTo(200);
    assertThat(server.send(server.request(path).header("X-HTTP-Method-Override", "DELETE").GET()))
        .returns(200, HttpResponse::statusCode);
    assertThat(server.get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void queries_with_broken_escapes_are_the_callers_mistake() throws Exception {
    assertThat(RawHttp.status(server, "GET /scim2/Users?filter=%zz HTTP/1.1")).isEqualTo(400);
    assertThat(RawHttp.status(server, "GET /scim2/Users/%zz HTTP/1.1")).isEqualTo(400);
    assertThat(RawHttp.status(server, "GET /scim2/Users/%ff HTTP/1.1")).isIn(400, 404);
    assertThat(RawHttp.status(server, "GET /scim2/Users/..;/x HTTP/1.1")).isIn(400, 404);
  }

  @Test
  void nobody_gets_in_without_the_right_password() throws Exception {
    URI users = URI.create(server.base() + "/Users");
    HttpResponse<String> none = server.send(HttpRequest.newBuilder(users).GET());
    assertError(none, 401);
    assertThat(none.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
    for (String header :
        new String[] {"", "Basic", "Basic !!!", "Basic YWRtaW4=", "Bearer x", "Basic OnB3"}) {
      assertError(
          server.send(HttpRequest.newBuilder(users).header("Authorization", header).GET()), 401);
    }
  }

  @Test
  void a_caller_without_the_permission_is_403() throws Exception {
    String reader = ScimServer.basic("reader", ScimServer.PASSWORD);
    URI users = URI.create(server.base() + "/Users");
    assertThat(
            server
                .send(HttpRequest.newBuilder(users).header("Authorization", reader).GET())
                .statusCode())
        .isEqualTo(200);
    assertError(
        server.send(
            HttpRequest.newBuilder(users)
                .header("Authorization", reader)
                .header("Content-Type", SCIM)
                .POST(BodyPublishers.ofString(user("x")))),
        403,
        "scim.users.write");
  }

  @Test
  void a_database_that_is_away_is_503_and_worth_a_retry() throws Exception {
    server.provisioning.broken = new UnavailableException("down", new IllegalStateException());
    HttpResponse<String> answer = server.get("/Users");
    assertError(answer, 503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void what_nobody_foresaw_is_a_bland_500_with_the_causality_id() throws Exception {
    server.provisioning.broken = new IllegalStateException("secret inside");
    HttpResponse<String> answer = server.get("/Users");
    assertError(answer, 500, answer.headers().firstValue("X-Causality-Id").orElseThrow());
    assertThat(answer.body()).doesNotContain("secret inside");
  }

  @Test
  void answers_say_nothing_about_the_software() throws Exception {
    HttpResponse<String> answer = server.get("/Users");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().map().keySet()).doesNotContain("X-Powered-By", "Date-Server");
  }
}
