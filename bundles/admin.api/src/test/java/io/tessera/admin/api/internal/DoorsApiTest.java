package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoorsApiTest {
  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    server = new AdminServer().bootstrapped();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void every_door_is_told_with_what_its_routes_take() throws Exception {
    List<Attributes> doors = objects(server.get("doors").body(), "items");
    assertThat(doors).extracting(d -> d.text("name").orElseThrow()).contains("admin", "live");
    assertThat(objects(doors.get(0), "routes"))
        .anySatisfy(
            route -> {
              assertThat(route.text("method")).hasValue("GET");
              assertThat(route.text("path")).hasValue("/doors");
              assertThat(route.get("permissions").orElseThrow().elements())
                  .containsExactly(Value.text("config.read"));
            });
  }

  @Test
  void what_is_behind_no_gate_is_told_as_such() throws Exception {
    Attributes live = objects(server.get("doors").body(), "items").get(1);
    assertThat(live.bool("gated")).hasValue(false);
    assertThat(objects(live, "routes")).isEmpty();
  }

  private static List<Attributes> objects(Attributes from, String name) {
    return from.get(name).orElseThrow().elements().stream()
        .map(value -> ((Value.Complex) value).attributes())
        .toList();
  }
}
