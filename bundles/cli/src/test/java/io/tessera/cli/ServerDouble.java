package io.tessera.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;

/**
 * Speaks as much of the administration API as the command line uses: keeps what is sent, knows
 * versions, hides secrets, answers with problem documents.
 */
final class ServerDouble implements AutoCloseable {
  static final String TYPE = "io.tessera.connector.sample";

  private final AttributesJson json = new AttributesJson();
  private final HttpServer server;
  private final Map<String, Map<String, Attributes>> things = new LinkedHashMap<>();
  private final Map<String, Attributes> fixed = new LinkedHashMap<>();
  private final Map<String, Queue<Attributes>> next = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final ScimDouble directory = new ScimDouble();
  private final String clientSecret = UUID.randomUUID().toString();
  private final String token = UUID.randomUUID().toString();
  private String password = UUID.randomUUID().toString();
  private Attributes lastBody = Attributes.empty();
  private final Map<String, Attributes> answered = new LinkedHashMap<>();
  private boolean breaks;

  ServerDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/", this::handle);
    server.createContext("/scim2/", this::scim);
    server.createContext("/oauth2/token", this::token);
    server.start();
    things.put("identity-providers", new LinkedHashMap<>());
    things.put("targets", new LinkedHashMap<>());
    things.put("user-stores", new LinkedHashMap<>());
    things.put("schemas", new LinkedHashMap<>());
    things.put("service-providers", new LinkedHashMap<>());
    things.put("token-issuers", new LinkedHashMap<>());
    things.put("roles", new LinkedHashMap<>());
    things.put("birthright-rules", new LinkedHashMap<>());
    things.put("rules", new LinkedHashMap<>());
    things.put("alert-channels", new LinkedHashMap<>());
    answer("connector-types/" + TYPE, sampleType());
    answer("connector-types", page(List.of(sampleType())));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String password() {
    return password;
  }

  /** Method and path of every request so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  Attributes lastBody() {
    return lastBody;
  }

  Attributes named(String path, String name) {
    return thing(path, name).orElseThrow();
  }

  Attributes target(String name) {
    return thing("targets", name).orElseThrow();
  }

  /** As if somebody else had changed it; the version stays. */
  void hold(String path, Attributes thing) {
    things.get(path).put(thing.text("id").orElseThrow(), thing);
  }

  /** What a path answers, whatever the method. */
  void answer(String path, Attributes body) {
    fixed.put(path, body);
  }

  /** What it answers once, before the others. */
  void answerNext(String path, Attributes body) {
    next.computeIfAbsent(path, p -> new ArrayDeque<>()).add(body);
  }

  /** The next thing is made, and the connection breaks before the answer. */
  void breakAfterTheNext() {
    breaks = true;
  }

  static Attributes page(List<Attributes> items) {
    return Attributes.builder()
        .keep("items", Value.many(items.stream().map(Value::complex).toList()))
        .build();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath().substring("/api/v1/".length());
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    requests.add(exchange.getRequestMethod() + " " + path + (query.isEmpty() ? "" : "?" + query));
    byte[] body = exchange.getRequestBody().readAllBytes();
    lastBody = body.length == 0 ? Attributes.empty() : json.read(body);
    if (!path.equals("bootstrap") && !isSignedIn(exchange)) {
      problem(exchange, 401, "The name or the password is wrong.");
    } else if (!next.getOrDefault(path, new ArrayDeque<>()).isEmpty()) {
      send(exchange, 200, next.get(path).remove());
    } else if (fixed.containsKey(path)) {
      send(exchange, 200, fixed.get(path));
    } else if (path.equals("bootstrap") || path.equals("me/password")) {
      password = lastBody.text("password").orElseThrow();
      send(exchange, 204, null);
    } else {
      handleThing(exchange, path, query);
    }
  }

  private boolean isSignedIn(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return basic("admin", password).equals(header) || ("Bearer " + token).equals(header);
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private synchronized void scim(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath().substring("/scim2/".length());
    String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    requests.add(
        exchange.getRequestMethod() + " scim " + path + (query.isEmpty() ? "" : "?" + query));
    byte[] body = exchange.getRequestBody().readAllBytes();
    lastBody = body.length == 0 ? lastBody : json.read(body);
    if (isSignedIn(exchange)) {
      ScimDouble.Answer answer =
          directory.answer(exchange.getRequestMethod(), path, query, lastBody);
      send(exchange, answer.status(), answer.body());
    } else {
      problem(exchange, 401, "The name or the password is wrong.");
    }
  }

  private synchronized void token(HttpExchange exchange) throws IOException {
    boolean known =
        basic("feed", clientSecret).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    send(
        exchange,
        known ? 200 : 401,
        known
            ? Attributes.builder().put("access_token", token).build()
            : Attributes.builder().put("error_description", "No such client.").build());
  }

  /** What the client {@code feed} signs in with. */
  String clientSecret() {
    return clientSecret;
  }

  /** What it gets for that. */
  String token() {
    return token;
  }

  ScimDouble directory() {
    return directory;
  }

  private void handleThing(HttpExchange exchange, String path, String query) throws IOException {
    String[] parts = path.split("/", -1);
    Map<String, Attributes> kind = things.get(parts[0]);
    if (kind == null) {
      problem(exchange, 404, "There is no such path.");
    } else if (parts.length == 1 && exchange.getRequestMethod().equals("POST")) {
      create(exchange, parts[0], kind);
    } else if (parts.length == 1) {
      list(exchange, kind, query);
    } else {
      one(exchange, kind, parts[1]);
    }
  }

  private void create(HttpExchange exchange, String path, Map<String, Attributes> kind)
      throws IOException {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (answered.containsKey(key)) {
      send(exchange, 201, answered.get(key));
      return;
    }
    String name = lastBody.text("name").orElseThrow();
    if (thing(path, name).isPresent()) {
      problem(exchange, 409, "The name " + name + " is taken.");
      return;
    }
    String id = lastBody.text("id").orElse(UUID.randomUUID().toString());
    kind.put(id, stored(lastBody, Attributes.empty()).with("id", Value.text(id)));
    answered.put(key, kind.get(id));
    if (breaks) {
      breaks = false;
      exchange.close();
    } else {
      send(exchange, 201, kind.get(id));
    }
  }

  private void list(HttpExchange exchange, Map<String, Attributes> kind, String query)
      throws IOException {
    send(
        exchange,
        200,
        page(
            kind.values().stream()
                .filter(
                    thing ->
                        !query.startsWith("name=")
                            || thing.text("name").equals(Optional.of(query.substring(5))))
                .toList()));
  }

  private void one(HttpExchange exchange, Map<String, Attributes> kind, String id)
      throws IOException {
    Attributes present = kind.get(id);
    if (present == null) {
      problem(exchange, 404, "There is nothing with the id " + id + ".");
      return;
    }
    String etag = "\"" + Table.cell(present, "version") + "\"";
    switch (exchange.getRequestMethod()) {
      case "GET" -> send(exchange, 200, present);
      case "PUT", "DELETE" -> {
        if (!etag.equals(exchange.getRequestHeaders().getFirst("If-Match"))) {
          problem(exchange, 412, "It was changed in the meantime.");
        } else if (exchange.getRequestMethod().equals("DELETE")) {
          kind.remove(id);
          send(exchange, 204, null);
        } else {
          kind.put(id, stored(lastBody, present).with("id", Value.text(id)));
          send(exchange, 200, kind.get(id));
        }
      }
      default -> problem(exchange, 405, "Not allowed.");
    }
  }

  /** Secrets go into a set of names; the rest stays. */
  private static Attributes stored(Attributes body, Attributes before) {
    Attributes.Builder settings = Attributes.builder();
    List<Value> secrets =
        new ArrayList<>(before.get("secretsSet").map(Value::elements).orElse(List.of()));
    body.complex("settings")
        .forEach(
            (key, value) -> {
              if (key.equals("password")) {
                secrets.remove(Value.text(key));
                secrets.add(Value.text(key));
              } else {
                settings.put(key, value);
              }
            });
    long version = before.get("version").map(Table::text).map(Long::parseLong).orElse(0L) + 1;
    Attributes.Builder stored = body.toBuilder();
    if (body.get("settings").isPresent()) {
      stored.keep("settings", Value.complex(settings.build()));
      stored.keep("secretsSet", Value.many(secrets));
    }
    return stored.put("version", Value.Num.of(version)).build();
  }

  private Optional<Attributes> thing(String path, String name) {
    return things.get(path).values().stream()
        .filter(thing -> thing.text("name").equals(Optional.of(name)))
        .findFirst();
  }

  private void problem(HttpExchange exchange, int status, String detail) throws IOException {
    send(exchange, status, Attributes.builder().put("detail", detail).build());
  }

  private void send(HttpExchange exchange, int status, Attributes body) throws IOException {
    byte[] bytes = body == null ? new byte[0] : json.write(body);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Attributes sampleType() {
    return Attributes.builder()
        .put("id", TYPE)
        .put("name", "Sample")
        .put("description", "For tests")
        .put("bundle", "sample 1.0.0")
        .put(
            "properties",
            Value.many(
                List.of(
                    property("url", "text", false),
                    property("port", "integer", false, "636"),
                    property("tls", "boolean", false, "true"),
                    property("bases", "text", true),
                    property("password", "secret", false))))
        .build();
  }

  private static Value property(String id, String kind, boolean many, String... defaults) {
    return Value.complex(
        Attributes.builder()
            .put("id", id)
            .put("kind", kind)
            .put("required", false)
            .put("many", many)
            .keep("defaults", Value.many(List.of(defaults).stream().map(Value::text).toList()))
            .build());
  }
}
