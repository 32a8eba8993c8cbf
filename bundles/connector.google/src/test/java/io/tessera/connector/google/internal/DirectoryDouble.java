package io.tessera.connector.google.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tessera.connector.spi.ObjectType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint and the Directory API over real HTTP: signatures and scopes are checked,
 * bodies held against the published schema, refusals told in the API's own form.
 */
final class DirectoryDouble implements AutoCloseable {
  static final String ACCOUNT = "tessera@project.iam.gserviceaccount.com";
  static final String ADMIN = "admin@example.org";

  private static final String API = "/admin/directory/v1/";
  private static final String SCOPE = "https://www.googleapis.com/auth/admin.directory.";

  /** Answers a request instead of the service. */
  interface Instead {
    /** Whether it has answered. */
    boolean answer(HttpExchange exchange) throws IOException;
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  final Holdings holdings = new Holdings();
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, Set<String>> scopesByToken = new HashMap<>();
  private final HttpServer server = HttpServer.create();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Set<String> granted =
      Set.of(SCOPE + "user", SCOPE + "group", SCOPE + "orgunit", SCOPE + "userschema.readonly");
  private volatile @Nullable Instead instead;

  DirectoryDouble() throws IOException {
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Lets something else answer from now on; null: the service itself. */
  void instead(@Nullable Instead other) {
    instead = other;
  }

  /** Grants these scopes only, by the last part of their names. */
  void grant(String... scopes) {
    granted = Set.copyOf(List.of(scopes).stream().map(s -> SCOPE + s).toList());
  }

  /** All tokens given so far are worth nothing any more. */
  synchronized void forgetTokens() {
    scopesByToken.clear();
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getRawPath();
      if (path.equals("/token")) {
        token(exchange, new String(body, UTF_8));
        return;
      }
      requests.add(exchange.getRequestMethod() + " " + path + " " + new String(body, UTF_8));
      Instead other = instead;
      if (other == null || !other.answer(exchange)) {
        respond(exchange, path, body);
      }
    }
  }

  private void respond(HttpExchange exchange, String path, byte[] body) throws IOException {
    try {
      if (!path.startsWith(API)) {
        sendText(exchange, 404, "text/html", "<html>Not Found</html>");
        return;
      }
      JsonNode answer = route(exchange, path.substring(API.length()).split("/", -1), body);
      send(exchange, answer == null ? 204 : 200, answer);
    } catch (Refusal refusal) {
      refuse(exchange, refusal);
    }
  }

  void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    ObjectNode error = mapper.createObjectNode();
    ObjectNode inner = error.putObject("error");
    inner.put("code", refusal.status).put("message", refusal.getMessage());
    inner
        .putArray("errors")
        .addObject()
        .put("domain", "global")
        .put("reason", refusal.reason)
        .put("message", refusal.getMessage());
    send(exchange, refusal.status, error);
  }

  void send(HttpExchange exchange, int status, @Nullable JsonNode body) throws IOException {
    if (body == null) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      sendText(exchange, status, "application/json; charset=UTF-8", body.toString());
    }
  }

  void sendText(HttpExchange exchange, int status, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  // Tokens (RFC 7523; "Using OAuth 2.0 for Server to Server Applications")

  private void token(HttpExchange exchange, String form) throws IOException {
    Map<String, String> given = parameters(form);
    JsonNode claims = ServiceKeys.RIGHT.claims(given.getOrDefault("assertion", "x.x.x"));
    boolean jwt = "urn:ietf:params:oauth:grant-type:jwt-bearer".equals(given.get("grant_type"));
    if (!jwt || claims == null) {
      oauthError(exchange, 400, "invalid_grant", "Invalid JWT Signature.");
      return;
    }
    long life = claims.path("exp").asLong() - claims.path("iat").asLong();
    boolean sound =
        claims.path("iss").asText().equals(ACCOUNT)
            && claims.path("aud").asText().endsWith("/token")
            && life > 0
            && life <= 3_600;
    Set<String> asked = Set.of(claims.path("scope").asText().split(" ", -1));
    if (!sound || !claims.path("sub").asText().equals(ADMIN)) {
      oauthError(exchange, 400, "invalid_grant", "Invalid email or User ID");
    } else if (!granted.containsAll(asked)) {
      oauthError(
          exchange,
          401,
          "unauthorized_client",
          "Client is unauthorized to retrieve access tokens using this method, or client not"
              + " authorized for any of the scopes requested.");
    } else {
      send(exchange, 200, tokenFor(asked));
    }
  }

  private synchronized ObjectNode tokenFor(Set<String> scopes) {
    String token = "ya29." + UUID.randomUUID();
    scopesByToken.put(token, scopes);
    return mapper
        .createObjectNode()
        .put("access_token", token)
        .put("token_type", "Bearer")
        .put("expires_in", 3_599);
  }

  private void oauthError(HttpExchange exchange, int status, String error, String description)
      throws IOException {
    send(
        exchange,
        status,
        mapper.createObjectNode().put("error", error).put("error_description", description));
  }

  // The API

  private synchronized @Nullable JsonNode route(HttpExchange exchange, String[] parts, byte[] body)
      throws IOException, Refusal {
    String[] path = new String[parts.length];
    for (int i = 0; i < parts.length; i++) {
      path[i] = URLDecoder.decode(parts[i], UTF_8);
    }
    authorize(exchange, path);
    String method = exchange.getRequestMethod();
    Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
    return switch (path[0]) {
      case "users" -> users(exchange, method, path, query, body);
      case "groups" -> groups(exchange, method, path, query, body);
      case "customer" -> customer(exchange, method, path, body);
      default -> throw new Refusal(404, "notFound", "Not Found");
    };
  }

  private void authorize(HttpExchange exchange, String[] path) throws Refusal {
    String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    Set<String> scopes = scopesByToken.get(given.replaceFirst("^Bearer ", ""));
    if (scopes == null) {
      throw new Refusal(401, "authError", "Invalid Credentials");
    }
    String needed =
        switch (path[path.length - 1]) {
          case "orgunits" -> "orgunit";
          case "schemas" -> "userschema.readonly";
          default -> path[0].equals("groups") ? "group" : "user";
        };
    if (!scopes.contains(SCOPE + needed)) {
      throw new Refusal(
          403, "insufficientPermissions", "Request had insufficient authentication scopes.");
    }
  }

  private @Nullable JsonNode users(
      HttpExchange exchange, String method, String[] path, Map<String, String> query, byte[] body)
      throws IOException, Refusal {
    if (path.length == 1) {
      return method.equals("POST")
          ? holdings.insertUser(document(exchange, body))
          : holdings.list(ObjectType.USER, query);
    }
    if (path.length == 4 && path[2].equals("aliases") && method.equals("DELETE")) {
      holdings.deleteAlias(path[1], path[3]);
      return null;
    }
    switch (method) {
      case "GET":
        return holdings.user(path[1]);
      case "PUT":
        String condition = exchange.getRequestHeaders().getFirst("If-Match");
        return holdings.updateUser(path[1], document(exchange, body), condition);
      case "DELETE":
        holdings.deleteUser(path[1]);
        return null;
      default:
        throw new Refusal(405, "httpMethodNotAllowed", "The HTTP method is not allowed");
    }
  }

  private @Nullable JsonNode groups(
      HttpExchange exchange, String method, String[] path, Map<String, String> query, byte[] body)
      throws IOException, Refusal {
    if (path.length == 1) {
      return method.equals("POST")
          ? holdings.insertGroup(document(exchange, body))
          : holdings.list(ObjectType.GROUP, query);
    }
    if (path.length == 2) {
      switch (method) {
        case "GET":
          return holdings.group(path[1]);
        case "PUT":
          return holdings.updateGroup(path[1], document(exchange, body));
        default:
          holdings.deleteGroup(path[1]);
          return null;
      }
    }
    if (method.equals("POST")) {
      return holdings.insertMember(path[1], document(exchange, body));
    }
    holdings.deleteMember(path[1], path[3]);
    return null;
  }

  private @Nullable JsonNode customer(
      HttpExchange exchange, String method, String[] path, byte[] body)
      throws IOException, Refusal {
    if (!path[1].equals("my_customer")) {
      throw new Refusal(403, "forbidden", "Not Authorized to access this resource/api");
    }
    if (path[2].equals("schemas")) {
      return holdings.schemas();
    }
    return method.equals("POST")
        ? holdings.insertOrgUnit(document(exchange, body))
        : mapper.createObjectNode().put("kind", "admin#directory#orgUnits");
  }

  private ObjectNode document(HttpExchange exchange, byte[] body) throws IOException, Refusal {
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    if (!type.startsWith("application/json")) {
      throw new Refusal(400, "badContent", "Unsupported content with type");
    }
    return (ObjectNode) mapper.readTree(body);
  }

  static Map<String, String> parameters(@Nullable String form) {
    Map<String, String> all = new HashMap<>();
    for (String each : form == null ? new String[0] : form.split("&", -1)) {
      String[] pair = each.split("=", 2);
      all.put(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], UTF_8));
    }
    return all;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
