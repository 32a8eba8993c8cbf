package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts that rules permit and refuse: rules said in fields, and policies in XACML. */
class RulesIT {
  private static final String POLICY =
      """
      <Policy xmlns="urn:oasis:names:tc:xacml:3.0:core:schema:wd-17" PolicyId="sales-only"
        RuleCombiningAlgId=
        "urn:oasis:names:tc:xacml:1.0:rule-combining-algorithm:first-applicable" Version="1.0">
        <Target/>
        <Rule RuleId="sales" Effect="Permit">
          <Condition>
            <Apply FunctionId="urn:oasis:names:tc:xacml:1.0:function:string-is-in">
              <AttributeValue DataType="http://www.w3.org/2001/XMLSchema#string">Sales\
      </AttributeValue>
              <AttributeDesignator MustBePresent="false"
                Category="urn:oasis:names:tc:xacml:1.0:subject-category:access-subject"
                AttributeId=
      "urn:tessera:attribute:urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"
                DataType="http://www.w3.org/2001/XMLSchema#string"/>
            </Apply>
          </Condition>
        </Rule>
        <Rule RuleId="others" Effect="Deny"/>
      </Policy>\
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;
  private static Connections connections;
  private static String target;

  @BeforeAll
  static void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
    connections = new Connections(tessera.http());
    target = connections.addTarget("vault", "io.tessera.connector.ldap", directory.settings());
  }

  @AfterAll
  static void end() {
    tessera.close();
    directory.close();
  }

  @AfterEach
  void withoutRules() throws IOException {
    for (JsonNode rule : tessera.http().get("/api/v1/rules").successful().json().path("items")) {
      tessera
          .http()
          .send("DELETE", "/api/v1/rules/" + rule.path("id").asText(), "", "If-Match", "*")
          .successful();
    }
  }

  private static Http.Answer rule(ObjectNode rule) throws IOException {
    return tessera.http().post("/api/v1/rules", rule.toString());
  }

  private static ObjectNode about(String name) {
    ObjectNode rule = Http.JSON.createObjectNode().put("name", name);
    rule.putArray("targets").add("vault");
    return rule;
  }

  private static void awaitPerson(String name, boolean there) {
    Eventually.holds(() -> assertThat(directory.person(name).isPresent()).isEqualTo(there));
  }

  /** Neither now nor later: nothing of it is on its way. */
  private static void requireNothingSent(String name, String id) throws Exception {
    connections.awaitDelivered(target, PATIENCE);
    assertThat(connections.operations("resource=" + id)).isEmpty();
    assertThat(directory.person(name)).isEmpty();
  }

  /** Why a target got the last change of a resource, or did not. */
  private static JsonNode reason(String resource) throws IOException {
    JsonNode last =
        tessera
            .http()
            .get("/api/v1/audit?resource=" + resource)
            .successful()
            .json()
            .path("items")
            .path(0);
    return tessera
        .http()
        .get("/api/v1/audit/" + last.path("id").asText())
        .successful()
        .json()
        .path("decisions")
        .path("reasons")
        .path(0);
  }

  @Test
  void a_role_and_a_time_window_decide_and_the_record_tells_which_rule_did() throws Exception {
    LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
    ObjectNode rule = about("office-hours").put("effect", "permit");
    rule.putArray("roles").add("staff");
    rule.putObject("window")
        .put("from", now.minusHours(1).toString())
        .put("to", now.plusHours(1).toString())
        .put("zone", "UTC");
    String made = rule(rule).successful().id();

    String alice = tessera.scim().create(user("alice"));
    assertThat(reason(alice).path("verdict").asText()).isEqualTo("nothing");
    assertThat(reason(alice).path("reason").asText())
        .isEqualTo("a rule refuses it: office-hours: holds none of the roles and groups staff");
    requireNothingSent("alice", alice);

    String staff = tessera.scim().createGroup("staff", List.of(alice));
    awaitPerson("alice", true);
    assertThat(reason(alice).path("reason").asText())
        .isEqualTo("a rule permits it: office-hours: holds staff");

    rule.putObject("window")
        .put("from", now.plusHours(1).toString())
        .put("to", now.plusHours(2).toString())
        .put("zone", "UTC");
    tessera
        .http()
        .send("PUT", "/api/v1/rules/" + made, rule.toString(), "If-Match", "\"1\"")
        .successful();
    tessera.scim().set(alice, "title", "\"Director\"");
    assertThat(reason(alice).path("reason").asText()).contains("outside the time window");

    JsonNode later =
        tessera
            .http()
            .post(
                "/api/v1/rules/decision",
                Http.JSON
                    .createObjectNode()
                    .put("rule", "office-hours")
                    .put("resource", alice)
                    .put("target", "vault")
                    .put("at", Instant.now().plusSeconds(5400).toString())
                    .toString())
            .successful()
            .json();
    assertThat(later.path("permitted").asBoolean()).isTrue();
    tessera.scim().delete(alice);
    awaitPerson("alice", false);
    tessera.scim().deleteGroup(staff);
  }

  @Test
  void service_providers_ask_about_people_of_their_own_domain_only() throws Exception {
    Http admin = tessera.http();
    admin.post("/api/v1/user-stores", "{\"name\": \"SALES\"}").successful();
    String provider =
        admin
            .post(
                "/api/v1/service-providers",
                "{\"name\": \"sales\", \"userStore\": \"SALES\", \"scopes\": [\"scim.users.read\","
                    + " \"config.read\", \"queue.read\", \"queue.operate\"]}")
            .successful()
            .id();
    JsonNode secret =
        admin.post("/api/v1/service-providers/" + provider + "/secrets", "{}").successful().json();
    Http sales = admin.as(provider, secret.path("secret").asText());
    String gina = tessera.scim().create(user("gina"));
    String about = "{\"resource\": \"%s\", \"target\": \"vault\"}".formatted(gina);
    String preview = "/api/v1/targets/" + target + "/preview";

    assertThat(admin.post("/api/v1/rules/decision", about).status()).isEqualTo(200);
    assertThat(sales.post("/api/v1/rules/decision", about).status()).isEqualTo(404);
    String resource = "{\"resource\": \"%s\"}".formatted(gina);
    assertThat(admin.post(preview, resource).status()).isEqualTo(200);
    assertThat(sales.post(preview, resource).status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/placements?resource=" + gina).status()).isEqualTo(200);
    assertThat(sales.get("/api/v1/placements?resource=" + gina).status()).isEqualTo(404);
    assertThat(sales.post("/api/v1/placements", resource).status()).isEqualTo(404);
  }

  @Test
  void a_policy_in_xacml_decides_by_the_department() throws Exception {
    rule(about("sales-policy").put("xacml", POLICY)).successful();

    String bob = tessera.scim().create(user("bob").department("Works"));
    assertThat(reason(bob).path("reason").asText())
        .isEqualTo("a rule refuses it: sales-policy/sales-only/others");
    requireNothingSent("bob", bob);

    tessera.scim().replace(bob, user("bob").department("Sales"));
    awaitPerson("bob", true);
    assertThat(reason(bob).path("reason").asText())
        .isEqualTo("a rule permits it: sales-policy/sales-only/sales");
  }

  @Test
  void a_service_provider_may_be_free_of_the_rules_of_a_target() throws Exception {
    rule(about("deny-all").put("effect", "deny")).successful();
    setTargets("[{\"target\": \"vault\", \"rules\": false}]");
    try {
      tessera.scim().create(user("erin"));
      awaitPerson("erin", true);
    } finally {
      setTargets("[]");
    }
    String frank = tessera.scim().create(user("frank"));
    assertThat(reason(frank).path("reason").asText()).isEqualTo("a rule refuses it: deny-all");
  }

  private static void setTargets(String targets) throws IOException {
    JsonNode resident =
        tessera
            .http()
            .get("/api/v1/service-providers?name=resident")
            .successful()
            .json()
            .path("items")
            .path(0);
    ObjectNode changed = ((ObjectNode) resident).deepCopy();
    changed.set("targets", Http.JSON.readTree(targets));
    tessera
        .http()
        .send(
            "PUT",
            "/api/v1/service-providers/" + resident.path("id").asText(),
            changed.toString(),
            "If-Match",
            "*")
        .successful();
  }

  @Test
  void what_is_no_policy_is_refused_with_its_place_and_the_rules_stay() throws Exception {
    rule(about("deny-all").put("effect", "deny")).successful();
    String carol = tessera.scim().create(user("carol"));
    Http.Answer doctype =
        rule(about("evil").put("xacml", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///'>]>\n" + POLICY));
    assertThat(doctype.status()).isEqualTo(400);
    assertThat(doctype.text()).contains("line 1, column", "DOCTYPE");
    assertThat(rule(about("text").put("xacml", "hello")).text()).contains("line 1, column 1");
    Http.Answer condition =
        rule(about("broken").put("effect", "deny").put("condition", "user.nothing == 1"));
    assertThat(condition.status()).isEqualTo(400);
    assertThat(condition.text()).contains("condition", "user.nothing");
    Http.Answer nowhere =
        rule(
            ((ObjectNode) about("x").set("targets", Http.JSON.readTree("[\"y\"]")))
                .put("effect", "deny"));
    assertThat(nowhere.text()).contains("targets[0]");
    tessera.scim().set(carol, "title", "\"Director\"");
    assertThat(reason(carol).path("reason").asText()).isEqualTo("a rule refuses it: deny-all");
    assertThat(
            tessera.http().send("DELETE", "/api/v1/targets/" + target, "", "If-Match", "*").text())
        .contains("rule deny-all");
  }
}
