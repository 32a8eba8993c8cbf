package io.tessera.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One thing a door does, as the running server tells it.
 *
 * @param pattern servlet pattern, e.g. {@code /scim2/*}
 * @param path below the pattern, with parameters in braces
 * @param operation of a SOAP door; empty elsewhere
 * @param permission its key, several joined by and; {@code anybody} needs no sign-in
 */
record Route(
    String door, String pattern, String method, String path, String operation, String permission) {
  static final String ANYBODY = "anybody";
  private static final String WSO2 = "http://service.ws.um.carbon.wso2.org";
  private static final String PLAIN = "urn:tessera:provisioning:1";

  /** All of them, at each path a door is served at. */
  static List<Route> all(Http admin) throws IOException {
    List<Route> routes = new ArrayList<>();
    for (JsonNode door : doors(admin)) {
      for (JsonNode pattern : door.path("paths")) {
        for (JsonNode route : door.path("routes")) {
          routes.add(
              new Route(
                  door.path("name").asText(),
                  pattern.asText(),
                  route.path("method").asText(),
                  route.path("path").asText(),
                  route.path("operation").asText(),
                  joined(route.path("permissions"))));
        }
      }
    }
    return routes;
  }

  /** What the web server serves, gated or not. */
  static List<JsonNode> doors(Http admin) throws IOException {
    List<JsonNode> doors = new ArrayList<>();
    admin.get("/api/v1/doors?limit=500").successful().json().path("items").forEach(doors::add);
    return doors;
  }

  static String joined(JsonNode permissions) {
    List<String> keys = new ArrayList<>();
    permissions.forEach(key -> keys.add(key.asText()));
    return String.join(" and ", keys);
  }

  boolean isForEverybody() {
    return permission.equals(ANYBODY);
  }

  /** Where service providers exchange one thing for another. */
  boolean takesForms() {
    return pattern.startsWith("/oauth2") || pattern.equals("/login/token");
  }

  /** Where a request for something that does not exist would go. */
  String address() {
    String base = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : pattern;
    return base + path.replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
  }

  /** A body that the door would read. */
  String body() {
    if (!operation.isEmpty()) {
      return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><n:"
          + operation
          + " xmlns:n=\""
          + (path.endsWith("/ProvisioningService") ? PLAIN : WSO2)
          + "\"/></s:Body></s:Envelope>";
    }
    return List.of("POST", "PUT", "PATCH").contains(method) ? "{}" : "";
  }

  String contentType() {
    if (!operation.isEmpty()) {
      return "text/xml; charset=UTF-8";
    }
    if (takesForms()) {
      return "application/x-www-form-urlencoded";
    }
    boolean scim = pattern.startsWith("/scim2") || pattern.startsWith("/scim/v2");
    return scim ? "application/scim+json" : "application/json";
  }

  /** Sends a request there as somebody; no credentials at all when empty. */
  RawHttp.Answer send(RawHttp http, String authorization) throws IOException {
    List<String> headers = new ArrayList<>(List.of("Content-Type: " + contentType()));
    if (!authorization.isEmpty()) {
      headers.add("Authorization: " + authorization);
    }
    byte[] body = body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return http.send(method, address(), body, headers.toArray(String[]::new));
  }

  @Override
  public String toString() {
    String what = operation.isEmpty() ? "" : " " + operation;
    return method + " " + pattern.replace("/*", "") + path + what + " (" + permission + ")";
  }
}
