package io.tessera.system;

import static io.tessera.system.Requests.ENTERPRISE;
import static io.tessera.system.Requests.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7644 section 3.5.2: every form of a patch, and its errors. */
@ExtendWith(SharedServer.class)
class PatchingIT {
  private static final String START =
      "\"title\":\"old\",\"name\":{\"givenName\":\"G\",\"familyName\":\"F\"},"
          + "\"emails\":[{\"value\":\"w@b.c\",\"type\":\"work\",\"primary\":true},"
          + "{\"value\":\"h@b.c\",\"type\":\"home\"}],"
          + "\""
          + ENTERPRISE
          + "\":{\"department\":\"D\",\"costCenter\":\"C\"}";
  private static Requests scim;

  @BeforeAll
  static void take(Http http) {
    scim = new Requests(http);
  }

  private static String start() throws IOException {
    return scim.user(START).path("id").asText();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'op':'add','path':'title','value':'new'} | /title | new",
        "{'op':'add','path':'nickName','value':'new'} | /nickName | new",
        "{'op':'add','value':{'title':'new','nickName':'n'}} | /nickName | n",
        "{'op':'add','path':'name','value':{'middleName':'M'}} | /name/middleName | M",
        "{'op':'add','path':'name','value':{'middleName':'M'}} | /name/givenName | G",
        "{'op':'add','path':'name.middleName','value':'M'} | /name/middleName | M",
        "{'op':'add','path':'emails','value':[{'value':'x@b.c'}]} | /emails/2/value | x@b.c",
        "{'op':'add','path':'emails','value':{'value':'x@b.c'}} | /emails/2/value | x@b.c",
        "{'op':'add','value':{'emails':[{'value':'x@b.c'}]}} | /emails/2/value | x@b.c",
        "{'op':'replace','path':'title','value':'new'} | /title | new",
        "{'op':'replace','value':{'title':'new'}} | /title | new",
        "{'op':'replace','path':'name','value':{'givenName':'H'}} | /name/givenName | H",
        "{'op':'replace','path':'name.givenName','value':'H'} | /name/givenName | H",
        "{'op':'replace','path':'emails','value':[{'value':'x@b.c'}]} | /emails/0/value | x@b.c",
        "{'op':'replace','path':'emails[type eq \\'home\\'].value','value':'x@b.c'} |"
            + " /emails/1/value | x@b.c",
        "{'op':'replace','path':'emails[type eq"
            + " \\'home\\']','value':{'value':'x@b.c','type':'home'}} | /emails/1/value | x@b.c",
        "{'op':'replace','path':'emails[type eq \\'home\\' and value co"
            + " \\'h@\\'].display','value':'s'} | /emails/1/display | s",
        "{'op':'replace','path':'nickName','value':'new'} | /nickName | new",
        "{'op':'replace','path':'urn:ietf:params:scim:schemas:core:2.0:User:title','value':'new'} |"
            + " /title | new",
        "{'op':'remove','path':'title'} | /title | ",
        "{'op':'remove','path':'name'} | /name/givenName | ",
        "{'op':'remove','path':'name.givenName'} | /name/givenName | ",
        "{'op':'remove','path':'name.givenName'} | /name/familyName | F",
        "{'op':'remove','path':'emails'} | /emails/0/value | ",
        "{'op':'remove','path':'emails[type eq \\'work\\']'} | /emails/0/value | h@b.c",
        "{'op':'remove','path':'emails[type eq \\'work\\'].primary'} | /emails/0/primary | ",
        "{'op':'remove','path':'emails[not (type eq \\'work\\')]'} | /emails/1/value | ",
        "{'op':'ADD','path':'TITLE','value':'new'} | /title | new",
      })
  void a_step_changes(String step, String pointer, String expected) throws Exception {
    JsonNode user = scim.patched(start(), step.replace("\\'", "\\\"").replace('\'', '"'));
    assertThat(user.at(pointer).asText()).as(step).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void extensions_are_patched_by_their_urn() throws Exception {
    String id = start();
    JsonNode user =
        scim.patched(
            id,
            "{\"op\":\"replace\",\"path\":\"" + ENTERPRISE + ":department\",\"value\":\"E\"}",
            "{\"op\":\"add\",\"path\":\"" + ENTERPRISE + "\",\"value\":{\"division\":\"V\"}}",
            "{\"op\":\"remove\",\"path\":\"" + ENTERPRISE + ":costCenter\"}");
    JsonNode enterprise = user.path(ENTERPRISE);
    assertThat(enterprise.path("department").asText()).isEqualTo("E");
    assertThat(enterprise.path("division").asText()).isEqualTo("V");
    assertThat(enterprise.has("costCenter")).isFalse();
    JsonNode without = scim.patched(id, "{\"op\":\"remove\",\"path\":\"" + ENTERPRISE + "\"}");
    assertThat(without.has(ENTERPRISE)).isFalse();
    assertThat(without.path("schemas")).extracting(JsonNode::asText).doesNotContain(ENTERPRISE);
  }

  @Test
  void a_new_primary_value_takes_the_mark_from_the_old() throws Exception {
    JsonNode user =
        scim.patched(
            start(),
            "{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"value\":\"p@b.c\",\"primary\":true}]}");
    int primaries = 0;
    for (JsonNode email : user.path("emails")) {
      primaries += email.path("primary").asBoolean() ? 1 : 0;
    }
    assertThat(primaries).isEqualTo(1);
    assertThat(user.at("/emails/2/primary").asBoolean()).isTrue();
    JsonNode back =
        scim.patched(
            user.path("id").asText(),
            "{\"op\":\"replace\",\"path\":\"emails[type eq"
                + " \\\"home\\\"].primary\",\"value\":true}");
    assertThat(back.at("/emails/1/primary").asBoolean()).isTrue();
    assertThat(back.at("/emails/2/primary").asBoolean()).isFalse();
  }

  @Test
  void what_changes_nothing_leaves_version_and_time() throws Exception {
    String id = start();
    JsonNode before = scim.get("/Users/" + id);
    JsonNode after =
        scim.patched(
            id,
            "{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"value\":\"h@b.c\",\"type\":\"home\"}]}",
            "{\"op\":\"replace\",\"path\":\"title\",\"value\":\"old\"}",
            "{\"op\":\"remove\",\"path\":\"nickName\"}");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void all_steps_or_none_are_carried_out() throws Exception {
    String id = start();
    JsonNode before = scim.get("/Users/" + id);
    assertError(
        scim.patch(
            "/Users/" + id,
            "{\"op\":\"replace\",\"path\":\"title\",\"value\":\"new\"}",
            "{\"op\":\"replace\",\"path\":\"active\",\"value\":\"perhaps\"}"),
        400,
        "invalidValue");
    assertThat(scim.get("/Users/" + id)).isEqualTo(before);
  }

  @Test
  void steps_see_what_earlier_steps_did() throws Exception {
    JsonNode user =
        scim.patched(
            start(),
            "{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"value\":\"o@b.c\",\"type\":\"other\"}]}",
            "{\"op\":\"replace\",\"path\":\"emails[type eq"
                + " \\\"other\\\"].value\",\"value\":\"n@b.c\"}");
    assertThat(user.at("/emails/2/value").asText()).isEqualTo("n@b.c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'op':'remove'} | noTarget",
        "{'op':'replace','path':'emails[type eq \\'none\\'].value','value':'x'} | noTarget",
        "{'op':'replace','path':'emails[type eq \\'none\\']','value':{'value':'x'}} | noTarget",
        "{'op':'add','path':'shoeSize','value':'x'} | invalidPath",
        "{'op':'add','path':'name.shoeSize','value':'x'} | invalidPath",
        "{'op':'add','path':'emails[type eq','value':'x'} | invalidPath",
        "{'op':'add','path':'emails[','value':'x'} | invalidPath",
        "{'op':'add','path':'title.','value':'x'} | invalidPath",
        "{'op':'add','path':'','value':'x'} | invalidPath",
        "{'op':'replace','path':'active','value':'perhaps'} | invalidValue",
        "{'op':'replace','path':'active','value':{'a':1}} | invalidValue",
        "{'op':'add','path':'title'} | invalidValue",
        "{'op':'add','value':'text'} | invalidValue",
        "{'op':'replace','path':'id','value':'x'} | mutability",
        "{'op':'replace','path':'meta.created','value':'2001-01-01T00:00:00Z'} | mutability",
        "{'op':'remove','path':'groups'} | mutability",
        "{'op':'remove','path':'userName'} | mutability",
        "{'op':'move','path':'title','value':'x'} | invalidSyntax",
        "{'path':'title','value':'x'} | invalidSyntax",
        "{'op':'add','path':7,'value':'x'} | invalidPath",
      })
  void a_step_that_cannot_be_done_is_refused(String step, String scimType) throws Exception {
    String id = start();
    JsonNode before = scim.get("/Users/" + id);
    Http.Answer answer = scim.patch("/Users/" + id, step.replace("\\'", "\\\"").replace('\'', '"'));
    assertError(answer, 400);
    assertThat(answer.json().path("scimType").asText())
        .as(step + answer.text())
        .isEqualTo(scimType);
    assertThat(scim.get("/Users/" + id)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"Operations\":[]}",
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"]}",
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[]}",
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":{}}",
        "{\"schemas\":[\"urn:example:other\"],\"Operations\":[{\"op\":\"remove\",\"path\":\"title\"}]}",
        "[]",
        "\"text\"",
        "{\"schemas\":",
      })
  void a_body_that_is_no_patch_is_refused(String body) throws Exception {
    assertError(scim.http().patch("/scim2/Users/" + start(), body), 400, "invalidSyntax");
  }

  @Test
  void a_name_that_is_taken_is_a_conflict() throws Exception {
    String taken = scim.user("").path("userName").asText();
    assertError(
        scim.patch(
            "/Users/" + start(),
            "{\"op\":\"replace\",\"path\":\"userName\",\"value\":\"" + taken + "\"}"),
        409,
        "uniqueness");
  }

  @Test
  void members_are_added_removed_and_replaced() throws Exception {
    String a = scim.userId();
    String b = scim.userId();
    String group = scim.group(List.of(a)).path("id").asText();
    step(
        group,
        "{\"op\":\"add\",\"path\":\"members\",\"value\":[" + value(a) + "," + value(b) + "]}");
    assertThat(members(group)).containsExactlyInAnyOrder(a, b);
    step(group, "{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + a + "\\\"]\"}");
    assertThat(members(group)).containsExactly(b);
    step(group, "{\"op\":\"replace\",\"path\":\"members\",\"value\":[" + value(a) + "]}");
    assertThat(members(group)).containsExactly(a);
    step(group, "{\"op\":\"remove\",\"path\":\"members\"}");
    assertThat(members(group)).isEmpty();
    step(group, "{\"op\":\"add\",\"value\":{\"members\":[" + value(b) + "]}}");
    assertThat(members(group)).containsExactly(b);
  }

  @Test
  void adding_a_member_twice_changes_nothing() throws Exception {
    String a = scim.userId();
    String group = scim.group(List.of(a)).path("id").asText();
    JsonNode before = scim.get("/Groups/" + group);
    step(group, "{\"op\":\"add\",\"path\":\"members\",\"value\":[" + value(a) + "]}");
    assertThat(scim.get("/Groups/" + group)).isEqualTo(before);
  }

  @Test
  void the_answer_to_a_membership_change_does_not_carry_the_members_unless_asked()
      throws Exception {
    String a = scim.userId();
    String group = scim.group(List.of()).path("id").asText();
    String add = "{\"op\":\"add\",\"path\":\"members\",\"value\":[" + value(a) + "]}";
    Http.Answer quiet = scim.patch("/Groups/" + group, add);
    assertThat(quiet.status()).isIn(200, 204);
    assertThat(quiet.json().has("members")).isFalse();
    Http.Answer asked = scim.patch("/Groups/" + group + "?attributes=members", add);
    assertThat(asked.json().at("/members/0/value").asText()).isEqualTo(a);
  }

  private static void step(String group, String step) throws IOException {
    scim.patch("/Groups/" + group, step).successful();
  }

  private static String value(String id) {
    return "{\"value\":\"" + id + "\"}";
  }

  private static List<String> members(String group) throws IOException {
    return scim.get("/Groups/" + group + "?attributes=members")
        .path("members")
        .findValuesAsText("value");
  }
}
