package io.tessera.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.AttributePath;
import io.tessera.model.ResourceType;
import org.junit.jupiter.api.Test;

class ResourceSchemaTest {
  private final ResourceSchema users = BuiltInSchemas.of(ResourceType.USER);

  @Test
  void paths_in_any_case_get_the_schemas_spelling() {
    assertThat(users.resolve("USERNAME")).contains(AttributePath.of("userName"));
    assertThat(users.resolve("Emails.VALUE")).contains(AttributePath.of("emails", "value"));
    assertThat(users.resolve("META.lastmodified"))
        .contains(AttributePath.of("meta", "lastModified"));
  }

  @Test
  void paths_may_be_qualified_by_the_urn_of_their_schema() {
    assertThat(users.resolve(BuiltInSchemas.USER_URN + ":name.givenName"))
        .contains(AttributePath.of("name", "givenName"));
    assertThat(
            users.resolve(
                BuiltInSchemas.ENTERPRISE_URN.toUpperCase(java.util.Locale.ROOT)
                    + ":Manager.Value"))
        .contains(new AttributePath(BuiltInSchemas.ENTERPRISE_URN, "manager", "value"));
  }

  @Test
  void what_no_schema_has_is_not_resolved() {
    assertThat(users.resolve("shoeSize")).isEmpty();
    assertThat(users.resolve("name.shoeSize")).isEmpty();
    assertThat(users.resolve(BuiltInSchemas.ENTERPRISE_URN + ":userName")).isEmpty();
    assertThat(users.resolve("")).isEmpty();
  }

  @Test
  void a_path_leads_to_its_definition() {
    assertThat(users.definition(AttributePath.of("id")).orElseThrow().caseExact()).isTrue();
    assertThat(
            users
                .definition(AttributePath.inExtension(BuiltInSchemas.ENTERPRISE_URN, "department"))
                .orElseThrow()
                .type())
        .isEqualTo(AttributeDefinition.Type.STRING);
  }
}
