package io.tessera.inbound.scim1.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.scim.data.Entry;
import com.unboundid.scim.data.GroupResource;
import com.unboundid.scim.data.Name;
import com.unboundid.scim.data.ServiceProviderConfig;
import com.unboundid.scim.data.UserResource;
import com.unboundid.scim.schema.CoreSchema;
import com.unboundid.scim.schema.ResourceDescriptor;
import com.unboundid.scim.sdk.BulkOperation;
import com.unboundid.scim.sdk.BulkResponse;
import com.unboundid.scim.sdk.ResourceConflictException;
import com.unboundid.scim.sdk.ResourceNotFoundException;
import com.unboundid.scim.sdk.Resources;
import com.unboundid.scim.sdk.SCIMAttribute;
import com.unboundid.scim.sdk.SCIMAttributeValue;
import com.unboundid.scim.sdk.SCIMConstants;
import com.unboundid.scim.sdk.SCIMEndpoint;
import com.unboundid.scim.sdk.SCIMService;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client library of SCIM 1.1 that others wrote. */
class UnboundIdClientTest {
  private static Scim1Server server;
  private static SCIMService client;

  @BeforeAll
  static void open() throws Exception {
    server = new Scim1Server();
    client = new SCIMService(URI.create(server.base()), "admin", Scim1Server.PASSWORD);
  }

  @AfterAll
  static void close() throws Exception {
    server.close();
  }

  private static UserResource create(SCIMEndpoint<UserResource> users) throws Exception {
    UserResource user = users.newResource();
    user.setUserName("alice-" + UUID.randomUUID());
    user.setName(new Name("Alice Miller", "Miller", null, "Alice", null, null));
    user.setEmails(List.of(new Entry<>("alice@example.com", "work", true)));
    user.setPassword(UUID.randomUUID().toString());
    user.setActive(true);
    return users.create(user);
  }

  @Test
  void a_user_lives_from_creation_to_deletion() throws Exception {
    SCIMEndpoint<UserResource> users = client.getUserEndpoint();

    UserResource created = create(users);
    assertThat(created.getId()).isNotBlank();
    assertThat(created.getMeta().getLocation().toString())
        .isEqualTo(server.base() + "/Users/" + created.getId());
    assertThat(created.getEmails()).hasSize(1);

    Resources<UserResource> found = users.query("userName eq \"" + created.getUserName() + "\"");
    assertThat(found.getTotalResults()).isEqualTo(1);
    UserResource user = found.iterator().next();
    assertThat(user.getId()).isEqualTo(created.getId());

    user.setDisplayName("Alice");
    user.setActive(false);
    UserResource updated = users.update(user);
    assertThat(updated.getDisplayName()).isEqualTo("Alice");
    assertThat(updated.isActive()).isFalse();

    users.delete(updated.getId());
    assertThatThrownBy(() -> users.get(created.getId()))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_name_that_is_taken_is_a_conflict() throws Exception {
    SCIMEndpoint<UserResource> users = client.getUserEndpoint();
    UserResource first = create(users);
    UserResource second = users.newResource();
    second.setUserName(first.getUserName());
    assertThatThrownBy(() -> users.create(second)).isInstanceOf(ResourceConflictException.class);
  }

  @Test
  void members_come_and_go() throws Exception {
    UserResource user = create(client.getUserEndpoint());
    SCIMEndpoint<GroupResource> groups = client.getGroupEndpoint();
    GroupResource group = groups.newResource();
    group.setDisplayName("staff-" + UUID.randomUUID());
    GroupResource created = groups.create(group);

    created.setMembers(List.of(new Entry<>(user.getId(), null, false)));
    GroupResource filled = groups.update(created);
    assertThat(filled.getMembers()).extracting(Entry::getValue).containsExactly(user.getId());

    assertThat(groups.get(created.getId()).getMembers()).hasSize(1);
    groups.delete(created.getId());
  }

  @Test
  void the_server_describes_itself() throws Exception {
    ServiceProviderConfig config = client.getServiceProviderConfig();
    assertThat(config.getPatchConfig().isSupported()).isTrue();
    assertThat(config.getBulkConfig().isSupported()).isTrue();
    assertThat(config.getSortConfig().isSupported()).isTrue();
    assertThat(config.getETagConfig().isSupported()).isTrue();
    assertThat(config.getXmlDataFormatConfig().isSupported()).isFalse();
    ResourceDescriptor user = client.getResourceDescriptor("User", null);
    assertThat(user.getEndpoint()).isEqualTo("/Users");
    assertThat(user.getAttributes()).extracting(a -> a.getName()).contains("userName", "emails");
  }

  @Test
  void attributes_are_changed_one_by_one() throws Exception {
    SCIMEndpoint<UserResource> users = client.getUserEndpoint();
    UserResource user = create(users);
    SCIMAttribute title =
        SCIMAttribute.create(
            CoreSchema.USER_DESCRIPTOR.getAttribute(SCIMConstants.SCHEMA_URI_CORE, "title"),
            SCIMAttributeValue.createStringValue("Dr"));
    UserResource patched = users.update(user, List.of(title), List.of("name.givenName"));
    assertThat(patched.getTitle()).isEqualTo("Dr");
    assertThat(patched.getName().getGivenName()).isNull();
    assertThat(patched.getName().getFamilyName()).isEqualTo("Miller");

    SCIMEndpoint<GroupResource> groups = client.getGroupEndpoint();
    GroupResource group = groups.newResource();
    group.setDisplayName("staff-" + UUID.randomUUID());
    GroupResource created = groups.create(group);
    SCIMAttribute name =
        SCIMAttribute.create(
            CoreSchema.GROUP_DESCRIPTOR.getAttribute(SCIMConstants.SCHEMA_URI_CORE, "displayName"),
            SCIMAttributeValue.createStringValue("people-" + UUID.randomUUID()));
    groups.update(created.getId(), List.of(name), List.of());
    assertThat(groups.get(created.getId()).getDisplayName()).startsWith("people-");
  }

  @Test
  void methods_and_formats_may_be_told_otherwise() throws Exception {
    SCIMService roundabout =
        new SCIMService(URI.create(server.base()), "admin", Scim1Server.PASSWORD);
    roundabout.setOverridePut(true);
    roundabout.setOverrideDelete(true);
    roundabout.setUseUrlSuffix(true);
    SCIMEndpoint<UserResource> users = roundabout.getUserEndpoint();
    UserResource user = create(users);
    user.setTitle("Dr");
    assertThat(users.update(user).getTitle()).isEqualTo("Dr");
    users.delete(user.getId());
    assertThatThrownBy(() -> users.get(user.getId())).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void many_operations_come_in_one_request() throws Exception {
    UserResource user = client.getUserEndpoint().newResource();
    user.setUserName("bulk-" + UUID.randomUUID());
    GroupResource group = client.getGroupEndpoint().newResource();
    group.setDisplayName("bulk-" + UUID.randomUUID());
    group.setMembers(List.of(new Entry<>("bulkId:u", null, false)));
    BulkResponse answer =
        client.processBulkRequest(
            List.of(
                BulkOperation.createRequest(BulkOperation.Method.POST, "g", null, "/Groups", group),
                BulkOperation.createRequest(BulkOperation.Method.POST, "u", null, "/Users", user),
                BulkOperation.createRequest(
                    BulkOperation.Method.DELETE, null, null, "/Users/nobody", null)));
    assertThat(answer)
        .extracting(o -> o.getStatus().getCode())
        .containsExactly("201", "201", "404");
  }
}
