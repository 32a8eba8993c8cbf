package io.tessera.http.limits.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowConnectionsTest {
  private static final Duration HEADERS = Duration.ofSeconds(20);
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final long BYTES_OF_ONE = REQUEST.length();
  private final AtomicLong nanos = new AtomicLong();
  private final SlowConnections slow = new SlowConnections(HEADERS, 3, nanos::get);
  private final Server server =
      new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  @BeforeEach
  void start() throws Exception {
    ((ServerConnector) server.getConnectors()[0]).addBean(slow, false);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "ok", callback);
            return true;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    slow.close();
  }

  private Socket open() throws IOException {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String answer(Socket socket) throws IOException {
    byte[] buffer = new byte[4096];
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("ok")) {
      int count = socket.getInputStream().read(buffer);
      if (count < 0) {
        break;
      }
      answer.append(new String(buffer, 0, count, US_ASCII));
    }
    return answer.toString();
  }

  private static boolean answers(Socket socket) {
    try {
      send(socket, REQUEST);
      return answer(socket).startsWith("HTTP/1.1 200");
    } catch (SocketTimeoutException silence) {
      throw new AssertionError("neither answered nor closed", silence);
    } catch (IOException reset) {
      return false;
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    slow.sweep();
  }

  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void a_connection_whose_headers_do_not_end_is_ended() throws Exception {
    try (Socket socket = open()) {
      send(socket, "GET / HTTP/1.1\r\nHost: x\r\n");
      awaitRead(0);
      for (int second = 0; second <= HEADERS.toSeconds(); second++) {
        send(socket, "X-" + second + ": y\r\n");
        pass(Duration.ofSeconds(1));
      }
      pass(Duration.ofSeconds(1));
      assertThat(isClosed(socket)).isTrue();
    }
  }

  @Test
  void a_connection_that_rests_between_requests_is_kept() throws Exception {
    try (Socket socket = open()) {
      for (int i = 0; i < 3; i++) {
        send(socket, REQUEST);
        assertThat(answer(socket)).startsWith("HTTP/1.1 200");
        pass(HEADERS.multipliedBy(2));
        pass(HEADERS.multipliedBy(2));
      }
    }
  }

  @Test
  void the_second_request_of_a_connection_has_to_come_in_time_too() throws Exception {
    try (Socket socket = open()) {
      send(socket, REQUEST);
      assertThat(answer(socket)).startsWith("HTTP/1.1 200");
      pass(Duration.ofSeconds(1));
      send(socket, "GET / HTTP/1.1\r\n");
      awaitRead(BYTES_OF_ONE);
      pass(HEADERS.plusSeconds(1));
      assertThat(isClosed(socket)).isTrue();
    }
  }

  private void awaitRead(long bytes) {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (slow.watched().stream().noneMatch(http -> http.getBytesIn() > bytes)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void one_address_has_a_bounded_number_of_connections() throws Exception {
    try (Socket first = open();
        Socket second = open();
        Socket third = open();
        Socket fourth = open()) {
      assertThat(List.of(first, second, third, fourth))
          .as("whichever of them the server sees last")
          .filteredOn(SlowConnectionsTest::answers)
          .hasSize(3);
    }
  }

  @Test
  void connections_that_are_closed_do_not_count() throws Exception {
    for (int i = 0; i < 10; i++) {
      try (Socket socket = open()) {
        send(socket, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer(socket)).startsWith("HTTP/1.1 200");
        assertThat(isClosed(socket)).isTrue();
      }
    }
  }
}
