package io.tessera.system;

import static io.tessera.system.Soap.claim;
import static io.tessera.system.Soap.element;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SOAP services of a started server: what is written through them is seen in a directory. */
class SoapIT {
  private static final String PASSWORD = "Correct-horse-7";
  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;

  @BeforeAll
  static void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
    tessera
        .connections()
        .addUnguardedTarget("directory", "io.tessera.connector.ldap", directory.settings());
  }

  @AfterAll
  static void end() {
    tessera.close();
    directory.close();
  }

  private static void eventuallyIs(String uid, String attribute, String value) {
    Eventually.holds(
        () ->
            assertThat(directory.person(uid).orElseThrow().getAttributeValue(attribute))
                .isEqualTo(value));
  }

  private static void eventuallyMembers(String group, String... uids) {
    Eventually.holds(
        () ->
            assertThat(directory.group(group).orElseThrow().getAttributeValues("member"))
                .containsExactlyInAnyOrderElementsOf(
                    List.of(uids).stream()
                        .map(uid -> "uid=" + uid + ",ou=people,dc=demo,dc=tessera")
                        .toList()));
  }

  private static String user(String name) {
    return element("userName", name);
  }

  @ParameterizedTest
  @CsvSource({
    "RemoteUserStoreManagerService,                                            false, v1",
    "RemoteUserStoreManagerService.RemoteUserStoreManagerServiceHttpsSoap12Endpoint/, true, v1b",
    "RemoteUserStoreManagerServiceV2,                                          true,  v2",
    "RemoteUserStoreManagerServiceV2,                                          false, v2b"
  })
  void users_and_roles_written_through_wso2s_services_are_in_the_directory(
      String service, boolean soap12, String prefix) throws Exception {
    Soap store = Soap.ofWso2(tessera.http(), service, soap12);
    boolean second = service.endsWith("V2");
    String alice = prefix + "alice";
    String staff = prefix + "staff";
    Http.Answer added =
        store.must(
            "addUser",
            user(alice),
            element("credential", PASSWORD),
            claim("givenname", "Alice"),
            claim("lastname", "Example"),
            claim("emailaddress", alice + "@example.org"));
    assertThat(added.status()).isEqualTo(second ? 200 : 202);
    assertThat(added.text()).matches(second ? "(?s).*return>true<.*" : "");
    eventuallyIs(alice, "mail", alice + "@example.org");

    store.must(
        "setUserClaimValue",
        user(alice),
        element("claimURI", uri("title")),
        element("claimValue", "Engineer"));
    eventuallyIs(alice, "title", "Engineer");
    store.must(
        "setUserClaimValues",
        user(alice),
        claim("department", "Research"),
        claim("telephone", "+1 555 0100"));
    eventuallyIs(alice, "departmentNumber", "Research");
    eventuallyIs(alice, "telephoneNumber", "+1 555 0100");
    store.must(
        "addUserClaimValue",
        user(alice),
        element("claimURI", uri("emailAddresses")),
        element("claimValue", "second@example.org"));
    store.must("addUserClaimValues", user(alice), claim("entitlements", "x,y"));
    assertThat(store.ask("getUserClaimValue", user(alice), element("claim", uri("entitlements"))))
        .containsExactly("x,y");
    store.must("deleteUserClaimValue", user(alice), element("claimURI", uri("title")));
    eventuallyIs(alice, "title", null);
    store.must("deleteUserClaimValues", user(alice), element("claims", uri("department")));
    eventuallyIs(alice, "departmentNumber", null);

    store.must("addRole", element("roleName", staff), element("userList", alice));
    eventuallyMembers(staff, alice);
    store.must(
        "addUser", user(prefix + "bob"), element("roleList", staff), claim("lastname", "Bob"));
    eventuallyMembers(staff, alice, prefix + "bob");
    store.must("updateUserListOfRole", element("roleName", staff), element("deletedUsers", alice));
    eventuallyMembers(staff, prefix + "bob");
    store.must("updateRoleListOfUser", user(alice), element("newRoles", staff));
    eventuallyMembers(staff, alice, prefix + "bob");
    store.must("updateRoleName", element("roleName", staff), element("newRoleName", staff + "2"));
    eventuallyMembers(staff + "2", alice, prefix + "bob");

    store.must("deleteRole", element("roleName", staff + "2"));
    store.must("deleteUser", user(alice));
    Eventually.holds(
        () -> {
          assertThat(directory.group(staff + "2")).isEmpty();
          assertThat(directory.person(alice)).isEmpty();
        });
  }

  private static String uri(String claim) {
    return "http://wso2.org/claims/" + claim;
  }

  @Test
  void passwords_are_set_and_checked_and_disabled_users_are_locked_in_the_directory()
      throws Exception {
    Soap store = Soap.ofWso2(tessera.http(), "RemoteUserStoreManagerServiceV2", false);
    store.must(
        "addUser", user("carol"), element("credential", PASSWORD), claim("lastname", "Carol"));
    assertThat(authenticates(store, "carol", PASSWORD)).isTrue();
    assertThat(authenticates(store, "carol", "wrong")).isFalse();
    assertThat(authenticates(store, "nobody", PASSWORD)).isFalse();
    store.refused(
        500,
        "oldCredential",
        "updateCredential",
        user("carol"),
        element("newCredential", "Other-horse-8"),
        element("oldCredential", "wrong"));
    store.must(
        "updateCredential",
        user("carol"),
        element("newCredential", "Other-horse-8"),
        element("oldCredential", PASSWORD));
    Eventually.holds(() -> assertThat(authenticates(store, "carol", "Other-horse-8")).isTrue());
    store.must("updateCredentialByAdmin", user("carol"), element("newCredential", "Third-horse-9"));
    Eventually.holds(() -> assertThat(authenticates(store, "carol", "Third-horse-9")).isTrue());
    store.must(
        "setUserClaimValue",
        user("carol"),
        element("claimURI", uri("identity/accountDisabled")),
        element("claimValue", "true"));
    Eventually.holds(
        () ->
            assertThat(directory.person("carol").orElseThrow().hasAttribute(Directory.LOCK))
                .isTrue());
    Eventually.holds(() -> assertThat(authenticates(store, "carol", "Third-horse-9")).isFalse());
  }

  private static boolean authenticates(Soap store, String name, String password)
      throws IOException {
    return store
        .ask("authenticate", user(name), element("credential", password))
        .equals(List.of("true"));
  }

  @Test
  void questions_are_answered() throws Exception {
    Soap store = Soap.ofWso2(tessera.http(), "RemoteUserStoreManagerService", false);
    store.must(
        "addUser",
        user("dave"),
        claim("lastname", "Dave"),
        claim("country", "NZ"),
        claim("emailaddress", "dave@example.org"));
    store.must("addRole", element("roleName", "Internal/readers"), element("userList", "dave"));
    String id = store.ask("getUserId", element("username", "dave")).get(0);
    assertThat(Integer.parseInt(id)).isPositive();
    assertThat(store.ask("getUserId", element("username", "dave"))).containsExactly(id);
    assertThat(store.ask("getTenantId")).containsExactly("-1234");
    assertThat(store.ask("getTenantIdofUser", element("username", "dave")))
        .containsExactly("-1234");
    assertThat(store.ask("getPasswordExpirationTime", element("username", "dave")))
        .containsExactly("-1");
    assertThat(store.ask("isExistingUser", user("dave"))).containsExactly("true");
    assertThat(store.ask("isExistingUser", user("nobody"))).containsExactly("false");
    assertThat(store.ask("isExistingRole", element("roleName", "Internal/readers")))
        .containsExactly("true");
    assertThat(store.ask("isReadOnly")).containsExactly("false");
    assertThat(store.ask("listUsers", element("filter", "da*"), element("maxItemLimit", "10")))
        .containsExactly("dave");
    assertThat(store.ask("listUsers", element("filter", "PRIMARY/d?v*"))).containsExactly("dave");
    assertThat(store.ask("listUsers", element("filter", "*"), element("maxItemLimit", "0")))
        .isEmpty();
    assertThat(
            store.ask(
                "getUserList", element("claimUri", uri("country")), element("claimValue", "NZ")))
        .containsExactly("dave");
    assertThat(
            store.ask(
                "getUserList",
                element("claimUri", uri("emailaddress")),
                element("claimValue", "dave@*")))
        .containsExactly("dave");
    assertThat(store.ask("getUserListOfRole", element("roleName", "Internal/readers")))
        .containsExactly("dave");
    assertThat(store.ask("getRoleListOfUser", user("dave")))
        .containsExactly("Internal/readers", "Internal/everyone");
    assertThat(store.ask("getRoleNames")).contains("Internal/everyone", "Internal/readers");
    assertThat(store.ask("getHybridRoles")).contains("Internal/readers");
    assertThat(store.ask("getAllProfileNames")).containsExactly("default");
    assertThat(store.ask("getProfileNames", user("dave"))).containsExactly("default");
    assertThat(store.ask("getProperties")).isEmpty();
    assertThat(store.must("getUserClaimValues", user("dave")).text())
        .contains(uri("username"), ">dave<", uri("country"), ">NZ<");
    assertThat(
            store
                .must(
                    "getUserClaimValuesForClaims",
                    user("dave"),
                    element("claims", uri("country")),
                    element("claims", "urn:scim:schemas:core:1.0:userName"))
                .text())
        .contains(uri("country"), ">NZ<", ">dave<");
  }

  @Test
  void claims_are_discovered() throws Exception {
    Soap claims = Soap.ofWso2(tessera.http(), "RemoteClaimManagerService", false);
    assertThat(claims.ask("getAllClaimUris")).contains(uri("givenname"), uri("mobile"));
    assertThat(claims.ask("getAttributeName", element("claimURI", uri("title"))))
        .containsExactly("title");
    assertThat(
            claims.ask(
                "getAttributeNameFromDomain",
                element("domainName", "PRIMARY"),
                element("claimURI", uri("title"))))
        .containsExactly("title");
    for (String all :
        List.of(
            "getAllClaimMappings",
            "getAllSupportClaimMappingsByDefault",
            "getAllRequiredClaimMappings")) {
      assertThat(claims.must(all).text()).contains(uri("username"), "userName");
    }
    assertThat(claims.must("getClaim", element("claimURI", uri("username"))).text())
        .contains("required>true<");
    assertThat(claims.must("getClaimMapping", element("claimURI", uri("username"))).text())
        .contains("mappedAttribute>userName<");
    for (String write : List.of("addNewClaimMapping", "updateClaimMapping", "deleteClaimMapping")) {
      claims.refused(500, "configured", write);
    }
  }

  @Test
  void mistakes_are_told_in_the_declared_fault() throws Exception {
    Soap store = Soap.ofWso2(tessera.http(), "RemoteUserStoreManagerService", false);
    store.must("addUser", user("erin"), claim("lastname", "Erin"));
    store.refused(500, "UserAlreadyExisting", "addUser", user("erin"));
    store.refused(
        500, "RemoteUserStoreManagerServiceUserStoreException", "deleteUser", user("nobody"));
    store.refused(500, "UserNotFound", "deleteUser", user("nobody"));
    store.refused(500, "RoleNotFound", "deleteRole", element("roleName", "nothing"));
    store.refused(
        500,
        "http://wso2.org/claims/shoesize",
        "setUserClaimValue",
        user("erin"),
        element("claimURI", uri("shoesize")),
        element("claimValue", "42"));
    store.refused(
        500,
        "true",
        "setUserClaimValue",
        user("erin"),
        element("claimURI", uri("active")),
        element("claimValue", "perhaps"));
    store.refused(
        500,
        "profileName",
        "getUserClaimValue",
        user("erin"),
        element("claim", uri("title")),
        element("profileName", "other"));
    store.refused(500, "userName", "addUser");
    store.refused(500, "RoleNotFound", "addUser", user("frank"), element("roleList", "nothing"));
    assertThat(store.ask("isExistingUser", user("frank"))).containsExactly("false");
  }

  @Test
  void the_plain_service_brings_people_and_their_status_to_the_directory() throws Exception {
    Soap plain = Soap.plain(tessera.http());
    String grace =
        element(
            "user",
            element("externalId", "p-1")
                + element("userName", "grace")
                + element("password", PASSWORD)
                + element("givenName", "Grace")
                + element("familyName", "Example")
                + element("title", "Engineer"));
    String ref = element("ref", element("externalId", "p-1"));
    assertThat(plain.must("createUser", grace).text()).contains("changed>true<");
    assertThat(plain.must("createUser", grace).text()).contains("changed>false<");
    eventuallyIs("grace", "title", "Engineer");
    plain.must(
        "updateUser",
        ref,
        element("user", element("title", "") + element("department", "Research")));
    eventuallyIs("grace", "departmentNumber", "Research");
    eventuallyIs("grace", "title", null);
    plain.must("setActive", ref, element("active", "false"));
    Eventually.holds(
        () ->
            assertThat(directory.person("grace").orElseThrow().hasAttribute(Directory.LOCK))
                .isTrue());
    plain.must("createGroup", element("externalId", "g-1"), element("name", "plainstaff"));
    String membership =
        element("group", element("externalId", "g-1"))
            + element("user", element("externalId", "p-1"));
    plain.must("addMember", membership);
    eventuallyMembers("plainstaff", "grace");
    plain.must("grantRole", ref, element("role", "auditor"));
    assertThat(plain.must("findUser", ref).text())
        .contains("role>auditor<", "name>plainstaff<", "active>false<");
    assertThat(plain.must("revokeRole", ref, element("role", "auditor")).text())
        .contains("changed>true<");
    assertThat(plain.must("findUsers", element("filter", "userName sw \"gra\"")).text())
        .contains("userName>grace<");
    Eventually.holds(
        () ->
            assertThat(plain.must("getAccounts", ref).text())
                .contains("target>directory<", "upToDate>true<", "remoteId>"));
    plain.must("removeMember", membership);
    plain.must("deleteGroup", element("ref", element("externalId", "g-1")));
    assertThat(plain.must("deleteUser", ref).text()).contains("changed>true<");
    assertThat(plain.must("deleteUser", ref).text()).contains("changed>false<");
    Eventually.holds(
        () -> {
          assertThat(directory.person("grace")).isEmpty();
          assertThat(directory.group("plainstaff")).isEmpty();
        });
    plain.refused(500, "code>NOT_FOUND<", "updateUser", ref, element("user", ""));
    plain.refused(500, "path>userName<", "createUser", element("user", ""));
    plain.refused(
        500,
        "code>INVALID_PATH<",
        "createUser",
        element(
            "user",
            element("userName", "heidi")
                + element("attribute", element("path", "shoeSize") + element("value", "42"))));
  }

  @Test
  void changes_are_recorded_with_their_channel() throws Exception {
    Soap store = Soap.ofWso2(tessera.http(), "RemoteUserStoreManagerService", false);
    Http.Answer added = store.must("addUser", user("ivan"), claim("lastname", "Ivan"));
    String causality = added.header("X-Causality-Id");
    JsonNode recorded =
        tessera.http().get("/api/v1/audit?causality=" + causality).successful().json();
    assertThat(recorded.path("items").findValuesAsText("kind")).containsExactly("create");
    assertThat(recorded.path("items").findValuesAsText("channel")).containsExactly("soap");
    assertThat(recorded.path("items").findValuesAsText("actor")).containsExactly("admin");
  }

  @Test
  void whoever_signs_in_in_the_envelope_does_so_over_tls() throws Exception {
    Http https =
        new Http(trusting(tessera.data().resolve("tls/server.crt")), tls(), "", "").anonymously();
    for (boolean soap12 : new boolean[] {false, true}) {
      Soap store = Soap.ofWso2(https, "RemoteUserStoreManagerService", soap12);
      Http.Answer in =
          store.callSigned("admin", tessera.admin().text(), "isExistingUser", user("nobody"));
      assertThat(in.status()).as(in.text()).isEqualTo(200);
      assertThat(in.text()).contains("return>false<");
      Http.Answer wrong = store.callSigned("admin", "wrong", "isExistingUser", user("nobody"));
      assertThat(wrong.status()).as(wrong.text()).isEqualTo(401);
      assertThat(wrong.text()).contains("Fault>");
    }
    Soap plainly =
        Soap.ofWso2(tessera.http().anonymously(), "RemoteUserStoreManagerService", false);
    Http.Answer refused =
        plainly.callSigned("admin", tessera.admin().text(), "isExistingUser", user("nobody"));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text()).contains("TLS");
    assertThat(https.get("/services/ProvisioningService?wsdl").status()).isEqualTo(401);
  }

  private static URI tls() {
    return URI.create("https://localhost:" + tessera.httpsPort());
  }

  private static HttpClient trusting(Path certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
