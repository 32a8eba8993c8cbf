package io.tessera.provisioning.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.ResourceType;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReadAttributesTest {
  private final ReadAttributes users = new ReadAttributes(BuiltInSchemas.of(ResourceType.USER));

  @Test
  void an_attribute_is_there_as_the_schema_spells_it() {
    assertThat(users.has("userName")).isTrue();
    assertThat(users.has(List.of("name", "familyName"))).isTrue();
    assertThat(users.has(List.of(BuiltInSchemas.ENTERPRISE_URN))).isTrue();
    assertThat(users.has(List.of(BuiltInSchemas.ENTERPRISE_URN, "manager", "value"))).isTrue();
  }

  @Test
  void an_attribute_in_other_letters_never_has_a_value() {
    assertThat(users.has("username")).isFalse();
    assertThat(users.has(List.of("name", "FamilyName"))).isFalse();
    String small = BuiltInSchemas.ENTERPRISE_URN.toLowerCase(Locale.ROOT);
    assertThat(users.has(List.of(small))).isFalse();
    assertThat(users.has(List.of(small, "department"))).isFalse();
  }

  @Test
  void groups_of_users_and_the_core_urn_never_have_a_value() {
    assertThat(users.has(List.of("groups", "display"))).isFalse();
    assertThat(users.has("urn:ietf:params:scim:schemas:core:2.0:User:title")).isFalse();
  }
}
