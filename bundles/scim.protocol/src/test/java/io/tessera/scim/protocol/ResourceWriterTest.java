package io.tessera.scim.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.json.AttributesJson;
import io.tessera.model.Page;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceWriterTest {
  private static final String BASE = "https://localhost:9443/scim2";
  private static final String ID = "2819c223-7f76-453a-919d-413861904646";
  private static final ResourceSchema USER = BuiltInSchemas.of(ResourceType.USER);
  private static final ResourceSchema GROUP = BuiltInSchemas.of(ResourceType.GROUP);
  private static final String KEPT =
      """
      {"userName":"alice","name":{"familyName":"M","givenName":"A"},"active":true,
       "password":"x","unknown":1,
       "emails":[{"value":"a@x","type":"work","primary":true},{"value":"b@x","type":"home"}],
       "groups":[{"value":"7","display":"G","type":"direct"}],
       "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
         {"department":"IT","manager":{"value":"8","displayName":"B"}}}\
      """;

  private static Resource resource(ResourceType type, String json) {
    return new Resource(
        type,
        ResourceId.of(ID),
        "PRIMARY",
        3,
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-01-02T00:00:00.123456Z"),
        "ext-1",
        new AttributesJson().read(json.getBytes(UTF_8)));
  }

  private static String user(List<String> attributes, List<String> excluded) {
    return new String(
        new ResourceWriter(USER)
            .write(
                resource(ResourceType.USER, KEPT), Projection.of(USER, attributes, excluded), BASE),
        UTF_8);
  }

  @Test
  void a_user_is_written_with_everything_that_is_returned_by_default() {
    assertThat(user(List.of(), List.of()))
        .isEqualTo(
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
            "id":"2819c223-7f76-453a-919d-413861904646","externalId":"ext-1",
            "userName":"alice","name":{"familyName":"M","givenName":"A"},"active":true,
            "emails":[{"value":"a@x","type":"work","primary":true},{"value":"b@x","type":"home"}],
            "groups":[{"value":"7","display":"G","type":"direct",
            "$ref":"https://localhost:9443/scim2/Groups/7"}],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
            {"department":"IT","manager":{"value":"8","displayName":"B",
            "$ref":"https://localhost:9443/scim2/Users/8"}},
            "meta":{"resourceType":"User","created":"2026-01-01T00:00:00Z",
            "lastModified":"2026-01-02T00:00:00.123456Z",
            "location":"https://localhost:9443/scim2/Users/2819c223-7f76-453a-919d-413861904646",
            "version":"W/\\"3\\""}}\
            """
                .replace("\n", ""));
  }

  @Test
  void a_client_gets_what_it_wishes_and_the_id() {
    assertThat(user(List.of("USERNAME", "emails.value", "meta.version", "password"), List.of()))
        .isEqualTo(
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
            "id":"2819c223-7f76-453a-919d-413861904646","userName":"alice",
            "emails":[{"value":"a@x"},{"value":"b@x"}],"meta":{"version":"W/\\"3\\""}}\
            """
                .replace("\n", ""));
    assertThat(user(List.of("nothing.known"), List.of())).contains("\"id\"").doesNotContain("meta");
    assertThat(user(List.of(BuiltInSchemas.ENTERPRISE_URN), List.of()))
        .contains("department", "manager")
        .doesNotContain("userName");
    assertThat(user(List.of(BuiltInSchemas.ENTERPRISE_URN + ":department"), List.of()))
        .contains("department")
        .doesNotContain("manager");
  }

  @Test
  void a_client_is_spared_what_it_excludes_but_the_id() {
    assertThat(user(List.of(), List.of("id", "emails", "name.givenName", "groups", "meta")))
        .contains("\"id\"", "familyName", "userName")
        .doesNotContain("emails", "givenName", "groups", "meta");
  }

  @Test
  void wishing_and_excluding_at_once_is_refused() {
    assertThatThrownBy(() -> user(List.of("id"), List.of("name")))
        .isInstanceOf(RejectedException.class);
  }

  @Test
  void members_are_written_when_asked_for() {
    Resource group =
        resource(
            ResourceType.GROUP,
            """
            {"displayName":"G","members":[{"value":"7","type":"User","display":"alice"}]}\
            """);
    ResourceWriter writer = new ResourceWriter(GROUP);
    assertThat(new String(writer.write(group, Projection.standard(GROUP), BASE), UTF_8))
        .doesNotContain("members");
    Projection wished = Projection.of(GROUP, List.of("members", "displayName"), List.of());
    assertThat(new String(writer.write(group, wished, BASE), UTF_8))
        .contains("\"value\":\"7\"", "\"$ref\":\"" + BASE + "/Users/7\"", "displayName");
    assertThat(wished.shows("members")).isTrue();
  }

  @Test
  void a_page_is_written_as_a_list_response() {
    Page<Resource> page = new Page<>(List.of(resource(ResourceType.USER, KEPT)), 11);
    String json =
        new String(
            new ResourceWriter(USER)
                .write(page, 5, Projection.of(USER, List.of("userName"), List.of()), BASE),
            UTF_8);
    assertThat(json)
        .startsWith(
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],"
                + "\"totalResults\":11,\"startIndex\":5,\"itemsPerPage\":1,\"Resources\":[{")
        .endsWith("\"userName\":\"alice\"}]}");
  }
}
