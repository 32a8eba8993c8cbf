package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.scim2.client.ScimService;
import com.unboundid.scim2.common.exceptions.PreconditionFailedException;
import com.unboundid.scim2.common.exceptions.ResourceConflictException;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.messages.ListResponse;
import com.unboundid.scim2.common.messages.PatchOperation;
import com.unboundid.scim2.common.messages.SortOrder;
import com.unboundid.scim2.common.types.Email;
import com.unboundid.scim2.common.types.EnterpriseUserExtension;
import com.unboundid.scim2.common.types.GroupResource;
import com.unboundid.scim2.common.types.Member;
import com.unboundid.scim2.common.types.Name;
import com.unboundid.scim2.common.types.UserResource;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.glassfish.jersey.apache.connector.ApacheConnectorProvider;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.authentication.HttpAuthenticationFeature;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A whole life of users and groups by UnboundID's client library. */
@ExtendWith(SharedServer.class)
class UnboundIdClientIT {
  private static final String USERS = "Users";
  private static final String GROUPS = "Groups";

  private static TesseraServer tessera;
  private static Client client;
  private static ScimService scim;

  @BeforeAll
  static void connect(TesseraServer shared) {
    tessera = shared;
    ClientConfig config = new ClientConfig().connectorProvider(new ApacheConnectorProvider());
    client = ClientBuilder.newClient(config);
    client.register(
        HttpAuthenticationFeature.basicBuilder()
            .credentials("admin", tessera.admin().text())
            .build());
    scim = new ScimService(client.target(tessera.uri("/scim2")));
  }

  @AfterAll
  static void end() {
    client.close();
  }

  @Test
  void it_discovers_what_the_server_does() throws Exception {
    var config = scim.getServiceProviderConfig();
    assertThat(config.getPatch().isSupported()).isTrue();
    assertThat(config.getBulk().isSupported()).isTrue();
    assertThat(config.getFilter().isSupported()).isTrue();
    assertThat(config.getSort().isSupported()).isTrue();
    assertThat(config.getEtag().isSupported()).isTrue();
    assertThat(config.getPagination().supportsCursorPagination()).isTrue();
    assertThat(scim.getResourceTypes().getResources())
        .extracting(type -> type.getEndpoint().toString())
        .contains("/Users", "/Groups");
    assertThat(scim.getResourceType("User").getSchema().toString())
        .isEqualTo("urn:ietf:params:scim:schemas:core:2.0:User");
    assertThat(scim.getSchemas().getResources()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(scim.getSchema("urn:ietf:params:scim:schemas:core:2.0:User").getAttributes())
        .isNotEmpty();
  }

  @Test
  void a_user_is_created_read_replaced_modified_and_deleted() throws Exception {
    UserResource created = scim.create(USERS, person("life"));
    assertThat(created.getMeta().getLocation().toString())
        .isEqualTo(tessera.uri("/scim2/Users/" + created.getId()).toString());
    assertThat(scim.retrieve(created).getName().getFamilyName()).isEqualTo("Family");
    assertThat(enterprise(scim.retrieve(created)).getDepartment()).isEqualTo("IT");

    created.setTitle("Engineer");
    UserResource replaced = scim.replaceRequest(created).ifMatch().invoke();
    assertThat(replaced.getTitle()).isEqualTo("Engineer");
    assertThatThrownBy(() -> scim.replaceRequest(created).ifMatch().invoke())
        .isInstanceOf(PreconditionFailedException.class);

    UserResource modified =
        scim.modifyRequest(replaced)
            .replaceValue("active", false)
            .replaceValue("name.givenName", "Changed")
            .replaceValue("emails[type eq \"work\"].value", "changed@example.com")
            .removeValues("title")
            .invoke();
    assertThat(modified.getActive()).isFalse();
    assertThat(modified.getTitle()).isNull();
    assertThat(modified.getName().getGivenName()).isEqualTo("Changed");
    assertThat(modified.getEmails())
        .extracting(Email::getValue)
        .containsExactly("changed@example.com");

    scim.delete(modified);
    assertThatThrownBy(() -> scim.retrieve(USERS, created.getId(), UserResource.class))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_second_user_of_the_same_name_is_a_conflict() throws Exception {
    UserResource first = scim.create(USERS, person("twice"));
    UserResource second = person("ignored").setUserName(first.getUserName().toUpperCase());
    assertThatThrownBy(() -> scim.create(USERS, second))
        .isInstanceOfSatisfying(
            ResourceConflictException.class,
            e -> assertThat(e.getScimError().getScimType()).isEqualTo("uniqueness"));
  }

  @Test
  void users_are_searched_sorted_and_paged() throws Exception {
    String family = "F" + UUID.randomUUID();
    for (int i = 0; i < 5; i++) {
      UserResource person = person("search" + i);
      person.setName(new Name().setFamilyName(family).setGivenName("G" + i));
      scim.create(USERS, person);
    }
    String filter = Filter.eq("name.familyName", family).toString();
    ListResponse<UserResource> page =
        scim.searchRequest(USERS)
            .filter(filter)
            .sort("name.givenName", SortOrder.DESCENDING)
            .page(2, 2)
            .attributes("name.givenName")
            .invoke(UserResource.class);
    assertThat(page.getTotalResults()).isEqualTo(5);
    assertThat(page.getResources())
        .extracting(user -> user.getName().getGivenName())
        .containsExactly("G3", "G2");
    assertThat(page.getResources()).extracting(UserResource::getUserName).containsOnlyNulls();
    assertThat(scim.searchRequest(USERS).filter(filter).page(1, 100).invokePost(UserResource.class))
        .hasSize(5);
    assertThat(scim.search(USERS, filter + " and emails[type eq \"work\"]", UserResource.class))
        .hasSize(5);
  }

  @Test
  void users_are_read_from_cursor_to_cursor() throws Exception {
    String family = "C" + UUID.randomUUID();
    for (int i = 0; i < 5; i++) {
      UserResource person = person("cursor" + i);
      person.setName(new Name().setFamilyName(family));
      scim.create(USERS, person);
    }
    String filter = Filter.eq("name.familyName", family).toString();
    List<String> seen = new ArrayList<>();
    ListResponse<UserResource> page =
        scim.searchRequest(USERS)
            .filter(filter)
            .firstPageCursorWithCount(2)
            .invoke(UserResource.class);
    page.forEach(user -> seen.add(user.getId()));
    while (page.getNextCursor() != null) {
      page =
          scim.searchRequest(USERS)
              .filter(filter)
              .pageWithCursor(page.getNextCursor(), 2)
              .invoke(UserResource.class);
      page.forEach(user -> seen.add(user.getId()));
    }
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void a_group_gains_and_loses_members() throws Exception {
    UserResource alice = scim.create(USERS, person("member"));
    UserResource bob = scim.create(USERS, person("member"));
    GroupResource group =
        scim.create(
            GROUPS,
            new GroupResource()
                .setDisplayName("g" + UUID.randomUUID())
                .setMembers(new Member().setValue(alice.getId())));
    scim.modifyRequest(group).addOperation(PatchOperation.add("members", member(bob))).invoke();
    assertThat(members(group)).containsExactlyInAnyOrder(alice.getId(), bob.getId());
    assertThat(scim.retrieve(alice).getGroups())
        .extracting(com.unboundid.scim2.common.types.Group::getValue)
        .containsExactly(group.getId());

    scim.modifyRequest(group).removeValues("members[value eq \"" + alice.getId() + "\"]").invoke();
    assertThat(members(group)).containsExactly(bob.getId());

    scim.delete(bob);
    assertThat(members(group)).isEmpty();
    scim.delete(group);
    assertThatThrownBy(() -> scim.retrieve(GROUPS, group.getId(), GroupResource.class))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private static com.fasterxml.jackson.databind.JsonNode member(UserResource user) {
    var values = Http.JSON.createArrayNode();
    values.addObject().put("value", user.getId());
    return values;
  }

  private static List<String> members(GroupResource group) throws ScimException {
    List<Member> members =
        scim.retrieveRequest(GROUPS, group.getId())
            .attributes("members")
            .invoke(GroupResource.class)
            .getMembers();
    return members == null ? List.of() : members.stream().map(Member::getValue).toList();
  }

  private static EnterpriseUserExtension enterprise(UserResource user) {
    return user.getExtension(EnterpriseUserExtension.class);
  }

  private static UserResource person(String name) {
    UserResource user =
        new UserResource()
            .setUserName(name + "-" + UUID.randomUUID())
            .setName(new Name().setFamilyName("Family").setGivenName("Given"))
            .setEmails(
                new Email().setValue(name + "@example.com").setType("work").setPrimary(true));
    user.setExtension(new EnterpriseUserExtension().setDepartment("IT"));
    return user;
  }
}
