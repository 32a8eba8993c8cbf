package io.tessera.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Clients that send a byte now and then, of each kind more than the server has threads: the others
 * are served meanwhile, and the slow ones are sent away.
 */
@ExtendWith(AttackedServer.class)
class SlowClientsIT {
  private static final int OF_EACH_KIND = 80;
  private static final Duration PROMPTLY = Duration.ofSeconds(10);

  /** Of the attacked server; see {@link AttackedServer}. */
  private static final Duration SENT_AWAY = Duration.ofSeconds(40);

  private final TesseraServer tessera;
  private final List<Socket> slow = new ArrayList<>();
  private final ScheduledExecutorService drops = Executors.newSingleThreadScheduledExecutor();

  SlowClientsIT(TesseraServer tessera) {
    this.tessera = tessera;
  }

  @AfterEach
  void end() throws IOException {
    drops.shutdownNow();
    for (Socket socket : slow) {
      socket.close();
    }
  }

  @Test
  void others_are_served_whatever_slow_clients_do() throws Exception {
    String authorization = "Authorization: " + tessera.http().authorization() + "\r\n";
    for (int i = 0; i < OF_EACH_KIND; i++) {
      begin(tessera.httpsPort(), "\u0016\u0003\u0001\u0002");
      begin(tessera.httpPort(), "GET /scim2/Users HTTP/1.1\r\nHost: x\r\nX-A: ");
      begin(tessera.httpPort(), head("POST /api/v1/bootstrap") + "\r\n{");
      begin(tessera.httpPort(), head("POST /scim2/Users") + authorization + "\r\n{");
      begin(tessera.httpPort(), head("POST /wso2/scim/Users") + authorization + "\r\n{");
    }
    assertOthersAreServedUntilSlowOnesAreSentAway();
  }

  /** Twice as long as the server listens to silence. */
  @Test
  void a_caller_who_waits_for_an_answer_is_not_taken_for_a_slow_one() throws Exception {
    String target =
        tessera
            .connections()
            .tryToAdd(
                "away",
                "io.tessera.connector.ldap",
                Map.of(
                    "host", "127.0.0.1",
                    "port", Ports.free(),
                    "security", "none",
                    "bindDn", "cn=admin",
                    "bindPassword", "none of the real ones",
                    "userBase", "ou=people"),
                Map.of("mode", "blocking", "waitSeconds", 6))
            .successful()
            .id();
    long began = System.nanoTime();
    Http.Answer answer =
        tessera.http().post("/scim2/Users", Requests.userJson(Requests.unique("patient"), ""));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(5));
    String path = "/api/v1/targets/" + target;
    tessera.http().send("DELETE", path, "", "If-Match", "*").successful();
  }

  private static String head(String request) {
    return request
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n";
  }

  private void begin(int port, String text) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    slow.add(socket);
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private void assertOthersAreServedUntilSlowOnesAreSentAway() throws Exception {
    drops.scheduleWithFixedDelay(this::drop, 0, 300, TimeUnit.MILLISECONDS);
    for (int i = 0; i < 5; i++) {
      // For a second nobody can tell who is slow: it may say "try again", and then it works.
      Eventually.holds(PROMPTLY, this::serve);
    }
    Eventually.holds(SENT_AWAY, () -> assertThat(slow).allMatch(SlowClientsIT::isEnded));
  }

  private void serve() throws IOException {
    tessera.scim().create(User.user(Requests.unique("prompt")));
    assertThat(tessera.http().get("/health/ready").status()).isEqualTo(200);
    try (SSLSocket socket = Tls.open(tessera.httpsPort())) {
      socket.startHandshake();
    }
  }

  /** One byte more on each that is still open. */
  private void drop() {
    for (Socket socket : slow) {
      try {
        socket.getOutputStream().write(' ');
      } catch (IOException ended) {
        // that is the point
      }
    }
  }

  /** Reads what was answered; the end is what counts. */
  private static boolean isEnded(Socket socket) {
    try {
      socket.setSoTimeout(1);
      byte[] answer = new byte[8192];
      int count = socket.getInputStream().read(answer);
      while (count > 0) {
        count = socket.getInputStream().read(answer);
      }
      return count < 0;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
