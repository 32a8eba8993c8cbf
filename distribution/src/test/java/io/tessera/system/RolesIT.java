package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts and rights by roles that are assigned for a time, or come with what somebody is. */
class RolesIT {
  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;

  @BeforeAll
  static void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
    tessera.http().post("/api/v1/identity-providers", "{\"name\": \"lab\"}").successful();
    ObjectNode target =
        Http.JSON
            .createObjectNode()
            .put("name", "vault")
            .put("identityProvider", "lab")
            .put("connectorType", "io.tessera.connector.ldap");
    target.set("settings", Http.JSON.valueToTree(directory.settings()));
    target.set("delivery", Http.JSON.readTree("{\"accountsFor\": \"assigned\"}"));
    String path =
        "/api/v1/targets/"
            + tessera.http().post("/api/v1/targets", target.toString()).successful().id();
    Http.Answer made = tessera.http().get(path).successful();
    ObjectNode mapped = (ObjectNode) made.json();
    ((ArrayNode) mapped.path("policyMap").path("user"))
        .addObject()
        .put("attribute", "carLicense")
        .set("from", Http.JSON.readTree("[\"entitlements\"]"));
    tessera.http().send("PUT", path, mapped.toString(), "If-Match", made.etag()).successful();
    role(
        "{\"name\": \"guest\", \"targets\": [\"vault\"],"
            + " \"entitlements\": [{\"target\": \"vault\", \"value\": \"visitors\"}]}");
    role(
        "{\"name\": \"engineer\", \"displayName\": \"Engineer\", \"includes\": [\"guest\"],"
            + " \"entitlements\": [{\"target\": \"vault\", \"value\": \"builders\"}]}");
    role("{\"name\": \"seller\", \"targets\": [\"vault\"]}");
  }

  @AfterAll
  static void end() {
    tessera.close();
    directory.close();
  }

  private static Http.Answer role(String json) throws IOException {
    return tessera.http().post("/api/v1/roles", json).successful();
  }

  private static void awaitPerson(String name, boolean there) {
    Eventually.holds(() -> assertThat(directory.person(name).isPresent()).isEqualTo(there));
  }

  private static Http.Answer assign(String user, String role, String dates) throws IOException {
    return tessera
        .http()
        .post(
            "/api/v1/role-assignments",
            "{\"identity\": \"%s\", \"role\": \"%s\", \"reason\": \"A project.\"%s}"
                .formatted(user, role, dates));
  }

  private static List<String> values(String id, String attribute) throws IOException {
    List<String> values = new ArrayList<>();
    for (JsonNode value : tessera.scim().get(id).orElseThrow().path(attribute)) {
      values.add(value.path("value").asText());
    }
    return values;
  }

  @Test
  void an_account_comes_when_the_role_begins_and_goes_when_it_ends_also_over_a_restart()
      throws Exception {
    String alice = tessera.scim().create(user("alice"));
    String id =
        assign(alice, "engineer", dates(Instant.now().plusSeconds(3_600))).successful().id();
    assertThat(values(alice, "roles")).isEmpty();
    assertThat(directory.person("alice")).isEmpty();

    String path = "/api/v1/role-assignments/" + id;
    Instant begin = Instant.now().plusSeconds(2);
    tessera.http().put(path, "{\"reason\": \"Sooner.\"" + dates(begin) + "}").successful();
    awaitPerson("alice", true);
    assertThat(Instant.now()).isAfterOrEqualTo(begin);
    assertThat(values(alice, "roles")).containsExactly("engineer", "guest");
    assertThat(directory.person("alice").orElseThrow().getAttributeValues("carLicense"))
        .containsExactlyInAnyOrder("builders", "visitors");

    // The first stop of a server takes its time: it writes the class archive.
    Instant end = Instant.now().plusSeconds(30);
    tessera
        .http()
        .put(path, "{\"ends\": \"%s\", \"reason\": \"Shorter.\"}".formatted(end))
        .successful();
    tessera.stop();
    assertThat(Instant.now()).as("still held when the server stops").isBefore(end);
    Eventually.holds(Duration.ofSeconds(60), () -> assertThat(Instant.now()).isAfter(end));
    assertThat(directory.person("alice")).as("nobody ends it meanwhile").isPresent();
    tessera.start();

    awaitPerson("alice", false);
    assertThat(values(alice, "roles")).isEmpty();
    assertThat(tessera.http().get(path).json().path("state").asText()).isEqualTo("ended");
  }

  private static String dates(Instant begin) {
    return ", \"starts\": \"%s\", \"ends\": \"%s\"".formatted(begin, begin.plusSeconds(3_600));
  }

  @Test
  void a_day_that_no_calendar_has_is_refused_with_its_field() throws Exception {
    String gina = tessera.scim().create(user("gina"));
    Http.Answer refused = assign(gina, "engineer", ", \"ends\": \"+999999999-12-31T00:00:00Z\"");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("ends");
  }

  @Test
  void a_change_of_department_moves_a_person_from_one_role_to_another() throws Exception {
    String builders =
        "{\"name\": \"builders\", \"condition\": \"enterprise.department == 'Works'\","
            + " \"roles\": [\"engineer\"]}";
    String bob = tessera.scim().create(user("bob").department("Works"));
    JsonNode preview =
        tessera
            .http()
            .post("/api/v1/birthright-rules/preview", "{\"rule\": " + builders + "}")
            .successful()
            .json();
    assertThat(preview.path("gaining").asInt()).isEqualTo(1);
    assertThat(preview.path("effects").path(0).path("userName").asText()).isEqualTo("bob");
    assertThat(values(bob, "roles")).isEmpty();

    tessera.http().post("/api/v1/birthright-rules", builders).successful();
    tessera
        .http()
        .post(
            "/api/v1/birthright-rules",
            "{\"name\": \"sellers\", \"condition\": \"enterprise.department == 'Shop'\","
                + " \"roles\": [\"seller\"]}")
        .successful();
    awaitPerson("bob", true);
    assertThat(values(bob, "roles")).containsExactly("engineer", "guest");

    tessera.scim().replace(bob, user("bob").department("Shop"));

    assertThat(values(bob, "roles")).containsExactly("seller");
    Eventually.holds(
        () ->
            assertThat(directory.person("bob").orElseThrow().hasAttribute("carLicense")).isFalse());
    Http.Answer refused =
        tessera
            .http()
            .patch(
                "/scim2/Users/" + bob,
                "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],"
                    + " \"Operations\": [{\"op\": \"remove\", \"path\": \"roles\"}]}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("birthright rule sellers");

    tessera.scim().replace(bob, user("bob").department("Nowhere"));
    awaitPerson("bob", false);
  }

  @Test
  void what_changes_in_a_role_reaches_those_who_hold_it() throws Exception {
    Http.Answer made =
        role(
            "{\"name\": \"keeper\", \"targets\": [\"vault\"],"
                + " \"entitlements\": [{\"target\": \"vault\", \"value\": \"keys\"}]}");
    String carol = tessera.scim().create(user("carol"));
    String id = assign(carol, "keeper", "").successful().id();
    awaitPerson("carol", true);

    String path = "/api/v1/roles/" + made.id();
    ObjectNode changed = (ObjectNode) tessera.http().get(path).json();
    changed.set(
        "entitlements",
        Http.JSON.readTree("[{\"target\": \"vault\", \"value\": \"master-keys\"}]"));
    tessera.http().send("PUT", path, changed.toString(), "If-Match", "\"1\"").successful();

    Eventually.holds(
        () ->
            assertThat(directory.person("carol").orElseThrow().getAttributeValues("carLicense"))
                .containsExactly("master-keys"));
    assertThat(tessera.http().send("DELETE", path, "", "If-Match", "*").status()).isEqualTo(409);
    tessera.http().delete("/api/v1/role-assignments/" + id).successful();
    awaitPerson("carol", false);
    tessera.http().send("DELETE", path, "", "If-Match", "*").successful();
  }

  /** A SCIM client with some scopes. */
  private static Http client(String name, String scopes) throws IOException {
    Http admin = tessera.http();
    String id =
        admin
            .post(
                "/api/v1/service-providers",
                "{\"name\": \"%s\", \"scopes\": [%s]}".formatted(name, scopes))
            .successful()
            .id();
    JsonNode secret =
        admin.post("/api/v1/service-providers/" + id + "/secrets", "{}").successful().json();
    return admin.as(id, secret.path("secret").asText());
  }

  private static String patch(String operation) {
    return "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],"
        + " \"Operations\": ["
        + operation
        + "]}";
  }

  @Test
  void scim_clients_assign_and_take_roles_where_they_may() throws Exception {
    Http hr = client("hr", "\"scim.users.read\", \"scim.users.write\"");
    Http governance =
        client(
            "governance",
            "\"scim.users.read\", \"scim.users.write\", \"scim.roles.read\","
                + " \"scim.roles.write\"");
    String role = role("{\"name\": \"porter\", \"targets\": [\"vault\"]}").id();
    String dora = tessera.scim().create(user("dora"));
    String user = "/scim2/Users/" + dora;
    String give =
        patch("{\"op\": \"add\", \"path\": \"roles\", \"value\": [{\"value\": \"porter\"}]}");

    assertThat(hr.patch(user, give).status()).isEqualTo(403);
    assertThat(hr.get("/scim2/Roles").status()).isEqualTo(403);
    governance.patch(user, give).successful();
    awaitPerson("dora", true);
    assertThat(
            tessera
                .http()
                .get("/api/v1/role-assignments?identity=" + dora)
                .json()
                .path("items")
                .path(0)
                .path("origin")
                .asText())
        .isEqualTo("scim");
    hr.put(user, user("dora").title("Porter").json()).successful();
    assertThat(values(dora, "roles")).containsExactly("porter");

    governance
        .patch(
            "/scim2/Roles/" + role,
            patch("{\"op\": \"remove\", \"path\": \"members[value eq \\\"" + dora + "\\\"]\"}"))
        .successful();
    awaitPerson("dora", false);
    governance
        .patch(
            "/scim2/Roles/" + role,
            patch(
                "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \""
                    + dora
                    + "\"}]}"))
        .successful();
    awaitPerson("dora", true);
    assertThat(
            governance
                .get("/scim2/Roles/" + role + "?attributes=members")
                .json()
                .path("members")
                .path(0)
                .path("display")
                .asText())
        .isEqualTo("The dora");
    replaceRoles(governance, user, "engineer");
    replaceRoles(governance, user, "guest");
    assertThat(values(dora, "roles")).containsExactly("guest");
    Http.Answer smuggled =
        governance.patch(
            user,
            patch(
                "{\"op\": \"add\", \"path\": \"entitlements\","
                    + " \"value\": [{\"type\": \"vault\", \"value\": \"everything\"}]}"));
    assertThat(smuggled.status()).isEqualTo(400);
    assertThat(holders("guest")).contains(dora);
    tessera.scim().delete(dora);
    awaitPerson("dora", false);
    assertThat(holders("guest")).doesNotContain(dora);
  }

  @Test
  void a_request_changes_a_thousand_members_at_most() throws Exception {
    String role = role("{\"name\": \"crowd\"}").id();
    String many =
        Stream.generate(() -> "{\"value\": \"" + UUID.randomUUID() + "\"}")
            .limit(1_001)
            .collect(Collectors.joining(","));
    Http.Answer refused =
        tessera
            .http()
            .patch(
                "/scim2/Roles/" + role,
                patch("{\"op\": \"add\", \"path\": \"members\", \"value\": [" + many + "]}"));
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.text()).contains("1001 members", "1000 at most");
  }

  @Test
  void who_may_not_read_users_sees_no_effects_of_a_rule() throws Exception {
    Http.Answer refused =
        client("reader", "\"config.read\"")
            .post(
                "/api/v1/birthright-rules/preview",
                "{\"rule\": {\"name\": \"all\", \"condition\": \"true\","
                    + " \"roles\": [\"guest\"]}}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("scim.users.read");
  }

  private static List<String> holders(String role) throws IOException {
    List<String> holders = new ArrayList<>();
    tessera
        .http()
        .get("/api/v1/role-assignments?role=" + role)
        .successful()
        .json()
        .path("items")
        .forEach(assignment -> holders.add(assignment.path("identity").asText()));
    return holders;
  }

  private static void replaceRoles(Http client, String user, String role) throws IOException {
    client
        .patch(
            user,
            patch(
                "{\"op\": \"replace\", \"path\": \"roles\", \"value\": [{\"value\": \""
                    + role
                    + "\"}]}"))
        .successful();
  }

  @Test
  void a_label_of_a_client_gives_nothing_when_a_role_is_made_by_its_name() throws Exception {
    Http labels = client("labels", "\"scim.users.read\", \"scim.users.write\"");
    String fred = tessera.scim().create(user("fred"));
    replaceRoles(labels, "/scim2/Users/" + fred, "auditor");
    assertThat(values(fred, "roles")).containsExactly("auditor");

    role("{\"name\": \"auditor\", \"targets\": [\"vault\"]}");
    tessera.scim().set(fred, "title", "\"Meanwhile\"");

    assertThat(values(fred, "roles")).isEmpty();
    // What the write brought about was delivered when a later change of somebody who holds it was.
    String hugo = tessera.scim().create(user("hugo"));
    assign(hugo, "auditor", "").successful();
    awaitPerson("hugo", true);
    assertThat(directory.person("fred")).isEmpty();
  }

  @Test
  void where_a_rule_reads_roles_any_name_needs_the_permission() throws Exception {
    Http plain = client("plain", "\"scim.users.read\", \"scim.users.write\"");
    String user = "/scim2/Users/" + tessera.scim().create(user("ines"));
    replaceRoles(plain, user, "juggler");
    Http.Answer rule =
        tessera
            .http()
            .post(
                "/api/v1/rules",
                "{\"name\": \"no-clowns\", \"effect\": \"deny\","
                    + " \"condition\": \"'clown' in member.roles\"}")
            .successful();

    String clown =
        patch("{\"op\": \"replace\", \"path\": \"roles\", \"value\": [{\"value\": \"clown\"}]}");
    assertThat(plain.patch(user, clown).status()).isEqualTo(403);
    tessera.http().send("DELETE", "/api/v1/rules/" + rule.id(), "", "If-Match", "*").successful();
    plain.patch(user, clown).successful();
  }

  @Test
  void who_joins_a_group_gets_what_a_rule_grants_its_members() throws Exception {
    tessera
        .http()
        .post(
            "/api/v1/birthright-rules",
            "{\"name\": \"choir\", \"condition\": \"'choir' in member.groups\","
                + " \"roles\": [\"guest\"]}")
        .successful();
    String emil = tessera.scim().create(user("emil"));
    String group = tessera.scim().createGroup("choir", List.of());
    tessera.scim().addMember(group, emil);
    awaitPerson("emil", true);
    tessera.scim().removeMember(group, emil);
    awaitPerson("emil", false);
  }

  @Test
  void roles_in_a_circle_are_refused_with_the_way_around() throws Exception {
    String inner = "/api/v1/roles/" + role("{\"name\": \"inner\"}").id();
    role("{\"name\": \"outer\", \"includes\": [\"inner\"]}");

    Http.Answer refused =
        tessera
            .http()
            .send(
                "PUT",
                inner,
                "{\"name\": \"inner\", \"includes\": [\"outer\"], \"targets\": [\"nowhere\"]}",
                "If-Match",
                "*");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("inner > outer > inner")
        .contains("targets[0]: there is no target of this name");
    assertThat(assign("00000000-0000-4000-8000-000000000000", "inner", "").status()).isEqualTo(400);
  }
}
