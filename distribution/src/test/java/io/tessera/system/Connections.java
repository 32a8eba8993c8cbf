package io.tessera.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An operator at the administration API. What it asks for must succeed. */
final class Connections {
  private static final String PROVIDER = "partner";
  private final Http http;

  Connections(Http http) {
    this.http = http;
  }

  /**
   * Adds a target and the identity provider it belongs to.
   *
   * @return its id
   */
  String addTarget(String name, String connectorType, Map<String, Object> settings)
      throws IOException {
    return tryToAdd(name, connectorType, settings).successful().id();
  }

  /** Adds a target at which any number of accounts may be deleted and disabled. */
  String addUnguardedTarget(String name, String connectorType, Map<String, Object> settings)
      throws IOException {
    return tryToAdd(name, connectorType, settings, Map.of("guard", Map.of("most", 0)))
        .successful()
        .id();
  }

  /** Adds a target, which may be refused. */
  Http.Answer tryToAdd(String name, String connectorType, Map<String, Object> settings)
      throws IOException {
    return tryToAdd(name, connectorType, settings, Map.of());
  }

  /** Adds a target, which may be refused, and says how changes are brought there. */
  Http.Answer tryToAdd(
      String name, String connectorType, Map<String, Object> settings, Map<String, Object> delivery)
      throws IOException {
    if (items("/identity-providers?name=" + PROVIDER).isEmpty()) {
      http.post("/api/v1/identity-providers", "{\"name\":\"" + PROVIDER + "\"}").successful();
    }
    ObjectNode target =
        Http.JSON
            .createObjectNode()
            .put("name", name)
            .put("identityProvider", PROVIDER)
            .put("connectorType", connectorType);
    target.set("settings", Http.JSON.valueToTree(settings));
    if (!delivery.isEmpty()) {
      target.set("delivery", Http.JSON.valueToTree(delivery));
    }
    return http.post("/api/v1/targets", target.toString());
  }

  boolean offers(String connectorType) throws IOException {
    return http.get("/api/v1/connector-types/" + connectorType).status() == 200;
  }

  JsonNode status(String target) throws IOException {
    return http.get("/api/v1/targets/" + target + "/status").successful().json();
  }

  long waiting(String target) throws IOException {
    return status(target).path("waiting").asLong();
  }

  /** Returns when nothing waits for the target and nothing is dead. */
  void awaitDelivered(String target, Duration patience) {
    Eventually.holds(
        patience,
        () -> {
          JsonNode status = status(target);
          if (status.path("waiting").asLong(-1) != 0 || status.path("dead").asLong(-1) != 0) {
            throw new AssertionError("not all delivered: " + status);
          }
        });
  }

  List<JsonNode> operations(String query) throws IOException {
    return items("/operations?" + query);
  }

  List<JsonNode> accountsOf(String resource) throws IOException {
    return items("/accounts?resource=" + resource);
  }

  Http.Answer retry(String operation) throws IOException {
    return http.post("/api/v1/operations/" + operation + "/retry", "");
  }

  Http.Answer discard(String operation, String reason) throws IOException {
    return http.post(
        "/api/v1/operations/" + operation + "/discard", "{\"reason\":\"" + reason + "\"}");
  }

  private List<JsonNode> items(String path) throws IOException {
    JsonNode page = http.get("/api/v1" + path).successful().json();
    List<JsonNode> items = new ArrayList<>();
    page.path("items").forEach(items::add);
    return items;
  }
}
