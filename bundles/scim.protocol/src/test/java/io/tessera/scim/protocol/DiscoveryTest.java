package io.tessera.scim.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
  private static final Discovery DOCUMENTS =
      new Discovery(
          List.of(BuiltInSchemas.of(ResourceType.USER), BuiltInSchemas.of(ResourceType.GROUP)),
          "https://x/scim2",
          Limits.STANDARD,
          1 << 20);

  private static Attributes json(byte[] document) {
    return new AttributesJson().read(document);
  }

  @Test
  void a_schema_tells_the_characteristics_of_each_attribute() {
    byte[] document = DOCUMENTS.schema(BuiltInSchemas.USER_URN).orElseThrow();
    assertThat(new String(document, UTF_8))
        .contains(
            "{\"name\":\"userName\",\"type\":\"string\",\"multiValued\":false,",
            "\"required\":true,\"caseExact\":false,\"mutability\":\"readWrite\","
                + "\"returned\":\"default\",\"uniqueness\":\"server\"}",
            "\"mutability\":\"writeOnly\",\"returned\":\"never\"");
    assertThat(json(document).complex("meta").text("location"))
        .hasValue("https://x/scim2/Schemas/" + BuiltInSchemas.USER_URN);
  }

  @Test
  void lists_hold_every_document_once() {
    assertThat(json(DOCUMENTS.schemas()).get("totalResults")).hasValue(Value.Num.of(3));
    assertThat(json(DOCUMENTS.resourceTypes()).get("totalResults")).hasValue(Value.Num.of(2));
    assertThat(DOCUMENTS.schema("urn:none")).isEmpty();
    assertThat(DOCUMENTS.resourceType("Robot")).isEmpty();
  }

  @Test
  void a_resource_type_names_its_extensions() {
    Attributes user = json(DOCUMENTS.resourceType("User").orElseThrow());
    assertThat(user.text("endpoint")).hasValue("/Users");
    assertThat(user.get("schemaExtensions").orElseThrow().elements()).hasSize(1);
  }

  @Test
  void the_configuration_is_a_whole_document() {
    Attributes config = json(DOCUMENTS.serviceProviderConfig());
    assertThat(config.complex("bulk").bool("supported")).hasValue(true);
    assertThat(config.complex("patch").bool("supported")).hasValue(true);
    assertThat(config.get("authenticationSchemes").orElseThrow().elements()).hasSize(1);
  }
}
