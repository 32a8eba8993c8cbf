package io.tessera.provisioning.internal.write;

import static io.tessera.model.schema.AttributeDefinition.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Type;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubmissionReaderTest {
  @Test
  void names_in_any_case_become_the_schemas() {
    Submission read =
        read(
            Attributes.builder()
                .put("USERNAME", "alice")
                .put("Name", Value.complex(Attributes.builder().put("GIVENNAME", "A").build()))
                .build());

    assertThat(read.attributes().text("userName")).contains("alice");
    assertThat(read.attributes().complex("name").text("givenName")).contains("A");
  }

  @Test
  void what_only_the_server_sets_is_dropped() {
    Submission read =
        read(
            Attributes.builder()
                .put("userName", "alice")
                .put("id", "1")
                .put("meta", Value.complex(Attributes.builder().put("version", "9").build()))
                .put("groups", Value.many(List.of(Value.text("x"))))
                .build());

    assertThat(read.attributes().names()).containsExactly("userName");
  }

  @Test
  void password_and_external_id_are_kept_apart() {
    Submission read =
        read(
            Attributes.builder()
                .put("userName", "alice")
                .put("password", "s")
                .put("externalId", "7")
                .build());

    assertThat(read.passwordIfAny()).contains("s");
    assertThat(read.externalId()).isEqualTo("7");
    assertThat(read.attributes().names()).containsExactly("userName");
  }

  @Test
  void a_date_outside_the_years_of_four_digits_is_none() {
    AttributeDefinition date = attribute("lastDay", Type.DATE_TIME, "").build();

    assertThat(ValueReader.fits(date, Value.text("9999-12-31T23:59:59Z"))).isTrue();
    assertThat(ValueReader.fits(date, Value.text("+999999999-12-31T00:00:00Z"))).isFalse();
    assertThat(ValueReader.fits(date, Value.text("-0001-12-31T00:00:00Z"))).isFalse();
  }

  @Test
  void all_problems_come_at_once_with_their_paths() {
    Attributes wrong =
        Attributes.builder()
            .put("active", "yes")
            .put("emails", Value.text("a@x"))
            .put("shoeSize", Value.Num.of(42))
            .put("name", Value.complex(Attributes.builder().put("given", "A").build()))
            .build();

    assertThatThrownBy(() -> read(wrong))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e ->
                assertThat(e.problems())
                    .extracting(p -> String.valueOf(p.path()))
                    .containsExactlyInAnyOrder(
                        "active", "emails", "shoeSize", "name.given", "userName"));
  }

  @Test
  void two_primary_values_are_refused() {
    Value primary =
        Value.complex(Attributes.builder().put("value", "a").put("primary", true).build());
    Value other =
        Value.complex(Attributes.builder().put("value", "b").put("primary", true).build());

    assertThatThrownBy(
            () ->
                read(
                    Attributes.builder()
                        .put("userName", "alice")
                        .put("emails", Value.many(List.of(primary, other)))
                        .build()))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> assertThat(e.first().kind()).isEqualTo(Problem.Kind.INVALID_VALUE));
  }

  @Test
  void a_blank_name_one_with_nul_and_one_too_long_are_refused() {
    for (String name : List.of(" ", "a\0b", "x".repeat(513))) {
      assertThatThrownBy(() -> read(Attributes.builder().put("userName", name).build()))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("userName");
    }
  }

  @Test
  void saying_null_about_members_is_not_the_same_as_saying_nothing() {
    SubmissionReader reader = new SubmissionReader(BuiltInSchemas.of(ResourceType.GROUP));
    Attributes nothing = Attributes.builder().put("displayName", "g").build();
    Attributes none = nothing.toBuilder().keep("members", Value.NONE).build();

    assertThat(reader.read(nothing).membersIfAny()).isEmpty();
    assertThat(reader.read(none).membersIfAny()).contains(List.of());
  }

  private static Submission read(Attributes written) {
    return new SubmissionReader(BuiltInSchemas.of(ResourceType.USER)).read(written);
  }
}
