package io.tessera.scim1.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.Attributes;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.patch.PatchOperation;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Partial resources as steps, written {@code KIND path[value] = new}. */
class Scim1PatchTest {
  private static final String MANAGER = BuiltInSchemas.ENTERPRISE_URN + ":manager.value";

  private static final List<String> NAMES =
      List.of(
          "userName",
          "displayName",
          "name",
          "givenName",
          "emails",
          "members",
          "addresses",
          "groups",
          "active",
          "meta",
          "attributes",
          "value",
          "display",
          "primary",
          "operation",
          "delete",
          "",
          "password",
          "wso2Extension",
          "manager",
          "managerId",
          "x.y",
          "a:b",
          "urn:scim:schemas:core:1.0:emails.value",
          "urn:scim:schemas:extension:enterprise:1.0");

  private static List<String> steps(ResourceType type, String body) {
    return new Scim1Reader(BuiltInSchemas.of(type))
        .patch(Json.read(body)).operations().stream().map(Scim1PatchTest::text).toList();
  }

  private static String text(PatchOperation step) {
    var target = step.targetIfAny().orElseThrow();
    String selected =
        target
            .selectionIfAny()
            .map(f -> "[" + shown(((Filter.Compare) f).literal()) + "]")
            .orElse("");
    String value = step.valueIfAny().map(v -> " = " + shown(v)).orElse("");
    return step.kind() + " " + target.path() + selected + value;
  }

  private static String shown(Value value) {
    String object = Json.write(Attributes.builder().put("v", value).build());
    return object.substring("{'v':".length(), object.length() - 1);
  }

  @Test
  void single_values_take_the_place_of_what_is_there() {
    assertThat(steps(ResourceType.USER, "{'active':'false','title':'','password':'x'}"))
        .containsExactly("REPLACE active = false", "REMOVE title", "REPLACE password = 'x'");
  }

  @Test
  void complex_values_are_merged() {
    assertThat(
            steps(
                ResourceType.USER,
                "{'name':{'givenName':'A','middleName':null},"
                    + "'urn:scim:schemas:extension:enterprise:1.0':{'manager':{'managerId':'7'}}}"))
        .containsExactly(
            "REPLACE name.givenName = 'A'",
            "REMOVE name.middleName",
            "REPLACE " + MANAGER + " = '7'");
  }

  @Test
  void elements_are_merged_by_their_value_and_taken_away_on_demand() {
    assertThat(
            steps(
                ResourceType.USER,
                "{'emails':[{'value':'a@x','primary':true},"
                    + "{'value':'b@x','type':'work','operation':'DELETE'}]}"))
        .containsExactly(
            "REMOVE emails = [{'value':'b@x'}]",
            "ADD emails['a@x'] = {'value':'a@x','primary':true}",
            "REPLACE emails.primary['a@x'] = true");
  }

  @Test
  void elements_without_a_value_are_known_by_all_they_say() {
    assertThat(
            steps(
                ResourceType.USER,
                "{'addresses':[{'type':'work','locality':'Bern','operation':'delete'},"
                    + "{'type':'work','locality':'Rome'}]}"))
        .containsExactly(
            "REMOVE addresses = [{'type':'work','locality':'Bern'}]",
            "ADD addresses = [{'type':'work','locality':'Rome'}]");
  }

  @Test
  void members_come_and_go_without_the_others_being_touched() {
    assertThat(
            steps(
                ResourceType.GROUP,
                "{'members':[{'value':'1'},{'value':'2','operation':'delete'},{'value':'3'}]}"))
        .containsExactly(
            "REMOVE members = [{'value':'2'}]", "ADD members = [{'value':'1'},{'value':'3'}]");
  }

  @Test
  void an_empty_list_changes_nothing() {
    assertThat(steps(ResourceType.GROUP, "{'displayName':'g','members':[]}"))
        .containsExactly("REPLACE displayName = 'g'");
  }

  @Test
  void attributes_named_in_meta_are_cleared_first() {
    assertThat(
            steps(
                ResourceType.USER,
                "{'meta':{'attributes':['TITLE','name.givenName','name.givenName',"
                    + "'urn:scim:schemas:extension:enterprise:1.0:manager.managerId','groups']}}"))
        .containsExactly("REMOVE title", "REMOVE name.givenName", "REMOVE " + MANAGER);
    assertThat(steps(ResourceType.GROUP, "{'META':{'Attributes':[{'value':'members'}]}}"))
        .containsExactly("REMOVE members");
    assertThat(
            steps(
                ResourceType.USER,
                "{'meta':{'attributes':['urn:scim:schemas:extension:enterprise:1.0']}}"))
        .hasSize(6);
  }

  @Test
  void what_is_cleared_and_given_is_replaced() {
    assertThat(
            steps(
                ResourceType.GROUP,
                "{'meta':{'attributes':['members']},"
                    + "'members':[{'value':'1'},{'value':'2','operation':'delete'}]}"))
        .containsExactly("REPLACE members = [{'value':'1'}]");
    assertThat(
            steps(
                ResourceType.USER,
                "{'meta':{'attributes':['name','title']},'name':{'givenName':'A'},'title':'x'}"))
        .containsExactly("REMOVE name", "REPLACE name.givenName = 'A'", "REPLACE title = 'x'");
  }

  @Test
  void everything_unknown_is_told_at_once() {
    assertThatThrownBy(
            () ->
                steps(
                    ResourceType.USER, "{'meta':{'attributes':['shoe',1]},'hat':'x','title':'y'}"))
        .isInstanceOfSatisfying(
            RejectedException.class, refused -> assertThat(refused.problems()).hasSize(3));
  }

  /** Whatever shape a body has, it is a patch or the client's mistake. */
  @Test
  void noise_never_breaks_the_reader() {
    Random random = new Random(20_260_131);
    for (int i = 0; i < 20_000; i++) {
      Attributes body = noise(random, 3);
      for (ResourceType type : ResourceType.values()) {
        Scim1Reader reader = new Scim1Reader(BuiltInSchemas.of(type));
        try {
          reader.read(body);
          reader.patch(body);
        } catch (RejectedException mistake) {
          assertThat(mistake.problems()).isNotEmpty();
        }
      }
    }
  }

  private static Attributes noise(Random random, int depth) {
    Attributes.Builder body = Attributes.builder();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      body.keep(NAMES.get(random.nextInt(NAMES.size())), noiseValue(random, depth));
    }
    return body.build();
  }

  private static Value noiseValue(Random random, int depth) {
    switch (depth == 0 ? random.nextInt(4) : random.nextInt(6)) {
      case 0:
        return Value.NONE;
      case 1:
        return Value.bool(random.nextBoolean());
      case 2:
        return Value.Num.of(random.nextInt(10));
      case 3:
        return Value.text(NAMES.get(random.nextInt(NAMES.size())));
      case 4:
        return Value.complex(noise(random, depth - 1));
      default:
        return Value.many(List.of(noiseValue(random, depth - 1), noiseValue(random, depth - 1)));
    }
  }
}
