package io.tessera.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** What an administrator of Keycloak does, by its REST API. */
final class KeycloakAdmin {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Keycloak keycloak;

  KeycloakAdmin(Keycloak keycloak) {
    this.keycloak = keycloak;
  }

  /** Changes fields of a person; a profile is replaced as a whole. */
  void change(String userName, Map<String, Object> fields)
      throws IOException, InterruptedException {
    send("PUT", "/users/" + id(userName), fields);
  }

  void join(String userName, String group) throws IOException, InterruptedException {
    send("PUT", "/users/" + id(userName) + "/groups/" + groupId(group), Map.of());
  }

  void leave(String userName, String group) throws IOException, InterruptedException {
    send("DELETE", "/users/" + id(userName) + "/groups/" + groupId(group), Map.of());
  }

  /** Tokens are signed with a new key from now on. */
  void rotateKeys() throws IOException, InterruptedException {
    String realm = send("GET", "", Map.of()).get("id").asText();
    send(
        "POST",
        "/components",
        Map.of(
            "name", "newer",
            "parentId", realm,
            "providerId", "rsa-generated",
            "providerType", "org.keycloak.keys.KeyProvider",
            "config", Map.of("priority", List.of("1000"), "algorithm", List.of("RS256"))));
  }

  /** How many sessions a person has. */
  int sessions(String userName) throws IOException, InterruptedException {
    return send("GET", "/users/" + id(userName) + "/sessions", Map.of()).size();
  }

  String id(String userName) throws IOException, InterruptedException {
    return send("GET", "/users?exact=true&username=" + userName, Map.of())
        .get(0)
        .get("id")
        .asText();
  }

  private String groupId(String name) throws IOException, InterruptedException {
    return send("GET", "/groups?exact=true&search=" + name, Map.of()).get(0).get("id").asText();
  }

  private JsonNode send(String method, String path, Map<String, Object> body)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher content =
        "GET".equals(method)
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(
                    URI.create(keycloak.base() + "/admin/realms/" + Keycloak.REALM + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, content)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
  }

  /** They live for a minute; each request has its own. */
  private String token() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(
                    URI.create(keycloak.base() + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "grant_type=password&client_id=admin-cli&username=admin&password="
                            + keycloak.administrator()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return JSON.readTree(answer.body()).get("access_token").asText();
  }
}
