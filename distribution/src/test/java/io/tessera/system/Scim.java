package io.tessera.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A provisioning client of the SCIM 2.0 door. Writes must succeed. */
final class Scim {
  private static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
  private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
  private final Http http;

  Scim(Http http) {
    this.http = http;
  }

  /**
   * Creates a user.
   *
   * @return its id
   */
  String create(User user) throws IOException {
    return http.post("/scim2/Users", user.json()).successful().id();
  }

  void replace(String id, User user) throws IOException {
    http.put("/scim2/Users/" + id, user.json()).successful();
  }

  /** Replaces one attribute; the value is JSON. */
  void set(String id, String path, String value) throws IOException {
    patch("/scim2/Users/" + id, "replace", path, value);
  }

  void delete(String id) throws IOException {
    http.delete("/scim2/Users/" + id).successful();
  }

  Optional<JsonNode> get(String id) throws IOException {
    Http.Answer answer = http.get("/scim2/Users/" + id);
    return answer.status() == 404 ? Optional.empty() : Optional.of(answer.successful().json());
  }

  Optional<JsonNode> named(String userName) throws IOException {
    JsonNode found = find("Users", "userName eq \"" + userName + "\"");
    return Optional.ofNullable(found.path("Resources").get(0));
  }

  Optional<JsonNode> group(String displayName) throws IOException {
    JsonNode found = find("Groups", "displayName eq \"" + displayName + "\"");
    JsonNode first = found.path("Resources").get(0);
    return first == null
        ? Optional.empty()
        : Optional.of(
            http.get(
                    "/scim2/Groups/"
                        + first.path("id").asText()
                        + "?attributes=members,displayName")
                .successful()
                .json());
  }

  private JsonNode find(String type, String filter) throws IOException {
    return http.get(
            "/scim2/" + type + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8))
        .successful()
        .json();
  }

  int count() throws IOException {
    return http.get("/scim2/Users?count=0").successful().json().path("totalResults").asInt();
  }

  /**
   * Creates a group.
   *
   * @param members ids of users
   * @return its id
   */
  String createGroup(String displayName, List<String> members) throws IOException {
    ObjectNode group = Http.JSON.createObjectNode().put("displayName", displayName);
    group.putArray("schemas").add(GROUP);
    ArrayNode all = group.putArray("members");
    members.forEach(id -> all.addObject().put("value", id));
    return http.post("/scim2/Groups", group.toString()).successful().id();
  }

  void addMember(String group, String user) throws IOException {
    patch("/scim2/Groups/" + group, "add", "members", "[{\"value\":\"" + user + "\"}]");
  }

  void removeMember(String group, String user) throws IOException {
    ObjectNode operation =
        Http.JSON
            .createObjectNode()
            .put("op", "remove")
            .put("path", "members[value eq \"" + user + "\"]");
    patch("/scim2/Groups/" + group, operation);
  }

  void renameGroup(String group, String displayName) throws IOException {
    patch("/scim2/Groups/" + group, "replace", "displayName", "\"" + displayName + "\"");
  }

  void deleteGroup(String group) throws IOException {
    http.delete("/scim2/Groups/" + group).successful();
  }

  private void patch(String resource, String op, String path, String value) throws IOException {
    ObjectNode operation = Http.JSON.createObjectNode().put("op", op).put("path", path);
    operation.set("value", Http.JSON.readTree(value));
    patch(resource, operation);
  }

  private void patch(String resource, ObjectNode operation) throws IOException {
    ObjectNode patch = Http.JSON.createObjectNode();
    patch.putArray("schemas").add(PATCH);
    patch.putArray("Operations").add(operation);
    http.patch(resource, patch.toString()).successful();
  }
}
