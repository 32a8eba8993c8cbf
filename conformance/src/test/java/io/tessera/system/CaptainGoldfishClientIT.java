package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import de.captaingoldfish.scim.sdk.client.ScimClientConfig;
import de.captaingoldfish.scim.sdk.client.ScimRequestBuilder;
import de.captaingoldfish.scim.sdk.client.response.ServerResponse;
import de.captaingoldfish.scim.sdk.common.constants.EndpointPaths;
import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.constants.enums.PatchOp;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.ResourceNode;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.complex.Name;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Email;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Member;
import de.captaingoldfish.scim.sdk.common.response.BulkResponse;
import de.captaingoldfish.scim.sdk.common.response.ListResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A whole life of users and groups by Captain-P-Goldfish's client library. */
@ExtendWith(SharedServer.class)
class CaptainGoldfishClientIT {
  private static TesseraServer tessera;
  private static ScimRequestBuilder scim;

  @BeforeAll
  static void connect(TesseraServer shared) {
    tessera = shared;
    scim =
        new ScimRequestBuilder(
            tessera.uri("/scim2").toString(),
            ScimClientConfig.builder()
                .basic("admin", tessera.admin().text())
                .socketTimeout(30)
                .build());
  }

  @AfterAll
  static void end() {
    scim.close();
  }

  @Test
  void it_takes_the_servers_own_description_for_valid() {
    var loaded = scim.loadMetaConfiguration().sendRequest();
    assertThat(loaded.isSuccess()).as(loaded.getResponseBody()).isTrue();
    var described = loaded.getResource();
    assertThat(described.getResourceTypes()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(described.getServiceProvider().getPatchConfig().isSupported()).isTrue();
    assertThat(described.getServiceProvider().getBulkConfig().isSupported()).isTrue();
  }

  @Test
  void a_user_is_created_read_replaced_patched_and_deleted() {
    ServerResponse<User> created =
        scim.create(User.class, EndpointPaths.USERS).setResource(person("life")).sendRequest();
    User user = accepted(created, 201);
    String id = user.getId().orElseThrow();

    User read = accepted(scim.get(User.class, EndpointPaths.USERS, id).sendRequest(), 200);
    assertThat(read.getName().orElseThrow().getFamilyName()).contains("Family");

    read.setTitle("Engineer");
    User replaced =
        accepted(
            scim.update(User.class, EndpointPaths.USERS, id).setResource(read).sendRequest(), 200);
    assertThat(replaced.getTitle()).contains("Engineer");

    User patched =
        accepted(
            scim.patch(User.class, EndpointPaths.USERS, id)
                .addOperation()
                .op(PatchOp.REPLACE)
                .path("active")
                .value("false")
                .next()
                .op(PatchOp.ADD)
                .path("emails")
                .valueNode(Email.builder().value("home@example.com").type("home").build())
                .next()
                .op(PatchOp.REMOVE)
                .path("title")
                .build()
                .sendRequest(),
            200);
    assertThat(patched.isActive()).contains(false);
    assertThat(patched.getTitle()).isEmpty();
    assertThat(patched.getEmails()).hasSize(2);

    var deleted = scim.delete(User.class, EndpointPaths.USERS, id).sendRequest();
    assertThat(deleted.getHttpStatus()).isEqualTo(204);
    var gone = scim.get(User.class, EndpointPaths.USERS, id).sendRequest();
    assertThat(gone.getHttpStatus()).isEqualTo(404);
    assertThat(gone.getErrorResponse().getStatus()).isEqualTo(404);
  }

  @Test
  void users_are_listed_by_get_and_by_post() {
    String family = "F" + UUID.randomUUID();
    for (int i = 0; i < 3; i++) {
      User person = person("list" + i);
      person.setName(Name.builder().familyName(family).givenName("G" + i).build());
      accepted(scim.create(User.class, EndpointPaths.USERS).setResource(person).sendRequest(), 201);
    }
    var listed =
        scim.list(User.class, EndpointPaths.USERS)
            .filter("name.familyName", Comparator.EQ, family)
            .build()
            .sortBy("name.givenName")
            .sortOrder(SortOrder.DESCENDING)
            .count(2)
            .get()
            .sendRequest();
    assertThat(listed.isSuccess()).as(listed.getResponseBody()).isTrue();
    ListResponse<User> page = listed.getResource();
    assertThat(page.getTotalResults()).isEqualTo(3);
    assertThat(page.getListedResources())
        .extracting(user -> user.getName().orElseThrow().getGivenName().orElseThrow())
        .containsExactly("G2", "G1");
    var posted =
        scim.list(User.class, EndpointPaths.USERS)
            .filter("name.familyName", Comparator.EQ, family)
            .build()
            .post()
            .sendRequest();
    assertThat(posted.isSuccess()).as(posted.getResponseBody()).isTrue();
    assertThat(posted.getResource().getTotalResults()).isEqualTo(3);
  }

  @Test
  void a_bulk_request_creates_users_and_the_group_they_are_in() {
    String group = "g" + UUID.randomUUID();
    Group members =
        Group.builder()
            .displayName(group)
            .members(
                List.of(
                    Member.builder().value("bulkId:one").type("User").build(),
                    Member.builder().value("bulkId:two").type("User").build()))
            .build();
    ServerResponse<BulkResponse> answered =
        scim.bulk()
            .failOnErrors(1)
            .bulkRequestOperation(EndpointPaths.GROUPS)
            .method(HttpMethod.POST)
            .bulkId("group")
            .data(members)
            .next()
            .bulkRequestOperation(EndpointPaths.USERS)
            .method(HttpMethod.POST)
            .bulkId("one")
            .data(person("bulk"))
            .next()
            .bulkRequestOperation(EndpointPaths.USERS)
            .method(HttpMethod.POST)
            .bulkId("two")
            .data(person("bulk"))
            .sendRequest();
    assertThat(answered.isSuccess()).as(answered.getResponseBody()).isTrue();
    assertThat(answered.getResource().getBulkResponseOperations())
        .as(answered.getResponseBody())
        .hasSize(3)
        .allMatch(operation -> operation.getStatus() == 201);
    var found =
        scim.list(Group.class, EndpointPaths.GROUPS)
            .filter("displayName", Comparator.EQ, group)
            .build()
            .attributes("members")
            .get()
            .sendRequest();
    assertThat(found.getResource().getListedResources().get(0).getMembers()).hasSize(2);
  }

  @Test
  void members_are_added_and_removed_by_patch() {
    String alice = id(accepted(create(person("alice")), 201));
    String bob = id(accepted(create(person("bob")), 201));
    Group group =
        accepted(
            scim.create(Group.class, EndpointPaths.GROUPS)
                .setResource(
                    Group.builder()
                        .displayName("g" + UUID.randomUUID())
                        .members(List.of(Member.builder().value(alice).build()))
                        .build())
                .sendRequest(),
            201);
    ArrayNode added = Http.JSON.createArrayNode();
    added.addObject().put("value", bob);
    accepted(
        scim.patch(Group.class, EndpointPaths.GROUPS, id(group))
            .addOperation()
            .op(PatchOp.ADD)
            .path("members")
            .valueNode(added)
            .next()
            .op(PatchOp.REMOVE)
            .path("members[value eq \"" + alice + "\"]")
            .build()
            .sendRequest(),
        200);
    User member = accepted(scim.get(User.class, EndpointPaths.USERS, bob).sendRequest(), 200);
    assertThat(member.getGroups()).hasSize(1);
    User left = accepted(scim.get(User.class, EndpointPaths.USERS, alice).sendRequest(), 200);
    assertThat(left.getGroups()).isEmpty();
  }

  private static ServerResponse<User> create(User person) {
    return scim.create(User.class, EndpointPaths.USERS).setResource(person).sendRequest();
  }

  private static String id(ResourceNode resource) {
    return resource.getId().orElseThrow();
  }

  /** What came back; the library itself has checked that it is a SCIM answer. */
  private static <T extends ResourceNode> T accepted(ServerResponse<T> response, int status) {
    assertThat(response.getHttpStatus()).as(response.getResponseBody()).isEqualTo(status);
    assertThat(response.isSuccess()).as(response.getResponseBody()).isTrue();
    return response.getResource();
  }

  private static User person(String name) {
    return User.builder()
        .userName(name + "-" + UUID.randomUUID())
        .name(Name.builder().familyName("Family").givenName("Given").build())
        .emails(
            List.of(
                Email.builder().value(name + "@example.com").type("work").primary(true).build()))
        .build();
  }
}
