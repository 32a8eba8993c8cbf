package io.tessera.inbound.scim1.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.scim.data.Entry;
import com.unboundid.scim.data.GroupResource;
import com.unboundid.scim.data.Name;
import com.unboundid.scim.data.ServiceProviderConfig;
import com.unboundid.scim.data.UserResource;
import com.unboundid.scim.schema.ResourceDescriptor;
import com.unboundid.scim.sdk.ResourceConflictException;
import com.unboundid.scim.sdk.ResourceNotFoundException;
import com.unboundid.scim.sdk.Resources;
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
}
