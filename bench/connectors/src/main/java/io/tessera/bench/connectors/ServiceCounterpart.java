package io.tessera.bench.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tessera.connector.kit.Configurations;
import io.tessera.connector.scim2.internal.ScimConnector;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A SCIM 2.0 service in this process that keeps nothing, and the client the connector is built on.
 * It lists as many users as it is told to have.
 */
final class ServiceCounterpart implements Counterpart {
  private static final int THREADS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String TYPE = "application/scim+json";

  private final AtomicLong ids = new AtomicLong();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final HttpServer server;
  private final HttpClient bare = HttpClient.newHttpClient();
  private final JsonFactory json = new JsonFactory();
  private final String token = UUID.randomUUID().toString();
  private final URI users;
  private final int listed;
  private final ScimConnector connector;

  ServiceCounterpart(int listed) throws IOException {
    this.listed = listed;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/Users", this::answer);
    server.start();
    users = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/Users");
    connector =
        new ScimConnector(
            Configurations.of(
                ScimConnector.Config.class,
                Map.of("usersUrl", users.toString(), "authentication", "bearer", "_token", token)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] asked = exchange.getRequestBody().readAllBytes();
    boolean creates = exchange.getRequestMethod().equals("POST");
    byte[] answer = (creates ? created(asked) : page(exchange.getRequestURI())).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", TYPE);
    exchange.sendResponseHeaders(creates ? 201 : 200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private String created(byte[] asked) {
    String user = new String(asked, UTF_8).strip();
    return "{\"id\":\"" + ids.incrementAndGet() + "\"," + user.substring(1);
  }

  private String page(URI asked) {
    int start = Math.max(1, parameter(asked, "startIndex", 1));
    int end = Math.min(listed, start - 1 + parameter(asked, "count", 100));
    StringBuilder page = new StringBuilder();
    page.append("{\"totalResults\":").append(listed).append(",\"startIndex\":").append(start);
    page.append(",\"itemsPerPage\":").append(Math.max(0, end - start + 1));
    page.append(",\"Resources\":[");
    for (int i = start; i <= end; i++) {
      page.append(i == start ? "" : ",").append("{\"id\":\"").append(i);
      page.append("\",\"userName\":\"u").append(i).append("\",\"active\":true}");
    }
    return page.append("]}").toString();
  }

  private static int parameter(URI asked, String name, int otherwise) {
    String query = asked.getQuery();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        if (pair.startsWith(name + "=")) {
          return Integer.parseInt(pair.substring(name.length() + 1));
        }
      }
    }
    return otherwise;
  }

  @Override
  public String name() {
    return "SCIM";
  }

  @Override
  public Connector connector() {
    return connector;
  }

  @Override
  public TargetAttributes account(String name) {
    return TargetAttributes.builder().put("userName", name).put("name.familyName", "Y").build();
  }

  @Override
  public boolean keeps() {
    return false;
  }

  @Override
  public String createBare(String name) throws Exception {
    String body =
        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\""
            + name
            + "\",\"name\":{\"familyName\":\"Y\"},\"active\":true}";
    HttpRequest request =
        HttpRequest.newBuilder(users)
            .header("Content-Type", TYPE)
            .header("Authorization", "Bearer " + token)
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString(body))
            .build();
    byte[] answer = bare.send(request, BodyHandlers.ofByteArray()).body();
    try (JsonParser parser = json.createParser(answer)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING && "id".equals(parser.currentName())) {
          return parser.getText();
        }
      }
    }
    throw new IOException("no id in " + new String(answer, UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
