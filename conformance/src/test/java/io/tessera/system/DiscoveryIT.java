package io.tessera.system;

import static io.tessera.system.Requests.ENTERPRISE;
import static io.tessera.system.Requests.USER;
import static io.tessera.system.Requests.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** RFC 7644 section 4, RFC 7643 sections 5 to 7: what the server says of itself. */
@ExtendWith(SharedServer.class)
class DiscoveryIT {
  private static Requests scim;

  @BeforeAll
  static void take(Http http) {
    scim = new Requests(http);
  }

  @Test
  void the_configuration_has_every_required_part() throws Exception {
    JsonNode config = scim.get("/ServiceProviderConfig");
    assertThat(config.path("schemas").path(0).asText())
        .isEqualTo("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig");
    for (String feature : List.of("patch", "bulk", "filter", "changePassword", "sort", "etag")) {
      assertThat(config.path(feature).path("supported").isBoolean()).as(feature).isTrue();
    }
    assertThat(config.at("/bulk/maxOperations").asInt()).isPositive();
    assertThat(config.at("/bulk/maxPayloadSize").asInt()).isPositive();
    assertThat(config.at("/filter/maxResults").asInt()).isPositive();
    assertThat(config.at("/pagination/cursor").asBoolean()).isTrue();
    assertThat(config.at("/pagination/index").asBoolean()).isTrue();
    JsonNode scheme = config.path("authenticationSchemes").path(0);
    assertThat(scheme.path("type").asText()).isEqualTo("httpbasic");
    assertThat(scheme.path("name").asText()).isNotBlank();
    assertThat(scheme.path("description").asText()).isNotBlank();
  }

  @Test
  void the_page_size_is_the_one_announced() throws Exception {
    int most = scim.get("/ServiceProviderConfig").at("/filter/maxResults").asInt();
    JsonNode page = scim.get("/Users?count=" + (most + 1));
    assertThat(page.path("itemsPerPage").asInt()).isLessThanOrEqualTo(most);
  }

  @Test
  void resource_types_name_endpoint_schema_and_extensions() throws Exception {
    JsonNode list = scim.get("/ResourceTypes");
    assertThat(list.path("schemas").path(0).asText()).isEqualTo(Requests.LIST);
    assertThat(list.path("totalResults").asInt()).isEqualTo(list.path("Resources").size());
    JsonNode user = scim.get("/ResourceTypes/User");
    assertThat(user.path("endpoint").asText()).isEqualTo("/Users");
    assertThat(user.path("schema").asText()).isEqualTo(USER);
    assertThat(user.path("schemaExtensions").findValuesAsText("schema")).contains(ENTERPRISE);
    assertThat(user.at("/meta/resourceType").asText()).isEqualTo("ResourceType");
    assertThat(user.at("/meta/location").asText()).endsWith("/ResourceTypes/User");
    assertError(scim.http().get("/scim2/ResourceTypes/Robot"), 404);
  }

  @Test
  void every_schema_that_resource_types_mention_can_be_read() throws Exception {
    for (JsonNode type : scim.get("/ResourceTypes").path("Resources")) {
      assertThat(scim.get("/Schemas/" + type.path("schema").asText()).path("id"))
          .isEqualTo(type.path("schema"));
      for (JsonNode extension : type.path("schemaExtensions")) {
        assertThat(scim.get("/Schemas/" + extension.path("schema").asText()).path("id"))
            .isEqualTo(extension.path("schema"));
      }
    }
    assertError(scim.http().get("/scim2/Schemas/urn:example:none"), 404);
  }

  @Test
  void every_attribute_has_its_characteristics() throws Exception {
    for (JsonNode schema : scim.get("/Schemas").path("Resources")) {
      assertThat(schema.at("/meta/resourceType").asText()).isEqualTo("Schema");
      characteristics(schema.path("id").asText(), schema.path("attributes"));
    }
  }

  private static void characteristics(String where, JsonNode attributes) {
    Set<String> mutabilities = Set.of("readOnly", "readWrite", "immutable", "writeOnly");
    Set<String> returned = Set.of("always", "never", "default", "request");
    for (JsonNode attribute : attributes) {
      String name = where + " " + attribute.path("name").asText();
      assertThat(attribute.path("multiValued").isBoolean()).as(name).isTrue();
      assertThat(attribute.path("required").isBoolean()).as(name).isTrue();
      assertThat(mutabilities).as(name).contains(attribute.path("mutability").asText());
      assertThat(returned).as(name).contains(attribute.path("returned").asText());
      if (attribute.path("type").asText().equals("complex")) {
        characteristics(name, attribute.path("subAttributes"));
      }
      if (attribute.path("type").asText().equals("reference")) {
        assertThat(attribute.path("referenceTypes").size()).as(name).isPositive();
      }
    }
  }

  @Test
  void a_filter_on_these_documents_is_forbidden() throws Exception {
    for (String path : List.of("/ServiceProviderConfig", "/ResourceTypes", "/Schemas")) {
      assertError(scim.http().get("/scim2" + path + "?filter=id%20pr"), 403);
    }
  }

  @Test
  void these_documents_cannot_be_changed() throws Exception {
    for (String path : List.of("/ServiceProviderConfig", "/ResourceTypes", "/Schemas")) {
      for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
        Http.Answer answer =
            scim.http().send(method, "/scim2" + path, method.equals("DELETE") ? "" : "{}");
        assertThat(answer.status()).as(method + " " + path).isIn(405, 501);
        assertError(answer, answer.status());
      }
    }
  }
}
