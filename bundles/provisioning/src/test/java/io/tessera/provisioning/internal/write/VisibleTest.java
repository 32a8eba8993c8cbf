package io.tessera.provisioning.internal.write;

import static io.tessera.model.schema.AttributeDefinition.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Type;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisibleTest {
  private static final String URN = "urn:example:badge";
  private static final Attributes BADGE =
      Attributes.builder().put("number", "B-7").put("level", Value.Num.of(3)).build();
  private static final Attributes ALICE =
      Attributes.builder().put("userName", "alice").put(URN, Value.complex(BADGE)).build();

  @Test
  void what_the_schemas_have_is_seen_as_it_is() {
    Visible all = with(text("number"), attribute("level", Type.INTEGER, "").build());

    assertThat(all.of(ALICE)).isSameAs(ALICE);
    assertThat(all.restore(ALICE, ALICE.without(URN))).isEqualTo(ALICE.without(URN));
  }

  @Test
  void a_schema_that_is_gone_is_hidden_and_outlives_writes() {
    Visible none = new Visible(BuiltInSchemas.of(ResourceType.USER));
    Attributes seen = none.of(ALICE);

    assertThat(seen.names()).containsExactly("userName");
    Attributes written = none.restore(ALICE, seen.with("title", Value.text("T")));
    assertThat(written.complex(URN)).isEqualTo(BADGE);
  }

  @Test
  void a_value_of_another_type_is_hidden_until_it_is_written_anew() {
    Visible changed = with(text("number"), text("level"));
    Attributes seen = changed.of(ALICE);

    assertThat(seen.complex(URN).names()).containsExactly("number");
    Attributes other =
        seen.with(URN, Value.complex(seen.complex(URN).with("number", Value.text("C"))));
    assertThat(changed.restore(ALICE, other).complex(URN).get("level")).contains(Value.Num.of(3));
    Attributes anew =
        seen.with(URN, Value.complex(seen.complex(URN).with("level", Value.text("high"))));
    assertThat(changed.restore(ALICE, anew).complex(URN).text("level")).contains("high");
  }

  private static AttributeDefinition text(String name) {
    return attribute(name, Type.STRING, "").build();
  }

  private static Visible with(AttributeDefinition... attributes) {
    ResourceSchema plain = BuiltInSchemas.of(ResourceType.USER);
    SchemaDefinition badge = new SchemaDefinition(URN, "Badge", "", List.of(attributes));
    return new Visible(new ResourceSchema(ResourceType.USER, plain.core(), List.of(badge)));
  }
}
