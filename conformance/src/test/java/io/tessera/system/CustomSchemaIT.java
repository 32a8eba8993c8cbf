package io.tessera.system;

import static io.tessera.system.Requests.assertError;
import static io.tessera.system.Requests.encoded;
import static io.tessera.system.Requests.unique;
import static io.tessera.system.Requests.userJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Extensions that operators define (RFC 7643 sections 3.3 and 7), while the server runs. */
@ExtendWith(SharedServer.class)
class CustomSchemaIT {
  private static final String URN = "urn:example:scim:schemas:hr:1.0:User";
  private static Requests scim;

  @BeforeAll
  static void define(Http http) throws IOException {
    scim = new Requests(http);
    http.post(
            "/api/v1/schemas",
            """
            {"id":"%s","name":"HR","description":"What HR knows","extends":"User","attributes":[
              {"name":"badge","type":"string","caseExact":true,"indexed":true},
              {"name":"grade","type":"integer","indexed":true},
              {"name":"quota","type":"decimal"},
              {"name":"remote","type":"boolean"},
              {"name":"hired","type":"dateTime","indexed":true},
              {"name":"birthName","type":"string","mutability":"immutable"},
              {"name":"secretPin","type":"string","mutability":"writeOnly","returned":"never"},
              {"name":"note","type":"string","returned":"request"},
              {"name":"home","type":"reference","referenceTypes":["external"]},
              {"name":"desk","type":"complex","subAttributes":[
                {"name":"building","type":"string"},{"name":"floor","type":"integer"}]},
              {"name":"skills","type":"complex","multiValued":true,"subAttributes":[
                {"name":"value","type":"string"},{"name":"level","type":"integer"}]}]}\
            """
                .formatted(URN))
        .successful();
  }

  private static JsonNode create(String extension) throws IOException {
    return scim.http()
        .post(
            "/scim2/Users",
            "{\"schemas\":[\""
                + Requests.USER
                + "\",\""
                + URN
                + "\"],\"userName\":\""
                + unique("hr")
                + "\",\""
                + URN
                + "\":"
                + extension
                + "}")
        .successful()
        .json();
  }

  @Test
  void they_are_described_like_any_schema() throws Exception {
    JsonNode schema = scim.get("/Schemas/" + URN);
    assertThat(schema.path("attributes").findValuesAsText("name")).contains("badge", "desk");
    assertThat(scim.get("/ResourceTypes/User").path("schemaExtensions").findValuesAsText("schema"))
        .contains(URN);
  }

  @Test
  void they_are_written_read_patched_and_cleared() throws Exception {
    JsonNode user =
        create("{\"badge\":\"B7\",\"GRADE\":7,\"desk\":{\"building\":\"A\",\"floor\":3}}");
    assertThat(user.path("schemas")).extracting(JsonNode::asText).contains(URN);
    assertThat(user.path(URN).path("grade").asInt()).isEqualTo(7);
    JsonNode patched =
        scim.patched(
            user.path("id").asText(),
            "{\"op\":\"replace\",\"path\":\"" + URN + ":desk.floor\",\"value\":4}",
            "{\"op\":\"add\",\"path\":\""
                + URN
                + ":skills\",\"value\":[{\"value\":\"java\",\"level\":3}]}",
            "{\"op\":\"remove\",\"path\":\"" + URN + ":grade\"}");
    assertThat(patched.path(URN).at("/desk/floor").asInt()).isEqualTo(4);
    assertThat(patched.path(URN).at("/skills/0/level").asInt()).isEqualTo(3);
    assertThat(patched.path(URN).has("grade")).isFalse();
    JsonNode replaced =
        scim.http()
            .put(
                "/scim2/Users/" + user.path("id").asText(),
                userJson(user.path("userName").asText(), ""))
            .successful()
            .json();
    assertThat(replaced.has(URN)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "badge eq \"B1\" | true",
        "badge eq \"b1\" | false",
        "badge sw \"B\" | true",
        "grade eq 10 | true",
        "grade gt 9 | true",
        "grade lt 9 | false",
        "quota ge 0.5 | true",
        "remote eq true | true",
        "hired lt \"2026-01-01T00:00:00Z\" | true",
        "hired gt \"2025-01-31T23:30:00+01:00\" | true",
        "desk.floor eq 3 | true",
        "skills.value eq \"java\" | true",
        "skills[value eq \"java\" and level ge 3] | true",
        "skills[value eq \"java\" and level gt 3] | false",
        "note pr | true",
        "secretPin pr | error",
      })
  void they_can_be_filtered_by_their_type(String condition, String expected) throws Exception {
    String id =
        create(
                "{\"badge\":\"B1\",\"grade\":10,\"quota\":0.75,\"remote\":true,"
                    + "\"hired\":\"2025-02-01T00:00:00Z\",\"note\":\"n\",\"secretPin\":\"1\","
                    + "\"desk\":{\"building\":\"A\",\"floor\":3},"
                    + "\"skills\":[{\"value\":\"java\",\"level\":3},{\"value\":\"sql\",\"level\":9}]}")
            .path("id")
            .asText();
    String filter = "id eq \"" + id + "\" and " + URN + ":" + condition;
    if (expected.equals("error")) {
      assertError(scim.find("Users", filter), 400, "invalidFilter");
    } else {
      assertThat(scim.usersWith(filter)).hasSize(Boolean.parseBoolean(expected) ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"grade\":7.5}",
        "{\"grade\":\"7\"}",
        "{\"remote\":\"perhaps\"}",
        "{\"hired\":\"yesterday\"}",
        "{\"desk\":\"A3\"}",
        "{\"skills\":\"java\"}",
        "{\"shoe\":44}"
      })
  void a_value_of_the_wrong_type_is_refused_with_its_path(String extension) throws Exception {
    Http.Answer answer =
        scim.http()
            .post(
                "/scim2/Users",
                "{\"schemas\":[\""
                    + Requests.USER
                    + "\",\""
                    + URN
                    + "\"],\"userName\":\""
                    + unique("hr")
                    + "\",\""
                    + URN
                    + "\":"
                    + extension
                    + "}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains(URN);
  }

  @Test
  void an_immutable_attribute_is_set_once() throws Exception {
    JsonNode user = create("{\"birthName\":\"Born\"}");
    String path = "/Users/" + user.path("id").asText();
    assertError(
        scim.patch(
            path, "{\"op\":\"replace\",\"path\":\"" + URN + ":birthName\",\"value\":\"Other\"}"),
        400,
        "mutability");
    assertThat(
            scim.http()
                .put("/scim2" + path, userJson(user.path("userName").asText(), "\"title\":\"t\""))
                .successful()
                .json()
                .path(URN)
                .path("birthName")
                .asText())
        .isEqualTo("Born");
  }

  @Test
  void what_is_never_or_only_on_request_returned_is_not_shown() throws Exception {
    JsonNode user = create("{\"secretPin\":\"1\",\"note\":\"n\",\"badge\":\"B2\"}");
    assertThat(user.path(URN).has("secretPin")).isFalse();
    assertThat(user.path(URN).has("note")).isFalse();
    JsonNode asked =
        scim.get("/Users/" + user.path("id").asText() + "?attributes=" + encoded(URN + ":note"));
    assertThat(asked.path(URN).path("note").asText()).isEqualTo("n");
    assertThat(
            scim.get(
                    "/Users/"
                        + user.path("id").asText()
                        + "?attributes="
                        + encoded(URN + ":secretPin"))
                .has(URN))
        .isFalse();
  }

  @Test
  void an_index_is_built_while_the_server_runs() throws Exception {
    Http http = scim.http();
    http.post("/api/v1/indexed-attributes", "{\"resourceType\":\"User\",\"attribute\":\"title\"}")
        .successful();
    Eventually.holds(
        () ->
            assertThat(http.get("/api/v1/indexed-attributes").successful().text())
                .contains("\"attribute\":\"title\"")
                .contains("ready"));
    String title = unique("title");
    String id = scim.user("\"title\":\"" + title + "\"").path("id").asText();
    assertThat(scim.usersWith("title eq \"" + title + "\"")).containsExactly(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"no urn\",\"name\":\"X\",\"extends\":\"User\",\"attributes\":[]}",
        "{\"id\":\"urn:ietf:params:scim:schemas:core:2.0:User\",\"name\":\"X\",\"extends\":\"User\","
            + "\"attributes\":[{\"name\":\"a\",\"type\":\"string\"}]}",
        "{\"id\":\"urn:example:x\",\"name\":\"X\",\"extends\":\"Robot\","
            + "\"attributes\":[{\"name\":\"a\",\"type\":\"string\"}]}",
        "{\"id\":\"urn:example:x\",\"name\":\"X\",\"extends\":\"User\","
            + "\"attributes\":[{\"name\":\"a\",\"type\":\"text\"}]}",
        "{\"id\":\"urn:example:x\",\"name\":\"X\",\"extends\":\"User\","
            + "\"attributes\":[{\"name\":\"a b\",\"type\":\"string\"}]}",
        "{\"id\":\"urn:example:x\",\"name\":\"X\",\"extends\":\"User\","
            + "\"attributes\":[{\"name\":\"a\",\"type\":\"string\",\"subAttributes\":["
            + "{\"name\":\"b\",\"type\":\"string\"}]}]}",
        "{\"id\":\"urn:example:x\",\"name\":\"X\",\"extends\":\"User\","
            + "\"attributes\":[{\"name\":\"a\",\"type\":\"complex\",\"subAttributes\":["
            + "{\"name\":\"b\",\"type\":\"complex\",\"subAttributes\":["
            + "{\"name\":\"c\",\"type\":\"string\"}]}]}]}",
      })
  void what_no_schema_may_say_is_refused(String schema) throws Exception {
    Http.Answer answer = scim.http().post("/api/v1/schemas", schema);
    assertThat(answer.status()).as(answer.text()).isIn(400, 409);
  }
}
