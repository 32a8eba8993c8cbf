package io.tessera.system;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A user as a provisioning client sends it. */
final class User {
  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  private final ObjectNode json = Http.JSON.createObjectNode();

  private User(String userName) {
    json.putArray("schemas").add(CORE).add(ENTERPRISE);
    json.put("userName", userName);
    json.putObject("name").put("givenName", "Given").put("familyName", "Family of " + userName);
    json.put("displayName", "The " + userName);
    json.put("active", true);
    json.putArray("emails")
        .addObject()
        .put("value", userName + "@example.com")
        .put("type", "work")
        .put("primary", true);
  }

  static User user(String userName) {
    return new User(userName);
  }

  User title(String title) {
    json.put("title", title);
    return this;
  }

  User familyName(String familyName) {
    json.withObject("/name").put("familyName", familyName);
    return this;
  }

  User disabled() {
    json.put("active", false);
    return this;
  }

  User department(String department) {
    json.putObject(ENTERPRISE).put("department", department);
    return this;
  }

  User password(String password) {
    json.put("password", password);
    return this;
  }

  String userName() {
    return json.path("userName").asText();
  }

  String json() {
    return json.toString();
  }
}
