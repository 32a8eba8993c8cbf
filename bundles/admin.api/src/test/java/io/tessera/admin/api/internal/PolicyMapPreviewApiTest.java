package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.admin.api.internal.AdminServer.Reply;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyMapPreviewApiTest {
  private AdminServer server;
  private String path;

  @BeforeEach
  void start() throws Exception {
    server = new AdminServer().bootstrapped();
    Reply target = server.post("targets", AdminApiTest.TARGET);
    path = "targets/" + target.body().text("id").orElseThrow() + "/preview";
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void an_account_is_shown_with_the_origin_of_each_value() throws Exception {
    Reply reply = server.post(path, "{\"resource\":\"" + UUID.randomUUID() + "\"}");

    assertThat(reply.status()).isEqualTo(200);
    Attributes sn =
        ((Value.Complex) reply.body().get("attributes").orElseThrow().elements().get(0))
            .attributes();
    assertThat(sn.text("origin")).hasValue("path");
    assertThat(sn.text("source")).hasValue("name.familyName");
  }

  @Test
  void a_map_is_tried_before_it_is_the_targets_own() throws Exception {
    Reply reply =
        server.post(
            path,
            "{\"resource\":\""
                + UUID.randomUUID()
                + "\",\"policyMap\":{\"user\":[{\"attribute\":\"x\",\"expression\":\"1/0\"}]}}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().get("mapVersion")).isEmpty();
  }

  @Test
  void earlier_maps_are_listed_shown_and_put_in_force_again() throws Exception {
    String map = path.replace("/preview", "/policy-map/");

    Reply list = server.get(map + "versions");
    assertThat(list.status()).isEqualTo(200);
    assertThat(list.body().get("items").orElseThrow().elements()).hasSize(1);
    assertThat(server.get(map + "versions/1").body().get("user")).isPresent();
    assertThat(server.get(map + "versions/7").status()).isEqualTo(404);

    Reply back = server.post(map + "rollback", "\"1\"", "{\"version\":1}");
    assertThat(back.status()).isEqualTo(200);
    Value first = back.body().complex("policyMap").get("user").orElseThrow().elements().get(0);
    assertThat(((Value.Complex) first).attributes().text("attribute")).contains("cn");
    assertThat(server.post(map + "rollback", "\"2\"", "{\"version\":9}").status()).isEqualTo(404);
    assertThat(server.post(map + "rollback", "\"2\"", "{}").status()).isEqualTo(400);
  }

  @Test
  void mistakes_are_told_with_their_paths() throws Exception {
    assertThat(server.post(path, "{\"resource\":\"x\",\"resourceType\":\"y\"}").status())
        .isEqualTo(400);
    assertThat(server.post(path, "{\"resource\":\"" + new UUID(0, 0) + "\"}").status())
        .isEqualTo(404);
    assertThat(server.post("targets/" + UUID.randomUUID() + "/preview", "{}").status())
        .isEqualTo(404);
  }
}
