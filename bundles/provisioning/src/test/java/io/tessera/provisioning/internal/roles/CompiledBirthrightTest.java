package io.tessera.provisioning.internal.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.admin.BirthrightRule;
import io.tessera.provisioning.api.admin.BirthrightRule.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CompiledBirthrightTest {
  private static final ResourceSchema USERS = BuiltInSchemas.of(ResourceType.USER);
  private static final Attributes ALICE =
      Attributes.builder()
          .put("userName", "alice")
          .put("title", "2027-01-31")
          .put(
              BuiltInSchemas.ENTERPRISE_URN,
              Value.complex(Attributes.builder().put("department", "Works").build()))
          .build();

  private final List<Problem> problems = new ArrayList<>();

  private CompiledBirthright compiled(String condition, When starts, When ends) {
    return CompiledBirthright.of(
        new BirthrightRule(
            new UUID(0, 1), "r", "", true, condition, List.of("engineer"), starts, ends, 1),
        new CelExpressionEngine(),
        USERS,
        problems);
  }

  private boolean grants(String condition, String... groups) {
    return compiled(condition, When.NOT_DATED, When.NOT_DATED)
        .grant(ALICE, Set.of(groups))
        .isPresent();
  }

  @Test
  void a_condition_sees_attributes_and_groups() {
    assertThat(grants("enterprise.department == 'Works'")).isTrue();
    assertThat(grants("enterprise.department == 'Shop'")).isFalse();
    assertThat(grants("'choir' in member.groups", "choir")).isTrue();
    assertThat(grants("'choir' in member.groups")).isFalse();
    assertThat(problems).isEmpty();
  }

  @Test
  void only_rules_that_ask_for_groups_read_them() {
    assertThat(compiled("'x' in member.groups", When.NOT_DATED, When.NOT_DATED).readsGroups())
        .isTrue();
    assertThat(compiled("user.active", When.NOT_DATED, When.NOT_DATED).readsGroups()).isFalse();
  }

  @Test
  void what_is_missing_grants_nothing() {
    assertThat(grants("user.nickName == 'x'")).isFalse();
    assertThat(grants("user.userName")).isFalse();
  }

  @Test
  void a_date_is_the_value_of_the_attribute() {
    assertThat(
            compiled("true", When.NOT_DATED, new When("title", 0))
                .grant(ALICE, Set.of())
                .orElseThrow()
                .ends())
        .isEqualTo(Value.text("2027-01-31"));
  }

  @Test
  void mistakes_are_told_with_their_place() {
    compiled("enterprise.department ==", When.NOT_DATED, When.NOT_DATED);
    compiled("user.actve", When.NOT_DATED, When.NOT_DATED);
    compiled("user.roles.exists(r, r.value == 'x')", When.NOT_DATED, When.NOT_DATED);
    compiled("true", new When("emails.value", 0), new When("nothing", 0));

    assertThat(problems)
        .extracting(problem -> problem.where().orElseThrow().toString())
        .containsExactly("condition", "condition", "condition", "starts.from", "ends.from");
    assertThat(problems.get(1).detail()).contains("user.actve");
    assertThat(problems.get(2).detail()).contains("user.roles");
  }
}
