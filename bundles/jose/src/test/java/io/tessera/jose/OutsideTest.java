package io.tessera.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutsideTest {
  private final Outside source = new Outside("127.0.0.1");
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/keys", exchange -> answer(exchange, 200, "{\"keys\":[]}"));
    server.createContext("/long", exchange -> answer(exchange, 200, "x".repeat(300_000)));
    server.createContext("/wrong", exchange -> answer(exchange, 500, "x"));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", address("/keys").toString());
          answer(exchange, 302, "");
        });
    server.createContext("/slow", this::drip);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Begins, and does not end. */
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    try {
      end.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void keys_are_fetched() throws Exception {
    assertThat(source.fetch(address("/keys"))).isEqualTo("{\"keys\":[]}");
  }

  @Test
  void what_is_too_long_elsewhere_or_an_error_is_refused() {
    assertThatThrownBy(() -> source.fetch(address("/long"))).hasMessageContaining("262144 bytes");
    assertThatThrownBy(() -> source.fetch(address("/moved"))).hasMessageContaining("302");
    assertThatThrownBy(() -> source.fetch(address("/wrong"))).hasMessageContaining("500");
  }

  @Test
  void a_server_that_does_not_come_to_an_end_is_left_after_five_seconds() {
    long start = System.nanoTime();
    assertThatThrownBy(() -> source.fetch(address("/slow"))).hasMessageContaining("5 s");
    assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
  }

  @Test
  void this_machine_and_its_links_are_asked_only_when_listed() {
    Outside careful = new Outside();
    for (String host : new String[] {"127.0.0.1", "localhost", "169.254.169.254", "[::1]"}) {
      assertThatThrownBy(() -> careful.fetch(URI.create("https://" + host + "/keys")))
          .hasMessageContaining("not listed");
    }
  }

  @Test
  void nobody_who_is_not_listed_is_asked_without_tls() {
    for (String address :
        new String[] {
          "http://login.example.com/keys",
          "ftp://127.0.0.1/keys",
          "file:///etc/hosts",
          "https://alice@login.example.com/keys",
          "https:keys"
        }) {
      assertThat(source.isFit(URI.create(address))).as(address).isFalse();
      assertThatThrownBy(() -> source.fetch(URI.create(address)))
          .hasMessageContaining("does not begin with https://");
    }
  }

  @Test
  void forms_are_sent_and_answers_that_are_no_success_are_told() throws Exception {
    Outside.Answer answer = source.post(address("/wrong"), Map.of("X-Test", "1"), "a=b");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("x");
    assertThat(answer).hasToString("Answer[status 500, ]");
  }
}
