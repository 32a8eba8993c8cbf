package io.tessera.inbound.scim1.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wso2.charon.core.client.SCIMClient;
import org.wso2.charon.core.exceptions.AbstractCharonException;
import org.wso2.charon.core.objects.AbstractSCIMObject;
import org.wso2.charon.core.objects.Group;
import org.wso2.charon.core.objects.ListedResource;
import org.wso2.charon.core.objects.SCIMObject;
import org.wso2.charon.core.objects.User;
import org.wso2.charon.core.schema.SCIMConstants;

/**
 * The steps of WSO2's outbound provisioning over SCIM 1.1: bodies are made and answers are read by
 * its own library (Charon), requests are sent as its connector sends them, which looks resources up
 * by name before each change and writes names without quotes.
 */
class Wso2ClientTest {
  private static final SCIMClient CHARON = new SCIMClient();
  private static Scim1Server server;

  @BeforeAll
  static void open() throws Exception {
    server = new Scim1Server();
  }

  @AfterAll
  static void close() throws Exception {
    server.close();
  }

  private static User user(String name) throws Exception {
    User user = CHARON.createUser();
    user.setSchemaList(List.of(SCIMConstants.CORE_SCHEMA_URI));
    user.setUserName(name);
    return user;
  }

  private static Group group(String name, String... members) throws Exception {
    Group group = CHARON.createGroup();
    group.setSchemaList(List.of(SCIMConstants.CORE_SCHEMA_URI));
    group.setDisplayName(name);
    for (String member : members) {
      group.setMember(Map.of(SCIMConstants.CommonSchemaConstants.DISPLAY, member));
    }
    return group;
  }

  private static String name() {
    return "alice-" + UUID.randomUUID();
  }

  /** Sends what the connector sends and checks that it would take the answer for success. */
  private static HttpResponse<String> send(String method, String path, AbstractSCIMObject object)
      throws Exception {
    String body = object == null ? "" : CHARON.encodeSCIMObject(object, SCIMConstants.JSON);
    HttpResponse<String> answer =
        server.send(
            HttpRequest.newBuilder(URI.create(server.base() + path))
                .header("Authorization", Scim1Server.basic("admin", Scim1Server.PASSWORD))
                .header("Content-Type", SCIMConstants.APPLICATION_JSON)
                .method(method, BodyPublishers.ofString(body)));
    assertThat(CHARON.evaluateResponseStatus(answer.statusCode())).as(answer.body()).isTrue();
    return answer;
  }

  private static User created(User user) throws Exception {
    return (User)
        CHARON.decodeSCIMResponse(
            send("POST", "/Users", user).body(), SCIMConstants.JSON, SCIMClient.USER);
  }

  private static List<SCIMObject> found(String endpoint, String attribute, String name, int type)
      throws Exception {
    String answer = server.get(endpoint + "?filter=" + attribute + "%20Eq%20" + name).body();
    ListedResource list =
        CHARON.decodeSCIMResponseWithListedResource(answer, SCIMConstants.JSON, type);
    return list.getScimObjects();
  }

  private static String userId(String name) throws Exception {
    List<SCIMObject> users = found("/Users", "userName", name, SCIMClient.USER);
    assertThat(users).hasSize(1);
    return ((User) users.get(0)).getId();
  }

  private static Group groupNamed(String name) throws Exception {
    List<SCIMObject> groups = found("/Groups", "displayName", name, SCIMClient.GROUP);
    assertThat(groups).hasSize(1);
    return (Group) groups.get(0);
  }

  @Test
  void a_user_is_created_changed_and_deleted() throws Exception {
    String name = name();
    User user = user(name);
    user.setGivenName("Alice");
    user.setFamilyName("Miller");
    user.setWorkEmail("alice@example.com", true);
    user.setPassword(UUID.randomUUID().toString());
    User created = created(user);
    assertThat(created.getId()).isNotBlank();
    assertThat(created.getUserName()).isEqualTo(name);
    assertThat(created.getCreatedDate()).isNotNull();
    assertThat(created.getWorkEmail()).isEqualTo("alice@example.com");

    User patch = user(name);
    patch.setTitle("Dr");
    send("PATCH", "/Users/" + userId(name), patch);
    String read = server.get("/Users/" + created.getId()).body();
    assertThat(read).contains("\"title\":\"Dr\"", "alice@example.com", "\"familyName\":\"Miller\"");

    user.setFamilyName("Meier");
    send("PUT", "/Users/" + userId(name), user);
    assertThat(server.get("/Users/" + created.getId()).body()).contains("Meier");

    send("DELETE", "/Users/" + userId(name), null);
    assertThat(found("/Users", "userName", name, SCIMClient.USER)).isEmpty();
  }

  @Test
  void a_group_is_filled_by_the_names_of_its_members() throws Exception {
    String alice = name();
    String bob = name();
    String aliceId = created(user(alice)).getId();
    String bobId = created(user(bob)).getId();
    String name = "staff-" + UUID.randomUUID();
    send("POST", "/Groups", group(name, alice));
    String path = "/Groups/" + groupNamed(name).getId();
    assertThat(server.get(path).body()).contains(aliceId).doesNotContain(bobId);

    send("PATCH", path, group(name, bob));
    assertThat(server.get(path).body()).contains(aliceId, bobId);

    send("PUT", path, group(name, bob));
    Group group =
        (Group)
            CHARON.decodeSCIMResponse(
                server.get(path).body(), SCIMConstants.JSON, SCIMClient.GROUP);
    assertThat(group.getMembers()).containsExactly(bobId);

    send("DELETE", path, null);
    assertThat(found("/Groups", "displayName", name, SCIMClient.GROUP)).isEmpty();
  }

  @Test
  void names_of_other_domains_come_with_the_domain() throws Exception {
    String name = name();
    User created = created(user("SALES/" + name));
    assertThat(created.getUserName()).isEqualTo("SALES/" + name);
    assertThat(userId("SALES/" + name)).isEqualTo(created.getId());
    send("DELETE", "/Users/" + created.getId(), null);
  }

  @Test
  void errors_are_understood() throws Exception {
    User user = user(name());
    created(user);
    String taken =
        server.send("POST", "/Users", CHARON.encodeSCIMObject(user, SCIMConstants.JSON)).body();
    AbstractCharonException error = CHARON.decodeSCIMException(taken, SCIMConstants.JSON);
    assertThat(error.getCode()).isEqualTo(409);
    assertThat(error.getDescription()).contains("userName");
  }
}
