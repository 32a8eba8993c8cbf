package io.tessera.connector.scim1.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tessera.connector.kit.BusyCounterpart;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A SCIM 1.1 service over real HTTP that takes draft-scim-api-01 at its word: JSON only, schemas
 * named, nothing of SCIM 2.0 in a document, errors as {@code Errors}.
 */
final class Scim1Double implements BusyCounterpart, AutoCloseable {
  private static final String PREFIX = "/scim/v1/";
  private static final String CORE = "urn:scim:schemas:core:1.0";
  private static final Pattern FILTER =
      Pattern.compile("(?<path>[\\w.:]+) (?<op>eq|ge) (?<literal>\"(?:[^\"\\\\]|\\\\.)*\")");

  final String password = UUID.randomUUID().toString();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<JsonNode> documents = new CopyOnWriteArrayList<>();
  final ObjectMapper mapper = new ObjectMapper();
  private final Map<ObjectType, Map<String, ObjectNode>> resources =
      new EnumMap<>(ObjectType.class);
  private final HttpServer server = HttpServer.create();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Scim1Merge merge = new Scim1Merge();
  private volatile boolean busy;

  Scim1Double() throws IOException {
    resources.put(ObjectType.USER, new LinkedHashMap<>());
    resources.put(ObjectType.GROUP, new LinkedHashMap<>());
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  @Override
  public void beBusy() {
    busy = true;
  }

  @Override
  public void recover() {
    busy = false;
  }

  /** Why a request is not carried out. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    final int status;

    Refusal(int status, String description) {
      super(description);
      this.status = status;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
      byte[] body = exchange.getRequestBody().readAllBytes();
      try {
        respond(exchange, body);
      } catch (Refusal refusal) {
        ObjectNode errors = mapper.createObjectNode();
        errors
            .putArray("Errors")
            .addObject()
            .put("description", refusal.getMessage())
            .put("code", String.valueOf(refusal.status));
        send(exchange, refusal.status, errors);
      }
    }
  }

  private void send(HttpExchange exchange, int status, @Nullable JsonNode body) throws IOException {
    byte[] bytes = body == null ? new byte[0] : mapper.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized void respond(HttpExchange exchange, byte[] body)
      throws IOException, Refusal {
    if (busy) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      throw new Refusal(429, "Too many requests");
    }
    authenticate(exchange);
    String[] parts = pathOf(exchange);
    if (parts.length == 1 && parts[0].equals("Schemas")) {
      send(exchange, 200, schemas());
      return;
    }
    ObjectType type = typeOf(parts[0]);
    if (parts.length == 1) {
      collection(exchange, type, body);
      return;
    }
    ObjectNode present = all(type).get(parts[1]);
    if (present == null) {
      throw new Refusal(404, "Resource " + parts[1] + " not found");
    }
    switch (exchange.getRequestMethod()) {
      case "GET" -> send(exchange, 200, asked(present, query(exchange)));
      case "DELETE" -> {
        all(type).remove(parts[1]);
        all(ObjectType.GROUP).values().forEach(group -> merge.removeMember(group, parts[1]));
        send(exchange, 200, null);
      }
      case "PUT" -> {
        ObjectNode next = document(exchange, body);
        refuseMerging(next);
        if (!next.has("members") && present.has("members")) {
          next.set("members", present.get("members"));
        }
        next.set("meta", present.path("meta").deepCopy());
        keep(type, next, parts[1]);
        send(exchange, 200, asked(next, Map.of()));
      }
      case "PATCH" -> {
        ObjectNode next = present.deepCopy();
        merge.into(next, document(exchange, body));
        keep(type, next, parts[1]);
        send(exchange, type == ObjectType.GROUP ? 204 : 200, null);
      }
      default -> throw new Refusal(405, "Method not allowed");
    }
  }

  private void keep(ObjectType type, ObjectNode next, String id) throws Refusal {
    checkUnique(type, next, id);
    checkMembers(next);
    next.put("id", id);
    next.withObjectProperty("meta").put("lastModified", Instant.now().toString());
    all(type).put(id, next);
  }

  private ObjectNode schemas() {
    ObjectNode answer = mapper.createObjectNode().put("totalResults", 2);
    answer.putArray("schemas").add(CORE);
    ArrayNode all = answer.putArray("Resources");
    ArrayNode user = schema(all, "User", "/Users");
    attribute(user, "id", "string", CORE).put("readOnly", true);
    attribute(user, "userName", "string", CORE).put("required", true);
    attribute(user, "title", "string", CORE);
    attribute(user, "nickName", "string", CORE);
    attribute(attribute(user, "name", "complex", CORE).putArray("subAttributes"), "familyName");
    attribute(
        attribute(user, "emails", "complex", CORE)
            .put("multiValued", true)
            .putArray("subAttributes"),
        "value");
    attribute(user, "department", "string", "urn:scim:schemas:extension:enterprise:1.0");
    attribute(schema(all, "Group", "/Groups"), "displayName", "string", CORE);
    return answer;
  }

  private static ArrayNode schema(ArrayNode all, String name, String endpoint) {
    return all.addObject()
        .put("id", CORE + ":" + name)
        .put("name", name)
        .put("schema", CORE)
        .put("endpoint", endpoint)
        .putArray("attributes");
  }

  private static ObjectNode attribute(ArrayNode all, String name) {
    return all.addObject().put("name", name).put("type", "string").put("readOnly", false);
  }

  private static ObjectNode attribute(ArrayNode all, String name, String type, String schema) {
    return attribute(all, name).put("type", type).put("schema", schema);
  }

  private static ObjectNode asked(ObjectNode resource, Map<String, String> query) {
    ObjectNode answer = resource.deepCopy();
    answer.remove("password");
    if (query.containsKey("attributes")) {
      Set<String> names = new LinkedHashSet<>(Arrays.asList(query.get("attributes").split(",")));
      names.addAll(List.of("id", "schemas"));
      answer.retain(names);
    }
    return answer;
  }

  private void collection(HttpExchange exchange, ObjectType type, byte[] body)
      throws IOException, Refusal {
    switch (exchange.getRequestMethod()) {
      case "GET" -> send(exchange, 200, list(type, query(exchange)));
      case "POST" -> {
        ObjectNode next = document(exchange, body);
        refuseMerging(next);
        String id = UUID.randomUUID().toString();
        keep(type, next, id);
        send(exchange, 201, asked(next, Map.of()));
      }
      default -> throw new Refusal(405, "Method not allowed");
    }
  }

  private static void refuseMerging(ObjectNode whole) throws Refusal {
    if (whole.at("/meta/attributes").isArray() || whole.toString().contains("\"operation\"")) {
      throw new Refusal(400, "That is for PATCH");
    }
  }

  private void authenticate(HttpExchange exchange) throws Refusal {
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(("tessera:" + password).getBytes(UTF_8));
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    if (!basic.equals(given) && !("Bearer " + password).equals(given)) {
      throw new Refusal(401, "Who are you?");
    }
  }

  private static String[] pathOf(HttpExchange exchange) throws Refusal {
    String raw = exchange.getRequestURI().getRawPath();
    String[] parts = raw.startsWith(PREFIX) ? raw.substring(PREFIX.length()).split("/") : null;
    if (parts == null || parts.length > 2) {
      throw new Refusal(404, "No such endpoint");
    }
    for (int i = 0; i < parts.length; i++) {
      parts[i] = URLDecoder.decode(parts[i], UTF_8);
    }
    return parts;
  }

  private static ObjectType typeOf(String collection) throws Refusal {
    return switch (collection) {
      case "Users" -> ObjectType.USER;
      case "Groups" -> ObjectType.GROUP;
      default -> throw new Refusal(404, "No such endpoint");
    };
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return query;
  }

  /** A document in the shape of 1.1 and of nothing else. */
  private ObjectNode document(HttpExchange exchange, byte[] body) throws Refusal {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      throw new Refusal(415, "application/json is expected");
    }
    try {
      ObjectNode node = (ObjectNode) mapper.readTree(body);
      List<String> urns = new ArrayList<>();
      node.path("schemas").forEach(urn -> urns.add(urn.asText()));
      boolean later = urns.stream().anyMatch(urn -> urn.startsWith("urn:ietf:"));
      if (!urns.contains(CORE) || later || node.has("Operations")) {
        throw new Refusal(400, "The document is not one of SCIM 1.1");
      }
      for (Map.Entry<String, JsonNode> each : node.properties()) {
        if (each.getKey().startsWith("urn:") && !urns.contains(each.getKey())) {
          throw new Refusal(400, "The schema " + each.getKey() + " is not named");
        }
      }
      if (node.has("active") && !node.get("active").isBoolean()) {
        throw new Refusal(400, "active is no boolean");
      }
      documents.add(node.deepCopy());
      return node;
    } catch (IOException | ClassCastException malformed) {
      throw new Refusal(400, "no JSON object");
    }
  }

  private ObjectNode list(ObjectType type, Map<String, String> query) throws Refusal {
    ObjectNode list = mapper.createObjectNode();
    list.putArray("schemas").add(CORE);
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode each : all(type).values()) {
      if (!query.containsKey("filter") || matches(each, query.get("filter"))) {
        found.add(asked(each, query));
      }
    }
    int start = Math.max(1, Integer.parseInt(query.getOrDefault("startIndex", "1")));
    int count = Integer.parseInt(query.getOrDefault("count", "100"));
    list.put("totalResults", found.size()).put("startIndex", start);
    ArrayNode some = list.putArray("Resources");
    found.stream().skip(start - 1L).limit(count).forEach(some::add);
    list.put("itemsPerPage", some.size());
    return list;
  }

  private boolean matches(ObjectNode resource, String filter) throws Refusal {
    Matcher parts = FILTER.matcher(filter);
    if (!parts.matches()) {
      throw new Refusal(400, "The filter cannot be read");
    }
    JsonNode actual = resource.at("/" + parts.group("path").replace('.', '/'));
    String wanted = literal(parts.group("literal"));
    return parts.group("op").equals("eq")
        ? actual.asText().equalsIgnoreCase(wanted)
        : Instant.parse(actual.asText()).compareTo(Instant.parse(wanted)) >= 0;
  }

  private String literal(String json) throws Refusal {
    try {
      return mapper.readTree(json).asText();
    } catch (JsonProcessingException malformed) {
      throw new Refusal(400, "The literal cannot be read");
    }
  }

  private void checkUnique(ObjectType type, ObjectNode next, String id) throws Refusal {
    String key = type == ObjectType.USER ? "userName" : "displayName";
    String name = next.path(key).asText();
    if (name.isEmpty()) {
      throw new Refusal(400, key + " is required");
    }
    for (ObjectNode each : all(type).values()) {
      boolean same = each.path(key).asText().equalsIgnoreCase(name);
      if (same && !each.path("id").asText().equals(id)) {
        throw new Refusal(409, key + " is taken");
      }
    }
  }

  private void checkMembers(ObjectNode next) throws Refusal {
    for (JsonNode member : next.path("members")) {
      String id = member.path("value").asText();
      if (!all(ObjectType.USER).containsKey(id) && !all(ObjectType.GROUP).containsKey(id)) {
        throw new Refusal(400, "Member " + id + " does not exist");
      }
    }
  }

  private Map<String, ObjectNode> all(ObjectType type) {
    return resources.getOrDefault(type, Map.of());
  }

  synchronized JsonNode json(ObjectType type, RemoteId id) {
    ObjectNode found = all(type).get(id.value());
    return found == null ? mapper.missingNode() : found.deepCopy();
  }

  @Override
  public synchronized Optional<Seen> find(ObjectType type, RemoteId id) {
    return Optional.ofNullable(all(type).get(id.value())).map(Scim1Double::seen);
  }

  private static Seen seen(ObjectNode resource) {
    TargetAttributes.Builder attributes = TargetAttributes.builder();
    for (Map.Entry<String, JsonNode> each : resource.properties()) {
      if (each.getValue().isValueNode()) {
        attributes.put(each.getKey(), each.getValue().asText());
      }
    }
    Set<RemoteId> members = new LinkedHashSet<>();
    resource.path("members").forEach(m -> members.add(new RemoteId(m.path("value").asText())));
    return new Seen(attributes.build(), resource.path("active").asBoolean(true), members);
  }

  @Override
  public synchronized int count(ObjectType type, String key) {
    String name = type == ObjectType.USER ? "userName" : "displayName";
    return (int) all(type).values().stream().filter(r -> r.path(name).asText().equals(key)).count();
  }

  @Override
  public synchronized void set(ObjectType type, RemoteId id, String attribute, String value) {
    ObjectNode resource = all(type).get(id.value());
    resource.put(attribute, value);
    resource.withObjectProperty("meta").put("lastModified", Instant.now().toString());
  }

  @Override
  public synchronized boolean accepts(RemoteId user, String word) {
    return all(ObjectType.USER).get(user.value()).path("password").asText().equals(word);
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
