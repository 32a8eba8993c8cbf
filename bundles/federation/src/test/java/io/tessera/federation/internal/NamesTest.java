package io.tessera.federation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.SignIn;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What we are called is never up to a request. */
class NamesTest {
  private static final String ELSEWHERE = "X-Forwarded-Proto: https";

  private DoorInTest door;

  @BeforeEach
  void open() throws Exception {
    door = new DoorInTest(Map.of("trustedProxies", new String[] {"127.0.0.1"}));
    door.signIn.add("school", SignIn.Protocol.SAML);
    door.signIn.add("acme", SignIn.Protocol.OIDC);
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  /** Sends a request as it stands there, which a client of HTTP would not. */
  private static String send(DoorInTest to, String request, String host, String... headers)
      throws IOException {
    try (Socket socket = new Socket("127.0.0.1", URI.create(to.origin()).getPort())) {
      String[] parts = request.split("\n\n", 2);
      String body = parts.length > 1 ? parts[1] : "";
      String head =
          parts[0]
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n"
              + String.join("\r\n", headers)
              + (headers.length > 0 ? "\r\n" : "")
              + "\r\n";
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
      InputStream answer = socket.getInputStream();
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_host_of_the_callers_choice_is_no_name_for_saml() throws Exception {
    for (String room : new String[] {"", "/metadata"}) {
      String answer = send(door, "GET /login/school" + room, "evil.example", ELSEWHERE);
      assertThat(answer).startsWith("HTTP/1.1 503").contains("not set up completely");
    }
    assertThat(door.signIn.refusals).hasSize(2).allMatch(told -> told.contains("publicUri"));
  }

  @Test
  void a_caller_from_elsewhere_does_not_become_local_by_its_host() throws Exception {
    String forwarded = "X-Forwarded-For: 192.0.2.7";
    assertThat(send(door, "GET /login/school/metadata", "localhost", forwarded))
        .startsWith("HTTP/1.1 503");
    assertThat(send(door, "GET /login/school/metadata", "localhost")).startsWith("HTTP/1.1 200");
  }

  @Test
  void a_saml_return_under_another_host_is_refused() throws Exception {
    String state = door.browser().depart("/login/school");
    String form = "RelayState=" + state + "&who=alice";
    String answer =
        send(
            door,
            "POST /login/school/callback\n\n" + form,
            "evil.example",
            ELSEWHERE,
            "Content-Type: application/x-www-form-urlencoded");
    assertThat(answer).startsWith("HTTP/1.1 503");
    assertThat(door.signIn.arrivals).isEmpty();
  }

  @Test
  void a_saml_assertion_is_not_brought_under_another_host() throws Exception {
    ServiceProvider portal =
        door.clients.put("portal", "https://portal.example/", Permission.FEDERATION_ASSERT);
    String pair = portal.id() + ":" + ClientsInMemory.secret(portal);
    String answer =
        send(
            door,
            "POST /federation/assertions\n\n"
                + "{\"identityProvider\":\"school\",\"assertion\":\"a1:alice\"}",
            "evil.example",
            "Content-Type: application/json",
            "Authorization: Basic "
                + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    assertThat(answer).startsWith("HTTP/1.1 503");
    assertThat(door.signIn.arrivals).isEmpty();
  }

  @Test
  void an_address_that_is_configured_is_the_name_whatever_the_host() throws Exception {
    try (DoorInTest named = new DoorInTest(Map.of("publicUri", "https://id.example.org"))) {
      named.signIn.add("school", SignIn.Protocol.SAML);
      assertThat(send(named, "GET /login/school/metadata", "evil.example"))
          .contains("https://id.example.org/login/school/metadata")
          .doesNotContain("evil");
    }
  }

  @Test
  void openid_providers_know_us_by_what_they_registered() throws Exception {
    assertThat(send(door, "GET /login/acme", "evil.example", ELSEWHERE)).startsWith("HTTP/1.1 303");
  }
}
