package io.tessera.connector.scim2.internal;

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
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A SCIM service over real HTTP that takes RFC 7644 at its word: strict about types, media types,
 * paths without a target and members that do not exist.
 */
final class ScimDouble implements BusyCounterpart, AutoCloseable {
  private static final String PREFIX = "/scim/v2/";
  private static final Pattern FILTER =
      Pattern.compile("(?<path>[\\w.:]+) (?<op>eq|ge) (?<literal>\"(?:[^\"\\\\]|\\\\.)*\")");
  private static final Pattern PATH =
      Pattern.compile(
          "(?:(?<urn>urn:[^\\[]+):)?(?<name>\\w+)"
              + "(?:\\[(?<sel>\\w+) eq (?<literal>\"(?:[^\"\\\\]|\\\\.)*\"|true|false)\\])?"
              + "(?:\\.(?<sub>\\w+))?");
  private static final Set<String> MANY =
      Set.of("emails", "phoneNumbers", "addresses", "members", "roles", "entitlements");

  /** Answers a request instead of the service. */
  interface Instead {
    /** Whether it has answered. */
    boolean answer(HttpExchange exchange) throws IOException;
  }

  private static final int LARGEST_PAGE = 500;

  final String password = UUID.randomUUID().toString();
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong number = new AtomicLong();
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<ObjectType, Map<String, ObjectNode>> resources =
      new EnumMap<>(ObjectType.class);
  private final Map<String, List<ObjectNode>> listings = new HashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile @Nullable Instead instead;
  private volatile boolean removingAbsentIsAnError;
  private volatile @Nullable JsonNode announcement;
  private volatile boolean cursors;
  private volatile boolean versions;

  ScimDouble() throws IOException {
    this(HttpServer.create());
  }

  ScimDouble(HttpServer server) throws IOException {
    this.server = server;
    resources.put(ObjectType.USER, new LinkedHashMap<>());
    resources.put(ObjectType.GROUP, new LinkedHashMap<>());
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Lets something else answer from now on; null: the service itself. */
  void instead(@Nullable Instead other) {
    instead = other;
  }

  @Override
  public void beBusy() {
    instead(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          send(exchange, 429, null);
          return true;
        });
  }

  @Override
  public void recover() {
    instead(null);
  }

  /** From now on a PATCH that removes an absent member is refused. */
  void refuseRemovingAbsentMembers() {
    removingAbsentIsAnError = true;
  }

  /** From now on there is a ServiceProviderConfig. */
  void announce(String json) throws IOException {
    announcement = mapper.readTree(json);
    cursors = announcement.at("/pagination/cursor").asBoolean();
  }

  /** From now on resources have versions, and PUT and PATCH honour them. */
  void keepVersions() {
    versions = true;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    final int status;
    final String type;

    Refusal(int status, String type, String detail) {
      super(detail);
      this.status = status;
      this.type = type;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
      byte[] body = exchange.getRequestBody().readAllBytes();
      Instead other = instead;
      if (other != null && other.answer(exchange)) {
        return;
      }
      try {
        respond(exchange, body);
      } catch (Refusal refusal) {
        ObjectNode error = mapper.createObjectNode();
        error.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:Error");
        error.put("status", String.valueOf(refusal.status)).put("detail", refusal.getMessage());
        if (!refusal.type.isEmpty()) {
          error.put("scimType", refusal.type);
        }
        send(exchange, refusal.status, error);
      }
    }
  }

  void send(HttpExchange exchange, int status, @Nullable JsonNode body) throws IOException {
    byte[] bytes = body == null ? new byte[0] : mapper.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/scim+json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized void respond(HttpExchange exchange, byte[] body)
      throws IOException, Refusal {
    authenticate(exchange);
    String[] parts = pathOf(exchange);
    if (parts.length == 1 && parts[0].equals("ServiceProviderConfig") && announcement != null) {
      send(exchange, 200, announcement);
      return;
    }
    if (parts.length == 1 && parts[0].equals("Schemas")) {
      send(exchange, 200, schemas());
      return;
    }
    ObjectType type = typeOf(parts[0]);
    Map<String, ObjectNode> all = all(type);
    String method = exchange.getRequestMethod();
    if (parts.length == 1) {
      collection(exchange, method, type, body);
      return;
    }
    ObjectNode present = all.get(parts[1]);
    if (present == null) {
      throw new Refusal(404, "", "Resource not found");
    }
    switch (method) {
      case "GET" -> {
        if (versions) {
          exchange.getResponseHeaders().set("ETag", present.at("/meta/version").asText());
        }
        send(exchange, 200, asked(present, query(exchange)));
      }
      case "DELETE" -> {
        all.remove(parts[1]);
        forgetMember(parts[1]);
        send(exchange, 204, null);
      }
      case "PUT" -> {
        ObjectNode next = document(exchange, body);
        checkVersion(exchange, present);
        next.set("meta", present.path("meta").deepCopy());
        touch(next);
        checkUnique(type, next, parts[1]);
        checkMembers(next);
        next.put("id", parts[1]);
        if (!next.has("members") && present.has("members")) {
          next.set("members", present.get("members"));
        }
        all.put(parts[1], next);
        send(exchange, 200, next);
      }
      case "PATCH" -> {
        ObjectNode next = patched(present.deepCopy(), document(exchange, body));
        checkVersion(exchange, present);
        touch(next);
        checkUnique(type, next, parts[1]);
        checkMembers(next);
        all.put(parts[1], next);
        send(exchange, 200, next);
      }
      default -> throw new Refusal(405, "", "Method not allowed");
    }
  }

  private void checkVersion(HttpExchange exchange, ObjectNode present) throws Refusal {
    String expected = exchange.getRequestHeaders().getFirst("If-Match");
    if (expected != null && !expected.equals(present.at("/meta/version").asText())) {
      throw new Refusal(412, "", "The resource has another version");
    }
  }

  private void touch(ObjectNode resource) {
    ObjectNode meta = resource.withObjectProperty("meta");
    meta.put("lastModified", Instant.now().toString());
    if (versions) {
      meta.put("version", "W/\"" + number.incrementAndGet() + "\"");
    }
  }

  private ObjectNode schemas() {
    ObjectNode answer = mapper.createObjectNode().put("totalResults", 2);
    ArrayNode all = answer.putArray("Resources");
    ArrayNode user =
        all.addObject()
            .put("id", "urn:ietf:params:scim:schemas:core:2.0:User")
            .putArray("attributes");
    user.addObject().put("name", "userName").put("type", "string").put("required", true);
    user.addObject().put("name", "title").put("type", "string");
    user.addObject().put("name", "nickName").put("type", "string");
    user.addObject()
        .put("name", "name")
        .put("type", "complex")
        .putArray("subAttributes")
        .addObject()
        .put("name", "familyName");
    user.addObject()
        .put("name", "groups")
        .put("type", "complex")
        .put("multiValued", true)
        .put("mutability", "readOnly")
        .putArray("subAttributes")
        .addObject()
        .put("name", "value");
    user.addObject()
        .put("name", "emails")
        .put("type", "complex")
        .put("multiValued", true)
        .putArray("subAttributes")
        .addObject()
        .put("name", "value");
    ArrayNode group =
        all.addObject()
            .put("id", "urn:ietf:params:scim:schemas:core:2.0:Group")
            .putArray("attributes");
    group.addObject().put("name", "displayName").put("type", "string").put("required", true);
    return answer;
  }

  /** Members are returned on request (RFC 7643 section 7), as large services do. */
  private ObjectNode asked(ObjectNode resource, Map<String, String> query) {
    ObjectNode answer = resource.deepCopy();
    answer.remove("password");
    if (!query.getOrDefault("attributes", "").contains("members")) {
      answer.remove("members");
    }
    return answer;
  }

  private void collection(HttpExchange exchange, String method, ObjectType type, byte[] body)
      throws IOException, Refusal {
    if (method.equals("GET")) {
      send(exchange, 200, list(type, query(exchange)));
      return;
    }
    if (!method.equals("POST")) {
      throw new Refusal(405, "", "Method not allowed");
    }
    ObjectNode next = document(exchange, body);
    checkUnique(type, next, "");
    checkMembers(next);
    String id = UUID.randomUUID().toString();
    next.put("id", id);
    next.putObject("meta").put("resourceType", type == ObjectType.USER ? "User" : "Group");
    touch(next);
    all(type).put(id, next);
    send(exchange, 201, next);
  }

  private void authenticate(HttpExchange exchange) throws Refusal {
    String basic =
        "Basic "
            + java.util.Base64.getEncoder().encodeToString(("tessera:" + password).getBytes(UTF_8));
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    if (!basic.equals(given) && !("Bearer " + password).equals(given)) {
      throw new Refusal(401, "", "Who are you?");
    }
  }

  private static String[] pathOf(HttpExchange exchange) throws Refusal {
    String raw = exchange.getRequestURI().getRawPath();
    if (!raw.startsWith(PREFIX)) {
      throw new Refusal(404, "", "No such endpoint");
    }
    String[] parts = raw.substring(PREFIX.length()).split("/");
    if (parts.length > 2) {
      throw new Refusal(404, "", "No such endpoint");
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
      default -> throw new Refusal(404, "", "No such endpoint");
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

  private ObjectNode document(HttpExchange exchange, byte[] body) throws Refusal {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.startsWith("application/scim+json")) {
      throw new Refusal(415, "", "application/scim+json is expected");
    }
    try {
      ObjectNode node = (ObjectNode) mapper.readTree(body);
      if (!node.path("schemas").isArray() || node.path("schemas").isEmpty()) {
        throw new Refusal(400, "invalidSyntax", "schemas is missing");
      }
      if (node.has("active") && !node.get("active").isBoolean()) {
        throw new Refusal(400, "invalidValue", "active is no boolean");
      }
      return node;
    } catch (IOException | ClassCastException malformed) {
      throw new Refusal(400, "invalidSyntax", "no JSON object");
    }
  }

  private ObjectNode list(ObjectType type, Map<String, String> query) throws Refusal {
    ObjectNode list = mapper.createObjectNode();
    list.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:ListResponse");
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode each : all(type).values()) {
      if (!query.containsKey("filter") || matches(each, query.get("filter"))) {
        found.add(asked(each, query));
      }
    }
    list.put("totalResults", found.size());
    ArrayNode some = list.putArray("Resources");
    int start = Math.max(1, Integer.parseInt(query.getOrDefault("startIndex", "1")));
    int count = Integer.parseInt(query.getOrDefault("count", "100"));
    if (query.containsKey("cursor")) {
      page(query.get("cursor"), found, count, list);
      return list;
    }
    list.put("startIndex", start);
    found.stream().skip(start - 1L).limit(Math.min(count, LARGEST_PAGE)).forEach(some::add);
    list.put("itemsPerPage", some.size());
    return list;
  }

  /** RFC 9865: who was there at the first page and still is comes, whatever happens meanwhile. */
  private void page(String cursor, List<ObjectNode> found, int count, ObjectNode list)
      throws Refusal {
    if (!cursors) {
      throw new Refusal(400, "invalidValue", "There are no cursors");
    }
    if (cursor.equals("expired")) {
      throw new Refusal(400, "expiredCursor", "The cursor has expired");
    }
    List<ObjectNode> waiting = cursor.isEmpty() ? new ArrayList<>(found) : listings.remove(cursor);
    if (waiting == null) {
      throw new Refusal(400, "invalidCursor", "The cursor is none of ours");
    }
    waiting.retainAll(found);
    int size = Math.min(count, waiting.size());
    waiting.subList(0, size).forEach(list.withArray("Resources")::add);
    if (size < waiting.size()) {
      String next = UUID.randomUUID().toString();
      listings.put(next, new ArrayList<>(waiting.subList(size, waiting.size())));
      list.put("nextCursor", next);
    }
  }

  private boolean matches(ObjectNode resource, String filter) throws Refusal {
    Matcher parts = FILTER.matcher(filter);
    boolean met = false;
    int at = 0;
    while (parts.region(at, filter.length()).lookingAt()) {
      met |= meets(resource, parts);
      if (parts.end() == filter.length()) {
        return met;
      }
      at = filter.startsWith(" or ", parts.end()) ? parts.end() + 4 : filter.length();
    }
    throw new Refusal(400, "invalidFilter", "The filter cannot be read");
  }

  private boolean meets(ObjectNode resource, Matcher comparison) throws Refusal {
    JsonNode actual = resource.at("/" + comparison.group("path").replace('.', '/'));
    String wanted = literal(comparison.group("literal")).asText();
    return comparison.group("op").equals("eq")
        ? actual.asText().equalsIgnoreCase(wanted)
        : Instant.parse(actual.asText()).compareTo(Instant.parse(wanted)) >= 0;
  }

  private JsonNode literal(String json) throws Refusal {
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new Refusal(400, "invalidFilter", "The literal cannot be read");
    }
  }

  private void checkUnique(ObjectType type, ObjectNode next, String id) throws Refusal {
    String key = type == ObjectType.USER ? "userName" : "displayName";
    String name = next.path(key).asText();
    if (name.isEmpty()) {
      throw new Refusal(400, "invalidValue", key + " is required");
    }
    for (ObjectNode each : all(type).values()) {
      boolean same = each.path(key).asText().equalsIgnoreCase(name);
      if (same && !each.path("id").asText().equals(id)) {
        throw new Refusal(409, "uniqueness", key + " is taken");
      }
    }
  }

  private void checkMembers(ObjectNode next) throws Refusal {
    for (JsonNode member : next.path("members")) {
      String id = member.path("value").asText();
      if (!all(ObjectType.USER).containsKey(id) && !all(ObjectType.GROUP).containsKey(id)) {
        throw new Refusal(404, "", "A member does not exist");
      }
    }
  }

  private void forgetMember(String id) {
    for (ObjectNode group : all(ObjectType.GROUP).values()) {
      removeElements((ArrayNode) group.withArray("members"), "value", mapper.valueToTree(id));
    }
  }

  private ObjectNode patched(ObjectNode resource, ObjectNode patch) throws Refusal {
    for (JsonNode operation : patch.path("Operations")) {
      apply(resource, operation);
    }
    return resource;
  }

  private void apply(ObjectNode resource, JsonNode operation) throws Refusal {
    Matcher path = PATH.matcher(operation.path("path").asText());
    if (!path.matches()) {
      throw new Refusal(400, "invalidPath", "The path cannot be read");
    }
    ObjectNode home =
        path.group("urn") == null ? resource : resource.withObjectProperty(path.group("urn"));
    String name = path.group("name");
    JsonNode value = operation.path("value");
    String op = operation.path("op").asText();
    if (name.equals("active") && !value.isBoolean() && !op.equals("remove")) {
      throw new Refusal(400, "invalidValue", "active is no boolean");
    }
    if (MANY.contains(name)
        && path.group("sel") == null
        && !op.equals("remove")
        && !value.isArray()) {
      throw new Refusal(400, "invalidValue", name + " is multi-valued");
    }
    if (path.group("sel") != null) {
      element(home, path, op, value);
    } else if (op.equals("add") && MANY.contains(name)) {
      addElements(home.withArray(name), value);
    } else if (path.group("sub") != null) {
      set(home.withObjectProperty(name), path.group("sub"), op, value);
    } else {
      set(home, name, op, value);
    }
  }

  private static void set(ObjectNode home, String name, String op, JsonNode value) {
    if (op.equals("remove")) {
      home.remove(name);
    } else {
      home.set(name, value);
    }
  }

  private void element(ObjectNode home, Matcher path, String op, JsonNode value) throws Refusal {
    ArrayNode elements = (ArrayNode) home.withArray(path.group("name"));
    JsonNode wanted = literal(path.group("literal"));
    if (op.equals("remove") && path.group("sub") == null) {
      boolean removed = removeElements(elements, path.group("sel"), wanted);
      if (!removed && removingAbsentIsAnError) {
        throw new Refusal(400, "noTarget", "Nothing matches");
      }
      return;
    }
    for (JsonNode each : elements) {
      if (each.path(path.group("sel")).equals(wanted)) {
        set((ObjectNode) each, path.group("sub"), op, value);
        return;
      }
    }
    throw new Refusal(400, "noTarget", "Nothing matches");
  }

  private static boolean removeElements(ArrayNode elements, String name, JsonNode value) {
    boolean removed = false;
    for (int i = elements.size() - 1; i >= 0; i--) {
      if (elements.get(i).path(name).equals(value)) {
        elements.remove(i);
        removed = true;
      }
    }
    return removed;
  }

  private static void addElements(ArrayNode elements, JsonNode values) {
    for (JsonNode value : values) {
      boolean present = false;
      for (JsonNode each : elements) {
        present |= each.path("value").equals(value.path("value"));
      }
      if (!present) {
        elements.add(value);
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
    return Optional.ofNullable(all(type).get(id.value())).map(ScimDouble::seen);
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
    touch(resource);
  }

  @Override
  public synchronized boolean accepts(RemoteId user, String password) {
    return all(ObjectType.USER).get(user.value()).path("password").asText().equals(password);
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
