package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server, a directory and a second server: what happens to the first reaches the others. */
class ProvisioningIT {
  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static TesseraServer partner;
  private static Directory directory;

  @BeforeAll
  static void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    partner = TesseraServer.in(folder.resolve("partner")).start();
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
    tessera.connections().addTarget("directory", "io.tessera.connector.ldap", directory.settings());
    tessera
        .connections()
        .addTarget(
            "partner",
            "io.tessera.connector.scim2",
            Map.of(
                "usersUrl", partner.uri("/scim2/Users").toString(),
                "groupsUrl", partner.uri("/scim2/Groups").toString(),
                "user", "admin",
                "password", partner.admin().text()));
  }

  @AfterAll
  static void end() {
    tessera.close();
    partner.close();
    directory.close();
  }

  @Test
  void a_user_tells_its_accounts_at_every_target_to_who_asks() throws Exception {
    String urn = "urn:tessera:scim:schemas:extension:accounts:1.0:User";
    String path = "/scim2/Users/" + tessera.scim().create(user("accounts"));
    Eventually.holds(
        () -> {
          JsonNode accounts =
              tessera.http().get(path + "?attributes=" + urn).successful().json().path(urn);
          assertThat(accounts.path("accounts").findValuesAsText("target"))
              .containsExactlyInAnyOrder("directory", "partner");
          assertThat(accounts.path("accounts").findValuesAsText("pending")).containsOnly("0");
          assertThat(accounts.path("accounts").findValuesAsText("remoteId")).hasSize(2);
        });
    assertThat(tessera.http().get(path).successful().json().has(urn)).isFalse();
  }

  @Test
  void a_user_created_over_scim_appears_in_the_directory_and_in_the_second_server()
      throws Exception {
    String id = tessera.scim().create(user("created").title("Engineer").department("Research"));
    Eventually.holds(
        () -> {
          assertThat(directory.person("created").orElseThrow().getAttributeValue("title"))
              .isEqualTo("Engineer");
          assertThat(partner.scim().named("created").orElseThrow().path("title").asText())
              .isEqualTo("Engineer");
        });
    assertThat(directory.person("created").orElseThrow().getAttributeValue("departmentNumber"))
        .isEqualTo("Research");
    Eventually.holds(
        () ->
            assertThat(tessera.connections().accountsOf(id))
                .hasSize(2)
                .allSatisfy(
                    account -> {
                      assertThat(account.path("state").asText()).isEqualTo("active");
                      assertThat(account.path("remoteId").asText()).isNotEmpty();
                    }));
  }

  @Test
  void a_changed_user_changes_everywhere() throws Exception {
    String id = tessera.scim().create(user("changed").title("Engineer"));
    tessera.scim().set(id, "title", "\"Architect\"");
    tessera.scim().set(id, "name.familyName", "\"Newname\"");
    Eventually.holds(
        () -> {
          assertThat(directory.person("changed").orElseThrow().getAttributeValue("title"))
              .isEqualTo("Architect");
          assertThat(directory.person("changed").orElseThrow().getAttributeValue("sn"))
              .isEqualTo("Newname");
          JsonNode there = partner.scim().named("changed").orElseThrow();
          assertThat(there.path("title").asText()).isEqualTo("Architect");
          assertThat(there.path("name").path("familyName").asText()).isEqualTo("Newname");
        });
  }

  @Test
  void a_disabled_user_is_disabled_everywhere_and_enabled_again() throws Exception {
    String id = tessera.scim().create(user("disabled"));
    tessera.scim().set(id, "active", "false");
    Eventually.holds(
        () -> {
          assertThat(directory.person("disabled").orElseThrow().hasAttribute(Directory.LOCK))
              .isTrue();
          assertThat(partner.scim().named("disabled").orElseThrow().path("active").asBoolean())
              .isFalse();
        });
    tessera.scim().set(id, "active", "true");
    Eventually.holds(
        () -> {
          assertThat(directory.person("disabled").orElseThrow().hasAttribute(Directory.LOCK))
              .isFalse();
          assertThat(partner.scim().named("disabled").orElseThrow().path("active").asBoolean())
              .isTrue();
        });
  }

  @Test
  void a_renamed_user_keeps_its_accounts_under_the_new_name() throws Exception {
    String id = tessera.scim().create(user("maiden"));
    Eventually.holds(
        () -> {
          assertThat(directory.person("maiden")).isPresent();
          assertThat(partner.scim().named("maiden")).isPresent();
        });
    String entry = directory.person("maiden").orElseThrow().getAttributeValue("entryUUID");
    String there = partner.scim().named("maiden").orElseThrow().path("id").asText();

    tessera.scim().set(id, "userName", "\"married\"");

    Eventually.holds(
        () -> {
          assertThat(directory.person("married").orElseThrow().getAttributeValue("entryUUID"))
              .isEqualTo(entry);
          assertThat(partner.scim().named("married").orElseThrow().path("id").asText())
              .isEqualTo(there);
        });
    assertThat(directory.person("maiden")).isEmpty();
    assertThat(partner.scim().named("maiden")).isEmpty();
  }

  @Test
  void a_deleted_user_is_deleted_everywhere() throws Exception {
    String id = tessera.scim().create(user("deleted"));
    Eventually.holds(
        () -> {
          assertThat(directory.person("deleted")).isPresent();
          assertThat(partner.scim().named("deleted")).isPresent();
        });
    tessera.scim().delete(id);
    Eventually.holds(
        () -> {
          assertThat(directory.person("deleted")).isEmpty();
          assertThat(partner.scim().named("deleted")).isEmpty();
        });
  }

  @Test
  void a_group_and_its_members_follow() throws Exception {
    String alice = tessera.scim().create(user("alice"));
    String bob = tessera.scim().create(user("bob"));

    String group = tessera.scim().createGroup("staff", List.of(alice));
    assertMembersEventually("staff", "alice");

    tessera.scim().addMember(group, bob);
    assertMembersEventually("staff", "alice", "bob");

    tessera.scim().removeMember(group, alice);
    assertMembersEventually("staff", "bob");

    tessera.scim().renameGroup(group, "personnel");
    assertMembersEventually("personnel", "bob");
    assertThat(directory.group("staff")).isEmpty();

    tessera.scim().set(bob, "userName", "\"robert\"");
    assertMembersEventually("personnel", "robert");

    tessera.scim().deleteGroup(group);
    Eventually.holds(
        () -> {
          assertThat(directory.group("personnel")).isEmpty();
          assertThat(partner.scim().group("personnel")).isEmpty();
        });
    assertThat(directory.person("robert")).isPresent();
  }

  private static void assertMembersEventually(String group, String... userNames) {
    String[] entries = new String[userNames.length];
    for (int i = 0; i < userNames.length; i++) {
      entries[i] = "uid=" + userNames[i] + ",ou=people,dc=demo,dc=tessera";
    }
    Eventually.holds(
        () -> {
          assertThat(directory.group(group).orElseThrow().getAttributeValues("member"))
              .containsExactlyInAnyOrder(entries);
          assertThat(
                  partner
                      .scim()
                      .group(group)
                      .orElseThrow()
                      .path("members")
                      .findValuesAsText("value"))
              .containsExactlyInAnyOrder(idsAtPartner(userNames));
        });
  }

  private static String[] idsAtPartner(String... userNames) throws IOException {
    String[] ids = new String[userNames.length];
    for (int i = 0; i < userNames.length; i++) {
      ids[i] = partner.scim().named(userNames[i]).orElseThrow().path("id").asText();
    }
    return ids;
  }
}
