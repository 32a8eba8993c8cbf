package io.tessera.connector.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The users and groups of an application, served by HTTP: typed fields, errors with codes, pages of
 * every kind, versions. Knows nothing of the connector.
 */
final class UserService implements Counterpart, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> USER_FIELDS =
      Map.of(
          "login", "string",
          "displayName", "string",
          "title", "string",
          "notes", "string",
          "age", "number",
          "active", "boolean",
          "profile", "object",
          "roles", "array",
          "password", "string");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final TreeMap<Long, ObjectNode> users = new TreeMap<>();
  private final TreeMap<Long, ObjectNode> groups = new TreeMap<>();
  private final Map<Long, Set<Long>> members = new HashMap<>();
  private final Map<Long, String> passwords = new HashMap<>();
  private final boolean wrapped;
  private final List<String> requests = new ArrayList<>();
  final String token = UUID.randomUUID().toString();
  private long last;

  /**
   * @param wrapped whether each object is in another, under {@code data}
   */
  UserService(boolean wrapped) throws IOException {
    this.wrapped = wrapped;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  /** An answer that is no success. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    final int status;
    final String code;

    Refusal(int status, String code) {
      super(code, null, false, false);
      this.status = status;
      this.code = code;
    }
  }

  private record Request(
      String method, List<String> path, Map<String, String> query, byte[] body, String match) {}

  private record Reply(int status, JsonNode body, Map<String, String> headers) {}

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      byte[] body =
          reply.body().isMissingNode() ? new byte[0] : JSON.writeValueAsBytes(reply.body());
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    try {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        throw new Refusal(401, "unauthorized");
      }
      String raw = exchange.getRequestURI().getRawPath().substring("/api/".length());
      List<String> path = Arrays.stream(raw.split("/", -1)).map(UserService::decoded).toList();
      Map<String, String> query = new HashMap<>();
      String asked = exchange.getRequestURI().getRawQuery();
      for (String part : asked == null ? new String[0] : asked.split("&")) {
        String[] pair = part.split("=", 2);
        query.put(decoded(pair[0]), pair.length < 2 ? "" : decoded(pair[1]));
      }
      String match = exchange.getRequestHeaders().getFirst("If-Match");
      synchronized (this) {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        return answer(new Request(exchange.getRequestMethod(), path, query, body, match));
      }
    } catch (Refusal refused) {
      ObjectNode error = JSON.createObjectNode();
      error.putObject("error").put("code", refused.code).put("message", "refused: " + refused.code);
      return new Reply(refused.status, error, Map.of());
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private Reply answer(Request request) throws Refusal {
    List<String> path = request.path();
    ObjectType type =
        switch (path.get(0)) {
          case "users" -> ObjectType.USER;
          case "groups" -> ObjectType.GROUP;
          default -> throw new Refusal(404, "no_such_path");
        };
    if (path.size() == 1) {
      return switch (request.method()) {
        case "GET" -> list(type, request.query());
        case "POST" -> create(type, request.body());
        default -> throw new Refusal(405, "no_such_method");
      };
    }
    long id = id(type, path.get(1));
    if (path.size() == 2) {
      return one(type, id, request);
    }
    if (type == ObjectType.GROUP && path.get(2).equals("members")) {
      return membership(id, path, request);
    }
    if (path.size() == 3 && request.method().equals("POST")) {
      return switch (path.get(2)) {
        case "enable" -> enabled(id, true);
        case "disable" -> enabled(id, false);
        default -> throw new Refusal(404, "no_such_path");
      };
    }
    throw new Refusal(404, "no_such_path");
  }

  private Reply enabled(long id, boolean active) {
    users.get(id).put("active", active);
    return new Reply(204, JSON.missingNode(), Map.of());
  }

  private TreeMap<Long, ObjectNode> all(ObjectType type) {
    return type == ObjectType.USER ? users : groups;
  }

  private long id(ObjectType type, String written) throws Refusal {
    if (written.matches("[0-9]{1,15}") && all(type).containsKey(Long.valueOf(written))) {
      return Long.parseLong(written);
    }
    throw new Refusal(404, "not_found");
  }

  private Reply one(ObjectType type, long id, Request request) throws Refusal {
    return switch (request.method()) {
      case "GET" -> new Reply(200, shown(type, id), Map.of("ETag", version(type, id)));
      case "DELETE" -> {
        all(type).remove(id);
        members.remove(id);
        members.values().forEach(m -> m.remove(id));
        yield new Reply(204, JSON.missingNode(), Map.of());
      }
      case "PATCH" -> {
        ObjectNode next = all(type).get(id).deepCopy();
        merge(next, object(request.body()));
        yield put(type, id, next);
      }
      case "PUT" -> {
        if (request.match() != null && !request.match().equals(version(type, id))) {
          throw new Refusal(412, "changed_meanwhile");
        }
        yield put(type, id, object(request.body()));
      }
      default -> throw new Refusal(405, "no_such_method");
    };
  }

  private String version(ObjectType type, long id) {
    return "\"" + Integer.toHexString(all(type).get(id).hashCode()) + "\"";
  }

  /** RFC 7396. */
  private static void merge(ObjectNode into, ObjectNode patch) {
    patch
        .fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isNull()) {
                into.remove(field.getKey());
              } else if (field.getValue().isObject() && into.path(field.getKey()).isObject()) {
                merge((ObjectNode) into.get(field.getKey()), (ObjectNode) field.getValue());
              } else {
                into.set(field.getKey(), field.getValue());
              }
            });
  }

  private Reply create(ObjectType type, byte[] body) throws Refusal {
    long id = ++last;
    put(type, id, object(body));
    return new Reply(
        201, shown(type, id), Map.of("Location", "/api/" + type.name().toLowerCase() + "s/" + id));
  }

  private Reply put(ObjectType type, long id, ObjectNode wanted) throws Refusal {
    ObjectNode next = wanted.deepCopy();
    next.remove(List.of("id", "self"));
    List<String> empty = new ArrayList<>();
    next.fields().forEachRemaining(f -> add(empty, f));
    next.remove(empty);
    JsonNode password = next.remove("password");
    check(type, next);
    String key = type == ObjectType.USER ? "login" : "name";
    String name = next.path(key).asText();
    if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
      throw new Refusal(422, "invalid_" + key);
    }
    for (Map.Entry<Long, ObjectNode> other : all(type).entrySet()) {
      if (other.getKey() != id && other.getValue().path(key).asText().equals(name)) {
        throw new Refusal(409, "name_taken");
      }
    }
    if (type == ObjectType.USER && !next.has("active")) {
      next.put("active", true);
    }
    all(type).put(id, next);
    if (password != null) {
      passwords.put(id, password.asText());
    }
    return new Reply(200, shown(type, id), Map.of());
  }

  private static void add(List<String> empty, Map.Entry<String, JsonNode> field) {
    if (field.getValue().isNull()) {
      empty.add(field.getKey());
    }
  }

  private static void check(ObjectType type, ObjectNode object) throws Refusal {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      String expected =
          type == ObjectType.GROUP
              ? (name.equals("name") ? "string" : "")
              : USER_FIELDS.getOrDefault(name, "");
      if (!object.get(name).getNodeType().name().equalsIgnoreCase(expected)) {
        throw new Refusal(422, expected.isEmpty() ? "unknown_field" : "invalid_" + name);
      }
    }
  }

  private ObjectNode object(byte[] body) throws Refusal {
    try {
      JsonNode node = JSON.readTree(body);
      JsonNode inner = wrapped ? node.path("data") : node;
      if (inner instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException garbage) {
      throw new Refusal(400, "no_json");
    }
    throw new Refusal(400, "no_object");
  }

  private JsonNode shown(ObjectType type, long id) {
    ObjectNode object = all(type).get(id).deepCopy();
    object.put("id", id);
    object.put("self", "/api/" + id);
    return wrapped ? JSON.createObjectNode().set("data", object) : object;
  }

  private Reply list(ObjectType type, Map<String, String> query) throws Refusal {
    String key = type == ObjectType.USER ? "login" : "name";
    int size = number(query.getOrDefault("size", "1000"));
    long after = number(query.getOrDefault("after", "0"));
    Stream<Map.Entry<Long, ObjectNode>> found = all(type).tailMap(after, false).entrySet().stream();
    if (query.containsKey(key)) {
      // Searches here are generous: whoever asks has to look at what was found.
      String part = query.get(key);
      found = found.filter(e -> e.getValue().path(key).asText().startsWith(part));
    }
    long skip =
        query.containsKey("page")
            ? (number(query.get("page")) - 1L) * size
            : number(query.getOrDefault("offset", "0"));
    List<Long> ids = found.map(Map.Entry::getKey).skip(skip).limit(size + 1L).toList();
    ArrayNode items = JSON.createArrayNode();
    for (long id : ids.subList(0, Math.min(size, ids.size()))) {
      JsonNode one = shown(type, id);
      items.add(wrapped ? one.get("data") : one);
    }
    ObjectNode page = JSON.createObjectNode();
    page.set(wrapped ? "data" : "items", items);
    Map<String, String> headers = new HashMap<>();
    if (ids.size() > size) {
      String end = String.valueOf(ids.get(size - 1));
      page.put("next", end);
      String path = "/api/" + (type == ObjectType.USER ? "users" : "groups");
      headers.put(
          "Link",
          "<"
              + path
              + ">; rel=\"first\", <"
              + path
              + "?size="
              + size
              + "&after="
              + end
              + ">; title=\"more\"; rel=\"next\"");
    }
    return new Reply(200, page, headers);
  }

  private static int number(String text) throws Refusal {
    if (!text.matches("[0-9]{1,9}")) {
      throw new Refusal(400, "no_number");
    }
    return Integer.parseInt(text);
  }

  private Reply membership(long group, List<String> path, Request request) throws Refusal {
    Set<Long> in = members.computeIfAbsent(group, g -> new LinkedHashSet<>());
    if (path.size() == 4 && request.method().equals("PUT")) {
      in.add(id(ObjectType.USER, path.get(3)));
    } else if (path.size() == 4 && request.method().equals("DELETE")) {
      if (!in.remove(id(ObjectType.USER, path.get(3)))) {
        throw new Refusal(404, "no_member");
      }
    } else if (path.size() == 3 && request.method().equals("PATCH")) {
      several(in, request.body());
    } else {
      throw new Refusal(405, "no_such_method");
    }
    return new Reply(204, JSON.missingNode(), Map.of());
  }

  private void several(Set<Long> in, byte[] body) throws Refusal {
    ObjectNode delta = object(body);
    for (JsonNode one : delta.path("add")) {
      in.add(id(ObjectType.USER, one.asText()));
    }
    for (JsonNode one : delta.path("remove")) {
      in.remove(one.asLong());
    }
  }

  /** Users that have been there for ever. */
  synchronized void fill(int number) {
    for (int i = 0; i < number; i++) {
      users.put(++last, JSON.createObjectNode().put("login", "u" + i).put("active", true));
    }
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
  }

  @Override
  public synchronized Optional<Seen> find(ObjectType type, RemoteId id) {
    ObjectNode object =
        id.value().matches("[0-9]{1,15}") ? all(type).get(Long.valueOf(id.value())) : null;
    if (object == null) {
      return Optional.empty();
    }
    TargetAttributes.Builder attributes = TargetAttributes.builder();
    object
        .fields()
        .forEachRemaining(
            f -> {
              if (f.getValue().isValueNode()) {
                attributes.put(f.getKey(), f.getValue().asText());
              }
            });
    Set<RemoteId> in = new LinkedHashSet<>();
    members
        .getOrDefault(Long.valueOf(id.value()), Set.of())
        .forEach(m -> in.add(new RemoteId(String.valueOf(m))));
    return Optional.of(new Seen(attributes.build(), object.path("active").asBoolean(true), in));
  }

  synchronized JsonNode user(String id) {
    return users.get(Long.valueOf(id));
  }

  @Override
  public synchronized int count(ObjectType type, String key) {
    String name = type == ObjectType.USER ? "login" : "name";
    return (int) all(type).values().stream().filter(o -> o.path(name).asText().equals(key)).count();
  }

  @Override
  public synchronized void set(ObjectType type, RemoteId id, String attribute, String value) {
    all(type).get(Long.valueOf(id.value())).put(attribute, value);
  }

  @Override
  public synchronized boolean accepts(RemoteId user, String password) {
    return password.equals(passwords.get(Long.valueOf(user.value())));
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.of(server.getAddress());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
