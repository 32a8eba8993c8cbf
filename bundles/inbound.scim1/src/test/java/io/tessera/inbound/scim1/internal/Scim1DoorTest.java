package io.tessera.inbound.scim1.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Include;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Scim1DoorTest {
  private static final String JSON = "application/json";
  private static Scim1Server server;

  @BeforeAll
  static void open() throws Exception {
    server = new Scim1Server();
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

  private static String user(String name) {
    return """
    {"schemas":["urn:scim:schemas:core:1.0"],"userName":"%s","active":true,
     "name":{"familyName":"Miller","givenName":"Alice"},"groups":[],
     "emails":[{"value":"a@example.com","type":"work","primary":true}],
     "password":"s3cret-s3cret"}\
    """
        .formatted(name);
  }

  private static String group(String name, String... memberIds) {
    StringBuilder members = new StringBuilder();
    for (String id : memberIds) {
      members.append(members.length() == 0 ? "" : ",").append("{\"value\":\"" + id + "\"}");
    }
    return "{\"schemas\":[\"urn:scim:schemas:core:1.0\"],\"displayName\":\""
        + name
        + "\",\"members\":["
        + members
        + "]}";
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static HttpResponse<String> filter(String endpoint, String filter) throws Exception {
    return server.get(endpoint + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
  }

  private static void assertError(HttpResponse<String> answer, int status, String... parts) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(JSON);
    assertThat(answer.body())
        .startsWith("{\"Errors\":[{\"description\":\"")
        .contains("\"code\":\"" + status + "\"}]}")
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
    assertThat(created.headers().firstValue("Content-Type")).hasValue(JSON);
    assertThat(created.headers().firstValue("ETag")).hasValue("W/\"1\"");
    String location = created.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(server.base() + "/Users/");
    HttpResponse<String> read = server.get(location.substring(server.base().length()));
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body())
        .isEqualTo(created.body())
        .startsWith("{\"schemas\":[\"urn:scim:schemas:core:1.0\"]")
        .contains(name)
        .doesNotContain("s3cret");
    assertThat(server.provisioning.lastCaller.channel()).isEqualTo(Channel.SCIM1);
  }

  @Test
  void the_same_is_served_below_scim_v1() throws Exception {
    URI other = URI.create(server.base().replace("/wso2/scim", "/scim/v1") + "/Users");
    HttpResponse<String> created =
        server.send(
            HttpRequest.newBuilder(other)
                .header("Authorization", Scim1Server.basic("admin", Scim1Server.PASSWORD))
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofString(user(name()))));
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("Location").orElseThrow()).startsWith(other.toString());
  }

  @Test
  void a_user_lives_as_the_wso2_client_makes_it_live() throws Exception {
    String name = name();
    String path = server.create("/Users", user(name));
    HttpResponse<String> found = server.get("/Users?filter=userName%20Eq%20" + name);
    assertThat(found.body()).contains("\"totalResults\":1", "\"id\":\"" + id(path) + "\"");
    HttpResponse<String> put = server.send("PUT", path, user(name).replace("Miller", "Meier"));
    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(put.body()).contains("Meier");
    HttpResponse<String> gone = server.send(server.request(path).DELETE());
    assertThat(gone.statusCode()).isEqualTo(200);
    assertThat(gone.body()).isEmpty();
    assertError(server.get(path), 404);
    assertThat(server.get("/Users?filter=userName%20Eq%20" + name).body())
        .isEqualTo(
            "{\"schemas\":[\"urn:scim:schemas:core:1.0\"],\"totalResults\":0,"
                + "\"itemsPerPage\":0,\"startIndex\":1,\"Resources\":[]}");
  }

  @Test
  void members_known_by_name_only_are_found() throws Exception {
    String name = name();
    String user = id(server.create("/Users", user(name)));
    String body =
        "{\"displayName\":\"g-" + name + "\",\"members\":[{\"display\":\"" + name + "\"}]}";
    String group = server.create("/Groups", body);
    assertThat(server.get(group).body()).contains("\"value\":\"" + user + "\"");
    assertError(
        server.send("PATCH", group, "{\"members\":[{\"display\":\"nobody-here\"}]}"),
        400,
        "members.display",
        "nobody-here");
  }

  @Test
  void a_patch_of_a_user_answers_with_the_user() throws Exception {
    String path = server.create("/Users", user(name()));
    HttpResponse<String> patched =
        server.send(
            "PATCH",
            path,
            """
            {"schemas":["urn:scim:schemas:core:1.0"],"active":false,
             "name":{"givenName":"Ada"},"meta":{"attributes":["name.familyName"]},
             "emails":[{"value":"a@example.com","operation":"delete"},
                       {"value":"b@example.com","type":"home"}]}\
            """);
    assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
    assertThat(patched.headers().firstValue("ETag")).hasValue("W/\"2\"");
    assertThat(patched.body())
        .contains("\"active\":false", "\"name\":{\"givenName\":\"Ada\"}")
        .contains("\"emails\":[{\"value\":\"b@example.com\",\"type\":\"home\"}]");
  }

  @Test
  void a_patch_of_a_group_answers_with_what_is_asked_for_and_else_with_nothing() throws Exception {
    String one = id(server.create("/Users", user(name())));
    String two = id(server.create("/Users", user(name())));
    String path = server.create("/Groups", group(name(), one));
    HttpResponse<String> added =
        server.send("PATCH", path, "{\"members\":[{\"value\":\"" + two + "\"}]}");
    assertThat(added.statusCode()).as(added.body()).isEqualTo(204);
    assertThat(added.headers().firstValue("ETag")).hasValue("W/\"2\"");
    assertThat(server.provisioning.lastIncludes).doesNotContain(Include.MEMBERS);
    HttpResponse<String> removed =
        server.send(
            "PATCH",
            path + "?attributes=members",
            "{\"members\":[{\"value\":\"" + one + "\",\"operation\":\"delete\"}]}");
    assertThat(removed.statusCode()).isEqualTo(200);
    assertThat(removed.body()).contains(two).doesNotContain(one);
  }

  @Test
  void members_are_in_single_answers_and_in_lists_on_demand() throws Exception {
    String member = id(server.create("/Users", user(name())));
    String name = name();
    String path = server.create("/Groups", group(name, member));
    assertThat(server.get(path).body()).contains(member);
    String list = "/Groups?filter=displayName+eq+%22" + name + "%22";
    assertThat(server.get(list).body()).doesNotContain(member);
    assertThat(server.get(list + "&attributes=displayName,members").body()).contains(member);
  }

  @Test
  void methods_that_a_proxy_forbids_come_as_post() throws Exception {
    String path = server.create("/Users", user(name()));
    HttpResponse<String> patched =
        server.send(
            server
                .request(path)
                .header("Content-Type", JSON)
                .header("X-HTTP-Method-Override", "PATCH")
                .POST(BodyPublishers.ofString("{\"title\":\"Dr\"}")));
    assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
    assertThat(patched.body()).contains("\"title\":\"Dr\"");
    HttpResponse<String> untouched =
        server.send(server.request(path).header("X-HTTP-Method-Override", "DELETE").GET());
    assertThat(untouched.statusCode()).isEqualTo(200);
    String reader = Scim1Server.basic("reader", Scim1Server.PASSWORD);
    HttpRequest.Builder smuggled =
        HttpRequest.newBuilder(URI.create(server.base() + path))
            .header("Authorization", reader)
            .header("X-HTTP-Method-Override", "DELETE")
            .POST(BodyPublishers.noBody());
    assertError(server.send(smuggled), 403, "scim.users.delete");
    HttpResponse<String> deleted =
        server.send(
            server
                .request(path)
                .header("X-HTTP-Method-Override", "delete")
                .POST(BodyPublishers.noBody()));
    assertThat(deleted.statusCode()).isEqualTo(200);
    assertError(server.get(path), 404);
  }

  @Test
  void the_end_of_the_path_may_name_the_format() throws Exception {
    String path = server.create("/Users", user(name()));
    assertThat(server.get(path + ".json").body()).isEqualTo(server.get(path).body());
    assertThat(server.get("/Users.json?count=1").statusCode()).isEqualTo(200);
    assertError(server.get(path + ".xml"), 406, "it has no XML");
  }

  @Test
  void xml_is_not_spoken_and_the_answer_says_so() throws Exception {
    String path = server.create("/Users", user(name()));
    assertError(
        server.send(server.request(path).header("Accept", "application/xml").GET()),
        406,
        "application/json; it has no XML");
    assertError(
        server.send(
            server
                .request("/Users")
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofString("<User/>"))),
        415,
        "it has no XML");
    assertThat(
            server
                .send(server.request(path).header("Accept", "application/xml, */*;q=0.1").GET())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void versions_are_checked() throws Exception {
    String path = server.create("/Users", user(name()));
    assertThat(
            server.send(server.request(path).header("If-None-Match", "W/\"1\"").GET()).statusCode())
        .isEqualTo(304);
    assertError(
        server.send(
            server
                .request(path)
                .header("Content-Type", JSON)
                .header("If-Match", "W/\"9\"")
                .method("PATCH", BodyPublishers.ofString("{\"title\":\"x\"}"))),
        412);
    assertError(server.send(server.request(path).header("If-Match", "\"9\"").DELETE()), 412);
    assertThat(
            server.send(server.request(path).header("If-Match", "W/\"1\"").DELETE()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_name_with_a_domain_lives_in_that_domain() throws Exception {
    String name = name();
    String path = server.create("/Users", user("sales/" + name));
    assertThat(server.provisioning.lastCaller.domain()).isEqualTo("SALES");
    assertThat(server.provisioning.lastWritten.text("userName")).hasValue(name);
    assertThat(server.get(path).body()).contains("\"userName\":\"SALES/" + name + "\"");
    assertThat(filter("/Users", "userName eq \"SALES/" + name + "\"").body())
        .contains("\"totalResults\":1", "\"userName\":\"SALES/" + name + "\"");
    assertThat(filter("/Users", "userName eq \"" + name + "\"").body())
        .contains("\"totalResults\":0");
    assertThat(server.get("/Users?domain=sales&count=0").statusCode()).isEqualTo(200);
    assertError(server.get("/Users?domain=nowhere"), 400, "domain");
    String other = server.create("/Users", user(name));
    assertThat(other).isNotEqualTo(path);

    assertThat(server.send("PUT", path, user("SALES/" + name)).statusCode()).isEqualTo(200);
    assertThat(server.send("PUT", path, user(name)).body()).contains("SALES/" + name);
    assertThat(server.send("PATCH", path, "{\"title\":\"x\"}").statusCode()).isEqualTo(200);
    assertError(server.send("PUT", other, user("SALES/" + name)), 404);
    assertThat(server.send(server.request(path).DELETE()).statusCode()).isEqualTo(200);
    assertError(server.get(path), 404);
    assertThat(server.get(other).statusCode()).isEqualTo(200);
  }

  @Test
  void every_problem_has_its_entry() throws Exception {
    HttpResponse<String> answer =
        server.send("POST", "/Users", "{\"userName\":\"x\",\"hat\":1,\"shoe\":2}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("hat: ", "},{", "shoe: ");
    String taken = name();
    server.create("/Users", user(taken));
    assertError(server.send("POST", "/Users", user(taken)), 409, "userName");
    assertError(server.send("POST", "/Users", "{"), 400);
    assertError(server.get("/Users?count=x"), 400, "count");
    assertError(filter("/Users", "shoe eq 1"), 400, "shoe");
    assertError(server.get("/Users?sortBy=shoe"), 400);
    assertError(server.get("/Users?sortBy=userName&sortOrder=up"), 400);
    assertError(server.send("POST", "/Groups", group("Internal/x")), 501, "roles");
  }

  @Test
  void what_there_is_not_is_told_in_the_same_words() throws Exception {
    assertError(server.get("/Users/nonsense"), 404);
    assertError(server.get("/Shoes"), 404);
    assertError(server.send("DELETE", "/Users", ""), 405);
    assertError(
        server.send(server.request("/Users").method("TRACK", BodyPublishers.noBody())), 501);
  }

  @Test
  void nobody_gets_in_without_the_right_password() throws Exception {
    URI users = URI.create(server.base() + "/Users");
    HttpResponse<String> none = server.send(HttpRequest.newBuilder(users).GET());
    assertError(none, 401);
    assertThat(none.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
    assertError(
        server.send(
            HttpRequest.newBuilder(users)
                .header("Authorization", Scim1Server.basic("reader", Scim1Server.PASSWORD))
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofString(user("x")))),
        403,
        "scim.users.write");
  }

  @Test
  void what_goes_wrong_inside_stays_inside() throws Exception {
    server.provisioning.broken = new UnavailableException("down", new IllegalStateException());
    assertError(server.get("/Users"), 503);
    server.provisioning.broken = new IllegalStateException("secret inside");
    HttpResponse<String> answer = server.get("/Users");
    assertError(answer, 500);
    assertThat(answer.body()).doesNotContain("secret inside");
  }

  @Test
  void pages_follow_each_other() throws Exception {
    String title = UUID.randomUUID().toString();
    for (int i = 0; i < 3; i++) {
      server.create(
          "/Users", user(name()).replace("\"active\"", "\"title\":\"" + title + "\",\"active\""));
    }
    String filter = "/Users?filter=title%20eq%20%22" + title + "%22";
    assertThat(server.get(filter + "&startIndex=3&count=2").body())
        .contains("\"totalResults\":3,\"itemsPerPage\":1,\"startIndex\":3");
    assertThat(server.get(filter + "&count=0").body())
        .contains("\"totalResults\":3,\"itemsPerPage\":0", "\"Resources\":[]");
    assertThat(server.get(filter + "&startIndex=-5&count=99999999999").body())
        .contains("\"itemsPerPage\":3,\"startIndex\":1");
    assertThat(server.get(filter + "&attributes=userName").body())
        .contains("userName")
        .doesNotContain("emails", "meta");
  }

  @Test
  void headers_of_old_clients_are_understood() throws Exception {
    String path = server.create("/Users", user(name()));
    for (String accept :
        new String[] {
          "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
          "application/json;charset=UTF-8",
          "application/json, application/xml;q=0.9",
          "application/*"
        }) {
      HttpResponse<String> answer =
          server.send(server.request(path).header("Accept", accept).GET());
      assertThat(answer.statusCode()).as(accept).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(JSON);
    }
    for (String type :
        new String[] {
          "application/json; charset=utf-8", "application/scim+json", "APPLICATION/JSON"
        }) {
      HttpResponse<String> created =
          server.send(
              server
                  .request("/Users")
                  .header("Content-Type", type)
                  .POST(BodyPublishers.ofString(user(name()))));
      assertThat(created.statusCode()).as(type).isEqualTo(201);
    }
    assertError(
        server.send(server.request("/Users").POST(BodyPublishers.ofString(user(name())))),
        415,
        "Content-Type");
    assertThat(server.get("/Users/?count=1").statusCode()).isEqualTo(200);
  }
}
