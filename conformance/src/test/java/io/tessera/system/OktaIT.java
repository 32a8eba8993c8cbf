package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The requests that Okta sends, in the forms its "SCIM 2.0 Protocol Reference" shows. */
@ExtendWith(SharedServer.class)
class OktaIT {
  private static Http http;

  @BeforeAll
  static void take(Http shared) {
    http = shared;
  }

  @Test
  void a_new_user_is_looked_up_created_and_read() throws Exception {
    String name = unique("new");
    assertThat(lookUp(name).path("totalResults").asInt()).isZero();
    JsonNode created = create(name);
    assertThat(created.path("groups").size()).isZero();
    assertThat(created.has("password")).isFalse();
    assertThat(lookUp(name).at("/Resources/0/id").asText()).isEqualTo(created.path("id").asText());
  }

  @Test
  void a_user_is_updated_by_put_of_what_was_read() throws Exception {
    JsonNode created = create(unique("put"));
    String path = "/scim2/Users/" + created.path("id").asText();
    var changed = (com.fasterxml.jackson.databind.node.ObjectNode) created.deepCopy();
    changed.put("displayName", "Changed");
    changed.putArray("groups");
    JsonNode updated = json("PUT", path, changed.toString());
    assertThat(updated.path("displayName").asText()).isEqualTo("Changed");
    assertThat(updated.path("userName")).isEqualTo(created.path("userName"));
  }

  @Test
  void a_user_is_deactivated_and_activated_by_patch_and_by_put() throws Exception {
    JsonNode created = create(unique("active"));
    String path = "/scim2/Users/" + created.path("id").asText();
    assertThat(patched(path, "{\"active\":false}").path("active").asBoolean()).isFalse();
    assertThat(patched(path, "{\"active\":true}").path("active").asBoolean()).isTrue();
    var changed = (com.fasterxml.jackson.databind.node.ObjectNode) created.deepCopy();
    changed.put("active", false);
    assertThat(json("PUT", path, changed.toString()).path("active").asBoolean()).isFalse();
    changed.put("active", true);
    assertThat(json("PUT", path, changed.toString()).path("active").asBoolean()).isTrue();
  }

  @Test
  void a_password_is_synchronised_by_patch_and_never_shown() throws Exception {
    String path = "/scim2/Users/" + create(unique("secret")).path("id").asText();
    JsonNode answer = patched(path, "{\"password\":\"" + Passwords.fresh() + "\"}");
    assertThat(answer.toString()).doesNotContain("password");
  }

  @Test
  void all_users_are_imported_page_by_page() throws Exception {
    create(unique("import"));
    create(unique("import"));
    create(unique("import"));
    JsonNode first = json("GET", "/scim2/Users?startIndex=1&count=2", "");
    assertThat(first.path("itemsPerPage").asInt()).isEqualTo(2);
    JsonNode second = json("GET", "/scim2/Users?startIndex=3&count=2", "");
    assertThat(second.path("startIndex").asInt()).isEqualTo(3);
    assertThat(second.path("Resources").findValuesAsText("id"))
        .doesNotContainAnyElementsOf(first.path("Resources").findValuesAsText("id"));
  }

  @Test
  void a_pushed_group_is_renamed_filled_emptied_and_deleted() throws Exception {
    String alice = create(unique("alice")).path("id").asText();
    String bob = create(unique("bob")).path("id").asText();
    String name = unique("group");
    JsonNode group =
        json(
            "POST",
            "/scim2/Groups",
            "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\""
                + name
                + "\",\"members\":[]}");
    String id = group.path("id").asText();
    String path = "/scim2/Groups/" + id;
    send(
        path,
        "{\"op\":\"replace\",\"value\":{\"id\":\"" + id + "\",\"displayName\":\"" + name + "2\"}}");
    assertThat(members(path).path("displayName").asText()).isEqualTo(name + "2");

    send(
        path,
        "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\""
            + alice
            + "\",\"display\":\"alice@example.com\"}]}");
    assertThat(memberIds(path)).containsExactly(alice);
    send(
        path,
        "{\"op\":\"remove\",\"path\":\"members[value eq \\\""
            + alice
            + "\\\"]\"},{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\""
            + bob
            + "\"}]}");
    assertThat(memberIds(path)).containsExactly(bob);
    send(
        path,
        "{\"op\":\"replace\",\"path\":\"members\",\"value\":[{\"value\":\""
            + alice
            + "\"},{\"value\":\""
            + bob
            + "\"}]}");
    assertThat(memberIds(path)).containsExactlyInAnyOrder(alice, bob);
    send(path, "{\"op\":\"remove\",\"path\":\"members\"}");
    assertThat(memberIds(path)).isEmpty();
    assertThat(http.delete(path).status()).isEqualTo(204);
  }

  private static JsonNode members(String path) throws IOException {
    return json("GET", path + "?attributes=displayName,members", "");
  }

  private static java.util.List<String> memberIds(String path) throws IOException {
    return members(path).path("members").findValuesAsText("value");
  }

  private static String unique(String name) {
    return name + "-" + UUID.randomUUID() + "@example.com";
  }

  private static JsonNode lookUp(String name) throws IOException {
    String filter = URLEncoder.encode("userName eq \"" + name + "\"", StandardCharsets.UTF_8);
    return json("GET", "/scim2/Users?filter=" + filter + "&startIndex=1&count=100", "");
  }

  private static JsonNode create(String name) throws IOException {
    return json(
        "POST",
        "/scim2/Users",
        """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%1$s",
         "name":{"givenName":"Given","familyName":"Family"},
         "emails":[{"primary":true,"value":"%1$s","type":"work"}],
         "displayName":"Given Family","locale":"en-US","externalId":"%1$s","groups":[],
         "password":"%2$s","active":true}\
        """
            .formatted(name, Passwords.fresh()));
  }

  private static JsonNode patched(String path, String value) throws IOException {
    return json("PATCH", path, operations("{\"op\":\"replace\",\"value\":" + value + "}"));
  }

  private static void send(String path, String operations) throws IOException {
    http.send("PATCH", path, operations(operations), "Content-Type", "application/scim+json")
        .successful();
  }

  private static String operations(String operations) {
    return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
        + operations
        + "]}";
  }

  private static JsonNode json(String method, String path, String body) throws IOException {
    return http.send(
            method,
            path,
            body,
            "Content-Type",
            "application/json; charset=utf-8",
            "Accept",
            "application/scim+json")
        .successful()
        .json();
  }
}
