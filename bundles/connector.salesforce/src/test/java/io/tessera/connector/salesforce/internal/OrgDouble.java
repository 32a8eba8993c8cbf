package io.tessera.connector.salesforce.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The token endpoint and the REST API of an org over real HTTP. */
final class OrgDouble implements AutoCloseable {
  static final String CLIENT = "3MVG9.client";
  static final String INTEGRATION_USER = "integration@example.org";

  private static final String API = "/services/data/v60.0/";

  /** Few, so that results come in batches. */
  private static final int BATCH = 7;

  /** Answers a request instead of the org. */
  interface Instead {
    /** Whether it has answered. */
    boolean answer(HttpExchange exchange) throws IOException;
  }

  final String secret = UUID.randomUUID().toString();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final Org org;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final Map<String, List<ObjectNode>> rest = new ConcurrentHashMap<>();
  private final HttpServer server = HttpServer.create();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile @Nullable Instead instead;

  OrgDouble() throws IOException {
    try {
      org = new Org();
    } catch (Refusal cannotHappen) {
      throw new IllegalStateException(cannotHappen);
    }
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Lets something else answer from now on; null: the org itself. */
  void instead(@Nullable Instead other) {
    instead = other;
  }

  /** All sessions end. */
  void endSessions() {
    tokens.clear();
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getRawPath();
      if (path.equals("/services/oauth2/token")) {
        token(exchange, parameters(new String(body, UTF_8)));
        return;
      }
      requests.add(exchange.getRequestMethod() + " " + path + " " + new String(body, UTF_8));
      Instead other = instead;
      if (other != null && other.answer(exchange)) {
        return;
      }
      try {
        JsonNode answer = route(exchange, path, body);
        boolean created =
            exchange.getRequestMethod().equals("POST") && answer instanceof ObjectNode;
        send(exchange, answer == null ? 204 : created ? 201 : 200, answer);
      } catch (Refusal refusal) {
        refuse(exchange, refusal);
      }
    }
  }

  void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    ArrayNode errors = mapper.createArrayNode();
    ObjectNode error = errors.addObject();
    error.put("message", refusal.getMessage()).put("errorCode", refusal.code);
    if (refusal.status == 400) {
      ArrayNode fields = error.putArray("fields");
      refusal.fields.forEach(fields::add);
    }
    send(exchange, refusal.status, errors);
  }

  void send(HttpExchange exchange, int status, @Nullable JsonNode body) throws IOException {
    if (body == null) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    byte[] bytes = body.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
    boolean known =
        switch (form.getOrDefault("grant_type", "")) {
          case "client_credentials" ->
              CLIENT.equals(form.get("client_id")) && secret.equals(form.get("client_secret"));
          case "urn:ietf:params:oauth:grant-type:jwt-bearer" ->
              isSound(AppKeys.RIGHT.claims(form.getOrDefault("assertion", "x.x.x")));
          default -> false;
        };
    if (!known) {
      send(
          exchange,
          400,
          mapper
              .createObjectNode()
              .put("error", "invalid_client")
              .put("error_description", "invalid client credentials"));
      return;
    }
    String token = "00D!" + UUID.randomUUID();
    tokens.add(token);
    send(
        exchange,
        200,
        mapper
            .createObjectNode()
            .put("access_token", token)
            .put("instance_url", "http://127.0.0.1:" + address().getPort())
            .put("issued_at", "1760000000000")
            .put("token_type", "Bearer"));
  }

  private static boolean isSound(@Nullable JsonNode claims) {
    return claims != null
        && claims.path("iss").asText().equals(CLIENT)
        && claims.path("sub").asText().equals(INTEGRATION_USER)
        && claims.path("aud").asText().equals("https://login.salesforce.com");
  }

  private @Nullable JsonNode route(HttpExchange exchange, String raw, byte[] body)
      throws IOException, Refusal {
    String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!tokens.contains(authorization.replaceFirst("^Bearer ", ""))) {
      throw new Refusal(401, "INVALID_SESSION_ID", "Session expired or invalid");
    }
    if (!raw.startsWith(API)) {
      throw new Refusal(404, "NOT_FOUND", "The requested resource does not exist");
    }
    String[] path = URLDecoder.decode(raw.substring(API.length()), UTF_8).split("/", -1);
    Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
    String method = exchange.getRequestMethod();
    return switch (path[0]) {
      case "query" ->
          path.length == 1 ? batch(new Rows(org, query.get("q")).answer()) : more(path[1]);
      case "sobjects" -> sobjects(method, path, body);
      case "composite" -> method.equals("POST") ? createAll(body) : deleteAll(query.get("ids"));
      default -> throw new Refusal(404, "NOT_FOUND", "The requested resource does not exist");
    };
  }

  private JsonNode more(String locator) throws Refusal {
    List<ObjectNode> rows = rest.remove(locator);
    if (rows == null) {
      throw Refusal.invalid("INVALID_QUERY_LOCATOR", "invalid query locator");
    }
    return batch(rows);
  }

  private JsonNode batch(List<ObjectNode> rows) {
    ObjectNode answer = mapper.createObjectNode();
    boolean done = rows.size() <= BATCH;
    answer.put("totalSize", rows.size()).put("done", done);
    ArrayNode records = answer.putArray("records");
    rows.stream().limit(BATCH).forEach(records::add);
    if (!done) {
      String locator = "01g" + UUID.randomUUID().toString().replace("-", "") + "-" + BATCH;
      rest.put(locator, new ArrayList<>(rows.subList(BATCH, rows.size())));
      answer.put("nextRecordsUrl", API + "query/" + locator);
    }
    return answer;
  }

  private @Nullable JsonNode sobjects(String method, String[] path, byte[] body)
      throws IOException, Refusal {
    String object = path[1];
    if (path.length == 2) {
      return created(org.create(object, document(body)));
    }
    if (path.length == 4 && path[3].equals("password")) {
      org.password(path[2], document(body).path("NewPassword").asText());
      return null;
    }
    if (path[2].equals("describe")) {
      return org.schema.describe(object);
    }
    switch (method) {
      case "PATCH" -> org.update(object, path[2], document(body));
      case "DELETE" -> org.delete(object, path[2]);
      default -> throw new Refusal(405, "METHOD_NOT_ALLOWED", "HTTP Method not allowed");
    }
    return null;
  }

  private ObjectNode document(byte[] body) throws IOException {
    return (ObjectNode) mapper.readTree(body);
  }

  private ObjectNode created(String id) {
    ObjectNode result = mapper.createObjectNode().put("id", id).put("success", true);
    result.putArray("errors");
    return result;
  }

  private JsonNode createAll(byte[] body) throws IOException, Refusal {
    ArrayNode results = mapper.createArrayNode();
    JsonNode records = document(body).path("records");
    if (records.size() > 200) {
      throw Refusal.invalid("INVALID_INPUT", "record limit reached");
    }
    for (JsonNode each : records) {
      ObjectNode record = each.deepCopy();
      String object = record.remove("attributes").path("type").asText();
      try {
        results.add(created(org.create(object, record)));
      } catch (Refusal refusal) {
        results.add(failed(refusal));
      }
    }
    return results;
  }

  private JsonNode deleteAll(String ids) {
    ArrayNode results = mapper.createArrayNode();
    for (String id : ids.split(",", -1)) {
      try {
        org.delete(Org.objectOf(id), id);
        results.add(created(id));
      } catch (Refusal refusal) {
        results.add(failed(refusal));
      }
    }
    return results;
  }

  private ObjectNode failed(Refusal refusal) {
    ObjectNode result = mapper.createObjectNode().put("success", false);
    ObjectNode error = result.putArray("errors").addObject();
    error.put("statusCode", refusal.code).put("message", refusal.getMessage());
    error.putArray("fields");
    return result;
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
