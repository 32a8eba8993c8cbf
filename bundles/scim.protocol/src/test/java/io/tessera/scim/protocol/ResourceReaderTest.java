package io.tessera.scim.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.BuiltInSchemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceReaderTest {
  private static final String USER = "\"" + BuiltInSchemas.USER_URN + "\"";

  private static Attributes read(String json) {
    return new ResourceReader(BuiltInSchemas.of(ResourceType.USER))
        .read(new AttributesJson().read(json.getBytes(UTF_8)));
  }

  @Test
  void what_only_the_server_says_is_taken_away() {
    Attributes read =
        read(
            "{\"schemas\":["
                + USER
                + "],\"ID\":\"1\",\"meta\":{},\"externalId\":\"e\",\"UserName\":\"a\","
                + "\"title\":null}");
    assertThat(read.names()).containsExactly("externalId", "UserName", "title");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"userName\":\"a\"}",
        "{\"schemas\":[]}",
        "{\"schemas\":null}",
        "{\"schemas\":[1]}",
        "{\"schemas\":\"urn:none\"}",
        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"]}",
        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\",\"urn:none\"]}"
      })
  void a_body_that_does_not_say_what_it_is_is_refused(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("chema");
  }

  @Test
  void extensions_may_be_named_in_any_case() {
    assertThat(
            read("{\"schemas\":["
                    + USER.toUpperCase()
                    + ",\""
                    + BuiltInSchemas.ENTERPRISE_URN
                    + "\"]}")
                .isEmpty())
        .isTrue();
  }

  @Test
  void the_schema_that_entra_id_names_in_groups_says_nothing() {
    String group =
        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\","
            + "\"http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group\"],"
            + "\"displayName\":\"g\"}";
    Attributes read =
        new ResourceReader(BuiltInSchemas.of(ResourceType.GROUP))
            .read(new AttributesJson().read(group.getBytes(UTF_8)));
    assertThat(read.names()).containsExactly("displayName");
  }
}
