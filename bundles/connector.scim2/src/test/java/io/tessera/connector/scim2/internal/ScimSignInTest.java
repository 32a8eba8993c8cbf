package io.tessera.connector.scim2.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScimSignInTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private ScimSubject subject;

  @BeforeEach
  void start() throws IOException {
    subject = new ScimSubject(Map.of());
  }

  @AfterEach
  void stop() {
    subject.close();
  }

  private Outcome create(Map<String, String> authentication) throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(authentication);
    settings.put("usersUrl", "http://127.0.0.1:" + subject.service.port() + "/scim/v2/Users");
    ScimConnector connector =
        new ScimConnector(Configurations.of(ScimConnector.Config.class, settings));
    assertThat(connector.toString()).doesNotContain(subject.service.password);
    return connector.apply(Operations.creation(Operations.person("alice")));
  }

  private Map<String, String> client(String scheme) {
    return Map.of(
        "authentication",
        scheme,
        "tokenUrl",
        "http://127.0.0.1:" + subject.service.port() + "/token",
        "clientId",
        "tessera",
        "_clientSecret",
        "very-secret",
        "scope",
        "scim");
  }

  private void tokens(int status, String body) {
    subject.service.instead(
        exchange -> {
          if (!exchange.getRequestURI().getPath().equals("/token")) {
            return false;
          }
          seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          answer(exchange, status, body);
          return true;
        });
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Test
  void a_client_fetches_a_token_and_uses_it() throws Exception {
    String token = "{\"access_token\":\"" + subject.service.password + "\",\"expires_in\":60}";
    tokens(200, token);
    assertThat(create(client("clientCredentials"))).isInstanceOf(Outcome.Applied.class);
    assertThat(seen).singleElement().asString().startsWith("Basic ");
  }

  @Test
  void a_client_that_is_not_known_is_refused_before_anything_is_sent() throws Exception {
    tokens(401, "{\"error\":\"invalid_client\"}");
    Outcome.Failed failed = (Outcome.Failed) create(client("clientCredentialsInForm"));
    assertThat(failed.kind()).isEqualTo(FailureKind.AUTHENTICATION);
    assertThat(failed.detail()).contains("invalid_client").doesNotContain("very-secret");
    assertThat(subject.service.requests).containsExactly("POST /token");
  }

  @Test
  void an_api_key_goes_in_the_header_that_was_set() throws Exception {
    subject.service.instead(
        exchange -> {
          seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-API-Key")));
          answer(exchange, 201, "{\"id\":\"1\"}");
          return true;
        });
    Outcome outcome = create(Map.of("apiKeyHeader", "X-API-Key", "_apiKey", "k-1"));
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(seen).containsExactly("k-1");
  }
}
