package io.tessera.provisioning.internal.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimPathTest {
  private static final ResourceSchema USERS = BuiltInSchemas.of(ResourceType.USER);

  private static ClaimPath path(String written) {
    return ClaimPath.of(written, USERS).orElseThrow();
  }

  private static Attributes email(String value, String type) {
    return Attributes.builder().put("value", value).put("type", type).build();
  }

  private static Attributes withEmails(Attributes... emails) {
    return Attributes.builder()
        .put("emails", Value.many(Arrays.stream(emails).map(Value::complex).toList()))
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "active",
        "id",
        "meta.created",
        "password",
        "roles[type eq \"x\"].value",
        "roles.display",
        "entitlements.value",
        "groups.type",
        "name",
        "nothing"
      })
  void what_lets_in_or_gives_rights_is_not_for_claims(String written) {
    assertThat(ClaimPath.of(written, USERS)).isEmpty();
    assertThat(ClaimPath.fault(written, USERS)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"groups", "Roles", "groups.value", "groups.display", "roles.value"})
  void claims_that_name_groups_and_roles_are_told_apart(String written) {
    assertThat(ClaimPath.isGrant(written)).isTrue();
    assertThat(ClaimPath.fault(written, USERS)).isEmpty();
  }

  @Test
  void one_element_is_set_and_what_it_says_besides_stays() {
    Attributes before =
        withEmails(
            email("old@corp.test", "work").with("display", Value.text("O")),
            email("h@home.test", "home"));

    Attributes after =
        path("emails[type eq \"work\"].value").with(before, List.of("new@corp.test"));

    assertThat(after)
        .isEqualTo(
            withEmails(
                email("new@corp.test", "work").with("display", Value.text("O")),
                email("h@home.test", "home")));
    assertThat(path("emails[type eq \"work\"].value").values(after))
        .containsExactly("new@corp.test");
  }

  @Test
  void an_element_that_is_told_no_longer_goes_and_the_others_stay() {
    Attributes before = withEmails(email("w@corp.test", "work"), email("h@home.test", "home"));

    assertThat(path("emails[type eq \"work\"].value").with(before, List.of()))
        .isEqualTo(withEmails(email("h@home.test", "home")));
  }

  @Test
  void all_values_have_a_place_where_there_are_many() {
    Attributes before = withEmails(email("a@corp.test", "work"), email("b@corp.test", "home"));
    ClaimPath all = path("emails.value");

    assertThat(all.fitting(List.of("b@corp.test", "c@corp.test", "b@corp.test", " ")))
        .containsExactly("b@corp.test", "c@corp.test");
    assertThat(all.with(before, List.of("b@corp.test", "c@corp.test")))
        .isEqualTo(
            withEmails(
                email("b@corp.test", "home"),
                Attributes.builder().put("value", "c@corp.test").build()));
    assertThat(path("title").fitting(List.of("x", "y"))).containsExactly("x");
  }

  @Test
  void an_attribute_of_an_extension_is_set_and_cleared_without_the_others() {
    String urn = BuiltInSchemas.ENTERPRISE_URN;
    Attributes before =
        Attributes.builder()
            .put(
                urn,
                Value.complex(
                    Attributes.builder().put("division", "D").put("department", "X").build()))
            .build();

    Attributes set = path(urn + ":department").with(before, List.of("Y"));
    Attributes cleared = path(urn + ":department").with(before, List.of());

    assertThat(set.complex(urn).text("department")).contains("Y");
    assertThat(cleared.complex(urn).names()).containsExactly("division");
  }

  @Test
  void a_value_of_the_wrong_type_is_refused_without_being_repeated() {
    ClaimPath primary = path("emails[type eq \"work\"].primary");

    assertThat(primary.with(Attributes.empty(), List.of("TRUE")).get("emails")).isPresent();
    assertThatThrownBy(() -> primary.with(Attributes.empty(), List.of("secret")))
        .isInstanceOf(UnfitClaimException.class)
        .hasMessageNotContaining("secret");
  }
}
