package io.tessera.inbound.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.Channel;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RemoteUserStoreManagerService: names, roles and claims. */
class UserStoreTest {
  private static final String SERVICE = "RemoteUserStoreManagerService";
  private static final String CLAIM = "http://wso2.org/claims/";
  private static final Pattern RETURN = Pattern.compile("<(?:[a-z0-9]+:)?return>([^<]*)<");
  private SoapServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        new SoapServer(
            true,
            CLAIM + "shoesize=nickName",
            CLAIM + "identity/accountLocked=!active",
            CLAIM + "photourl=",
            CLAIM + "nonsense=no.such.path");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private HttpResponse<String> call(String operation, String... elements) throws Exception {
    StringBuilder body =
        new StringBuilder("<n:")
            .append(operation)
            .append(" xmlns:n=\"http://service.ws.um.carbon.wso2.org\"")
            .append(" xmlns:c=\"http://common.mgt.user.carbon.wso2.org/xsd\">");
    for (int i = 0; i < elements.length; i += 2) {
      body.append("<n:" + elements[i] + ">" + elements[i + 1] + "</n:" + elements[i] + ">");
    }
    return server.soap(SERVICE, "urn:" + operation, body + "</n:" + operation + ">");
  }

  private void must(String operation, String... elements) throws Exception {
    HttpResponse<String> answer = call(operation, elements);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
  }

  private List<String> ask(String operation, String... elements) throws Exception {
    HttpResponse<String> answer = call(operation, elements);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RETURN.matcher(answer.body()).results().map(r -> r.group(1)).toList();
  }

  private void refused(String words, String operation, String... elements) throws Exception {
    HttpResponse<String> answer = call(operation, elements);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
    assertThat(answer.body()).contains("faultstring", words);
  }

  private static String claim(String name, String value) {
    return "<c:claimURI>" + CLAIM + name + "</c:claimURI><c:value>" + value + "</c:value>";
  }

  @Test
  void names_bear_their_user_store_domain() throws Exception {
    must("addUser", "userName", "alice");
    must("addUser", "userName", "sales/alice");
    must("addUser", "userName", "SALES/bob");
    assertThat(ask("listUsers", "filter", "*"))
        .containsExactly("alice", "SALES/alice", "SALES/bob");
    assertThat(ask("listUsers", "filter", "SALES/*")).containsExactly("SALES/alice", "SALES/bob");
    assertThat(ask("listUsers", "filter", "PRIMARY/*")).containsExactly("alice");
    assertThat(ask("listUsers", "filter", "*", "maxItemLimit", "1")).containsExactly("alice");
    assertThat(ask("isExistingUser", "userName", "bob")).containsExactly("false");
    must("deleteUser", "userName", "SALES/bob");
    assertThat(ask("isExistingUser", "userName", "SALES/bob")).containsExactly("false");
    refused("UserAlreadyExisting", "addUser", "userName", "SALES/alice");
    assertThat(server.provisioning.lastCaller.channel()).isEqualTo(Channel.SOAP);
  }

  @Test
  void roles_are_groups_of_their_domain_and_everyone_has_one() throws Exception {
    must("addUser", "userName", "alice");
    must("addUser", "userName", "SALES/bob");
    must("addRole", "roleName", "Internal/readers", "userList", "alice");
    must("addRole", "roleName", "SALES/staff", "userList", "SALES/bob");
    assertThat(ask("getRoleListOfUser", "userName", "alice"))
        .containsExactly("Internal/readers", "Internal/everyone");
    assertThat(ask("getRoleListOfUser", "userName", "SALES/bob"))
        .containsExactly("SALES/staff", "Internal/everyone");
    assertThat(ask("getUserListOfRole", "roleName", "SALES/staff")).containsExactly("SALES/bob");
    assertThat(ask("getUserListOfRole", "roleName", "Internal/everyone"))
        .containsExactly("alice", "SALES/bob");
    assertThat(ask("getUserList", "claimUri", CLAIM + "role", "claimValue", "SALES/staff"))
        .containsExactly("SALES/bob");
    assertThat(ask("getRoleNames"))
        .containsExactly("Internal/everyone", "Internal/readers", "SALES/staff");
    assertThat(ask("getHybridRoles")).containsExactly("Internal/everyone", "Internal/readers");
    must("addUser", "userName", "carol", "roleList", "Internal/everyone");
    refused("everyone", "deleteRole", "roleName", "Internal/everyone");
    refused("RoleNotFound", "updateRoleListOfUser", "userName", "alice", "newRoles", "SALES/staff");
    refused(
        "UserNotFound", "updateUserListOfRole", "roleName", "SALES/staff", "newUsers", "nobody");
    refused("domain", "updateRoleName", "roleName", "SALES/staff", "newRoleName", "PRIMARY/staff");
    refused("RoleAlreadyExisting", "addRole", "roleName", "Internal/readers");
  }

  @Test
  void an_unknown_role_keeps_a_user_from_being_added() throws Exception {
    refused("'nothing'", "addUser", "userName", "dave", "roleList", "nothing");
    assertThat(ask("isExistingUser", "userName", "dave")).containsExactly("false");
  }

  @Test
  void claims_are_set_added_and_taken_away() throws Exception {
    must("addUser", "userName", "alice", "claims", claim("emails.work", "w@example.org"));
    must(
        "setUserClaimValue",
        "userName",
        "alice",
        "claimURI",
        CLAIM + "emails.home",
        "claimValue",
        "h@example.org");
    assertThat(value("emailAddresses")).containsExactly("w@example.org,h@example.org");
    assertThat(value("emailaddress")).containsExactly("w@example.org");
    must(
        "setUserClaimValue",
        "userName",
        "alice",
        "claimURI",
        CLAIM + "emails.work",
        "claimValue",
        "v@example.org");
    assertThat(value("emailAddresses")).containsExactly("v@example.org,h@example.org");
    must("deleteUserClaimValue", "userName", "alice", "claimURI", CLAIM + "emails.work");
    assertThat(value("emailAddresses")).containsExactly("h@example.org");
    must("setUserClaimValue", "userName", "alice", "claimURI", CLAIM + "title", "claimValue", "x");
    refused(
        "set it instead",
        "addUserClaimValue",
        "userName",
        "alice",
        "claimURI",
        CLAIM + "title",
        "claimValue",
        "y");
    must("setUserClaimValue", "userName", "alice", "claimURI", CLAIM + "title", "claimValue", "");
    assertThat(value("title")).isEmpty();
    must(
        "setUserClaimValue",
        "userName",
        "alice",
        "claimURI",
        "urn:scim:schemas:core:1.0:phoneNumbers.fax",
        "claimValue",
        "1");
    assertThat(value("phoneNumbers.fax")).containsExactly("1");
  }

  private List<String> value(String claim) throws Exception {
    return ask("getUserClaimValue", "userName", "alice", "claim", CLAIM + claim);
  }

  @Test
  void operators_choose_what_claims_stand_for() throws Exception {
    must("addUser", "userName", "alice", "claims", claim("shoesize", "42"));
    assertThat(value("nickname")).containsExactly("42");
    must(
        "setUserClaimValue",
        "userName",
        "alice",
        "claimURI",
        CLAIM + "identity/accountLocked",
        "claimValue",
        "true");
    assertThat(value("active")).containsExactly("false");
    refused(
        CLAIM + "photourl", "getUserClaimValue", "userName", "alice", "claim", CLAIM + "photourl");
    refused(
        CLAIM + "nonsense", "getUserClaimValue", "userName", "alice", "claim", CLAIM + "nonsense");
  }

  @Test
  void all_that_is_wrong_with_claims_is_told_at_once_and_nothing_is_done() throws Exception {
    HttpResponse<String> answer =
        call(
            "addUser",
            "userName",
            "alice",
            "claims",
            claim("nix", "1"),
            "claims",
            claim("active", "perhaps"),
            "claims",
            claim("created", "1"));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains(CLAIM + "nix", "active:", "meta.created:");
    assertThat(ask("isExistingUser", "userName", "alice")).containsExactly("false");
    must("addUser", "userName", "alice");
    refused(
        "userName",
        "setUserClaimValue",
        "userName",
        "alice",
        "claimURI",
        CLAIM + "username",
        "claimValue",
        "bob");
    refused("another name", "addUser", "userName", "bob", "claims", claim("username", "carol"));
  }

  @Test
  void passwords_are_checked_as_at_the_gate() throws Exception {
    must("addUser", "userName", "alice", "credential", "Correct-horse-7");
    assertThat(ask("authenticate", "userName", "alice", "credential", "Correct-horse-7"))
        .containsExactly("true");
    assertThat(ask("authenticate", "userName", "PRIMARY/alice", "credential", "Correct-horse-7"))
        .containsExactly("true");
    assertThat(ask("authenticate", "userName", "admin", "credential", SoapServer.PASSWORD))
        .as("an administrator is no user")
        .containsExactly("false");
    must(
        "updateCredential",
        "userName",
        "alice",
        "newCredential",
        "Other-horse-8",
        "oldCredential",
        "Correct-horse-7");
    assertThat(ask("authenticate", "userName", "alice", "credential", "Other-horse-8"))
        .containsExactly("true");
    for (int i = 0; i < 5; i++) {
      assertThat(ask("authenticate", "userName", "alice", "credential", "wrong" + i))
          .containsExactly("false");
    }
    HttpResponse<String> throttled =
        call("authenticate", "userName", "alice", "credential", "wrong");
    assertThat(throttled.statusCode()).isEqualTo(429);
    assertThat(throttled.headers().firstValue("Retry-After")).isPresent();
    assertThat(throttled.body()).contains("faultstring");
  }

  @Test
  void a_database_that_is_away_is_told_as_a_fault_worth_trying_again() throws Exception {
    server.provisioning.broken = new UnavailableException("gone", new IllegalStateException());
    HttpResponse<String> answer = call("isExistingUser", "userName", "alice");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("soap:Server", "Try again later");
  }
}
