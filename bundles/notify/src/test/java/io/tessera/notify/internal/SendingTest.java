package io.tessera.notify.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.tessera.crypto.Secret;
import io.tessera.model.Attributes;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.AlertChannel.Condition;
import io.tessera.provisioning.api.admin.AlertChannel.Type;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendingTest {
  private static final Notice NOTICE =
      new Notice(
          Condition.TARGET_QUARANTINED, false, "hr", "It refuses the password.", Instant.EPOCH);
  private static final Message MESSAGE = new Message("node-1", Instant.EPOCH, List.of(NOTICE));

  private record Received(String signature, byte[] body) {
    String text() {
      return new String(body, java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private final List<AutoCloseable> open = new ArrayList<>();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  @Test
  void a_webhook_gets_what_is_wrong_signed() throws Exception {
    Carrier carrier = webhook(hook(200), Optional.of(new Secret("shared")));
    assertThat(carrier.send(MESSAGE)).contains("200");
    Received got = received.take();
    assertThat(got.text())
        .contains("\"condition\":\"target-quarantined\"")
        .contains("\"target\":\"hr\"")
        .contains("\"state\":\"raised\"");
    assertThat(got.signature())
        .isEqualTo(Webhook.signature(new Secret("shared"), 0, got.body()))
        .startsWith("t=0,v1=");
  }

  @Test
  void a_webhook_that_refuses_or_leads_elsewhere_is_a_failure() {
    assertThatThrownBy(() -> webhook(hook(500), Optional.empty()).send(MESSAGE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("500");
    assertThatThrownBy(() -> webhook(hook(302), Optional.empty()).send(MESSAGE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("302");
  }

  @Test
  void a_message_that_was_refused_is_sent_again_together_with_what_came_since() throws Exception {
    Post post = new Post(Duration.ofMillis(20), Collections.nCopies(100, Duration.ofMillis(20)));
    open.add(post::stop);
    AtomicBoolean refusing = new AtomicBoolean(true);
    BlockingQueue<Message> tried = new LinkedBlockingQueue<>();
    BlockingQueue<Message> sent = new LinkedBlockingQueue<>();
    Carrier carrier =
        message -> {
          tried.add(message);
          if (refusing.get()) {
            throw new IOException("Not now.");
          }
          sent.add(message);
          return "";
        };
    UUID channel = UUID.randomUUID();
    post.send(channel, "node-1", carrier, List.of(NOTICE));
    assertThat(tried.poll(10, TimeUnit.SECONDS)).isNotNull();
    post.send(channel, "node-1", carrier, List.of(NOTICE));
    holds(() -> tried.stream().anyMatch(message -> message.notices().size() == 2));
    refusing.set(false);
    Message message = sent.poll(10, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    assertThat(message.notices()).hasSize(2);
    holds(() -> post.standing(channel).lastFailure() == null);
  }

  /** Within ten seconds. */
  private static void holds(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void a_channel_rests_between_two_messages() throws Exception {
    Post post = new Post(Duration.ofHours(1), List.of());
    open.add(post::stop);
    BlockingQueue<Message> sent = new LinkedBlockingQueue<>();
    Carrier carrier =
        message -> {
          sent.add(message);
          return "";
        };
    UUID channel = UUID.randomUUID();
    post.send(channel, "node-1", carrier, List.of(NOTICE));
    assertThat(sent.poll(10, TimeUnit.SECONDS)).isNotNull();
    post.send(channel, "node-1", carrier, List.of(NOTICE));
    assertThat(post.test(channel, carrier).sent()).isTrue();
    assertThat(sent.poll(10, TimeUnit.SECONDS)).extracting(Message::notices).isEqualTo(List.of());
    assertThat(sent).isEmpty();
    assertThat(post.standing(channel).lastSent()).isNotNull();
  }

  @Test
  void a_mail_goes_out_with_sign_in() throws Exception {
    GreenMail server = mailServer(ServerSetup.PROTOCOL_SMTP);
    Carrier carrier = email(server.getSmtp().getPort(), "none", "robot", "pass");
    carrier.send(MESSAGE);
    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(mails).hasSize(1);
    assertThat(mails[0].getSubject()).isEqualTo("Tessera: target-quarantined hr");
    assertThat(mails[0].getContent().toString()).contains("It refuses the password.");
    assertThat(mails[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void a_wrong_mail_password_is_told_without_the_password() throws Exception {
    GreenMail server = mailServer(ServerSetup.PROTOCOL_SMTP);
    Carrier carrier = email(server.getSmtp().getPort(), "none", "robot", "not it");
    assertThatThrownBy(() -> carrier.send(MESSAGE))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("The mail server did not take it: ")
        .message()
        .doesNotContain("not it");
  }

  @Test
  void a_mail_server_that_cannot_encrypt_or_prove_itself_gets_nothing() {
    GreenMail plain = mailServer(ServerSetup.PROTOCOL_SMTP);
    assertThatThrownBy(
            () -> email(plain.getSmtp().getPort(), "starttls", "robot", "pass").send(MESSAGE))
        .isInstanceOf(IOException.class);
    GreenMail selfSigned = mailServer(ServerSetup.PROTOCOL_SMTPS);
    assertThatThrownBy(
            () -> email(selfSigned.getSmtps().getPort(), "tls", "robot", "pass").send(MESSAGE))
        .isInstanceOf(IOException.class);
    assertThat(plain.getReceivedMessages()).isEmpty();
    assertThat(selfSigned.getReceivedMessages()).isEmpty();
  }

  @Test
  void all_that_is_wrong_with_settings_is_told_at_its_place() {
    assertThat(wrong(Type.WEBHOOK, Attributes.builder().put("url", "ftp://x").build()))
        .containsExactly("settings.url");
    assertThat(wrong(Type.WEBHOOK, Attributes.builder().put("url", "http://example.org/").build()))
        .containsExactly("settings.url");
    assertThat(
            wrong(
                Type.EMAIL,
                Attributes.builder()
                    .put("host", "mail example")
                    .put("port", Value.Num.of(70_000))
                    .put("security", "ssl2")
                    .put("from", "a\r\nBcc: b@example.org")
                    .put("colour", "red")
                    .build()))
        .containsExactlyInAnyOrder(
            "settings.colour",
            "settings.host",
            "settings.security",
            "settings.port",
            "settings.from",
            "settings.to");
    assertThat(
            wrong(
                Type.EMAIL,
                Attributes.builder()
                    .put("host", "mail.example.org")
                    .put("security", "none")
                    .put("user", "robot")
                    .put("from", "a@example.org")
                    .put("to", Value.many(List.of(Value.text("b@example.org"))))
                    .build()))
        .containsExactly("settings.security");
  }

  private static List<String> wrong(Type type, Attributes settings) {
    try {
      ChannelSettings.read(type, settings, Optional.empty(), HttpClient.newHttpClient());
      return List.of();
    } catch (RejectedException refused) {
      return refused.problems().stream().map(p -> p.where().orElseThrow().toString()).toList();
    }
  }

  private GreenMail mailServer(String protocol) {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
    server.setUser("robot@example.org", "robot", "pass");
    server.getManagers().getUserManager().setAuthRequired(true);
    server.start();
    open.add(server::stop);
    return server;
  }

  private static Carrier email(int port, String security, String user, String password) {
    return ChannelSettings.read(
        Type.EMAIL,
        Attributes.builder()
            .put("host", "127.0.0.1")
            .put("port", Value.Num.of(port))
            .put("security", security)
            .put("user", user)
            .put("from", "tessera@example.org")
            .put("to", Value.many(List.of(Value.text("operators@example.org"))))
            .build(),
        Optional.of(new Secret(password)),
        HttpClient.newHttpClient());
  }

  private static Carrier webhook(String url, Optional<Secret> secret) {
    return ChannelSettings.read(
        Type.WEBHOOK,
        Attributes.builder().put("url", url).build(),
        secret,
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build());
  }

  private String hook(int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          String signature = exchange.getRequestHeaders().getFirst("X-Tessera-Signature");
          received.add(new Received(String.valueOf(signature), body));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    open.add(() -> server.stop(0));
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }
}
