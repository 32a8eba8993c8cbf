package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.admin.api.internal.AdminServer.Reply;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.People;
import java.util.List;
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

  private static List<Attributes> items(Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    return reply.body().get("items").orElseThrow().elements().stream()
        .map(item -> ((Value.Complex) item).attributes())
        .toList();
  }
}
