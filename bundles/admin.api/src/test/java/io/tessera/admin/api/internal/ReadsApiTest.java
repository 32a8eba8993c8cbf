package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.admin.api.internal.AdminServer.Reply;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.People;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadsApiTest {
  private AdminServer server;

  @BeforeAll
  void start() throws Exception {
    server = new AdminServer().bootstrapped();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @Test
  void users_are_looked_for_by_what_people_know_of_them() throws Exception {
    Reply found = server.get("users?q=ali&userStore=PRIMARY&active=false&role=sales&limit=20");

    assertThat(server.reads.lastWanted)
        .isEqualTo(new People.Wanted("ali", "PRIMARY", false, "sales"));
    assertThat(items(found))
        .singleElement()
        .satisfies(
            user -> {
              assertThat(user.text("email")).contains("alice@example.com");
              assertThat(user.bool("active")).contains(false);
            });
    assertThat(found.body().text("next")).contains("more");
    assertThat(server.get("users?cursor=more").body().text("next")).isEmpty();
  }

  @Test
  void a_wrong_filter_is_told_by_its_name() throws Exception {
    assertThat(server.get("users?active=perhaps").status()).isEqualTo(400);
    assertThat(server.get("users?colour=red").status()).isEqualTo(400);
    assertThat(server.get("users?limit=0").status()).isEqualTo(400);
  }

  @Test
  void groups_and_their_members_are_listed() throws Exception {
    assertThat(items(server.get("groups?q=st"))).hasSize(1);
    assertThat(items(server.get("groups/" + UUID.randomUUID() + "/members")))
        .map(member -> member.text("type").orElse(""))
        .containsExactly("User");
    assertThat(server.get("groups/none/members").status()).isEqualTo(404);
  }

  @Test
  void one_question_is_asked_of_everything() throws Exception {
    assertThat(items(server.get("search?q=corporate")))
        .map(hit -> hit.text("kind").orElse(""))
        .containsExactly("identity-provider");
  }

  @Test
  void the_overview_tells_what_to_look_at_and_how_all_stands() throws Exception {
    Attributes overview = server.get("overview").body();

    assertThat(overview.get("attention").orElseThrow().elements()).hasSize(2);
    assertThat(overview.complex("figures").get("waiting")).contains(Value.Num.of(3));
    assertThat(items(server.get("target-status")))
        .map(target -> target.text("state").orElse(""))
        .containsExactly("troubled");
  }

  @Test
  void changes_are_left_out_of_the_overview_where_nobody_may_tell_them() throws Exception {
    assertThat(server.get("overview").body().complex("figures").get("changesToday"))
        .contains(Value.Num.of(10));
    server.reads.changes = null;
    Attributes overview = server.get("overview").body();
    server.reads.changes = 10L;

    assertThat(overview.complex("figures").get("changesToday")).isEmpty();
    assertThat(overview.complex("figures").get("deliveredToday")).contains(Value.Num.of(9));
    assertThat(overview.get("changesByHour").orElseThrow().elements())
        .singleElement()
        .satisfies(
            hour -> {
              Attributes told = ((Value.Complex) hour).attributes();
              assertThat(told.get("accepted")).isEmpty();
              assertThat(told.get("delivered")).contains(Value.Num.of(9));
            });
  }

  @Test
  void runs_are_listed_paused_and_cancelled() throws Exception {
    String path = "runs/" + items(server.get("runs")).get(0).text("id").orElseThrow();

    assertThat(server.get(path).body().text("kind")).contains("initial-load");
    assertThat(server.post(path + "/pause", null).body().text("state")).contains("paused");
    assertThat(server.post(path + "/resume", null).status()).isEqualTo(409);
    assertThat(server.post(path + "/cancel", null).body().text("ended")).isPresent();
    assertThat(server.get("runs/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  @Test
  void entitlements_are_listed_by_holder_role_target_and_end() throws Exception {
    String alice = UUID.randomUUID().toString();
    Reply found =
        server.get(
            "entitlements?target=hr&role=sales&identity="
                + alice
                + "&endsBefore=2030-01-01T00:00:00Z");

    assertThat(items(found).get(0).complex("identity").text("name")).contains("Alice");
    assertThat(server.reads.lastEntitlements)
        .isNotNull()
        .satisfies(wanted -> assertThat(wanted.identity()).hasToString(alice));
    assertThat(server.get("entitlements?identity=x&endsBefore=soon").status()).isEqualTo(400);
  }

  @Test
  void whoever_listens_is_told_first_how_all_stands() throws Exception {
    List<String> told = server.listen(12);

    assertThat(told)
        .contains("event: overview", "event: targets", "event: runs")
        .anyMatch(line -> line.startsWith("data: {") && line.contains("\"waiting\":3"));
  }

  @Test
  void bundles_are_listed_stopped_and_refreshed() throws Exception {
    assertThat(items(server.get("bundles")).get(0).text("source")).contains("deployed");
    assertThat(server.get("bundles/7").body().text("file")).contains("acme.jar");
    assertThat(server.get("bundles/8").status()).isEqualTo(404);
    assertThat(server.get("bundles/x").status()).isEqualTo(404);
    assertThat(server.post("bundles/7/stop", null).body().text("state")).contains("resolved");
    assertThat(server.post("bundles/7/refresh", null).status()).isEqualTo(200);
    assertThat(server.post("bundles/7/start", null).status()).isEqualTo(409);
  }

  @Test
  void a_jar_larger_than_any_document_is_uploaded() throws Exception {
    Reply taken = server.upload("bundles/upload?file=acme.jar", new byte[3 << 20]);

    assertThat(taken.status()).isEqualTo(202);
    assertThat(taken.body().text("version")).contains("1.0." + (3 << 20));
    assertThat(server.upload("bundles/upload", new byte[3]).status()).isEqualTo(400);
  }

  @Test
  void settings_tell_where_they_come_from_and_no_password() throws Exception {
    assertThat(items(server.get("settings")))
        .filteredOn(setting -> setting.text("key").equals(Optional.of("tessera.jdbc.url")))
        .singleElement()
        .satisfies(
            setting -> {
              assertThat(setting.text("value")).contains("jdbc:postgresql://db/t?password=…&a=b");
              assertThat(setting.text("source")).contains("file");
            });
  }

  private static List<Attributes> items(Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    return reply.body().get("items").orElseThrow().elements().stream()
        .map(item -> ((Value.Complex) item).attributes())
        .toList();
  }
}
