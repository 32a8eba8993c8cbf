package io.tessera.federation.oidc;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the provider's endpoints read and answer. */
final class Exchanges {
  static final String JSON = "application/json";
  private static final int HUGE = 600_000;

  private Exchanges() {}

  static Map<String, List<String>> parameters(@Nullable String encoded) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (encoded == null || encoded.isEmpty()) {
      return parameters;
    }
    for (String pair : encoded.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      parameters
          .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
          .add(parts.length > 1 ? decoded(parts[1]) : "");
    }
    return parameters;
  }

  static Map<String, List<String>> form(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(64 * 1024);
    return parameters(new String(body, StandardCharsets.UTF_8));
  }

  /** The only value; the empty text for none, or several. */
  static String one(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    return values.size() == 1 ? values.get(0) : "";
  }

  static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  static void json(HttpExchange exchange, Object object) throws IOException {
    answer(exchange, 200, JSON + ";charset=UTF-8", JsonText.of(object));
  }

  static void error(HttpExchange exchange, int status, String error) throws IOException {
    answer(exchange, status, JSON, JsonText.of(Map.of("error", error)));
  }

  static void redirect(HttpExchange exchange, String place) throws IOException {
    exchange.getResponseHeaders().set("Location", place);
    exchange.sendResponseHeaders(302, -1);
  }

  static void huge(HttpExchange exchange) throws IOException {
    answer(exchange, 200, JSON, "{\"x\":\"" + "x".repeat(HUGE) + "\"}");
  }

  /** Begins, and does not come to an end before the provider does. */
  static void slow(HttpExchange exchange, CountDownLatch end) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    try {
      end.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
