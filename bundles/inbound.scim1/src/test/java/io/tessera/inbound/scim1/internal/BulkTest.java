package io.tessera.inbound.scim1.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.UnavailableException;
import io.tessera.model.Value;
import io.tessera.scim.protocol.bulk.BulkReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BulkTest {
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

  private static String request(String more, String... operations) {
    return ("{'schemas':['urn:scim:schemas:core:1.0']"
            + more
            + ",'Operations':["
            + String.join(",", operations)
            + "]}")
        .replace('\'', '"');
  }

  private static String post(String endpoint, String bulkId, String data) {
    return "{'method':'POST','path':'/"
        + endpoint
        + "','bulkId':'"
        + bulkId
        + "','data':"
        + data
        + "}";
  }

  private static String user(String name) {
    return "{'userName':'" + name + "-" + UUID.randomUUID() + "'}";
  }

  private static String group(String... members) {
    return "{'displayName':'"
        + UUID.randomUUID()
        + "','members':["
        + String.join(",", List.of(members).stream().map(m -> "{'value':'" + m + "'}").toList())
        + "]}";
  }

  private static List<Attributes> bulk(String request) throws Exception {
    HttpResponse<String> answer = server.send("POST", "/Bulk", request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Attributes body = new AttributesJson().read(answer.body().getBytes(StandardCharsets.UTF_8));
    return body.get("Operations").orElse(Value.NONE).elements().stream()
        .map(v -> ((Value.Complex) v).attributes())
        .toList();
  }

  private static String code(Attributes operation) {
    return operation.complex("status").text("code").orElse("");
  }

  private static String path(Attributes operation) {
    return operation.text("location").orElseThrow().substring(server.base().length());
  }

  @Test
  void operations_are_carried_out_each_for_itself() throws Exception {
    String kept = server.create("/Users", user("a").replace('\'', '"'));
    String gone = server.create("/Users", user("b").replace('\'', '"'));
    List<Attributes> results =
        bulk(
            request(
                "",
                post("Users", "u", user("c")),
                "{'method':'patch','path':'" + kept + "','data':{'title':'x'}}",
                "{'method':'PUT','path':'"
                    + kept
                    + "','version':'W/\\'9\\'','data':{}}".replace("\\'", "\\\""),
                "{'method':'DELETE','path':'" + gone + "'}",
                "{'method':'DELETE','path':'/Users/nobody'}",
                "{'method':'GET','path':'/Users'}",
                "{'method':'POST','path':'/Shoes','data':{}}"));
    assertThat(results)
        .extracting(BulkTest::code)
        .containsExactly("201", "200", "412", "200", "404", "400", "400");
    assertThat(results.get(0).text("bulkId")).hasValue("u");
    assertThat(results.get(0).text("version")).hasValue("W/\"1\"");
    assertThat(server.get(path(results.get(0))).statusCode()).isEqualTo(200);
    assertThat(server.get(path(results.get(1))).body()).contains("\"title\":\"x\"");
    assertThat(results.get(4).complex("status").text("description").orElse("")).contains("nobody");
  }

  @Test
  void references_are_resolved_in_any_order() throws Exception {
    List<Attributes> results =
        bulk(
            request(
                "",
                post("Groups", "outer", group("bulkId:inner")),
                post("Groups", "inner", group("bulkId:u")),
                "{'method':'PATCH','path':'/Users/bulkId:u','data':{'title':'x'}}",
                post("Users", "u", user("a"))));
    assertThat(results).extracting(BulkTest::code).containsExactly("201", "201", "200", "201");
    assertThat(server.get(path(results.get(0))).body())
        .contains(path(results.get(1)).substring("/Groups/".length()));
    assertThat(server.get(path(results.get(3))).body()).contains("\"title\":\"x\"");
  }

  @Test
  void references_to_nothing_and_in_circles_are_told() throws Exception {
    assertThat(
            bulk(
                request(
                    "",
                    post("Groups", "a", group("bulkId:b")),
                    post("Groups", "b", group("bulkId:a")),
                    post("Groups", "c", group("bulkId:nothing")),
                    post("Users", "d", "{}"),
                    post("Groups", "e", group("bulkId:d")))))
        .extracting(BulkTest::code)
        .containsExactly("409", "409", "400", "400", "409");
  }

  @Test
  void after_as_many_errors_as_are_wanted_nothing_more_is_done() throws Exception {
    List<Attributes> results =
        bulk(
            request(
                ",'failOnErrors':2",
                post("Users", "a", "{}"),
                post("Users", "b", user("b")),
                post("Users", "c", "{}"),
                post("Users", "d", user("d"))));
    assertThat(results).extracting(BulkTest::code).containsExactly("400", "201", "400");
  }

  @Test
  void each_operation_needs_its_own_permission() throws Exception {
    String body = request("", post("Users", "a", user("a")));
    HttpResponse<String> answer =
        server.send(
            HttpRequest.newBuilder(URI.create(server.base() + "/Bulk"))
                .header("Authorization", Scim1Server.basic("reader", Scim1Server.PASSWORD))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.body()).contains("\"code\":\"403\"", "scim.users.write");
  }

  @Test
  void what_is_no_bulk_request_is_refused() throws Exception {
    assertThat(server.send("POST", "/Bulk", "{}").statusCode()).isEqualTo(400);
    assertThat(bulk(request("", "1"))).extracting(BulkTest::code).containsExactly("400");
    String[] many = new String[BulkReader.MAX_OPERATIONS + 1];
    java.util.Arrays.fill(many, "{}");
    HttpResponse<String> answer = server.send("POST", "/Bulk", request("", many));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("1000 operations", "\"code\":\"413\"");
  }

  @Test
  void a_database_that_goes_away_ends_the_run() throws Exception {
    server.provisioning.broken = new UnavailableException("down", new IllegalStateException());
    assertThat(bulk(request("", post("Users", "a", user("a")), post("Users", "b", user("b")))))
        .extracting(BulkTest::code)
        .containsExactly("503", "503");
  }
}
