package io.tessera.inbound.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever is sent, the answer is a SOAP fault, and nobody else is called. */
class BadInputTest {
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static SoapServer server;
  private static ServerSocket outside;

  @BeforeAll
  static void start() throws Exception {
    server = new SoapServer();
    outside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread counter =
        new Thread(
            () -> {
              while (!outside.isClosed()) {
                try {
                  outside.accept().close();
                  CALLS.incrementAndGet();
                } catch (java.io.IOException closed) {
                  return;
                }
              }
            });
    counter.setDaemon(true);
    counter.start();
  }

  @AfterAll
  static void stop() throws Exception {
    outside.close();
    server.close();
  }

  private static Map<String, Attacks.Attack> attacks() {
    return Attacks.all("http://127.0.0.1:" + outside.getLocalPort());
  }

  @TestFactory
  Stream<DynamicTest> bad_input_is_answered_with_a_fault() {
    return attacks().entrySet().stream()
        .filter(a -> !a.getKey().equals("schema location")) // may be told, is not followed
        .map(a -> DynamicTest.dynamicTest(a.getKey(), () -> assertFault(send(a.getValue()))));
  }

  private static HttpResponse<String> send(Attacks.Attack attack) throws Exception {
    return server.sendAlone(
        server
            .request("/RemoteUserStoreManagerService")
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", attack.contentType())
            .header("SOAPAction", "\"" + attack.action() + "\"")
            .POST(BodyPublishers.ofByteArray(attack.body())));
  }

  /** Whose attack is larger than what is read may find the connection closed. */
  private static boolean isAnswered(Attacks.Attack attack) throws Exception {
    try {
      return send(attack).statusCode() > 0;
    } catch (IOException closed) {
      return false;
    }
  }

  private static void assertFault(HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    assertThat(type)
        .as(answer.body())
        .matches("(text/xml|application/soap\\+xml);charset=(?i)utf-8");
    assertThat(answer.statusCode()).as(answer.body()).isIn(413, 415, 500);
    assertThat(answer.body())
        .contains("Fault>")
        .doesNotContain("\tat ", "java.", "org.apache", "com.ctc", "Exception:", "Its log tells");
  }

  @Test
  void nobody_else_is_called() throws Exception {
    int answers = 0;
    for (Attacks.Attack attack : attacks().values()) {
      answers += isAnswered(attack) ? 1 : 0;
    }
    assertThat(answers).isGreaterThan(40);
    assertThat(CALLS).hasValue(0);
  }

  @Test
  void a_compressed_body_is_not_read() throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .envelope("RemoteUserStoreManagerService", "urn:isReadOnly", "<a/>")
                .header("Content-Encoding", "gzip"));
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("faultstring");
  }

  @Test
  void methods_and_services_that_are_not_offered_are_told_as_faults() throws Exception {
    assertThat(server.send(server.request("/RemoteUserStoreManagerService").DELETE()).statusCode())
        .isEqualTo(405);
    HttpResponse<String> nothing = server.get("/NoService?wsdl");
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(nothing.body()).contains("faultstring");
    assertThat(server.get("/RemoteUserStoreManagerService").statusCode()).isEqualTo(405);
    assertThat(server.get("").body()).doesNotContain("<html", "Available");
  }
}
