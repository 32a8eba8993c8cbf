package io.tessera.scim1.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.AttributePath;
import io.tessera.model.Page;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class Scim1WriterTest {
  private static final String BASE = "https://localhost:9443/scim/v1";
  private static final String ID = new UUID(0, 1).toString();
  private static final ResourceSchema USER = BuiltInSchemas.of(ResourceType.USER);
  private static final ResourceSchema GROUP = BuiltInSchemas.of(ResourceType.GROUP);

  private static Resource resource(ResourceType type, String body) {
    return new Resource(
        type,
        ResourceId.of(ID),
        "PRIMARY",
        3,
        Instant.parse("2026-01-31T12:00:00Z"),
        Instant.parse("2026-02-01T12:00:00.5Z"),
        "ext",
        Json.read(body));
  }

  private static String written(Resource resource, Scim1Projection projection) {
    ResourceSchema schema = BuiltInSchemas.of(resource.type());
    return text(new Scim1Writer(schema).write(resource, projection, BASE));
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8).replace('"', '\'').replace("\\", "");
  }

  @Test
  void a_user_is_written_in_the_words_of_the_time() {
    Resource user =
        resource(
            ResourceType.USER,
            "{'userName':'alice','groups':[{'value':'7','display':'staff','type':'direct'}],'"
                + BuiltInSchemas.ENTERPRISE_URN
                + "':{'department':'IT','manager':{'value':'9','$ref':'x','displayName':'Bob'}}}");
    assertThat(written(user, Scim1Projection.single(USER)))
        .isEqualTo(
            "{'schemas':['urn:scim:schemas:core:1.0','urn:scim:schemas:extension:enterprise:1.0'],"
                + "'id':'"
                + ID
                + "','externalId':'ext','userName':'alice',"
                + "'groups':[{'value':'7','display':'staff','type':'direct'}],"
                + "'urn:scim:schemas:extension:enterprise:1.0':{'department':'IT',"
                + "'manager':{'managerId':'9','displayName':'Bob'}},"
                + "'meta':{'created':'2026-01-31T12:00:00Z',"
                + "'lastModified':'2026-02-01T12:00:00.500Z','location':'"
                + BASE
                + "/Users/"
                + ID
                + "','version':'W/'3''}}");
  }

  @Test
  void members_are_part_of_a_group_but_not_of_a_list() {
    Resource group =
        resource(
            ResourceType.GROUP,
            "{'displayName':'g','members':[{'value':'1','type':'User','display':'alice'}]}");
    assertThat(written(group, Scim1Projection.single(GROUP)))
        .contains("'members':[{'value':'1','type':'User','display':'alice'}]");
    assertThat(written(group, Scim1Projection.listed(GROUP))).doesNotContain("members");
    assertThat(written(group, Scim1Projection.of(GROUP, List.of("members.value"))))
        .isEqualTo(
            "{'schemas':['urn:scim:schemas:core:1.0'],'id':'"
                + ID
                + "','members':[{'value':'1'}]}");
  }

  @Test
  void only_what_is_asked_for_is_shown_and_never_a_password() {
    Resource user =
        resource(
            ResourceType.USER,
            "{'userName':'alice','password':'x','name':{'givenName':'A','familyName':'M'}}");
    assertThat(
            written(
                user,
                Scim1Projection.of(
                    USER, List.of("urn:scim:schemas:core:1.0:NAME.givenname", "password", "shoe"))))
        .endsWith("'id':'" + ID + "','name':{'givenName':'A'}}");
    assertThat(written(user, Scim1Projection.single(USER))).doesNotContain("password");
  }

  @Test
  void a_list_tells_how_many_there_are() {
    Page<Resource> page =
        new Page<>(List.of(resource(ResourceType.USER, "{'userName':'alice'}")), 12);
    assertThat(
            text(
                new Scim1Writer(USER)
                    .write(page, 3, Scim1Projection.of(USER, List.of("userName")), BASE)))
        .isEqualTo(
            "{'schemas':['urn:scim:schemas:core:1.0'],'totalResults':12,'itemsPerPage':1,"
                + "'startIndex':3,'Resources':[{'schemas':['urn:scim:schemas:core:1.0'],'id':'"
                + ID
                + "','userName':'alice'}]}");
  }

  @Test
  void an_error_tells_each_problem() {
    Scim1Error error =
        Scim1Error.of(
            List.of(
                Problem.at(Kind.UNIQUENESS, AttributePath.of("userName"), "It is taken."),
                Problem.of(Kind.INVALID_VALUE, "No.")));
    assertThat(error.status()).isEqualTo(409);
    assertThat(text(error.json()))
        .isEqualTo(
            "{'Errors':[{'description':'userName: It is taken.','code':'409'},"
                + "{'description':'No.','code':'400'}]}");
  }

  @Test
  void schemas_are_found_by_name() {
    Scim1Discovery discovery = new Scim1Discovery(List.of(USER, GROUP), BASE);
    assertThat(text(discovery.schemas(null))).contains("'totalResults':2");
    assertThat(
            text(discovery.schemas("name eq \"user\" and schema eq \"urn:scim:schemas:core:1.0\"")))
        .contains("'totalResults':1", "'endpoint':'/Users'", "'name':'managerId'")
        .contains(
            "'multiValuedAttributeChildName':'email'", "'multiValuedAttributeChildName':'address'")
        .doesNotContain("$ref", "resourceType", "'reference'");
    assertThat(discovery.schema("urn:scim:schemas:core:1.0:Group")).isPresent();
    assertThat(discovery.schema("Shoe")).isEmpty();
  }
}
