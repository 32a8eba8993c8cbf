package io.tessera.scim.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.json.AttributesJson;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.patch.Patch;
import io.tessera.model.patch.PatchOperation;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchReaderTest {
  private static final String ENTERPRISE = BuiltInSchemas.ENTERPRISE_URN;
  private static final AttributesJson JSON = new AttributesJson();

  private static Patch read(ResourceType type, String operations) {
    String body =
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
            + operations
            + "]}";
    return new PatchReader(BuiltInSchemas.of(type)).read(JSON.read(body.getBytes(UTF_8)));
  }

  private static String users(String operations) {
    return shown(read(ResourceType.USER, operations));
  }

  private static String groups(String operations) {
    return shown(read(ResourceType.GROUP, operations));
  }

  private static String shown(Patch patch) {
    return patch.operations().stream()
        .map(PatchReaderTest::shown)
        .collect(Collectors.joining("; "));
  }

  private static String shown(PatchOperation operation) {
    var target = operation.targetIfAny().orElseThrow();
    String selection = target.selectionIfAny().map(PatchReaderTest::shown).orElse("");
    String value = operation.valueIfAny().map(v -> " " + shown(v)).orElse("");
    return operation.kind() + " " + target.path() + selection + value;
  }

  private static String shown(Filter filter) {
    Filter.Compare compare = (Filter.Compare) filter;
    return "[" + compare.path() + " " + compare.operator() + " " + shown(compare.literal()) + "]";
  }

  private static String shown(Value value) {
    Attributes in = Attributes.builder().keep("v", value).build();
    String json = new String(JSON.write(in), UTF_8);
    return json.substring(5, json.length() - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'op':'add','path':'nickName','value':'Babs'} | ADD nickName 'Babs'",
        "{'op':'add','value':{'emails':[{'value':'b@x','type':'home'}],'nickName':'Babs'}}"
            + "| ADD emails [{'value':'b@x','type':'home'}]; ADD nickName 'Babs'",
        "{'op':'replace','path':'addresses[type eq \\'work\\']','value':{'streetAddress':'1 Way'}}"
            + "| REPLACE addresses[type EQ 'work'] {'streetAddress':'1 Way'}",
        "{'op':'replace','path':'addresses[type eq \\'work\\'].streetAddress','value':'1 Way'}"
            + "| REPLACE addresses.streetAddress[type EQ 'work'] '1 Way'",
        "{'op':'remove','path':'name.familyName'} | REMOVE name.familyName",
        "{'op':'replace','path':'name.familyName','value':'M'} | REPLACE name.familyName 'M'",
        "{'op':'remove','path':'emails[type eq \\'work\\']'} | REMOVE emails[type EQ 'work']",
        "{'op':'replace','path':'urn:ietf:params:scim:schemas:core:2.0:User:name.familyName',"
            + "'value':'M'} | REPLACE name.familyName 'M'",
      })
  void the_examples_of_the_rfc_are_read(String written, String meaning) {
    assertThat(users(quoted(written))).isEqualTo(quoted(meaning));
  }

  private static String quoted(String text) {
    return text.replace("\\'", "\\\"").replace('\'', '"').replace("EQ \\\"", "EQ \"");
  }

  @Test
  void members_are_added_and_removed() {
    assertThat(
            groups(
                quoted(
                    "{'op':'add','path':'members','value':[{'display':'B','$ref':'/Users/1',"
                        + "'value':'1'}]}")))
        .isEqualTo(quoted("ADD members [{'$ref':'/Users/1','value':'1'}]"));
    assertThat(groups(quoted("{'op':'remove','path':'members'}"))).isEqualTo("REMOVE members");
    assertThat(groups(quoted("{'op':'remove','path':'members[value eq \\'1\\']'}")))
        .isEqualTo(quoted("REMOVE members[value EQ '1']"));
  }

  @Test
  void entra_capitalises_and_writes_truth_values_as_texts() {
    assertThat(users(quoted("{'op':'Replace','path':'active','value':'False'}")))
        .isEqualTo("REPLACE active false");
    assertThat(users(quoted("{'op':'Add','path':'emails[type eq \\'work\\'].value','value':'x'}")))
        .isEqualTo(quoted("ADD emails.value[type EQ 'work'] 'x'"));
    assertThat(
            users(quoted("{'op':'Add','path':'roles','value':[{'value':'a','primary':'True'}]}")))
        .isEqualTo(quoted("ADD roles [{'value':'a','primary':true}]"));
  }

  @Test
  void entra_wraps_single_values_in_lists() {
    assertThat(
            users(
                quoted(
                    "{'op':'Replace','path':'displayName','value':[{'$ref':null,'value':'P'}]}")))
        .isEqualTo(quoted("REPLACE displayName 'P'"));
  }

  @Test
  void entra_removes_members_by_a_list() {
    assertThat(
            groups(
                quoted(
                    "{'op':'Remove','path':'members','value':[{'$ref':null,'value':'1'},"
                        + "{'$ref':null,'value':'2'}]}")))
        .isEqualTo(quoted("REMOVE members [{'value':'1'},{'value':'2'}]"));
  }

  @Test
  void an_empty_list_of_members_to_remove_does_not_empty_the_group() {
    RejectedException rejected =
        catchThrowableOfType(
            RejectedException.class,
            () -> groups(quoted("{'op':'remove','path':'members','value':[]}")));
    assertThat(rejected.first().kind()).isEqualTo(Kind.INVALID_VALUE);
  }

  @Test
  void dotted_filtered_and_qualified_names_stand_in_values_without_path() {
    assertThat(
            users(
                quoted(
                    "{'op':'Add','value':{'name.givenName':'A','DISPLAYNAME':'B',"
                        + "'emails[type eq \\'work\\'].value':'x',"
                        + "'"
                        + ENTERPRISE
                        + ":department':'IT',"
                        + "'"
                        + ENTERPRISE
                        + "':{'costCenter':'7'},'id':'1','schemas':['x']}}")))
        .isEqualTo(
            quoted(
                "ADD name.givenName 'A'; ADD displayName 'B'; "
                    + "ADD emails.value[type EQ 'work'] 'x'; ADD "
                    + ENTERPRISE
                    + ":department 'IT'; ADD "
                    + ENTERPRISE
                    + ":costCenter '7'"));
  }

  @Test
  void a_manager_may_be_given_by_id_alone() {
    assertThat(users(quoted("{'op':'replace','path':'" + ENTERPRISE + ":manager','value':'7'}")))
        .isEqualTo(quoted("REPLACE " + ENTERPRISE + ":manager {'value':'7'}"));
  }

  @Test
  void an_extension_as_a_whole_can_be_removed() {
    Patch patch = read(ResourceType.USER, quoted("{'op':'remove','path':'" + ENTERPRISE + "'}"));
    assertThat(patch.operations())
        .hasSize(6)
        .allMatch(o -> o.kind() == PatchOperation.Kind.REMOVE)
        .anyMatch(
            o ->
                o.targetIfAny()
                    .orElseThrow()
                    .path()
                    .equals(AttributePath.inExtension(ENTERPRISE, "department")));
  }

  @Test
  void replacing_by_nothing_is_removing() {
    assertThat(users(quoted("{'op':'replace','path':'title','value':null}")))
        .isEqualTo("REMOVE title");
    assertThat(users(quoted("{'op':'replace','value':{'emails':[],'title':'x'}}")))
        .isEqualTo(quoted("REMOVE emails; REPLACE title 'x'"));
    assertThat(users(quoted("{'op':'replace','path':'name','value':{'middleName':null}}")))
        .contains("REMOVE name.middleName");
  }

  @Test
  void all_problems_of_all_operations_are_told() {
    RejectedException rejected =
        catchThrowableOfType(
            RejectedException.class,
            () ->
                users(
                    quoted(
                        "{'op':'jump','path':'title'},"
                            + "{'op':'remove'},"
                            + "{'op':'add','path':'shoeSize','value':1},"
                            + "{'op':'add','path':'title'},"
                            + "{'op':'add','value':'x'},"
                            + "{'op':'add','path':'emails[type','value':1},"
                            + "{'op':'add','path':'name','value':{'shoe':1}},"
                            + "{'op':'add','path':7,'value':1},"
                            + "7")));
    assertThat(rejected.problems())
        .extracting(Problem::kind)
        .containsExactly(
            Kind.INVALID_SYNTAX,
            Kind.NO_TARGET,
            Kind.INVALID_PATH,
            Kind.INVALID_VALUE,
            Kind.INVALID_VALUE,
            Kind.INVALID_PATH,
            Kind.INVALID_PATH,
            Kind.INVALID_PATH,
            Kind.INVALID_SYNTAX);
    List<Problem> problems = rejected.problems();
    for (int i = 0; i < problems.size(); i++) {
      assertThat(problems.get(i).detail()).startsWith("Operations[" + i + "]: ");
    }
  }

  @Test
  void a_body_without_operations_or_schemas_is_refused() {
    for (String body :
        new String[] {"{}", "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"]}"}) {
      RejectedException rejected =
          catchThrowableOfType(
              RejectedException.class,
              () ->
                  new PatchReader(BuiltInSchemas.of(ResourceType.USER))
                      .read(JSON.read(body.getBytes(UTF_8))));
      assertThat(rejected.problems()).anyMatch(p -> p.kind() == Kind.INVALID_SYNTAX);
    }
  }

  @Test
  void too_many_operations_are_refused() {
    String many = "{\"op\":\"remove\",\"path\":\"title\"},".repeat(200);
    RejectedException rejected =
        catchThrowableOfType(
            RejectedException.class, () -> users(many + "{\"op\":\"remove\",\"path\":\"title\"}"));
    assertThat(rejected.first().kind()).isEqualTo(Kind.TOO_MANY);
  }
}
