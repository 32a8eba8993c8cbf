package io.tessera.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the wire gives away and what it refuses before any door. */
@ExtendWith(AttackedServer.class)
class TransportIT {
  private static final int ALERT = 21;
  private final TesseraServer tessera;
  private final RawHttp http;

  TransportIT(TesseraServer tessera) {
    this.tessera = tessera;
    this.http = new RawHttp(tessera.uri(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void tls_is_1_2_or_1_3_with_authenticated_encryption(String protocol) throws Exception {
    try (SSLSocket socket = Tls.open(tessera.httpsPort())) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      assertThat(socket.getSession().getCipherSuite()).containsAnyOf("GCM", "CHACHA20");
    }
  }

  @Test
  void ciphers_without_authentication_or_forward_secrecy_are_refused() throws Exception {
    try (SSLSocket socket = Tls.open(tessera.httpsPort())) {
      String[] weak =
          Arrays.stream(socket.getSupportedCipherSuites())
              .filter(suite -> suite.startsWith("TLS_RSA_") || suite.contains("_CBC_"))
              .toArray(String[]::new);
      assertThat(weak).isNotEmpty();
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(weak);
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  /** By hand: no TLS library of today offers these any more. */
  @ParameterizedTest
  @ValueSource(ints = {0x0300, 0x0301, 0x0302})
  void older_protocols_are_refused(int version) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", tessera.httpsPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(Tls.helloOf(version));
      assertThat(new DataInputStream(socket.getInputStream()).read()).isIn(ALERT, -1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/scim2/Users",
        "/wso2/scim/Users",
        "/api/v1/targets",
        "/api/v1/bootstrap",
        "/health/live",
        "/health/ready",
        "/nothing",
        "/",
        "/api/v1/%2f"
      })
  void every_answer_over_tls_has_the_headers_for_browsers(String path) throws Exception {
    RawHttp.Answer answer = Tls.get(tessera.httpsPort(), path);
    assertThat(answer.status()).as(answer.toString()).isPositive();
    assertThat(answer.header("strict-transport-security")).as(path).startsWith("max-age=31536000");
    assertThat(answer.header("x-content-type-options")).as(path).isEqualTo("nosniff");
    assertThat(answer.header("cache-control")).as(path).isEqualTo("no-store");
    assertThat(answer.header("content-security-policy"))
        .as(path)
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(answer.header("referrer-policy")).as(path).isEqualTo("no-referrer");
    assertThat(answer.headers())
        .as(path)
        .doesNotContainKeys("set-cookie", "access-control-allow-origin");
  }

  @Test
  void nothing_tells_what_the_server_is_made_of() throws Exception {
    for (String request :
        List.of(
            "GET / HTTP/1.1\r\nHost: x\r\n",
            "GET /scim2/Users HTTP/1.1\r\nHost: x\r\n",
            "GET /api/v1/nothing HTTP/1.1\r\nHost: x\r\n",
            "TRACE /scim2/Users HTTP/1.1\r\nHost: x\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: x\r\n",
            "FOO /scim2/Users HTTP/1.1\r\nHost: x\r\n",
            "GET /scim2/Users\r\n",
            "GET /scim2/Users HTTP/1.0\r\n",
            "GET /scim2/Users HTTP/3.0\r\nHost: x\r\n",
            "GET /scim2/Users HTTP/1.1\r\n",
            "PRI * HTTP/2.0\r\n",
            "GET /scim2/%zz HTTP/1.1\r\nHost: x\r\n",
            "GET /scim2/Users HTTP/1.1\r\nHost: x\r\nHost: y\r\n",
            "GET /scim2/Users HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n",
            "\u0000\u0001\u0002\r\n")) {
      RawHttp.Answer answer = http.send((request + "Connection: close\r\n\r\n").getBytes(US_ASCII));
      assertThat(answer.headers()).as(request).doesNotContainKeys("server", "x-powered-by", "via");
      assertThat(answer.body())
          .as(request)
          .doesNotContainIgnoringCase("jetty")
          .doesNotContainIgnoringCase("felix")
          .doesNotContainIgnoringCase("apache")
          .doesNotContainIgnoringCase("<html")
          .doesNotContain("java.", "Exception", "\tat ");
      assertThat(answer.status()).as(request + answer).isNotIn(200, 500, 101);
    }
  }

  private String admin() {
    return tessera.http().authorization();
  }

  @Test
  void requests_that_a_proxy_may_read_otherwise_are_refused() throws Exception {
    String start = "POST /scim2/Users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    for (String rest :
        List.of(
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
            "Content-Length: 5, 6\r\n\r\nabcdef",
            "Content-Length: -1\r\n\r\n",
            "Content-Length: +5\r\n\r\nabcde",
            "Content-Length: 0x5\r\n\r\nabcde",
            "Content-Length: 99999999999999999999\r\n\r\nabcde",
            "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
            "X: y\r\n Content-Length: 5\r\n\r\nabcde",
            "Content-Length: 5\u000b\r\n\r\nabcde",
            "X-\u0000: y\r\n\r\n")) {
      RawHttp.Answer answer = http.send((start + rest).getBytes(US_ASCII));
      assertThat(answer.status()).as(rest + answer).isIn(400, 413, 501);
    }
  }

  @Test
  void headers_and_addresses_have_an_end() throws Exception {
    assertThat(http.get("/scim2/Users", "X-Long: " + "x".repeat(20_000)).status()).isEqualTo(431);
    assertThat(http.get("/scim2/" + "x".repeat(10_000)).status()).isEqualTo(414);
    String[] many = new String[5_000];
    Arrays.fill(many, "X: y");
    assertThat(http.get("/scim2/Users", many).status()).isEqualTo(431);
  }

  @Test
  void bodies_have_an_end_whether_announced_or_not() throws Exception {
    String head =
        "POST /scim2/Users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Content-Type: application/scim+json\r\nAuthorization: "
            + admin()
            + "\r\n";
    assertThat(
            http.send((head + "Content-Length: 2000000000\r\n\r\n{").getBytes(US_ASCII)).status())
        .isEqualTo(413);
    StringBuilder chunks = new StringBuilder(head + "Transfer-Encoding: chunked\r\n\r\n");
    String chunk = "10000\r\n" + " ".repeat(65_536) + "\r\n";
    for (int i = 0; i < 20; i++) {
      chunks.append(chunk);
    }
    assertThat(http.send(chunks.toString().getBytes(US_ASCII)).status()).isEqualTo(413);
  }

  @Test
  void a_compressed_body_is_not_unpacked() throws Exception {
    RawHttp.Answer answer =
        http.send(
            "POST",
            "/scim2/Users",
            new byte[] {31, (byte) 139, 8, 0},
            "Content-Encoding: gzip",
            "Content-Type: application/scim+json",
            "Authorization: " + admin());
    assertThat(answer.status()).as(answer.toString()).isIn(400, 415);
  }

  @Test
  void only_the_configured_ports_are_open() throws IOException {
    assertThat(Listening.portsOf(tessera.pid()))
        .containsExactlyInAnyOrder(tessera.httpPort(), tessera.httpsPort());
  }
}
