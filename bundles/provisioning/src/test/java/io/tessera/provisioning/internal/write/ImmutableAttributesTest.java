package io.tessera.provisioning.internal.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.AttributeDefinition.Type;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImmutableAttributesTest {
  private static final String URN = "urn:example:hr";
  private static final ResourceSchema SCHEMA =
      new ResourceSchema(
          ResourceType.USER,
          BuiltInSchemas.of(ResourceType.USER).core(),
          List.of(
              new SchemaDefinition(
                  URN,
                  "HR",
                  "",
                  List.of(
                      AttributeDefinition.attribute("birthName", Type.STRING, "")
                          .mutability(Mutability.IMMUTABLE)
                          .build()))));

  @Test
  void a_value_is_set_once_and_stays_when_it_is_not_mentioned() {
    Attributes none = Attributes.builder().put("userName", "a").build();
    Attributes set = with("Born");

    assertThat(ImmutableAttributes.kept(SCHEMA, none, set)).isEqualTo(set);
    assertThat(ImmutableAttributes.kept(SCHEMA, set, set)).isEqualTo(set);
    assertThat(ImmutableAttributes.kept(SCHEMA, set, none)).isEqualTo(set);
  }

  @Test
  void another_value_is_refused_by_its_path() {
    assertThatThrownBy(() -> ImmutableAttributes.kept(SCHEMA, with("Born"), with("Changed")))
        .isInstanceOfSatisfying(
            RejectedException.class,
            e -> {
              assertThat(e.first().kind()).isEqualTo(Problem.Kind.MUTABILITY);
              assertThat(String.valueOf(e.first().path())).isEqualTo(URN + ":birthName");
            });
  }

  private static Attributes with(String birthName) {
    return Attributes.builder()
        .put("userName", "a")
        .put(URN, Value.complex(Attributes.builder().put("birthName", birthName).build()))
        .build();
  }
}
