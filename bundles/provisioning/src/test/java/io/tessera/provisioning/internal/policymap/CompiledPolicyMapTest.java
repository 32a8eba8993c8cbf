package io.tessera.provisioning.internal.policymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMap.Row;
import java.util.List;
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

    assertThatThrownBy(() -> CompiledPolicyMap.of(wrong, BuiltInSchemas::of))
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

  private List<String> mapped(String... from) {
    return account(new Row("x", List.of(from), List.of())).all("x");
  }

  private TargetAttributes account(Row row) {
    return CompiledPolicyMap.of(new PolicyMap(List.of(row), List.of()), BuiltInSchemas::of)
        .account(ResourceType.USER, alice);
  }

  private static Value email(String type, String value, boolean primary) {
    return Value.complex(
        Attributes.builder().put("type", type).put("value", value).put("primary", primary).build());
  }
}
