package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A SCIM 2.0 service with users only, written by PUT, that remembers every write and behaves as
 * badly as it is told to.
 */
final class RecordingScim implements AutoCloseable {
  /** How it answers. */
  enum Mood {
    WELL,
    /** 500, nothing done. */
    BROKEN,
    /** 500, and it is done. */
    BROKEN_AFTER_EFFECT,
    /** 429 with {@code Retry-After: 1}, nothing done. */
    THROTTLING,
    /** Done, and the answer comes late. */
    LATE,
    /** Nothing done, no answer within the patience of anybody. */
    HANGING
  }

  /** Moments of a request. */
  enum Moment {
    RECEIVED,
    CARRIED_OUT,
    ANSWERED
  }

  private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
  private static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
  private static final Pattern FILTER = Pattern.compile("userName eq \"([^\"]*)\"");
  private static final int MOST_THREADS = 64;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(MOST_THREADS);

  /** By id; as text, because there may be a million. */
  private final Map<String, String> users = new LinkedHashMap<>();

  private final Map<String, String> idsByName = new HashMap<>();
  private final Set<String> created = new HashSet<>();
  private final List<String> doubled = new ArrayList<>();
  private final Map<String, Integer> newest = new HashMap<>();
  private final List<String> disordered = new ArrayList<>();
  private final Map<Mood, AtomicInteger> moods = new EnumMap<>(Mood.class);
  private int writes;
  private int deletions;
  private volatile Mood mood = Mood.WELL;
  private volatile double share;
  private volatile long lateMillis = 2_000;
  private volatile Predicate<String> refused = name -> false;

  private volatile BiPredicate<String, Moment> watcher = (request, moment) -> true;

  private RecordingScim() throws IOException {
    for (Mood each : Mood.values()) {
      moods.put(each, new AtomicInteger());
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(threads);
    server.createContext("/Users", this::handle);
  }

  static RecordingScim started() throws IOException {
    RecordingScim scim = new RecordingScim();
    scim.server.start();
    return scim;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What a SCIM target needs to reach it through a port. */
  static Map<String, Object> settings(int port) {
    return Map.of(
        "usersUrl",
        "http://127.0.0.1:" + port + "/Users",
        "user",
        "tessera",
        "password",
        "any",
        "updateMode",
        "put",
        "requestTimeoutMillis",
        1_000);
  }

  /**
   * Has somebody told of every moment of every request, which waits meanwhile.
   *
   * @param told of "create", "look up", "read", "change" or "delete", and the moment; answers
   *     whether to go on
   */
  void watchedBy(BiPredicate<String, Moment> told) {
    watcher = told;
  }

  void is(Mood how, double shareOfRequests) {
    share = shareOfRequests;
    mood = how;
  }

  void late(long millis) {
    lateMillis = millis;
    is(Mood.LATE, 1);
  }

  /** Users whose names it takes for invalid. */
  void refuses(Predicate<String> userNames) {
    refused = userNames;
  }

  synchronized Collection<Ledger.State> held() throws IOException {
    List<Ledger.State> held = new ArrayList<>();
    for (String text : users.values()) {
      JsonNode user = Http.JSON.readTree(text);
      held.add(
          new Ledger.State(
              user.path("userName").asText(),
              user.path("title").asInt(),
              user.path("active").asBoolean(true),
              true));
    }
    return held;
  }

  synchronized int size() {
    return users.size();
  }

  synchronized int deletions() {
    return deletions;
  }

  /** How many requests it has treated like that. */
  int count(Mood how) {
    return moods.get(how).get();
  }

  /** Creations, changes and deletions that took effect. */
  synchronized int writes() {
    return writes;
  }

  /** What was created twice, or written in the wrong order. */
  synchronized Balance chronicle() {
    return new Balance(List.of(), List.of(), List.copyOf(doubled), List.copyOf(disordered));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Mood now = Math.random() < share ? mood : Mood.WELL;
      moods.get(now).incrementAndGet();
      switch (now) {
        case BROKEN -> answer(exchange, error(500, "It is broken."));
        case THROTTLING -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          answer(exchange, error(429, "Too many."));
        }
        case HANGING -> TimeUnit.SECONDS.sleep(60);
        case BROKEN_AFTER_EFFECT -> {
          carryOut(exchange, body);
          answer(exchange, error(500, "It is broken."));
        }
        case LATE -> {
          Reply reply = carryOut(exchange, body);
          TimeUnit.MILLISECONDS.sleep(lateMillis);
          answer(exchange, reply);
        }
        default -> {
          String request = words(exchange);
          if (watcher.test(request, Moment.RECEIVED)) {
            Reply reply = carryOut(exchange, body);
            if (watcher.test(request, Moment.CARRIED_OUT)) {
              answer(exchange, reply);
              watcher.test(request, Moment.ANSWERED);
            }
          }
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private static String words(HttpExchange exchange) {
    return switch (exchange.getRequestMethod()) {
      case "POST" -> "create";
      case "PUT" -> "change";
      case "DELETE" -> "delete";
      default -> exchange.getRequestURI().getRawQuery() == null ? "read" : "look up";
    };
  }

  private record Reply(int status, String body) {}

  private static void answer(HttpExchange exchange, Reply reply) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/scim+json");
    byte[] bytes = reply.body().getBytes(UTF_8);
    if (bytes.length == 0) {
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Reply error(int status, String detail) {
    ObjectNode error = Http.JSON.createObjectNode().put("status", Integer.toString(status));
    error.putArray("schemas").add(ERROR);
    return new Reply(status, error.put("detail", detail).toString());
  }

  private synchronized Reply carryOut(HttpExchange exchange, String body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String id = path.length() > "/Users/".length() ? path.substring("/Users/".length()) : "";
    String there = users.get(id);
    if (!id.isEmpty() && there == null) {
      return error(404, "There is no user " + id + ".");
    }
    return switch (exchange.getRequestMethod()) {
      case "GET" -> there == null ? found(exchange.getRequestURI().getRawQuery()) : ok(there);
      case "POST" -> create((ObjectNode) Http.JSON.readTree(body));
      case "PUT" -> replace(id, (ObjectNode) Http.JSON.readTree(body));
      case "DELETE" -> delete(id);
      default -> error(501, "Not here.");
    };
  }

  private static Reply ok(String user) {
    return new Reply(200, user);
  }

  private Reply found(@Nullable String query) throws IOException {
    Matcher filter = FILTER.matcher(URLDecoder.decode(query == null ? "" : query, UTF_8));
    ObjectNode list = Http.JSON.createObjectNode();
    list.putArray("schemas").add(LIST);
    String id = filter.find() ? idsByName.get(folded(filter.group(1))) : null;
    list.put("totalResults", id == null ? 0 : 1);
    ArrayNode resources = list.putArray("Resources");
    if (id != null) {
      resources.add(Http.JSON.readTree(users.get(id)));
    }
    return ok(list.toString());
  }

  private static String folded(String userName) {
    return userName.toLowerCase(Locale.ROOT);
  }

  private Reply create(ObjectNode user) {
    String name = user.path("userName").asText();
    if (refused.test(name)) {
      return error(400, "The name " + name + " is not to our taste.");
    }
    String id = UUID.randomUUID().toString();
    if (idsByName.putIfAbsent(folded(name), id) != null) {
      return error(409, "There is one already.");
    }
    if (!created.add(person(name))) {
      doubled.add(name);
    }
    return new Reply(201, wrote(id, user));
  }

  private Reply replace(String id, ObjectNode user) throws IOException {
    String name = user.path("userName").asText();
    if (refused.test(name)) {
      return error(400, "The name " + name + " is not to our taste.");
    }
    String owner = idsByName.get(folded(name));
    if (owner != null && !owner.equals(id)) {
      return error(409, "There is one already.");
    }
    forgetName(id);
    idsByName.put(folded(name), id);
    return ok(wrote(id, user));
  }

  private void forgetName(String id) throws IOException {
    idsByName.remove(folded(Http.JSON.readTree(users.get(id)).path("userName").asText()));
  }

  private Reply delete(String id) throws IOException {
    forgetName(id);
    users.remove(id);
    writes++;
    deletions++;
    return new Reply(204, "");
  }

  private String wrote(String id, ObjectNode user) {
    writes++;
    String person = person(user.path("userName").asText());
    int number = user.path("title").asInt();
    Integer before = newest.put(person, number);
    if (before != null && before > number) {
      disordered.add(person + ": " + number + " after " + before);
    }
    String text = user.put("id", id).toString();
    users.put(id, text);
    return text;
  }

  /** New names of a user begin with the old one and a dash. */
  private static String person(String userName) {
    return userName.split("-", 2)[0];
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
