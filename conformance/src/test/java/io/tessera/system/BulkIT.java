package io.tessera.system;

import static io.tessera.system.Requests.GROUP;
import static io.tessera.system.Requests.assertError;
import static io.tessera.system.Requests.unique;
import static io.tessera.system.Requests.userJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** RFC 7644 section 3.7: many writes in one request. */
@ExtendWith(SharedServer.class)
class BulkIT {
  private static final String REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
  private static Requests scim;

  @BeforeAll
  static void take(Http http) {
    scim = new Requests(http);
  }

  private static Http.Answer send(int failOnErrors, String... operations) throws IOException {
    return scim.http()
        .post(
            "/scim2/Bulk",
            "{\"schemas\":[\""
                + REQUEST
                + "\"],"
                + (failOnErrors > 0 ? "\"failOnErrors\":" + failOnErrors + "," : "")
                + "\"Operations\":["
                + String.join(",", operations)
                + "]}");
  }

  private static JsonNode bulk(int failOnErrors, String... operations) throws IOException {
    JsonNode answer = send(failOnErrors, operations).successful().json();
    assertThat(answer.path("schemas").path(0).asText())
        .isEqualTo("urn:ietf:params:scim:api:messages:2.0:BulkResponse");
    return answer.path("Operations");
  }

  private static String post(String bulkId, String path, String data) {
    return "{\"method\":\"POST\",\"path\":\""
        + path
        + "\",\"bulkId\":\""
        + bulkId
        + "\",\"data\":"
        + data
        + "}";
  }

  private static String operation(String method, String path, String data) {
    return "{\"method\":\""
        + method
        + "\",\"path\":\""
        + path
        + "\""
        + (data.isEmpty() ? "" : ",\"data\":" + data)
        + "}";
  }

  private static String group(String... members) {
    StringBuilder values = new StringBuilder();
    for (String member : members) {
      values
          .append(values.isEmpty() ? "" : ",")
          .append("{\"value\":\"")
          .append(member)
          .append("\"}");
    }
    return "{\"schemas\":[\""
        + GROUP
        + "\"],\"displayName\":\""
        + unique("bulk")
        + "\",\"members\":["
        + values
        + "]}";
  }

  private static JsonNode of(JsonNode operations, String bulkId) {
    for (JsonNode operation : operations) {
      if (operation.path("bulkId").asText().equals(bulkId)) {
        return operation;
      }
    }
    throw new AssertionError("no " + bulkId + " in " + operations);
  }

  @Test
  void each_operation_tells_location_version_and_status() throws Exception {
    JsonNode user = scim.user("\"title\":\"old\"");
    String path = "/Users/" + user.path("id").asText();
    String other = "/Users/" + scim.userId();
    JsonNode done =
        bulk(
            0,
            post("new", "/Users", userJson(unique("b"), "")),
            operation("PUT", path, userJson(user.path("userName").asText(), "\"title\":\"put\"")),
            operation(
                "PATCH",
                path,
                Requests.patchJson("{\"op\":\"add\",\"path\":\"nickName\",\"value\":\"n\"}")),
            operation("DELETE", other, ""));
    assertThat(done)
        .extracting(o -> o.path("status").asText())
        .containsExactly("201", "200", "200", "204");
    assertThat(done.path(0).path("method").asText()).isEqualTo("POST");
    assertThat(done.path(0).path("bulkId").asText()).isEqualTo("new");
    assertThat(done.path(0).path("location").asText()).contains("/scim2/Users/");
    assertThat(done.path(0).path("version").asText()).isEqualTo("W/\"1\"");
    assertThat(done.path(1).path("location").asText()).endsWith(path);
    JsonNode after = scim.get(path);
    assertThat(after.path("title").asText()).isEqualTo("put");
    assertThat(after.path("nickName").asText()).isEqualTo("n");
    assertError(scim.http().get("/scim2" + other), 404);
  }

  @Test
  void references_are_resolved_in_any_order_in_values_and_paths() throws Exception {
    JsonNode done =
        bulk(
            0,
            post("outer", "/Groups", group("bulkId:inner", "bulkId:alice")),
            operation(
                "PATCH",
                "/Users/bulkId:alice",
                Requests.patchJson("{\"op\":\"add\",\"path\":\"title\",\"value\":\"t\"}")),
            post("inner", "/Groups", group("bulkId:alice")),
            post(
                "alice",
                "/Users",
                userJson(
                    unique("b"),
                    "\"" + Requests.ENTERPRISE + "\":{\"manager\":{\"value\":\"bulkId:boss\"}}")),
            post("boss", "/Users", userJson(unique("b"), "")));
    assertThat(done).hasSize(5).allMatch(o -> o.path("status").asText().startsWith("20"));
    String alice = id(of(done, "alice"));
    JsonNode user = scim.get("/Users/" + alice);
    assertThat(user.path("title").asText()).isEqualTo("t");
    assertThat(user.path(Requests.ENTERPRISE).at("/manager/value").asText())
        .isEqualTo(id(of(done, "boss")));
    assertThat(
            scim.get("/Groups/" + id(of(done, "outer")) + "?attributes=members")
                .path("members")
                .findValuesAsText("value"))
        .containsExactlyInAnyOrder(id(of(done, "inner")), alice);
  }

  private static String id(JsonNode operation) {
    String location = operation.path("location").asText();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  @Test
  void circles_are_told_and_the_rest_is_done() throws Exception {
    JsonNode done =
        bulk(
            0,
            post("one", "/Groups", group("bulkId:two")),
            post("two", "/Groups", group("bulkId:one")),
            post("free", "/Users", userJson(unique("b"), "")));
    assertThat(of(done, "one").path("status").asText()).isEqualTo("409");
    assertThat(of(done, "two").path("status").asText()).isEqualTo("409");
    assertThat(of(done, "free").path("status").asText()).isEqualTo("201");
  }

  @Test
  void a_failure_is_told_in_place_and_does_not_stop_the_others() throws Exception {
    String taken = scim.user("").path("userName").asText();
    JsonNode done =
        bulk(
            0,
            post("taken", "/Users", userJson(taken, "")),
            post("needs", "/Groups", group("bulkId:taken")),
            post("fine", "/Users", userJson(unique("b"), "")),
            operation("DELETE", "/Users/" + java.util.UUID.randomUUID(), ""));
    JsonNode failed = of(done, "taken");
    assertThat(failed.path("status").asText()).isEqualTo("409");
    assertThat(failed.at("/response/scimType").asText()).isEqualTo("uniqueness");
    assertThat(failed.at("/response/schemas/0").asText()).isEqualTo(Requests.ERROR);
    assertThat(of(done, "needs").path("status").asText()).startsWith("4");
    assertThat(of(done, "fine").path("status").asText()).isEqualTo("201");
    assertThat(done.path(3).path("status").asText()).isEqualTo("404");
  }

  @Test
  void after_so_many_errors_nothing_more_is_done() throws Exception {
    String taken = scim.user("").path("userName").asText();
    String never = unique("never");
    JsonNode done =
        bulk(
            1,
            post("first", "/Users", userJson(unique("b"), "")),
            post("taken", "/Users", userJson(taken, "")),
            post("never", "/Users", userJson(never, "")));
    assertThat(of(done, "first").path("status").asText()).isEqualTo("201");
    assertThat(of(done, "taken").path("status").asText()).isEqualTo("409");
    assertThat(done.findValuesAsText("bulkId")).doesNotContain("never");
    assertThat(scim.usersWith("userName eq \"" + never + "\"")).isEmpty();
  }

  @Test
  void more_operations_than_announced_are_too_many() throws Exception {
    int most = scim.get("/ServiceProviderConfig").at("/bulk/maxOperations").asInt();
    String[] operations = new String[most + 1];
    java.util.Arrays.fill(operations, operation("DELETE", "/Users/x", ""));
    assertError(send(0, operations), 413);
  }

  @Test
  void a_request_larger_than_announced_is_too_large() throws Exception {
    int most = scim.get("/ServiceProviderConfig").at("/bulk/maxPayloadSize").asInt();
    assertError(
        send(
            0,
            post("big", "/Users", userJson(unique("b"), "\"title\":\"" + "x".repeat(most) + "\""))),
        413);
  }

  @Test
  void what_is_wrong_with_an_operation_is_told_for_that_operation_or_all() throws Exception {
    for (String operation :
        List.of(
            operation("POST", "/Users", userJson(unique("b"), "")),
            operation("GET", "/Users/x", ""),
            operation("PUT", "/Users", userJson(unique("b"), "")),
            operation("POST", "/Robots", "{}"),
            "{\"method\":\"POST\",\"bulkId\":\"q\",\"data\":{}}",
            "{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"q\"}",
            "{}")) {
      Http.Answer answer = send(0, operation);
      String status =
          answer.status() == 200
              ? answer.json().at("/Operations/0/status").asText()
              : Integer.toString(answer.status());
      assertThat(status).as(operation + answer.text()).startsWith("4");
    }
  }

  @Test
  void a_version_is_required_of_an_operation() throws Exception {
    JsonNode user = scim.user("");
    String path = "/Users/" + user.path("id").asText();
    JsonNode done =
        bulk(
            0,
            "{\"method\":\"DELETE\",\"path\":\"" + path + "\",\"version\":\"W/\\\"99\\\"\"}",
            "{\"method\":\"DELETE\",\"path\":\"" + path + "\",\"version\":\"W/\\\"1\\\"\"}");
    assertThat(done).extracting(o -> o.path("status").asText()).containsExactly("412", "204");
  }
}
