package ${package};

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A service as strict as the real one: what it refuses there it has to refuse here. The kit looks
 * into it by the methods of {@link Counterpart}.
 */
public final class ServiceDouble implements Counterpart, AutoCloseable {
  private final String token = UUID.randomUUID().toString();
  private final TreeMap<Integer, Map<String, List<String>>> users = new TreeMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private int created;
  private volatile boolean talkative;

  private record Answer(int status, String body) {}

  ServiceDouble() throws IOException {
    this(0);
  }

  private ServiceDouble(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/users", this::serve);
    server.start();
  }

  /**
   * To see a server use the connector: {@code mvn test-compile exec:java}, until Ctrl-C.
   *
   * @param arguments port and the file to write the token to, where the usual ones do not suit
   */
  public static void main(String[] arguments) throws IOException {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8099;
    Path tokenFile = Path.of(arguments.length > 1 ? arguments[1] : "target/token.txt");
    ServiceDouble service = new ServiceDouble(port);
    Files.writeString(tokenFile, service.token);
    service.talkative = true;
    System.out.println("http://127.0.0.1:" + port + "/users; the token is in " + tokenFile);
  }

  String token() {
    return token;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Answer answer = answer(exchange, body);
    if (talkative) {
      System.out.println(
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI()
              + " "
              + body
              + " -> "
              + answer.status());
    }
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Answer answer(HttpExchange exchange, String body) {
    if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return new Answer(401, "");
    }
    String path = exchange.getRequestURI().getRawPath().substring("/users".length());
    if (path.isEmpty()) {
      return exchange.getRequestMethod().equals("POST")
          ? create(fields(body))
          : query(fields(exchange.getRequestURI().getRawQuery()));
    }
    Optional<Integer> id = number(URLDecoder.decode(path.substring(1), UTF_8));
    if (id.isEmpty() || !users.containsKey(id.get())) {
      return new Answer(404, "");
    }
    return switch (exchange.getRequestMethod()) {
      case "GET" -> new Answer(200, line(id.get()));
      case "PUT" -> update(id.get(), fields(body));
      case "DELETE" -> {
        users.remove(id.get());
        yield new Answer(204, "");
      }
      default -> new Answer(405, "");
    };
  }

  private Answer create(Map<String, List<String>> fields) {
    String name = first(fields, "name");
    if (name.isBlank()) {
      return new Answer(422, "name=is missing");
    }
    if (named(name).isPresent()) {
      return new Answer(409, "");
    }
    int id = ++created;
    users.put(id, new LinkedHashMap<>(Map.of("active", List.of("true"))));
    set(id, fields);
    return new Answer(201, line(id));
  }

  private Answer update(int id, Map<String, List<String>> fields) {
    Optional<Integer> holder =
        fields.containsKey("name") ? named(first(fields, "name")) : Optional.of(id);
    if (holder.isPresent() && holder.get() != id) {
      return new Answer(409, "");
    }
    set(id, fields);
    return new Answer(204, "");
  }

  private void set(int id, Map<String, List<String>> fields) {
    users.get(id).putAll(fields);
    users.get(id).values().removeIf(values -> values.equals(List.of("")));
  }

  private Answer query(Map<String, List<String>> query) {
    if (query.containsKey("name")) {
      return named(first(query, "name"))
          .map(id -> new Answer(200, line(id)))
          .orElseGet(() -> new Answer(404, ""));
    }
    String after = first(query, "after");
    Optional<Integer> from = after.isEmpty() ? Optional.of(0) : number(after);
    return from.map(id -> new Answer(200, page(id, first(query, "most"))))
        .orElseGet(() -> new Answer(422, "after=is not an id"));
  }

  private String page(int after, String most) {
    return users.tailMap(after, false).keySet().stream()
        .limit(Integer.parseInt(most))
        .map(this::line)
        .collect(Collectors.joining("\n"));
  }

  private String line(int id) {
    return "id=" + id + "&" + Form.text(TargetAttributes.of(users.get(id)), null);
  }

  private Optional<Integer> named(String name) {
    return users.keySet().stream().filter(id -> first(users.get(id), "name").equals(name)).findFirst();
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static String first(Map<String, List<String>> fields, String name) {
    return fields.getOrDefault(name, List.of("")).get(0);
  }

  private static Map<String, List<String>> fields(String form) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String field : form.split("&")) {
      String[] parts = field.split("=", 2);
      fields
          .computeIfAbsent(URLDecoder.decode(parts[0], UTF_8), n -> new ArrayList<>())
          .add(URLDecoder.decode(parts[1], UTF_8));
    }
    return fields;
  }

  @Override
  public synchronized Optional<Seen> find(ObjectType type, RemoteId id) {
    return number(id.value())
        .map(users::get)
        .map(
            user ->
                new Seen(
                    TargetAttributes.of(user), first(user, "active").equals("true"), Set.of()));
  }

  @Override
  public synchronized int count(ObjectType type, String key) {
    return (int) users.values().stream().filter(user -> first(user, "name").equals(key)).count();
  }

  @Override
  public synchronized void set(ObjectType type, RemoteId id, String attribute, String value) {
    users.get(number(id.value()).orElseThrow()).put(attribute, List.of(value));
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
