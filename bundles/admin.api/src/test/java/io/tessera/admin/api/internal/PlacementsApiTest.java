package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.admin.api.internal.AdminServer.Reply;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlacementsApiTest {
  private static AdminServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new AdminServer().bootstrapped();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void it_is_told_where_somebody_has_an_account_and_why_not_elsewhere() throws Exception {
    Reply reply = server.get("placements?resource=" + UUID.randomUUID() + "&serviceProvider=hr");

    List<Attributes> items = items(reply);
    assertThat(items.get(0).text("verdict")).contains("account");
    assertThat(items.get(0).complex("account").text("state")).contains("active");
    assertThat(items.get(1).text("verdict")).contains("nothing");
    assertThat(items.get(1).text("reason")).contains("holds no role or group the account is for");
    assertThat(items.get(1).get("hindrances").orElseThrow().elements())
        .containsExactly(Value.text("In maintenance for hr."));
  }

  @Test
  void one_person_can_be_provisioned_now() throws Exception {
    String body = "{\"resource\": \"%s\", \"targets\": [\"staff\"]}".formatted(UUID.randomUUID());

    assertThat(items(server.post("placements", body))).hasSize(2);
    assertThat(server.post("placements", "{\"resource\": \"alice\"}").status()).isEqualTo(400);
    assertThat(server.get("placements").status()).isEqualTo(400);
  }

  @Test
  void a_load_is_started_looked_at_paused_resumed_and_cancelled() throws Exception {
    Reply started = server.post("initial-loads", "{\"target\": \"staff\", \"perSecond\": 50}");

    assertThat(started.status()).isEqualTo(201);
    String id = started.body().text("id").orElseThrow();
    assertThat(started.location().orElseThrow()).endsWith("/initial-loads/" + id);
    assertThat(items(server.get("initial-loads"))).hasSize(1);
    assertThat(state(server.get("initial-loads/" + id))).isEqualTo("running");
    assertThat(server.post("initial-loads/" + id + "/resume", null).status()).isEqualTo(409);
    assertThat(state(server.post("initial-loads/" + id + "/pause", null))).isEqualTo("paused");
    assertThat(state(server.post("initial-loads/" + id + "/resume", null))).isEqualTo("running");
    assertThat(state(server.post("initial-loads/" + id + "/cancel", null))).isEqualTo("cancelled");
    assertThat(server.get("initial-loads/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  private static String state(Reply reply) {
    return reply.body().text("state").orElse("");
  }

  private static List<Attributes> items(Reply reply) {
    return reply.body().get("items").orElseThrow().elements().stream()
        .map(item -> ((Value.Complex) item).attributes())
        .toList();
  }
}
