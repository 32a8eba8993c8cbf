package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.admin.api.internal.AdminServer.Reply;
import io.tessera.model.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchApiTest {
  private static final String WEBHOOK =
      """
      {"name": "%s", "type": "webhook", "settings": {"url": "https://chat.example/hook",
       "secret": "a shared secret"}, "conditions": ["target-quarantined", "disk"], "targets": ["hr"]}
      """;

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
  void health_is_told_with_every_check() throws Exception {
    Reply health = server.get("health");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.body().text("state")).contains("warn");
    assertThat(health.body().get("checks").orElseThrow().elements()).hasSize(2);
    assertThat(health.body().complex("jvm").get("cpuPercent")).contains(Value.Num.of(25));
  }

  @Test
  void the_last_hour_is_told_and_no_more() throws Exception {
    Reply series = server.get("health/series?minutes=5");
    assertThat(series.status()).isEqualTo(200);
    assertThat(series.body().get("series").orElseThrow().elements()).hasSize(2);
    assertThat(server.get("health/series?minutes=61").status()).isEqualTo(400);
    assertThat(server.get("health/series?minutes=soon").status()).isEqualTo(400);
  }

  @Test
  void an_alert_channel_is_made_shown_replaced_tried_and_removed() throws Exception {
    Reply made = server.post("alert-channels", WEBHOOK.formatted("chat"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().toString()).doesNotContain("a shared secret");
    assertThat(made.body().get("secretsSet").orElseThrow().elements())
        .containsExactly(Value.text("secret"));
    String path = "alert-channels/" + made.body().text("id").orElseThrow();
    Reply shown = server.get(path);
    assertThat(server.put(path, shown.etag().orElseThrow(), WEBHOOK.formatted("chat")).status())
        .isEqualTo(200);
    assertThat(server.get("alert-channels?name=chat").body().get("items").orElseThrow().elements())
        .hasSize(1);
    Reply tried = server.post(path + "/test", "");
    assertThat(tried.body().text("detail")).contains("Connection refused.");
    assertThat(server.delete(path, "*").status()).isEqualTo(204);
    assertThat(server.get(path).status()).isEqualTo(404);
  }

  @Test
  void an_unknown_condition_is_refused_at_its_place() throws Exception {
    Reply refused =
        server.post(
            "alert-channels",
            "{\"name\": \"chat\", \"type\": \"fax\", \"conditions\": [\"disk\", \"full-moon\"]}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().get("errors").orElseThrow().elements())
        .map(error -> ((Value.Complex) error).attributes().text("path").orElse(""))
        .containsExactlyInAnyOrder("type", "conditions[1]");
  }
}
