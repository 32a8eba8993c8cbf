package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.admin.api.internal.AdminServer.Reply;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in a target, over HTTP. */
class TargetContentsApiTest {
  private AdminServer server;
  private String contents;

  @BeforeEach
  void start() throws Exception {
    server = new AdminServer().bootstrapped();
    Reply made = server.post("targets", AdminApiTest.TARGET);
    contents = "targets/" + made.body().text("id").orElseThrow() + "/contents";
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void accounts_are_listed_page_by_page_with_whose_they_are() throws Exception {
    Reply first = server.get(contents + "?limit=1");
    assertThat(items(first).get(0).text("remoteId")).contains("r-1");
    assertThat(items(first).get(0).text("resource")).isPresent();
    assertThat(first.body().text("next")).contains("2");

    Reply second = server.get(contents + "?limit=1&cursor=2");
    assertThat(second.body().text("next")).isEmpty();
    assertThat(second.status()).isEqualTo(200);
  }

  private static List<Attributes> items(Reply reply) {
    return reply.body().get("items").orElseThrow().elements().stream()
        .map(item -> ((Value.Complex) item).attributes())
        .toList();
  }

  @Test
  void what_changed_is_told_with_the_token_to_ask_on_with() throws Exception {
    Reply reply = server.get(contents + "/changes?cursor=token-1");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().text("cursor")).contains("token-2");
  }

  @Test
  void what_would_be_sent_is_told_in_the_words_of_the_connector() throws Exception {
    String plan = contents.replace("/contents", "/plan");
    Reply reply = server.post(plan, "{\"resource\": \"" + new UUID(0, 1) + "\"}");
    assertThat(reply.body().text("remoteId")).contains("r-1");
    assertThat(reply.body().get("calls").orElseThrow().elements())
        .containsExactly(Value.text("MODIFY uid=alice: cn"));

    Reply refused = server.post(plan, "{\"resource\": \"alice\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().text("detail").orElseThrow()).contains("resource");
  }

  @Test
  void a_target_that_cannot_be_read_now_is_unavailable() throws Exception {
    Reply reply = server.get(contents + "?resourceType=Group");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.body().text("detail").orElseThrow()).contains("acme", "asleep");
  }

  @Test
  void an_unknown_type_or_target_is_the_callers_mistake() throws Exception {
    assertThat(server.get(contents + "?resourceType=Robot").status()).isEqualTo(400);
    assertThat(server.get("targets/" + UUID.randomUUID() + "/contents").status()).isEqualTo(404);
  }
}
