package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake of a caller has a clear answer; none is the server's fault. */
class BadInputIT {
  private static final String LDAP = "io.tessera.connector.ldap";
  private static final String NOBODY = "/scim2/Users/5f0c2b0e-0000-4000-8000-000000000000";
  private static final int LARGEST_BODY = 1 << 20;
  @TempDir static Path folder;
  private static TesseraServer tessera;

  @BeforeAll
  static void start() throws IOException {
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
  }

  @AfterAll
  static void end() {
    tessera.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "",
        "[]",
        "null",
        "\"text\"",
        "{\"userName\":\"a\"}}",
        "{\"userName\":\"a\",}",
        "{\"userName\":\"a\" \"b\"}",
        "<user/>"
      })
  void a_body_that_is_no_json_object_is_invalid_syntax(String body) throws Exception {
    Http.Answer answer =
        tessera.http().send("POST", "/scim2/Users", body, "Content-Type", "application/scim+json");
    assertRefused(answer, 400, "invalidSyntax");
  }

  @Test
  void json_that_is_nested_too_deep_is_refused() throws Exception {
    String deep = "{\"emails\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertThat(tessera.http().post("/scim2/Users", deep).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"userName\":{\"a\":1}}",
        "{\"userName\":17}",
        "{\"userName\":[\"a\",\"b\"]}",
        "{\"userName\":\"wrong-types\",\"emails\":\"a@example.com\"}",
        "{\"userName\":\"wrong-types\",\"name\":\"Alice\"}",
        "{\"userName\":\"wrong-types\",\"active\":{\"a\":true}}",
        "{\"userName\":\"wrong-types\",\"emails\":[{\"value\":{\"a\":1}}]}",
        "{\"displayName\":\"no user name\"}",
        "{\"userName\":\"\"}",
        "{\"userName\":null}"
      })
  void values_of_the_wrong_type_are_told_by_attribute(String body) throws Exception {
    Http.Answer answer = tessera.http().post("/scim2/Users", ofUserSchema(body));
    assertRefused(answer, 400, "invalidValue");
    assertThat(answer.json().path("detail").asText())
        .containsAnyOf("userName", "emails", "name", "active");
    assertThat(tessera.scim().named("wrong-types")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000b", "a\\ud800b", "a\\u0007b"})
  void control_characters_in_a_name_harm_nobody(String name) throws Exception {
    Http.Answer answer =
        tessera.http().post("/scim2/Users", ofUserSchema("{\"userName\":\"" + name + "\"}"));
    assertThat(answer.status()).isIn(201, 400);
  }

  @Test
  void a_name_of_ten_thousand_characters_is_refused() throws Exception {
    assertRefused(
        tessera.http().post("/scim2/Users", user("x".repeat(10_000)).json()), 400, "invalidValue");
  }

  @Test
  void unknown_ids_are_not_found_whatever_is_asked_of_them() throws Exception {
    assertThat(tessera.http().get(NOBODY).status()).isEqualTo(404);
    assertThat(tessera.http().put(NOBODY, user("nobody").json()).status()).isEqualTo(404);
    assertThat(tessera.http().patch(NOBODY, patch("replace", "title", "\"x\"")).status())
        .isEqualTo(404);
    assertThat(tessera.http().delete(NOBODY).status()).isEqualTo(404);
    assertThat(tessera.http().get("/scim2/Users/not-an-id").status()).isEqualTo(404);
    assertThat(tessera.http().get("/scim2/Nothing").status()).isEqualTo(404);
    assertThat(tessera.http().get("/api/v1/targets/not-an-id").status()).isEqualTo(404);
  }

  @Test
  void a_user_name_is_given_once_in_whatever_case() throws Exception {
    tessera.scim().create(user("Taken"));
    String other = tessera.scim().create(user("free"));
    assertRefused(tessera.http().post("/scim2/Users", user("Taken").json()), 409, "uniqueness");
    assertRefused(tessera.http().post("/scim2/Users", user("tAKEN").json()), 409, "uniqueness");
    assertRefused(
        tessera.http().put("/scim2/Users/" + other, user("taken").json()), 409, "uniqueness");
  }

  @Test
  void a_body_beyond_the_limit_is_too_large() throws Exception {
    String large = user("large").title("x".repeat(LARGEST_BODY)).json();
    assertThat(tessera.http().post("/scim2/Users", large).status()).isEqualTo(413);
    assertThat(tessera.scim().named("large")).isEmpty();
  }

  @Test
  void wrong_credentials_are_unauthorized() throws Exception {
    assertThat(tessera.http().as("admin", "wrong").get("/scim2/Users").status()).isEqualTo(401);
    assertThat(tessera.http().as("nobody", tessera.admin().text()).get("/api/v1/targets").status())
        .isEqualTo(401);
    assertThat(tessera.http().anonymously().get("/scim2/Users").status()).isEqualTo(401);
    assertThat(
            tessera.http().send("GET", "/scim2/Users", "", "Authorization", "Basic %%%").status())
        .isEqualTo(401);
  }

  @Test
  void other_media_types_and_methods_are_refused_by_their_own_status() throws Exception {
    assertThat(
            tessera
                .http()
                .send("POST", "/scim2/Users", "<user/>", "Content-Type", "text/xml")
                .status())
        .isEqualTo(415);
    assertThat(tessera.http().delete("/scim2/Users").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName%20eq",
        "userName%20is%20%22a%22",
        "%28userName%20eq%20%22a%22",
        "no%20such%20thing",
        "userName%20eq%20%22a%22%20and",
        "emails%5Btype%20eq%20%22work%22"
      })
  void a_malformed_filter_is_told(String filter) throws Exception {
    assertRefused(tessera.http().get("/scim2/Users?filter=" + filter), 400, "invalidFilter");
  }

  @Test
  void quotes_in_a_filter_find_nobody_and_break_nothing() throws Exception {
    Http.Answer answer =
        tessera.http().get("/scim2/Users?filter=userName%20eq%20%22x'%20or%20'1'%3D'1%22");
    assertThat(answer.successful().json().path("totalResults").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"startIndex=x", "count=x", "count=1.5"})
  void a_page_that_is_no_number_is_told(String query) throws Exception {
    assertThat(tessera.http().get("/scim2/Users?" + query).status()).isEqualTo(400);
  }

  @Test
  void a_patch_that_cannot_be_carried_out_changes_nothing() throws Exception {
    String id = tessera.scim().create(user("patched").title("before"));
    String path = "/scim2/Users/" + id;
    for (String wrong :
        new String[] {
          patch("explode", "title", "\"x\""),
          patch("replace", "noSuchAttribute", "\"x\""),
          patch("replace", "id", "\"x\""),
          patch("replace", "emails[type eq \\\"none\\\"].value", "\"x\""),
          patch("replace", "title[", "\"x\""),
          patch("replace", "title", "{\"a\":1}"),
          patch("remove", "userName", "null"),
          "{\"Operations\":\"title\"}",
          "{}"
        }) {
      assertThat(tessera.http().patch(path, wrong).status()).as(wrong).isEqualTo(400);
    }
    assertThat(tessera.scim().get(id).orElseThrow().path("title").asText()).isEqualTo("before");
    assertThat(tessera.scim().get(id).orElseThrow().path("meta").path("version").asText())
        .contains("1");
  }

  @Test
  void a_stale_version_is_not_overwritten() throws Exception {
    String id = tessera.scim().create(user("stale").title("1"));
    String first = tessera.http().get("/scim2/Users/" + id).etag();
    tessera.scim().set(id, "title", "\"2\"");
    Http.Answer late =
        tessera
            .http()
            .send("PUT", "/scim2/Users/" + id, user("stale").title("3").json(), "If-Match", first);
    assertThat(late.status()).isEqualTo(412);
    assertThat(tessera.scim().get(id).orElseThrow().path("title").asText()).isEqualTo("2");
  }

  @Test
  void a_group_takes_no_members_that_do_not_exist() throws Exception {
    Http.Answer answer =
        tessera
            .http()
            .post(
                "/scim2/Groups",
                "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],"
                    + "\"displayName\":\"ghosts\",\"members\":[{\"value\":\""
                    + "5f0c2b0e-0000-4000-8000-000000000000\"}]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains("members");
  }

  @Test
  void wrong_settings_of_a_connector_are_told_by_name() throws Exception {
    assertSettingRefused("port", "many");
    assertSettingRefused("security", "sometimes");
    assertSettingRefused("bindDn", null);
    assertSettingRefused("bindPassword", null);
    assertSettingRefused("noSuchSetting", "x");
  }

  private void assertSettingRefused(String name, Object value) throws IOException {
    Map<String, Object> settings = new HashMap<>(somewhere());
    if (value == null) {
      settings.remove(name);
    } else {
      settings.put(name, value);
    }
    Http.Answer answer = tessera.connections().tryToAdd("wrong", LDAP, settings);
    assertThat(answer.status()).as(name + ": " + answer.text()).isEqualTo(400);
    assertThat(answer.json().path("errors").findValuesAsText("path"))
        .as(answer.text())
        .contains("settings." + name);
  }

  private static Map<String, Object> somewhere() {
    return Map.of(
        "host", "127.0.0.1",
        "port", 389,
        "security", "none",
        "bindDn", "cn=admin",
        "bindPassword", "none of the real ones",
        "userBase", "ou=people");
  }

  @Test
  void settings_that_only_the_connector_can_judge_show_in_the_targets_status() throws Exception {
    assertJudgedByConnector("port", 99_999);
    String target = assertJudgedByConnector("bindDn", "no distinguished name");
    String id = tessera.scim().create(user("waits-for-a-connector"));
    assertThat(tessera.connections().operations("resource=" + id).get(0).path("state").asText())
        .isEqualTo("waiting");
    removeTarget(target);
  }

  private static String assertJudgedByConnector(String name, Object value) throws IOException {
    Map<String, Object> settings = new HashMap<>(somewhere());
    settings.put(name, value);
    String target =
        tessera.connections().addTarget("judged-" + name.toLowerCase(Locale.ROOT), LDAP, settings);
    Eventually.holds(
        () -> {
          JsonNode status = tessera.connections().status(target);
          assertThat(status.path("state").asText()).isEqualTo("absent");
          assertThat(status.path("detail").asText()).contains(name);
        });
    return target;
  }

  @Test
  void targets_are_refused_when_what_they_refer_to_is_missing_or_taken() throws Exception {
    Http.Answer unknownType =
        tessera.connections().tryToAdd("nowhere", "no.such.connector", Map.of());
    assertThat(unknownType.status()).isEqualTo(400);
    assertThat(unknownType.json().path("errors").findValuesAsText("path"))
        .contains("connectorType");
    String target = tessera.connections().addTarget("twice", LDAP, somewhere());
    assertThat(tessera.connections().tryToAdd("twice", LDAP, somewhere()).status()).isEqualTo(409);
    String path = "/api/v1/targets/" + target;
    assertThat(tessera.http().delete(path).status()).isEqualTo(428);
    assertThat(tessera.http().send("DELETE", path, "", "If-Match", "\"77\"").status())
        .isEqualTo(412);
    removeTarget(target);
  }

  @Test
  void wrong_requests_of_an_operator_are_told_by_field() throws Exception {
    for (String wrong :
        new String[] {"{", "{}", "[]", "{\"name\":17}", "{\"name\":\"Not A Name\"}"}) {
      assertThat(tessera.http().post("/api/v1/identity-providers", wrong).status())
          .as(wrong)
          .isEqualTo(400);
    }
    assertThat(tessera.http().get("/api/v1/operations?state=lost").status()).isEqualTo(400);
    assertThat(tessera.http().get("/api/v1/targets?limit=many").status()).isEqualTo(400);
    assertThat(tessera.http().get("/api/v1/targets?cursor=%25").status()).isEqualTo(400);
  }

  /** A target that refuses what it is sent for its content: people have no domain component. */
  @Test
  void what_a_target_refuses_waits_for_a_person_and_holds_up_nobody_else() throws Exception {
    try (Directory directory = Directory.in(folder.resolve("directory"))) {
      Connections connections = tessera.connections();
      String target = connections.addTarget("picky", LDAP, directory.settings());
      mapTitleTo(target, "dc");

      String refused = tessera.scim().create(user("refused").title("Engineer"));
      String given = tessera.scim().create(user("given-up").title("Engineer"));
      tessera.scim().create(user("neighbour"));

      Eventually.holds(() -> assertThat(directory.person("neighbour")).isPresent());
      JsonNode operation = dead(refused);
      assertThat(operation.path("detail").asText()).containsIgnoringCase("dc");

      assertThat(connections.discard(dead(given).path("id").asText(), "not wanted").status())
          .isEqualTo(200);
      mapTitleTo(target, "title");
      assertThat(connections.retry(operation.path("id").asText()).status()).isEqualTo(200);

      Eventually.holds(
          () ->
              assertThat(directory.person("refused").orElseThrow().getAttributeValue("title"))
                  .isEqualTo("Engineer"));
      assertThat(connections.operations("resource=" + given).get(0).path("state").asText())
          .isEqualTo("discarded");
      assertThat(connections.discard(operation.path("id").asText(), "too late").status())
          .isEqualTo(409);
      removeTarget(target);
    }
  }

  private JsonNode dead(String resource) {
    Eventually.holds(
        () ->
            assertThat(tessera.connections().operations("state=dead&resource=" + resource))
                .hasSize(1));
    try {
      return tessera.connections().operations("state=dead&resource=" + resource).get(0);
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  private void mapTitleTo(String target, String attribute) throws IOException {
    Http.Answer present = tessera.http().get("/api/v1/targets/" + target).successful();
    String changed =
        present
            .text()
            .replaceAll("\"attribute\":\"(title|dc)\"", "\"attribute\":\"" + attribute + "\"");
    tessera
        .http()
        .send("PUT", "/api/v1/targets/" + target, changed, "If-Match", present.etag())
        .successful();
  }

  private static void removeTarget(String target) throws IOException {
    String path = "/api/v1/targets/" + target;
    String etag = tessera.http().get(path).etag();
    tessera.http().send("DELETE", path, "", "If-Match", etag).successful();
  }

  private static String ofUserSchema(String body) {
    return body.replaceFirst(
        "\\{", "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],");
  }

  private static String patch(String op, String path, String value) {
    return """
    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    "Operations":[{"op":"%s","path":"%s","value":%s}]}\
    """
        .formatted(op, path, value);
  }

  private static void assertRefused(Http.Answer answer, int status, String scimType) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    JsonNode error = answer.json();
    assertThat(error.path("scimType").asText()).isEqualTo(scimType);
    assertThat(error.path("schemas").get(0).asText())
        .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
    assertThat(error.path("detail").asText()).isNotBlank();
  }
}
