package io.tessera.inbound.scim.internal;

import static io.tessera.inbound.scim.internal.Bodies.patch;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolesDoorTest {
  private static final String SALES = "/Roles/" + FakeRoles.SALES.id();
  private static ScimServer server;

  @BeforeAll
  static void open() throws Exception {
    server = new ScimServer();
  }

  @AfterAll
  static void close() throws Exception {
    server.close();
  }

  @BeforeEach
  void nobody() {
    server.members.members.clear();
  }

  private static String add(String... ids) {
    return "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \""
        + String.join("\"}, {\"value\": \"", ids)
        + "\"}]}";
  }

  @Test
  void roles_are_listed_filtered_and_paged() throws Exception {
    assertThat(server.get("/Roles").body())
        .contains("\"totalResults\":2", "\"name\":\"sales\"", "\"name\":\"staff\"")
        .contains("\"location\":\"" + server.base() + SALES + "\"");
    assertThat(server.get("/Roles?filter=displayName%20eq%20%22SALES%20force%22").body())
        .contains("\"totalResults\":1", FakeRoles.SALES.id().toString());
    assertThat(server.get("/Roles?startIndex=2&count=1&attributes=name").body())
        .contains("\"startIndex\":2", "\"itemsPerPage\":1", "\"name\":\"staff\"")
        .doesNotContain("displayName");
    assertThat(server.get("/Roles?filter=colour%20eq%20%22red%22").statusCode()).isEqualTo(400);
    assertThat(server.get("/Roles?sortBy=name").statusCode()).isEqualTo(501);
  }

  @Test
  void one_role_is_shown_with_its_members_when_they_are_asked_for() throws Exception {
    String user = UUID.randomUUID().toString();
    assertThat(server.send("PATCH", SALES, patch(add(user))).statusCode()).isEqualTo(200);

    HttpResponse<String> plain = server.get(SALES);
    assertThat(plain.headers().firstValue("ETag")).hasValue("W/\"3\"");
    assertThat(plain.body()).contains("\"includes\":[\"staff\"]").doesNotContain("members");
    assertThat(server.get(SALES + "?attributes=members").body())
        .contains("\"value\":\"" + user + "\"", "\"display\":\"alice\"", "/Users/" + user)
        .doesNotContain("displayName");
    assertThat(server.get("/Roles/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(server.get("/Roles/x").statusCode()).isEqualTo(404);
  }

  @Test
  void members_are_added_removed_and_replaced() throws Exception {
    String one = UUID.randomUUID().toString();
    String two = UUID.randomUUID().toString();
    server.send("PATCH", SALES, patch(add(one, two)));
    server.send(
        "PATCH",
        SALES,
        patch("{\"op\": \"remove\", \"path\": \"members[value eq \\\"" + one + "\\\"]\"}"));
    assertThat(server.members.members).map(Object::toString).containsExactly(two);

    server.send(
        "PATCH",
        SALES,
        patch("{\"op\": \"replace\", \"value\": {\"members\": [{\"value\": \"" + one + "\"}]}}"));
    assertThat(server.members.members).map(Object::toString).containsExactly(one);

    server.send("PATCH", SALES, patch("{\"op\": \"remove\", \"path\": \"members\"}"));
    assertThat(server.members.members).isEmpty();
  }

  @Test
  void who_is_a_member_is_asked_for_only_when_an_operation_is_about_all() throws Exception {
    String one = UUID.randomUUID().toString();
    String two = UUID.randomUUID().toString();
    int before = server.members.listed.get();
    server.send("PATCH", SALES, patch(add(one, two)));
    server.send(
        "PATCH",
        SALES,
        patch("{\"op\": \"remove\", \"path\": \"members[value eq \\\"" + one + "\\\"]\"}"));
    assertThat(server.members.listed).hasValue(before);
    assertThat(server.members.members).map(Object::toString).containsExactly(two);

    server.send(
        "PATCH",
        SALES,
        patch("{\"op\": \"remove\", \"path\": \"members[value ne \\\"" + one + "\\\"]\"}"));
    assertThat(server.members.listed).hasValue(before + 1);
    assertThat(server.members.members).isEmpty();
  }

  @Test
  void nothing_else_of_a_role_can_be_changed() throws Exception {
    HttpResponse<String> named =
        server.send(
            "PATCH",
            SALES,
            patch("{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"Mine\"}"));
    assertThat(named.statusCode()).isEqualTo(400);
    assertThat(named.body()).contains("mutability");
    assertThat(server.send("PATCH", SALES, patch(add("nobody"))).body()).contains("invalidValue");
    assertThat(server.send("DELETE", SALES, "").statusCode()).isEqualTo(405);
  }

  @Test
  void roles_are_discovered() throws Exception {
    assertThat(server.get("/ResourceTypes/Role").body())
        .contains("\"endpoint\":\"/Roles\"", RoleSchema.URN);
    assertThat(server.get("/Schemas/" + RoleSchema.URN).body()).contains("\"members\"");
  }

  @Test
  void roles_need_permissions_of_their_own() throws Exception {
    assertThat(
            server
                .send(
                    server
                        .request("/Roles")
                        .setHeader("Authorization", ScimServer.basic("reader", ScimServer.PASSWORD))
                        .GET())
                .statusCode())
        .isEqualTo(403);
  }
}
