package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts that are for the members of a group, and for everyone who was there before. */
class AssignedTargetsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory open;
  private static Directory closed;
  private static String vault;

  @BeforeAll
  static void start() throws IOException {
    open = Directory.in(folder.resolve("open"));
    closed = Directory.in(folder.resolve("closed"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
    Http admin = tessera.http();
    admin
        .post(
            "/api/v1/identity-providers",
            "{\"name\": \"limited\", \"provisioningRoles\": [\"engineers\", \"operators\","
                + " \"pilots\"]}")
        .successful();
    ObjectNode target =
        Http.JSON
            .createObjectNode()
            .put("name", "vault")
            .put("identityProvider", "limited")
            .put("connectorType", "io.tessera.connector.ldap");
    target.set("settings", Http.JSON.valueToTree(closed.settings()));
    vault = admin.post("/api/v1/targets", target.toString()).successful().id();
  }

  @AfterAll
  static void end() {
    tessera.close();
    open.close();
    closed.close();
  }

  @AfterEach
  void likeTheOthers() throws IOException {
    setDelivery("{}");
  }

  private static void awaitPerson(Directory directory, String name, boolean there) {
    Eventually.holds(() -> assertThat(directory.person(name).isPresent()).isEqualTo(there));
  }

  private static String group(String name, String member) throws IOException {
    return tessera
        .http()
        .post(
            "/scim2/Groups",
            "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:Group\"], \"displayName\": \""
                + name
                + "\", \"members\": [{\"value\": \""
                + member
                + "\"}]}")
        .successful()
        .id();
  }

  private static void patchMembers(String group, String operation) throws IOException {
    tessera
        .http()
        .send(
            "PATCH",
            "/scim2/Groups/" + group,
            "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"], \"Operations\": ["
                + operation
                + "]}")
        .successful();
  }

  @Test
  void who_joins_the_group_gets_an_account_and_who_leaves_it_loses_it() throws Exception {
    String alice = tessera.scim().create(user("alice"));
    String bob = tessera.scim().create(user("bob"));
    String engineers = group("engineers", alice);

    awaitPerson(closed, "alice", true);
    assertThat(closed.person("bob")).isEmpty();
    assertThat(why(bob).path("verdict").asText()).isEqualTo("nothing");
    assertThat(why(bob).path("reason").asText())
        .isEqualTo("holds no role or group the account is for");
    assertThat(why(alice).path("reason").asText()).endsWith(": engineers");

    patchMembers(
        engineers,
        "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"" + bob + "\"}]}");
    awaitPerson(closed, "bob", true);
    patchMembers(
        engineers, "{\"op\": \"remove\", \"path\": \"members[value eq \\\"" + alice + "\\\"]\"}");
    awaitPerson(closed, "alice", false);
    assertThat(tessera.scim().named("alice")).isPresent();

    tessera.scim().set(alice, "title", "\"Elsewhere\"");
    tessera.connections().awaitDelivered(vault, PATIENCE);
    assertThat(closed.person("alice")).isEmpty();

    tessera.scim().delete(bob);
    awaitPerson(closed, "bob", false);
  }

  private static JsonNode why(String resource) throws IOException {
    for (JsonNode item :
        tessera
            .http()
            .get("/api/v1/placements?resource=" + resource)
            .successful()
            .json()
            .path("items")) {
      if (item.path("targetName").asText().equals("vault")) {
        return item;
      }
    }
    throw new AssertionError("the target vault is not listed");
  }

  @Test
  void who_comes_back_gets_the_account_that_was_left_behind() throws Exception {
    setDelivery("{\"whenDeleted\": \"disable\", \"deleteAfterDays\": 30}");
    String carol = tessera.scim().create(user("carol"));
    String operators = group("operators", carol);
    awaitPerson(closed, "carol", true);
    String entryUuid = closed.person("carol").orElseThrow().getAttributeValue("entryUUID");

    patchMembers(
        operators, "{\"op\": \"remove\", \"path\": \"members[value eq \\\"" + carol + "\\\"]\"}");
    Eventually.holds(() -> assertThat(isLocked("carol")).isTrue());
    Eventually.holds(() -> assertThat(account(carol)).isEqualTo("retired"));

    patchMembers(
        operators,
        "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"" + carol + "\"}]}");
    Eventually.holds(() -> assertThat(isLocked("carol")).isFalse());
    Eventually.holds(() -> assertThat(account(carol)).isEqualTo("active"));
    assertThat(closed.person("carol").orElseThrow().getAttributeValue("entryUUID"))
        .isEqualTo(entryUuid);
  }

  @Test
  void who_is_taken_out_of_a_group_that_is_renamed_at_once_loses_the_account() throws Exception {
    String dave = tessera.scim().create(user("dave"));
    String pilots = group("pilots", dave);
    awaitPerson(closed, "dave", true);

    tessera
        .http()
        .send(
            "PUT",
            "/scim2/Groups/" + pilots,
            "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:Group\"],"
                + " \"displayName\": \"pilots of old\", \"members\": []}")
        .successful();

    awaitPerson(closed, "dave", false);
  }

  private static boolean isLocked(String name) throws Exception {
    return closed.person(name).orElseThrow().hasAttribute(Directory.LOCK);
  }

  private static String account(String resource) throws IOException {
    return why(resource).path("account").path("state").asText();
  }

  private static void setDelivery(String json) throws IOException {
    String path = "/api/v1/targets/" + vault;
    Http.Answer present = tessera.http().get(path).successful();
    ObjectNode changed = (ObjectNode) present.json();
    changed.set("delivery", Http.JSON.readTree(json));
    tessera.http().send("PUT", path, changed.toString(), "If-Match", present.etag()).successful();
  }

  @Test
  void everyone_who_was_there_before_a_target_is_provisioned_by_a_load() throws Exception {
    for (int i = 0; i < 30; i++) {
      tessera.scim().create(user("before" + i));
    }
    tessera.connections().addTarget("late", "io.tessera.connector.ldap", open.settings());
    assertThat(open.person("before0")).isEmpty();

    String load =
        tessera
            .http()
            .post("/api/v1/initial-loads", "{\"target\": \"late\", \"perSecond\": 200}")
            .successful()
            .id();

    for (int i = 0; i < 30; i++) {
      awaitPerson(open, "before" + i, true);
    }
    Eventually.holds(() -> assertThat(load(load).path("state").asText()).isEqualTo("done"));
    assertThat(load(load).path("sent").asInt()).isGreaterThanOrEqualTo(30);
  }

  private static JsonNode load(String id) throws IOException {
    return tessera.http().get("/api/v1/initial-loads/" + id).successful().json();
  }
}
