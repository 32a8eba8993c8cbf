package io.tessera.provisioning.internal.policymap;

import static io.tessera.provisioning.api.admin.PolicyMap.Event.CREATE;
import static io.tessera.provisioning.api.admin.PolicyMap.Event.DISABLE;
import static io.tessera.provisioning.api.admin.PolicyMap.Event.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.spi.TargetAttributes;
import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMap.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompiledPolicyMapTest {
  private final Attributes alice =
      Attributes.builder()
          .put("userName", "alice")
          .put("active", true)
          .put(
              "emails",
              Value.many(List.of(email("home", "h@x", false), email("Work", "w@x", true))))
          .put(
              BuiltInSchemas.ENTERPRISE_URN,
              Value.complex(Attributes.builder().put("department", "R").build()))
          .build();

  @Test
  void the_first_path_with_a_value_wins() {
    assertThat(mapped("displayName", "userName")).containsExactly("alice");
  }

  @Test
  void elements_are_selected_by_type_in_any_case_and_by_primary() {
    assertThat(mapped("emails[type eq \"work\"].value")).containsExactly("w@x");
    assertThat(mapped("emails[primary eq true].value")).containsExactly("w@x");
  }

  @Test
  void a_path_to_all_elements_gives_all_values() {
    assertThat(mapped("emails.value")).containsExactly("h@x", "w@x");
  }

  @Test
  void extensions_and_truth_values_are_reached() {
    assertThat(mapped(BuiltInSchemas.ENTERPRISE_URN + ":department")).containsExactly("R");
    assertThat(mapped("active")).containsExactly("true");
  }

  @Test
  void an_attribute_without_a_value_is_to_be_emptied_not_left_alone() {
    TargetAttributes account = account(new Row("title", List.of("title"), List.of()));

    assertThat(account.has("title")).isTrue();
    assertThat(account.all("title")).isEmpty();
  }

  @Test
  void constants_are_the_same_for_everybody() {
    assertThat(account(new Row("o", List.of(), List.of("Acme"))).all("o")).containsExactly("Acme");
  }

  @Test
  void every_row_at_fault_is_named() {
    PolicyMap wrong =
        new PolicyMap(
            List.of(
                new Row("a", List.of("noSuchThing"), List.of()),
                new Row("a", List.of("userName"), List.of()),
                new Row("b", List.of(), List.of()),
                new Row("c", List.of("emails"), List.of())),
            List.of());

    assertThatThrownBy(
            () -> CompiledPolicyMap.of(wrong, BuiltInSchemas::of, new CelExpressionEngine()))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e ->
                assertThat(e.problems())
                    .extracting(p -> String.valueOf(p.path()))
                    .containsExactly(
                        "policyMap.user[0].from",
                        "policyMap.user[1].attribute",
                        "policyMap.user[2]",
                        "policyMap.user[3].from"));
  }

  @Test
  void expressions_compute_from_the_user_and_its_enterprise_extension() {
    assertThat(account(Row.computed("x", "upper(left(user.userName, 2))")).all("x"))
        .containsExactly("AL");
    assertThat(account(Row.computed("x", "enterprise.department")).all("x")).containsExactly("R");
    assertThat(account(Row.computed("x", "user.emails.map(e, e.value)")).all("x"))
        .containsExactly("h@x", "w@x");
  }

  @Test
  void a_table_of_the_map_is_looked_up_and_must_be_there() {
    PolicyMap map =
        new PolicyMap(
            List.of(Row.computed("ou", "lookup('departments', enterprise.department)")),
            List.of(),
            Map.of("departments", Map.of("R", "ou=research")),
            List.of());
    PolicyMap without = new PolicyMap(map.user(), List.of());

    assertThat(
            CompiledPolicyMap.of(map, BuiltInSchemas::of, new CelExpressionEngine())
                .account(ResourceType.USER, alice, Set.of(), Map.of())
                .all("ou"))
        .containsExactly("ou=research");
    assertThatThrownBy(
            () -> CompiledPolicyMap.of(without, BuiltInSchemas::of, new CelExpressionEngine()))
        .hasMessageContaining("tables.departments is no attribute");
  }

  @Test
  void what_has_no_value_has_the_other_one() {
    Row row = row(List.of("title"), "", List.of("none"), "", Set.of());
    Row computed = row(List.of(), "user.title", List.of("none"), "", Set.of());

    assertThat(account(row).all("x")).containsExactly("none");
    assertThat(account(computed).all("x")).containsExactly("none");
  }

  @Test
  void an_attribute_whose_condition_is_not_true_is_left_alone() {
    assertThat(account(row(List.of("userName"), "", List.of(), "user.active", Set.of())).has("x"))
        .isTrue();
    assertThat(
            account(row(List.of("userName"), "", List.of(), "user.title == 'E'", Set.of()))
                .has("x"))
        .isFalse();
  }

  @Test
  void an_attribute_is_sent_only_when_what_it_is_for_is_done() {
    CompiledPolicyMap map = compiled(row(List.of("userName"), "", List.of(), "", Set.of(CREATE)));

    assertThat(map.account(ResourceType.USER, alice, Set.of(CREATE), Map.of()).has("x")).isTrue();
    assertThat(map.account(ResourceType.USER, alice, Set.of(UPDATE, DISABLE), Map.of()).has("x"))
        .isFalse();
    assertThat(map.account(ResourceType.USER, alice, Set.of(), Map.of()).has("x")).isTrue();
  }

  @Test
  void an_expression_that_fails_names_its_row_and_leaves_what_is_deleted_known() {
    CompiledPolicyMap map =
        CompiledPolicyMap.of(
            new PolicyMap(
                List.of(
                    new Row("uid", List.of("userName"), List.of()),
                    Row.computed("sn", "date(user.userName, 'yyyy')")),
                List.of()),
            BuiltInSchemas::of,
            new CelExpressionEngine());

    assertThatThrownBy(() -> map.account(ResourceType.USER, alice, Set.of(), Map.of()))
        .isInstanceOf(UncomputableException.class)
        .hasMessageStartingWith("policyMap.user[1].expression of sn: \"alice\" is no date");
    assertThat(map.known(ResourceType.USER, alice, Map.of()).names()).containsExactly("uid");
  }

  @Test
  void expressions_that_are_wrong_or_name_what_is_not_there_are_refused_with_their_place() {
    PolicyMap wrong =
        new PolicyMap(
            List.of(
                Row.computed("a", "user.nme.familyName"),
                Row.computed("b", "enterprise.boss"),
                Row.computed("c", "user."),
                Row.computed("d", "group.displayName"),
                row(List.of("userName"), "", List.of(), "user.titel == 'x'", Set.of())),
            List.of());

    assertThatThrownBy(
            () -> CompiledPolicyMap.of(wrong, BuiltInSchemas::of, new CelExpressionEngine()))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e ->
                assertThat(e.problems())
                    .extracting(p -> String.valueOf(p.path()))
                    .containsExactly(
                        "policyMap.user[0].expression",
                        "policyMap.user[1].expression",
                        "policyMap.user[2].expression",
                        "policyMap.user[3].expression",
                        "policyMap.user[4].condition"));
  }

  @Test
  void logins_of_active_directory_are_made_up_within_twenty_characters() {
    PolicyMap.Row row =
        PolicyMap.Row.generated(
            "sAMAccountName",
            new PolicyMap.Generation(
                List.of(
                    "left(keep(ascii(user.name.familyName), 'A-Za-z'), 19)"
                        + " + left(ascii(user.name.givenName), 1)",
                    "left(keep(ascii(user.name.familyName), 'A-Za-z'),"
                        + " 19 - size(string(counter.n))) + left(ascii(user.name.givenName), 1)"
                        + " + string(counter.n)"),
                2,
                11,
                20,
                List.of("OBrienj")));

    assertThat(candidates(row, "Wolfeschlegelsteinhausen", "Ünal"))
        .startsWith("WolfeschlegelsteinhU", "WolfeschlegelsteinU2", "WolfeschlegelsteinU3")
        .endsWith("WolfeschlegelsteinU9", "WolfeschlegelsteiU10", "WolfeschlegelsteiU11")
        .allMatch(login -> login.length() <= 20);
    assertThat(candidates(row, "O'Brien", "John")).startsWith("OBrienJ2");
    assertThat(compiled(row).candidates(ResourceType.USER, Attributes.empty()))
        .hasEntrySatisfying("sAMAccountName", none -> assertThat(none.hasNext()).isFalse());
  }

  private static List<String> candidates(Row row, String familyName, String givenName) {
    Attributes user =
        Attributes.builder()
            .put(
                "name",
                Value.complex(
                    Attributes.builder()
                        .put("familyName", familyName)
                        .put("givenName", givenName)
                        .build()))
            .build();
    List<String> all = new ArrayList<>();
    compiled(row)
        .candidates(ResourceType.USER, user)
        .get(row.attribute())
        .forEachRemaining(all::add);
    return all;
  }

  @Test
  void a_map_that_fails_its_own_tests_is_refused_with_what_came_out() {
    PolicyMap map =
        new PolicyMap(
            List.of(
                Row.computed("mail", "user.userName + '@x'"),
                Row.computed("d", "date(user.title, 'yy')")),
            List.of(),
            Map.of(),
            List.of(
                new PolicyMap.Test(
                    "right",
                    ResourceType.USER,
                    titled("2026-01-01"),
                    Map.of("mail", List.of("bob@x"))),
                new PolicyMap.Test(
                    "wrong",
                    ResourceType.USER,
                    titled("2026-01-01"),
                    Map.of("mail", List.of("a"), "d", List.of())),
                new PolicyMap.Test("fails", ResourceType.USER, titled("no date"), Map.of())));

    assertThatThrownBy(
            () -> CompiledPolicyMap.of(map, BuiltInSchemas::of, new CelExpressionEngine()))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::detail)
                    .satisfiesExactly(
                        d ->
                            assertThat(d)
                                .isEqualTo(
                                    "policyMap.tests[1]: the test \"wrong\" fails: d is [26] where"
                                        + " [] is expected."),
                        d -> assertThat(d).contains("mail is [bob@x] where [a] is expected"),
                        d -> assertThat(d).contains("policyMap.tests[2]").contains("is no date")));
  }

  private static Attributes titled(String title) {
    return Attributes.builder().put("userName", "bob").put("title", title).build();
  }

  private static Row row(
      List<String> from,
      String expression,
      List<String> otherwise,
      String condition,
      Set<PolicyMap.Event> on) {
    return new Row("x", from, expression, List.of(), otherwise, condition, on, null);
  }

  private List<String> mapped(String... from) {
    return account(new Row("x", List.of(from), List.of())).all("x");
  }

  private TargetAttributes account(Row row) {
    return compiled(row).account(ResourceType.USER, alice, Set.of(UPDATE), Map.of());
  }

  private static CompiledPolicyMap compiled(Row row) {
    return CompiledPolicyMap.of(
        new PolicyMap(List.of(row), List.of()), BuiltInSchemas::of, new CelExpressionEngine());
  }

  private static Value email(String type, String value, boolean primary) {
    return Value.complex(
        Attributes.builder().put("type", type).put("value", value).put("primary", primary).build());
  }
}
