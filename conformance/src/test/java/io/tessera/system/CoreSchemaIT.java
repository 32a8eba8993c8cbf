package io.tessera.system;

import static io.tessera.system.Requests.ENTERPRISE;
import static io.tessera.system.Requests.assertError;
import static io.tessera.system.Requests.unique;
import static io.tessera.system.Requests.userJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7643: attributes, common attributes, users, groups and the enterprise extension. */
@ExtendWith(SharedServer.class)
class CoreSchemaIT {
  private static Requests scim;

  @BeforeAll
  static void take(Http http) {
    scim = new Requests(http);
  }

  @Test
  void attribute_names_are_taken_in_any_case_and_returned_as_the_schema_spells_them()
      throws Exception {
    JsonNode user =
        scim.user(
            "\"DISPLAYNAME\":\"Shown\",\"Name\":{\"FAMILYname\":\"F\"},\"EmailS\":[{\"VALUE\":\"a@b.c\"}]");
    assertThat(user.path("displayName").asText()).isEqualTo("Shown");
    assertThat(user.at("/name/familyName").asText()).isEqualTo("F");
    assertThat(user.at("/emails/0/value").asText()).isEqualTo("a@b.c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"active\":\"yes\"",
        "\"active\":1",
        "\"displayName\":{\"a\":1}",
        "\"displayName\":[\"a\",\"b\"]",
        "\"name\":\"text\"",
        "\"emails\":[{\"value\":7}]",
        "\"emails\":[{\"value\":\"a@b.c\",\"primary\":\"perhaps\"}]",
        "\"x509Certificates\":[{\"value\":\"not base64!\"}]",
        "\"displayName\":true"
      })
  void a_value_of_the_wrong_type_is_refused_with_its_path(String attribute) throws Exception {
    Http.Answer answer = scim.http().post("/scim2/Users", userJson(unique("t"), attribute));
    assertError(answer, 400, "invalidValue");
    String name = attribute.substring(1, attribute.indexOf('"', 1));
    assertThat(answer.json().path("detail").asText()).contains(name);
  }

  @Test
  void null_and_an_empty_list_are_the_same_as_nothing() throws Exception {
    JsonNode user = scim.user("\"title\":null,\"emails\":[],\"name\":null");
    assertThat(user.has("title")).isFalse();
    assertThat(user.has("emails")).isFalse();
    assertThat(user.has("name")).isFalse();
  }

  @Test
  void at_most_one_value_is_primary() throws Exception {
    Http.Answer answer =
        scim.http()
            .post(
                "/scim2/Users",
                userJson(
                    unique("p"),
                    "\"emails\":[{\"value\":\"a@b.c\",\"primary\":true},{\"value\":\"d@e.f\",\"primary\":true}]"));
    assertError(answer, 400, "invalidValue");
  }

  @Test
  void the_same_value_is_not_kept_twice() throws Exception {
    JsonNode user =
        scim.user(
            "\"emails\":[{\"value\":\"a@b.c\",\"type\":\"work\"},{\"value\":\"a@b.c\",\"type\":\"work\"}]");
    assertThat(user.path("emails")).hasSize(1);
  }

  @Test
  void schemas_are_required_and_name_what_is_there() throws Exception {
    assertError(
        scim.http().post("/scim2/Users", "{\"userName\":\"" + unique("s") + "\"}"),
        400,
        "invalidSyntax");
    assertError(
        scim.http().post("/scim2/Users", "{\"schemas\":[],\"userName\":\"" + unique("s") + "\"}"),
        400,
        "invalidSyntax");
    assertThat(
            scim.http()
                .post(
                    "/scim2/Users",
                    "{\"schemas\":[\"urn:example:unknown\",\""
                        + Requests.USER
                        + "\"],\"userName\":\""
                        + unique("s")
                        + "\"}")
                .status())
        .isEqualTo(400);
    JsonNode user = scim.user("\"" + ENTERPRISE + "\":{\"department\":\"IT\"}");
    assertThat(user.path("schemas")).extracting(JsonNode::asText).contains(ENTERPRISE);
    JsonNode plain = scim.user("");
    assertThat(plain.path("schemas")).extracting(JsonNode::asText).doesNotContain(ENTERPRISE);
  }

  @Test
  void the_server_gives_the_id_and_keeps_it() throws Exception {
    JsonNode user = scim.user("\"id\":\"mine\"");
    assertThat(user.path("id").asText()).isNotEqualTo("mine").isNotBlank();
    JsonNode changed =
        scim.patched(
            user.path("id").asText(), "{\"op\":\"add\",\"path\":\"title\",\"value\":\"x\"}");
    assertThat(changed.path("id")).isEqualTo(user.path("id"));
  }

  @Test
  void the_server_gives_the_meta_attributes() throws Exception {
    JsonNode user =
        scim.user("\"meta\":{\"created\":\"2001-01-01T00:00:00Z\",\"version\":\"W/\\\"99\\\"\"}");
    JsonNode meta = user.path("meta");
    assertThat(meta.path("resourceType").asText()).isEqualTo("User");
    assertThat(OffsetDateTime.parse(meta.path("created").asText()).getYear()).isGreaterThan(2001);
    assertThat(meta.path("lastModified")).isEqualTo(meta.path("created"));
    assertThat(meta.path("location").asText()).endsWith("/scim2/Users/" + user.path("id").asText());
    assertThat(meta.path("version").asText()).isEqualTo("W/\"1\"");
    scim.patch(
            "/Users/" + user.path("id").asText(),
            "{\"op\":\"add\",\"path\":\"title\",\"value\":\"later\"}")
        .successful();
    JsonNode later = scim.get("/Users/" + user.path("id").asText()).path("meta");
    assertThat(later.path("created")).isEqualTo(meta.path("created"));
    assertThat(OffsetDateTime.parse(later.path("lastModified").asText()))
        .isAfterOrEqualTo(OffsetDateTime.parse(meta.path("lastModified").asText()));
    assertThat(later.path("version")).isNotEqualTo(meta.path("version"));
  }

  @Test
  void userName_is_required_not_blank_and_unique_without_regard_to_case() throws Exception {
    assertError(
        scim.http().post("/scim2/Users", "{\"schemas\":[\"" + Requests.USER + "\"]}"),
        400,
        "invalidValue");
    assertError(scim.http().post("/scim2/Users", userJson("  ", "")), 400, "invalidValue");
    String name = unique("case");
    scim.http().post("/scim2/Users", userJson(name, "")).successful();
    assertError(
        scim.http().post("/scim2/Users", userJson(name.toUpperCase(), "")), 409, "uniqueness");
  }

  @Test
  void a_password_is_never_returned_found_or_sorted_by() throws Exception {
    String secret = Passwords.fresh();
    JsonNode user = scim.user("\"password\":\"" + secret + "\"");
    assertThat(user.has("password")).isFalse();
    String path = "/Users/" + user.path("id").asText();
    assertThat(scim.get(path + "?attributes=password").has("password")).isFalse();
    assertError(scim.find("Users", "password eq \"" + secret + "\""), 400, "invalidFilter");
    assertError(scim.find("Users", "password pr"), 400, "invalidFilter");
    assertThat(scim.http().get("/scim2/Users?sortBy=password").status()).isEqualTo(400);
    Http.Answer weak =
        scim.http().post("/scim2/Users", userJson(unique("w"), "\"password\":\"short\""));
    assertError(weak, 400, "invalidValue");
    assertThat(weak.text()).doesNotContain("short\"");
  }

  @Test
  void canonical_types_are_suggestions() throws Exception {
    JsonNode user = scim.user("\"phoneNumbers\":[{\"value\":\"+49\",\"type\":\"boat\"}]");
    assertThat(user.at("/phoneNumbers/0/type").asText()).isEqualTo("boat");
  }

  @Test
  void groups_of_a_user_are_read_only_and_computed_direct_and_indirect() throws Exception {
    JsonNode user = scim.user("\"groups\":[{\"value\":\"" + java.util.UUID.randomUUID() + "\"}]");
    assertThat(user.path("groups").size()).isZero();
    String id = user.path("id").asText();
    JsonNode inner = scim.group(List.of(id));
    JsonNode outer = scim.group(List.of(inner.path("id").asText()));
    JsonNode groups = scim.get("/Users/" + id).path("groups");
    assertThat(groups).hasSize(2);
    for (JsonNode group : groups) {
      boolean direct = group.path("value").equals(inner.path("id"));
      assertThat(group.path("type").asText()).isEqualTo(direct ? "direct" : "indirect");
      assertThat(group.path("display").asText())
          .isEqualTo((direct ? inner : outer).path("displayName").asText());
      assertThat(group.path("$ref").asText()).endsWith("/Groups/" + group.path("value").asText());
    }
    assertError(
        scim.patch(
            "/Users/" + id,
            "{\"op\":\"add\",\"path\":\"groups\",\"value\":[{\"value\":\""
                + outer.path("id").asText()
                + "\"}]}"),
        400,
        "mutability");
  }

  @Test
  void a_group_has_a_name_and_members_that_exist() throws Exception {
    assertError(
        scim.http().post("/scim2/Groups", "{\"schemas\":[\"" + Requests.GROUP + "\"]}"),
        400,
        "invalidValue");
    Http.Answer answer =
        scim.http()
            .post(
                "/scim2/Groups",
                "{\"schemas\":[\""
                    + Requests.GROUP
                    + "\"],\"displayName\":\""
                    + unique("g")
                    + "\",\"members\":[{\"value\":\""
                    + java.util.UUID.randomUUID()
                    + "\"}]}");
    assertError(answer, 400, "invalidValue");
    assertThat(answer.json().path("detail").asText()).contains("members");
  }

  @Test
  void members_tell_type_and_reference_of_users_and_groups() throws Exception {
    String user = scim.userId();
    String inner = scim.group(List.of()).path("id").asText();
    String outer = scim.group(List.of(user, inner)).path("id").asText();
    JsonNode members = scim.get("/Groups/" + outer + "?attributes=members").path("members");
    assertThat(members).hasSize(2);
    for (JsonNode member : members) {
      boolean isUser = member.path("value").asText().equals(user);
      assertThat(member.path("type").asText()).isEqualTo(isUser ? "User" : "Group");
      assertThat(member.path("$ref").asText())
          .endsWith((isUser ? "/Users/" : "/Groups/") + member.path("value").asText());
    }
  }

  @Test
  void groups_that_would_contain_themselves_are_refused() throws Exception {
    String inner = scim.group(List.of()).path("id").asText();
    String outer = scim.group(List.of(inner)).path("id").asText();
    for (String member : List.of(outer, inner)) {
      assertError(
          scim.patch(
              "/Groups/" + inner,
              "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"" + member + "\"}]}"),
          400,
          "invalidValue");
    }
  }

  @Test
  void deleting_leaves_no_dangling_member() throws Exception {
    String user = scim.userId();
    String inner = scim.group(List.of()).path("id").asText();
    String outer = scim.group(List.of(user, inner)).path("id").asText();
    scim.http().delete("/scim2/Users/" + user).successful();
    scim.http().delete("/scim2/Groups/" + inner).successful();
    assertThat(scim.get("/Groups/" + outer + "?attributes=members").path("members").size())
        .isZero();
  }

  @Test
  void the_enterprise_extension_lies_below_its_urn_and_shows_the_managers_reference()
      throws Exception {
    String boss = scim.userId();
    JsonNode user =
        scim.user(
            "\""
                + ENTERPRISE
                + "\":{\"employeeNumber\":\"7\",\"manager\":{\"value\":\""
                + boss
                + "\",\"displayName\":\"ignored\"}}");
    JsonNode enterprise = user.path(ENTERPRISE);
    assertThat(enterprise.path("employeeNumber").asText()).isEqualTo("7");
    assertThat(enterprise.at("/manager/value").asText()).isEqualTo(boss);
    assertThat(enterprise.at("/manager/$ref").asText()).endsWith("/Users/" + boss);
    assertThat(enterprise.at("/manager/displayName").asText()).isNotEqualTo("ignored");
  }

  @Test
  void externalId_is_the_clients_and_is_matched_with_its_case() throws Exception {
    String external = unique("Ext");
    String id = scim.user("\"externalId\":\"" + external + "\"").path("id").asText();
    assertThat(scim.get("/Users/" + id).path("externalId").asText()).isEqualTo(external);
    assertThat(scim.usersWith("externalId eq \"" + external + "\"")).containsExactly(id);
    assertThat(scim.usersWith("externalId eq \"" + external.toUpperCase() + "\"")).isEmpty();
  }

  @Test
  void an_unknown_attribute_is_refused_by_name() throws Exception {
    Http.Answer answer =
        scim.http().post("/scim2/Users", userJson(unique("x"), "\"shoeSize\":\"44\""));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains("shoeSize");
  }
}
