package io.tessera.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A service on a loopback port that answers as it is told, and remembers what it was asked. */
final class Counter implements AutoCloseable {
  /** What a request is answered with. */
  record Told(int status, String body, Map<String, String> headers) {
    static Told of(int status, String body) {
      return new Told(status, body, Map.of());
    }
  }

  /** What came. */
  record Came(String method, String path, Map<String, List<String>> headers, String body) {
    @Nullable String header(String name) {
      return headers.entrySet().stream()
          .filter(each -> each.getKey().equalsIgnoreCase(name))
          .map(each -> each.getValue().get(0))
          .findFirst()
          .orElse(null);
    }

    Map<String, String> form() {
      Map<String, String> form = new HashMap<>();
      for (String pair : body.split("&")) {
        String[] parts = pair.split("=", 2);
        form.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
      }
      return form;
    }
  }

  /** Decides on answers. */
  interface Clerk {
    Told answer(Came came) throws IOException;
  }

  final List<Came> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server = HttpServer.create();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Clerk clerk = came -> Told.of(200, "");

  Counter() throws IOException {
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  void answers(Clerk next) {
    clerk = next;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  List<Came> requestsTo(String path) {
    return requests.stream().filter(came -> came.path().equals(path)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Came came =
          new Came(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Map.copyOf(exchange.getRequestHeaders()),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      requests.add(came);
      Told told = clerk.answer(came);
      told.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = told.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(told.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
