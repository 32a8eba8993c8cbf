package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two servers, one provisioning to the other over SCIM, as the acceptance tests of WSO2's
 * provisioning do it: create, patch, group, rename, delete, then read the second. With each mode a
 * service provider can have.
 */
class TwoServersIT {
  private static final String SCIM2 = "io.tessera.connector.scim2";
  private static final String SCOPES =
      "\"scopes\": [\"scim.users.read\", \"scim.users.write\", \"scim.users.delete\","
          + " \"scim.groups.read\", \"scim.groups.write\", \"scim.groups.delete\"]";

  @TempDir static Path folder;
  private static TesseraServer first;
  private static TesseraServer second;
  private static String open;
  private static String gated;

  @BeforeAll
  static void start() throws IOException {
    second = TesseraServer.in(folder.resolve("second")).start();
    first = TesseraServer.in(folder.resolve("first")).start();
    Map<String, Object> settings =
        Map.of(
            "usersUrl", second.uri("/scim2/Users").toString(),
            "groupsUrl", second.uri("/scim2/Groups").toString(),
            "user", "admin",
            "password", second.admin().text());
    open = first.connections().addUnguardedTarget("open", SCIM2, settings);
    first
        .http()
        .post(
            "/api/v1/identity-providers", "{\"name\": \"club\", \"provisioningRoles\": [\"club\"]}")
        .successful();
    ObjectNode target =
        Http.JSON
            .createObjectNode()
            .put("name", "gated")
            .put("identityProvider", "club")
            .put("connectorType", SCIM2);
    target.set("settings", Http.JSON.valueToTree(settings));
    target.set("delivery", Http.JSON.readTree("{\"guard\": {\"most\": 0}}"));
    gated = first.http().post("/api/v1/targets", target.toString()).successful().id();
  }

  @AfterAll
  static void end() {
    first.close();
    second.close();
  }

  private static Http party(String name, String mode, String targets) throws IOException {
    Http admin = first.http();
    String id =
        admin
            .post(
                "/api/v1/service-providers",
                "{\"name\": \""
                    + name
                    + "\", \"mode\": \""
                    + mode
                    + "\", \"targets\": ["
                    + targets
                    + "], "
                    + SCOPES
                    + "}")
            .successful()
            .id();
    JsonNode secret =
        admin.post("/api/v1/service-providers/" + id + "/secrets", "{}").successful().json();
    return admin.as(id, secret.path("secret").asText());
  }

  private static void awaitDelivered() {
    first.connections().awaitDelivered(open, Duration.ofSeconds(30));
    first.connections().awaitDelivered(gated, Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"persist-and-provision", "provision-only"})
  void what_the_first_is_told_the_second_has(String mode) throws Exception {
    String p = mode.substring(0, 8).replace("-", "");
    Scim scim = new Scim(party("scim-" + mode, mode, "\"open\""));
    String alice = scim.create(user(p + "alice").title("Clerk"));
    String bob = scim.create(user(p + "bob"));
    awaitDelivered();
    assertThat(second.scim().named(p + "alice").orElseThrow().path("title").asText())
        .isEqualTo("Clerk");
    String there = second.scim().named(p + "alice").orElseThrow().path("id").asText();

    scim.set(alice, "title", "\"Judge\"");
    String group = scim.createGroup(p + "court", List.of(alice));
    scim.addMember(group, bob);
    awaitDelivered();
    JsonNode judge = second.scim().named(p + "alice").orElseThrow();
    assertThat(judge.path("title").asText()).isEqualTo("Judge");
    assertThat(judge.path("name").path("familyName").asText())
        .as("what was not patched stays")
        .isEqualTo("Family of " + p + "alice");
    assertThat(second.scim().group(p + "court").orElseThrow().path("members")).hasSize(2);
    scim.removeMember(group, alice);
    scim.renameGroup(group, p + "bench");
    awaitDelivered();
    assertThat(second.scim().group(p + "court")).isEmpty();
    assertThat(second.scim().group(p + "bench").orElseThrow().path("members")).hasSize(1);

    scim.set(alice, "userName", "\"" + p + "alicia\"");
    awaitDelivered();
    assertThat(second.scim().named(p + "alice")).isEmpty();
    assertThat(second.scim().named(p + "alicia").orElseThrow().path("id").asText())
        .as("a rename keeps the account")
        .isEqualTo(there);

    scim.deleteGroup(group);
    scim.delete(bob);
    scim.delete(alice);
    awaitDelivered();
    assertThat(second.scim().group(p + "bench")).isEmpty();
    assertThat(second.scim().named(p + "alicia")).isEmpty();
    assertThat(second.scim().named(p + "bob")).isEmpty();
    assertThat(first.scim().named(p + "alicia")).isEmpty();
  }

  @Test
  void what_the_first_only_keeps_the_second_never_sees() throws Exception {
    Scim scim = new Scim(party("scim-persist", "persist", ""));
    String carol = scim.create(user("keptcarol"));
    scim.createGroup("keptgroup", List.of(carol));
    scim.set(carol, "title", "\"Keeper\"");
    awaitDelivered();

    assertThat(first.scim().named("keptcarol").orElseThrow().path("title").asText())
        .isEqualTo("Keeper");
    assertThat(second.scim().named("keptcarol")).isEmpty();
    assertThat(second.scim().group("keptgroup")).isEmpty();
    assertThat(first.connections().operations("resource=" + carol)).isEmpty();
  }

  @Test
  void who_joins_the_group_gets_an_account_in_the_second_and_loses_it_on_leaving()
      throws Exception {
    Http http = party("club-provisions", "persist-and-provision", "\"gated\"");
    Scim scim = new Scim(http);
    Scim keeper = new Scim(party("club-keeps", "persist", ""));
    String dave = scim.create(user("clubdave"));
    String erin = keeper.create(user("clubErin"));
    String club = scim.createGroup("club", List.of());
    awaitDelivered();
    assertThat(second.scim().named("clubdave")).isEmpty();

    scim.addMember(club, dave);
    Eventually.holds(() -> assertThat(second.scim().named("clubdave")).isPresent());
    awaitDelivered();
    assertThat(first.connections().accountsOf(dave))
        .as("the account is that of the one who joined, not that of the group")
        .extracting(account -> account.path("remoteId").asText())
        .containsExactly(second.scim().named("clubdave").orElseThrow().path("id").asText());
    scim.set(dave, "title", "\"Member\"");
    Eventually.holds(
        () ->
            assertThat(second.scim().named("clubdave").orElseThrow().path("title").asText())
                .isEqualTo("Member"));
    scim.removeMember(club, dave);
    Eventually.holds(() -> assertThat(second.scim().named("clubdave")).isEmpty());
    assertThat(first.scim().named("clubdave")).isPresent();

    keeper.addMember(club, erin);
    scim.addMember(club, dave);
    Eventually.holds(() -> assertThat(second.scim().named("clubdave")).isPresent());
    awaitDelivered();
    assertThat(second.scim().named("clubErin"))
        .as("who joins by a service provider that only keeps what it writes")
        .isEmpty();

    // Who belongs to what is not kept of what is only passed on: nobody holds the group's account.
    Http.Answer refused =
        party("club-passes", "provision-only", "\"gated\"")
            .post("/scim2/Users", user("clubfay").json());
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("no active target takes this");
  }
}
