package io.tessera.provisioning.internal.policymap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.TargetAttributes;
import io.tessera.expression.cel.internal.CelExpressionEngine;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.api.admin.PolicyMap.Row;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InversionTest {
  private static final String DEPARTMENT = BuiltInSchemas.ENTERPRISE_URN + ":department";

  private final CompiledPolicyMap map =
      CompiledPolicyMap.of(
          new PolicyMap(
              List.of(
                  path("uid", "userName"),
                  path("sn", "name.familyName", List.of("-")),
                  path("mail", "emails[type eq \"work\"].value"),
                  path("mails", "emails.value"),
                  path("dept", DEPARTMENT),
                  path("locked", "active"),
                  new Row(
                      "cn",
                      List.of(),
                      "user.userName + '!'",
                      List.of(),
                      List.of(),
                      "",
                      Set.of(),
                      null)),
              List.of()),
          BuiltInSchemas::of,
          new CelExpressionEngine());

  private static Row path(String attribute, String from) {
    return path(attribute, from, List.of());
  }

  private static Row path(String attribute, String from, List<String> otherwise) {
    return new Row(attribute, List.of(from), "", List.of(), otherwise, "", Set.of(), null);
  }

  private Attributes readBack(TargetAttributes account) {
    return map.readBack(BuiltInSchemas.of(ResourceType.USER), account);
  }

  @Test
  void what_rows_take_by_their_paths_is_read_back_from_the_account() {
    Attributes alice =
        Attributes.builder()
            .put("userName", "alice")
            .put("name", Value.complex(Attributes.builder().put("familyName", "Doe").build()))
            .put("emails", Value.many(List.of(email())))
            .put("active", true)
            .put(
                BuiltInSchemas.ENTERPRISE_URN,
                Value.complex(Attributes.builder().put("department", "R").build()))
            .build();

    TargetAttributes account = map.account(ResourceType.USER, alice, Set.of(), Map.of());

    assertThat(account.first("cn")).contains("alice!");
    assertThat(readBack(account)).isEqualTo(alice);
  }

  private static Value email() {
    return Value.complex(
        Attributes.builder().put("value", "a@example.com").put("type", "work").build());
  }

  @Test
  void defaults_and_what_is_computed_say_nothing() {
    TargetAttributes account =
        TargetAttributes.builder().put("sn", "-").put("cn", "alice!").put("other", "x").build();

    assertThat(readBack(account)).isEqualTo(Attributes.empty());
  }
}
