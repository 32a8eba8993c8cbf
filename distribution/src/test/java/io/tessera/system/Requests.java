package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Raw SCIM requests, for tests that look at every detail of the answers. */
final class Requests {
  static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
  static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
  static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
  static final String SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
  static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

  private final Http http;

  Requests(Http http) {
    this.http = http;
  }

  Http http() {
    return http;
  }

  /** A name that nobody has. */
  static String unique(String name) {
    return name + "-" + UUID.randomUUID();
  }

  /**
   * A user document.
   *
   * @param attributes more of it, as in {@code "title":"x","active":true}; may be empty
   */
  static String userJson(String userName, String attributes) {
    String more = attributes.isEmpty() ? "" : "," + attributes;
    String extension = attributes.contains(ENTERPRISE) ? ",\"" + ENTERPRISE + "\"" : "";
    return "{\"schemas\":[\""
        + USER
        + "\""
        + extension
        + "],\"userName\":\""
        + userName
        + "\""
        + more
        + "}";
  }

  /** Creates a user of a new name. */
  JsonNode user(String attributes) throws IOException {
    return http.post("/scim2/Users", userJson(unique("u"), attributes)).successful().json();
  }

  /** Creates a user of a new name and tells its id. */
  String userId() throws IOException {
    return user("").path("id").asText();
  }

  /** Creates a group of a new name. */
  JsonNode group(List<String> members) throws IOException {
    ObjectNode group = Http.JSON.createObjectNode().put("displayName", unique("g"));
    group.putArray("schemas").add(GROUP);
    var all = group.putArray("members");
    members.forEach(id -> all.addObject().put("value", id));
    return http.post("/scim2/Groups", group.toString()).successful().json();
  }

  JsonNode get(String path) throws IOException {
    return http.get("/scim2" + path).successful().json();
  }

  Http.Answer patch(String path, String... operations) throws IOException {
    return http.patch("/scim2" + path, patchJson(operations));
  }

  static String patchJson(String... operations) {
    return "{\"schemas\":[\""
        + PATCH
        + "\"],\"Operations\":["
        + String.join(",", operations)
        + "]}";
  }

  /** Patches a user and tells what became of it. */
  JsonNode patched(String id, String... operations) throws IOException {
    patch("/Users/" + id, operations).successful();
    return get("/Users/" + id);
  }

  Http.Answer find(String type, String filter) throws IOException {
    return http.get("/scim2/" + type + "?filter=" + encoded(filter));
  }

  /** Ids of the users that match. */
  List<String> usersWith(String filter) throws IOException {
    Http.Answer answer = http.get("/scim2/Users?count=200&filter=" + encoded(filter));
    assertThat(answer.status()).as(filter + ": " + answer.text()).isEqualTo(200);
    return ids(answer.json());
  }

  static List<String> ids(JsonNode list) {
    List<String> ids = new java.util.ArrayList<>();
    list.path("Resources").forEach(resource -> ids.add(resource.path("id").asText()));
    return ids;
  }

  static String encoded(String parameter) {
    return URLEncoder.encode(parameter, StandardCharsets.UTF_8);
  }

  /** It is a SCIM error of this status and this keyword (RFC 7644 section 3.12). */
  static void assertError(Http.Answer answer, int status, String scimType) {
    assertError(answer, status);
    assertThat(answer.json().path("scimType").asText()).as(answer.text()).isEqualTo(scimType);
  }

  /** It is a SCIM error of this status. */
  static void assertError(Http.Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
    assertThat(answer.json().path("schemas").path(0).asText()).isEqualTo(ERROR);
    assertThat(answer.json().path("status").asText()).isEqualTo(Integer.toString(status));
    assertThat(answer.json().path("status").isTextual()).isTrue();
    assertThat(answer.json().path("detail").asText()).isNotBlank();
  }
}
