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

/**
 * The requests that Microsoft Entra ID sends, in the forms its documentation "Develop and plan
 * provisioning for a SCIM endpoint" shows and in those it sent before it followed the RFC.
 */
@ExtendWith(SharedServer.class)
class EntraIdIT {
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  private static Http http;

  @BeforeAll
  static void take(Http shared) {
    http = shared;
  }

  @Test
  void the_connection_test_finds_nobody() throws Exception {
    JsonNode found = find("/scim2/Users?filter=", "userName eq \"" + UUID.randomUUID() + "\"");
    assertThat(found.path("totalResults").asInt()).isZero();
    assertThat(found.path("Resources").isArray()).isTrue();
    assertThat(find("/scim2/Users/?filter=", "userName eq \"nobody\"").path("totalResults").asInt())
        .isZero();
  }

  @Test
  void a_user_is_created_and_found_by_its_matching_attributes() throws Exception {
    String name = unique("created");
    String id = create(name);
    for (String filter :
        new String[] {
          "userName eq \"" + name + "\"",
          "externalId eq \"ext-" + name + "\"",
          "emails[type eq \"work\"].value eq \"" + name + "\"",
          "emails[type eq \"work\" and value eq \"" + name + "\"]"
        }) {
      JsonNode found = find("/scim2/Users?filter=", filter);
      assertThat(found.path("totalResults").asInt()).as(filter).isEqualTo(1);
      assertThat(found.at("/Resources/0/id").asText()).as(filter).isEqualTo(id);
    }
  }

  @Test
  void attributes_are_replaced_one_by_one() throws Exception {
    String id = create(unique("replaced"));
    JsonNode user =
        patch(
            "/scim2/Users/" + id,
            """
            [{"op":"Replace","path":"emails[type eq \\"work\\"].value","value":"new@example.com"},
             {"op":"Replace","path":"name.familyName","value":"New"},
             {"op":"Replace","path":"%1$s:department","value":"Sales"},
             {"op":"Add","path":"phoneNumbers[type eq \\"mobile\\"].value","value":"+49 30 1"},
             {"op":"Add","path":"addresses[type eq \\"work\\"].locality","value":"Berlin"},
             {"op":"Add","path":"addresses[type eq \\"work\\"].country","value":"DE"},
             {"op":"Add","path":"roles[primary eq \\"True\\"].value","value":"author"}]\
            """
                .formatted(ENTERPRISE));
    assertThat(user.at("/emails/0/value").asText()).isEqualTo("new@example.com");
    assertThat(user.path("emails")).hasSize(1);
    assertThat(user.at("/name/familyName").asText()).isEqualTo("New");
    assertThat(user.path(ENTERPRISE).path("department").asText()).isEqualTo("Sales");
    assertThat(user.at("/phoneNumbers/0/type").asText()).isEqualTo("mobile");
    assertThat(user.path("addresses")).hasSize(1);
    assertThat(user.at("/addresses/0/locality").asText()).isEqualTo("Berlin");
    assertThat(user.at("/addresses/0/country").asText()).isEqualTo("DE");
    assertThat(user.at("/roles/0/value").asText()).isEqualTo("author");
    assertThat(user.at("/roles/0/primary").asBoolean()).isTrue();
  }

  @Test
  void attributes_come_in_one_value_without_a_path() throws Exception {
    String id = create(unique("together"));
    JsonNode user =
        patch(
            "/scim2/Users/" + id,
            """
            [{"op":"Add","value":{"displayName":"Shown","name.givenName":"Dotted",
              "emails[type eq \\"other\\"].value":"other@example.com",
              "%1$s:employeeNumber":"701984","%1$s":{"costCenter":"4130"}}}]\
            """
                .formatted(ENTERPRISE));
    assertThat(user.path("displayName").asText()).isEqualTo("Shown");
    assertThat(user.at("/name/givenName").asText()).isEqualTo("Dotted");
    assertThat(user.at("/name/familyName").asText()).isEqualTo("Family");
    assertThat(user.path("emails")).hasSize(2);
    assertThat(user.path(ENTERPRISE).path("employeeNumber").asText()).isEqualTo("701984");
    assertThat(user.path(ENTERPRISE).path("costCenter").asText()).isEqualTo("4130");
  }

  @Test
  void a_user_is_disabled_by_false_and_by_the_text_False() throws Exception {
    String id = create(unique("disabled"));
    assertThat(active(id, "false")).isFalse();
    assertThat(active(id, "\"True\"")).isTrue();
    assertThat(active(id, "\"False\"")).isFalse();
    JsonNode user =
        patch("/scim2/Users/" + id, "[{\"op\":\"Replace\",\"value\":{\"Active\":\"True\"}}]");
    assertThat(user.path("active").asBoolean()).isTrue();
  }

  @Test
  void a_manager_is_given_as_text_object_or_list_and_probed_and_removed() throws Exception {
    String id = create(unique("report"));
    String boss = create(unique("boss"));
    for (String value :
        new String[] {
          "\"" + boss + "\"",
          "{\"value\":\"" + boss + "\"}",
          "[{\"$ref\":null,\"value\":\"" + boss + "\"}]"
        }) {
      JsonNode user =
          patch(
              "/scim2/Users/" + id,
              "[{\"op\":\"Add\",\"path\":\"" + ENTERPRISE + ":manager\",\"value\":" + value + "}]");
      assertThat(user.path(ENTERPRISE).path("manager").path("value").asText())
          .as(value)
          .isEqualTo(boss);
      assertThat(manages(boss, id)).isTrue();
      patch("/scim2/Users/" + id, "[{\"op\":\"Remove\",\"path\":\"" + ENTERPRISE + ":manager\"}]");
      assertThat(manages(boss, id)).isFalse();
    }
  }

  private static boolean manages(String boss, String id) throws IOException {
    String filter = "id eq \"" + id + "\" and manager eq \"" + boss + "\"";
    return find("/scim2/Users?attributes=id&filter=", filter).path("totalResults").asInt() == 1;
  }

  @Test
  void a_user_is_deleted_and_gone() throws Exception {
    String id = create(unique("deleted"));
    assertThat(http.delete("/scim2/Users/" + id).status()).isEqualTo(204);
    assertThat(http.get("/scim2/Users/" + id).status()).isEqualTo(404);
    assertThat(http.delete("/scim2/Users/" + id).status()).isEqualTo(404);
  }

  @Test
  void a_group_is_created_read_without_members_renamed_and_deleted() throws Exception {
    String name = unique("group");
    String id = createGroup(name);
    JsonNode group =
        http.get("/scim2/Groups/" + id + "?excludedAttributes=members").successful().json();
    assertThat(group.path("displayName").asText()).isEqualTo(name);
    assertThat(group.has("members")).isFalse();
    assertThat(
            find(
                    "/scim2/Groups?excludedAttributes=members&filter=",
                    "displayName eq \"" + name + "\"")
                .at("/Resources/0/id")
                .asText())
        .isEqualTo(id);
    String renamed = unique("renamed");
    http.patch(
            "/scim2/Groups/" + id,
            operations(
                "[{\"op\":\"Replace\",\"path\":\"displayName\",\"value\":\"" + renamed + "\"}]"))
        .successful();
    assertThat(http.delete("/scim2/Groups/" + id).status()).isEqualTo(204);
    assertThat(http.get("/scim2/Groups/" + id).status()).isEqualTo(404);
  }

  @Test
  void members_are_added_probed_and_removed() throws Exception {
    String group = createGroup(unique("members"));
    String alice = create(unique("alice"));
    String bob = create(unique("bob"));
    change(group, "Add", alice);
    change(group, "Add", bob);
    assertThat(isMember(group, alice)).isTrue();
    change(group, "Remove", alice);
    assertThat(isMember(group, alice)).isFalse();
    assertThat(isMember(group, bob)).isTrue();
    http.patch(
            "/scim2/Groups/" + group,
            operations("[{\"op\":\"Remove\",\"path\":\"members[value eq \\\"" + bob + "\\\"]\"}]"))
        .successful();
    assertThat(isMember(group, bob)).isFalse();
  }

  private static void change(String group, String op, String member) throws IOException {
    http.patch(
            "/scim2/Groups/" + group,
            operations(
                "[{\"op\":\""
                    + op
                    + "\",\"path\":\"members\",\"value\":[{\"$ref\":null,\"value\":\""
                    + member
                    + "\"}]}]"))
        .successful();
  }

  private static boolean isMember(String group, String member) throws IOException {
    String filter = "id eq \"" + group + "\" and members eq \"" + member + "\"";
    JsonNode found = find("/scim2/Groups?attributes=id&filter=", filter);
    return found.path("totalResults").asInt() == 1;
  }

  @Test
  void what_changed_since_a_moment_is_found() throws Exception {
    String id = create(unique("changed"));
    String created = http.get("/scim2/Users/" + id).json().at("/meta/created").asText();
    JsonNode found =
        find("/scim2/Users?count=200&filter=", "meta.lastModified ge \"" + created + "\"");
    assertThat(found.path("Resources").findValuesAsText("id")).contains(id);
  }

  private static boolean active(String id, String value) throws IOException {
    return patch(
            "/scim2/Users/" + id,
            "[{\"op\":\"Replace\",\"path\":\"active\",\"value\":" + value + "}]")
        .path("active")
        .asBoolean();
  }

  private static String unique(String name) {
    return name + "-" + UUID.randomUUID() + "@example.com";
  }

  private static String create(String name) throws IOException {
    return http.post(
            "/scim2/Users",
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","%1$s"],
             "externalId":"ext-%2$s","userName":"%2$s","active":true,
             "emails":[{"primary":true,"type":"work","value":"%2$s"}],
             "meta":{"resourceType":"User"},
             "name":{"formatted":"Given Family","familyName":"Family","givenName":"Given"},
             "roles":[]}\
            """
                .formatted(ENTERPRISE, name))
        .successful()
        .id();
  }

  private static String createGroup(String name) throws IOException {
    return http.post(
            "/scim2/Groups",
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group",
             "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
             "externalId":"ext-%1$s","displayName":"%1$s",
             "meta":{"resourceType":"Group"},"members":[]}\
            """
                .formatted(name))
        .successful()
        .id();
  }

  private static JsonNode find(String path, String filter) throws IOException {
    return http.get(path + URLEncoder.encode(filter, StandardCharsets.UTF_8)).successful().json();
  }

  private static JsonNode patch(String path, String operations) throws IOException {
    return http.patch(path, operations(operations)).successful().json();
  }

  private static String operations(String operations) {
    return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":"
        + operations
        + "}";
  }
}
