package io.tessera.scim.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.json.AttributesJson;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.patch.Patch;
import io.tessera.model.schema.BuiltInSchemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What well-known clients send, by their own documents, beside the words the RFC has for it. Each
 * line of the list of tolerances in docs/scim.md is proven here.
 */
class ClientRequestsTest {
  private static final AttributesJson JSON = new AttributesJson();
  private static final String E = BuiltInSchemas.ENTERPRISE_URN;

  private static Patch read(ResourceType type, String operations) {
    String body =
        "{'schemas':['" + ScimUrns.PATCH_OP + "'],'Operations':[" + operations.strip() + "]}";
    String json = body.replace("%E", E).replace("`", "\\\"").replace('\'', '"');
    return new PatchReader(BuiltInSchemas.of(type)).read(JSON.read(json.getBytes(UTF_8)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "operations in any case"
            + "| {'op':'Replace','path':'title','value':'x'},{'op':'REMOVE','path':'nickName'}"
            + "| {'op':'replace','path':'title','value':'x'},{'op':'remove','path':'nickName'}",
        "keys and attribute names in any case"
            + "| {'Op':'add','Path':'DisplayName','Value':'x'}"
            + "| {'op':'add','path':'displayName','value':'x'}",
        "truth values as texts"
            + "| {'op':'replace','path':'active','value':'False'}"
            + "| {'op':'replace','path':'active','value':false}",
        "truth values as texts, without a path"
            + "| {'op':'Replace','value':{'Active':'True'}}"
            + "| {'op':'replace','path':'active','value':true}",
        "truth values as texts inside values"
            + "| {'op':'add','path':'roles','value':[{'value':'a','primary':'True'}]}"
            + "| {'op':'add','path':'roles','value':[{'value':'a','primary':true}]}",
        "truth values as texts in selections"
            + "| {'op':'add','path':'roles[primary eq `True`].value','value':'a'}"
            + "| {'op':'add','path':'roles[primary eq true].value','value':'a'}",
        "dotted names in a value without a path"
            + "| {'op':'add','value':{'name.givenName':'A','name.familyName':'B'}}"
            + "| {'op':'add','path':'name.givenName','value':'A'},"
            + "{'op':'add','path':'name.familyName','value':'B'}",
        "selections in a value without a path"
            + "| {'op':'add','value':{'emails[type eq `work`].value':'a@x'}}"
            + "| {'op':'add','path':'emails[type eq `work`].value','value':'a@x'}",
        "qualified names in a value without a path"
            + "| {'op':'add','value':{'%E:department':'IT'}}"
            + "| {'op':'add','path':'%E:department','value':'IT'}",
        "extensions as objects in a value without a path"
            + "| {'op':'add','value':{'%E':{'department':'IT'}}}"
            + "| {'op':'add','path':'%E:department','value':'IT'}",
        "extensions as paths"
            + "| {'op':'replace','path':'%E','value':{'department':'IT'}}"
            + "| {'op':'replace','path':'%E:department','value':'IT'}",
        "the core schema as a path"
            + "| {'op':'replace','path':'urn:ietf:params:scim:schemas:core:2.0:User',"
            + "'value':{'title':'x'}}"
            + "| {'op':'replace','path':'title','value':'x'}",
        "a list around a single value"
            + "| {'op':'replace','path':'displayName','value':[{'$ref':null,'value':'x'}]}"
            + "| {'op':'replace','path':'displayName','value':'x'}",
        "an object in place of a list"
            + "| {'op':'add','path':'emails','value':{'value':'a@x'}}"
            + "| {'op':'add','path':'emails','value':[{'value':'a@x'}]}",
        "texts in place of elements"
            + "| {'op':'add','path':'emails','value':['a@x','b@x']}"
            + "| {'op':'add','path':'emails','value':[{'value':'a@x'},{'value':'b@x'}]}",
        "a manager as text"
            + "| {'op':'add','path':'%E:manager','value':'7'}"
            + "| {'op':'add','path':'%E:manager','value':{'value':'7'}}",
        "a manager as list"
            + "| {'op':'add','path':'%E:manager','value':[{'$ref':null,'value':'7'}]}"
            + "| {'op':'add','path':'%E:manager','value':{'value':'7'}}",
        "an attribute of an extension without its URN"
            + "| {'op':'add','path':'manager','value':'7'}"
            + "| {'op':'add','path':'%E:manager','value':{'value':'7'}}",
        "replacing by nothing"
            + "| {'op':'replace','path':'title','value':null}"
            + "| {'op':'remove','path':'title'}",
        "replacing a list by an empty one"
            + "| {'op':'replace','path':'emails','value':[]} | {'op':'remove','path':'emails'}",
        "adding nothing changes nothing"
            + "| {'op':'add','path':'emails','value':[]},{'op':'add','path':'title','value':'x'}"
            + "| {'op':'add','path':'title','value':'x'}",
        "what only the server says, repeated"
            + "| {'op':'replace','value':{'id':'1','schemas':['x'],'meta':{'version':'1'},"
            + "'title':'x'}}"
            + "| {'op':'replace','path':'title','value':'x'}",
      })
  void a_user_is_patched_by(String way, String written, String meant) {
    assertThat(read(ResourceType.USER, written)).isEqualTo(read(ResourceType.USER, meant));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "Entra ID: removing listed members"
            + "| {'op':'Remove','path':'members','value':[{'$ref':null,'value':'1'}]}"
            + "| {'op':'remove','path':'members','value':[{'value':'1'}]}",
        "Okta and AWS: renaming with the id repeated"
            + "| {'op':'replace','value':{'id':'1','displayName':'x'}}"
            + "| {'op':'replace','path':'displayName','value':'x'}",
        "Okta: members with their names"
            + "| {'op':'add','path':'members','value':[{'value':'1','display':'a@x'}]}"
            + "| {'op':'add','path':'members','value':[{'value':'1'}]}",
        "WSO2: members in a value without a path"
            + "| {'op':'add','value':{'members':[{'display':'a','value':'1','$ref':null}]}}"
            + "| {'op':'add','path':'members','value':[{'value':'1'}]}",
        "an id in place of a member"
            + "| {'op':'add','path':'members','value':'1'}"
            + "| {'op':'add','path':'members','value':[{'value':'1'}]}",
      })
  void a_group_is_patched_by(String way, String written, String meant) {
    assertThat(read(ResourceType.GROUP, written)).isEqualTo(read(ResourceType.GROUP, meant));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "userName Eq \"a\" | userName eq \"a\"",
        "active eq \"True\" | active eq true",
        "emails eq \"a@x\" | emails.value eq \"a@x\"",
        "emails[type eq \"work\"].value eq \"a@x\" | emails[type eq \"work\" and value eq \"a@x\"]",
        "id eq \"1\" and manager eq \"7\" | id eq \"1\" and %E:manager.value eq \"7\"",
        "(userName eq \"a\")and(title pr) | userName eq \"a\" and title pr",
        "meta.lastModified gt \"2026-01-01t00:00:00z\""
            + "| meta.lastModified gt \"2026-01-01T00:00:00Z\"",
      })
  void users_are_searched_by(String written, String meant) {
    FilterParser parser = new FilterParser(BuiltInSchemas.of(ResourceType.USER));
    assertThat(parser.filter(written)).isEqualTo(parser.filter(meant.replace("%E", E)));
  }

  @Test
  void membership_is_probed_by_the_ids_of_group_and_member() {
    FilterParser parser = new FilterParser(BuiltInSchemas.of(ResourceType.GROUP));
    assertThat(parser.filter("id eq \"1\" and members eq \"2\""))
        .isEqualTo(parser.filter("id eq \"1\" and members.value eq \"2\""));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "an empty list removes nobody | {'op':'remove','path':'members','value':[]}|INVALID_VALUE",
        "a removal needs a path | {'op':'remove','value':{'members':[]}} | NO_TARGET",
        "an empty path is no path | {'op':'replace','path':'','value':'x'} | INVALID_PATH",
        "an unknown operation | {'op':'move','path':'displayName','value':'x'} | INVALID_SYNTAX",
        "an unknown attribute | {'op':'add','path':'owner','value':'x'} | INVALID_PATH",
        "an unknown part | {'op':'add','path':'members','value':[{'id':'1'}]} | INVALID_PATH",
        "a missing value | {'op':'add','path':'displayName'} | INVALID_VALUE",
      })
  void tolerance_ends_where_the_meaning_is_not_plain(String why, String written, Kind kind) {
    RejectedException refused =
        catchThrowableOfType(RejectedException.class, () -> read(ResourceType.GROUP, written));
    assertThat(refused.problems()).extracting(p -> p.kind()).containsExactly(kind);
  }
}
