package io.tessera.provisioning.internal.policymap;

import static io.tessera.provisioning.api.admin.PolicyMap.Strength.NORMAL;
import static io.tessera.provisioning.api.admin.PolicyMap.Strength.STRONG;
import static io.tessera.provisioning.api.admin.PolicyMap.Strength.WEAK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.spi.TargetAttributes;
import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Attributes;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMap.Event;
import io.tessera.provisioning.api.admin.PolicyMap.Handling;
import io.tessera.provisioning.api.admin.PolicyMap.LetterCase;
import io.tessera.provisioning.api.admin.PolicyMap.Merge;
import io.tessera.provisioning.api.admin.PolicyMap.Row;
import io.tessera.provisioning.api.admin.PolicyMap.Strength;
import io.tessera.provisioning.api.admin.PolicyMap.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent of rows with a strength, a type, a case or a way of merging. */
class AccountUpdateTest {
  private static final Attributes ALICE =
      Attributes.builder().put("userName", "alice").put("title", "Boss").build();

  @Test
  void strong_values_are_always_sent() {
    AccountUpdate update = update(ALICE, ALICE, row(STRONG, LetterCase.EXACT, Merge.REPLACE));

    assertThat(update.needsPresent()).isFalse();
    assertThat(update.independent().all("x")).containsExactly("Boss");
  }

  @Test
  void normal_values_are_sent_when_the_change_made_them_others() {
    Row normal = row(NORMAL, LetterCase.EXACT, Merge.REPLACE);
    Attributes clerk = ALICE.toBuilder().put("title", "BOSS").build();

    assertThat(update(ALICE, ALICE, normal).independent().has("x")).isFalse();
    assertThat(update(clerk, ALICE, normal).independent().all("x")).containsExactly("Boss");
    assertThat(update(null, ALICE, normal).independent().has("x")).as("not known").isTrue();
    assertThat(
            update(clerk, ALICE, row(NORMAL, LetterCase.IGNORE, Merge.REPLACE))
                .independent()
                .has("x"))
        .as("only another case")
        .isFalse();
  }

  @Test
  void weak_values_fill_what_the_account_does_not_have() {
    AccountUpdate update = update(ALICE, ALICE, row(WEAK, LetterCase.EXACT, Merge.REPLACE));

    assertThat(update.needsPresent()).isTrue();
    assertThat(update.independent().has("x")).isFalse();
    assertThat(update.over(TargetAttributes.none()).all("x")).containsExactly("Boss");
    assertThat(update.over(account("theirs")).has("x")).isFalse();
  }

  @Test
  void values_that_are_added_leave_those_of_others_and_take_ours_away() {
    Attributes clerk = ALICE.toBuilder().put("title", "Clerk").build();

    AccountUpdate update = update(clerk, ALICE, row(STRONG, LetterCase.IGNORE, Merge.ADD));

    assertThat(update.unreadable()).isEqualTo("x");
    assertThat(update.over(account("theirs", "CLERK", "boss")).all("x"))
        .containsExactly("Boss", "theirs");
  }

  @ParameterizedTest
  @CsvSource({
    "NUMBER, 1E3, 1000",
    "BOOLEAN, TRUE, true",
    "DATE, 2026-01-31, 2026-01-31T00:00:00Z",
    "DATE, 2026-01-31T01:00:00+01:00, 2026-01-31T00:00:00Z",
    "BINARY, AAEC, AAEC",
  })
  void values_are_brought_into_the_form_of_their_type(
      ValueType type, String value, String expected) {
    Row row = titled(Handling.of(type));

    assertThat(update(null, titled(value), row).independent().all("x")).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "NUMBER, many",
    "NUMBER, 1e999999999",
    "BOOLEAN, yes",
    "DATE, tomorrow",
    "BINARY, A",
  })
  void a_value_of_another_type_is_an_error_that_names_the_row_and_not_the_value(
      ValueType type, String value) {
    assertThatThrownBy(() -> update(null, titled(value), titled(Handling.of(type))))
        .isInstanceOf(UncomputableException.class)
        .hasMessageContaining("policyMap.user[0] of x: a value must be ")
        .hasMessageNotContaining(value);
  }

  @Test
  void letters_are_brought_to_one_case() {
    assertThat(
            update(null, ALICE, row(STRONG, LetterCase.UPPER, Merge.REPLACE))
                .independent()
                .all("x"))
        .containsExactly("BOSS");
    assertThat(
            update(null, ALICE, row(STRONG, LetterCase.LOWER, Merge.REPLACE))
                .independent()
                .all("x"))
        .containsExactly("boss");
  }

  @Test
  void another_case_of_the_key_is_a_rename_only_where_case_counts() {
    Attributes upper = titled("BOSS");

    assertThat(renames(upper, LetterCase.EXACT)).isTrue();
    assertThat(renames(upper, LetterCase.IGNORE)).isFalse();
    assertThat(renames(titled("Clerk"), LetterCase.IGNORE)).isTrue();
  }

  private static boolean renames(Attributes before, LetterCase letterCase) {
    Handling key = new Handling(STRONG, ValueType.STRING, true, letterCase, Merge.REPLACE);
    return compiled(new PolicyMap(List.of(titled(key)), List.of()))
        .renames(ResourceType.USER, before, ALICE);
  }

  @Test
  void a_second_key_and_constants_of_another_type_are_refused() {
    Handling key = new Handling(STRONG, ValueType.STRING, true, LetterCase.EXACT, Merge.REPLACE);
    PolicyMap wrong =
        new PolicyMap(
            List.of(
                new Row("a", List.of("userName"), List.of()).handled(key),
                new Row("b", List.of("title"), List.of()).handled(key),
                new Row("c", List.of(), List.of("x")).handled(Handling.of(ValueType.NUMBER))),
            List.of());

    assertThatThrownBy(() -> compiled(wrong))
        .isInstanceOfSatisfying(
            RejectedException.class,
            rejected ->
                assertThat(rejected.problems())
                    .extracting(problem -> problem.detail())
                    .containsExactly(
                        "policyMap.user[1].key: only one row can be the key, and a is it already.",
                        "policyMap.user[2].constant: must be a number."));
  }

  private static Attributes titled(String title) {
    return Attributes.builder().put("userName", "alice").put("title", title).build();
  }

  private static TargetAttributes account(String... values) {
    return TargetAttributes.builder().put("x", values).build();
  }

  private static Row row(Strength strength, LetterCase letterCase, Merge merge) {
    return titled(new Handling(strength, ValueType.STRING, false, letterCase, merge));
  }

  private static Row titled(Handling handling) {
    return new Row("x", List.of("title"), List.of()).handled(handling);
  }

  private static AccountUpdate update(@Nullable Attributes before, Attributes now, Row row) {
    return compiled(new PolicyMap(List.of(row), List.of()))
        .update(ResourceType.USER, before, now, Set.of(Event.UPDATE), Map.of());
  }

  private static CompiledPolicyMap compiled(PolicyMap map) {
    return CompiledPolicyMap.of(map, BuiltInSchemas::of, new CelExpressionEngine());
  }
}
