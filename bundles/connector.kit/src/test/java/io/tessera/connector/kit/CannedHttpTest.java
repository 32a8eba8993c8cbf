package io.tessera.connector.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CannedHttpTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer service;
  private FaultyProxy proxy;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    service.start();
    proxy = FaultyProxy.to(service.getAddress());
  }

  @AfterEach
  void stop() {
    proxy.close();
    service.stop(0);
  }

  private HttpResponse<String> post(BodyPublisher body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + proxy.address().getPort() + "/x");
    return client.send(HttpRequest.newBuilder(uri).POST(body).build(), BodyHandlers.ofString());
  }

  @Test
  void it_answers_on_connections_old_and_new_until_it_is_healed() throws Exception {
    assertThat(post(BodyPublishers.ofString("x")).statusCode()).isEqualTo(204);
    proxy.answer(CannedHttp.answer("429 Too Many Requests", List.of("Retry-After: 7"), "later"));
    for (int call = 0; call < 3; call++) {
      HttpResponse<String> answer = post(BodyPublishers.ofString("x".repeat(100_000)));
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("Retry-After")).contains("7");
      assertThat(answer.body()).isEqualTo("later");
    }
    proxy.heal();
    assertThat(post(BodyPublishers.noBody()).statusCode()).isEqualTo(204);
  }

  @Test
  void bodies_may_come_in_chunks() throws Exception {
    proxy.answer(CannedHttp.answer("200 OK", List.of(), "fine"));
    byte[] body = new byte[50_000];
    InputStream unknownLength = new ByteArrayInputStream(body);
    assertThat(post(BodyPublishers.ofInputStream(() -> unknownLength)).body()).isEqualTo("fine");
  }

  @Test
  void an_answer_may_be_cut_short() {
    proxy.answer(CannedHttp.cutShort("200 OK", List.of(), "half"));
    assertThatThrownBy(() -> post(BodyPublishers.noBody())).isInstanceOf(IOException.class);
  }
}
