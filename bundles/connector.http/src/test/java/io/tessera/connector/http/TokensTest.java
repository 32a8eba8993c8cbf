package io.tessera.connector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.http.Authentication.ClientAuthentication;
import io.tessera.connector.http.Counter.Came;
import io.tessera.connector.http.Counter.Told;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final String SECRET = "a secret/+";

  /** An hour hand that tests move. */
  private static final class MovableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-01T12:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final MovableClock clock = new MovableClock();
  private final AtomicInteger issued = new AtomicInteger();
  private Counter service;
  private volatile String accepted = "";

  @BeforeEach
  void start() throws IOException {
    service = new Counter();
    service.answers(came -> came.path().equals("/token") ? token() : resource(came));
  }

  private Told token() {
    accepted = "t" + issued.incrementAndGet();
    return Told.of(
        200,
        "{\"access_token\":\"" + accepted + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
  }

  private Told resource(Came came) {
    return Told.of(("Bearer " + accepted).equals(came.header("Authorization")) ? 200 : 401, "");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private HttpTarget target(Authentication authentication) {
    return new HttpTarget(HttpSettings.of(authentication, "", 1_000, 3_000), clock);
  }

  private HttpTarget target() {
    return target(client(ClientAuthentication.BASIC));
  }

  private Authentication client(ClientAuthentication by) {
    return Authentication.clientCredentials(
        service.uri("/token").toString(), "tessera:1", SECRET, "scim", by);
  }

  private int use(HttpTarget target) throws HttpFailure, InterruptedException {
    return target
        .send(HttpRequest.newBuilder(service.uri("/x")).POST(BodyPublishers.ofString("body")))
        .status();
  }

  private Failed failure(HttpTarget target) throws InterruptedException {
    try {
      throw new AssertionError("answered " + use(target));
    } catch (HttpFailure failure) {
      return failure.failed();
    }
  }

  @Test
  void a_token_is_fetched_once_and_used_until_shortly_before_its_end() throws Exception {
    HttpTarget target = target();
    assertThat(use(target)).isEqualTo(200);
    clock.advance(Duration.ofSeconds(3_500));
    assertThat(use(target)).isEqualTo(200);
    assertThat(issued).hasValue(1);
    clock.advance(Duration.ofSeconds(75));
    assertThat(use(target)).isEqualTo(200);
    assertThat(issued).hasValue(2);
  }

  @Test
  void the_client_says_who_it_is_by_basic_or_in_the_form() throws Exception {
    use(target());
    use(target(client(ClientAuthentication.FORM)));
    Came basic = service.requestsTo("/token").get(0);
    assertThat(basic.header("Authorization"))
        .isEqualTo(
            "Basic "
                + Base64.getEncoder().encodeToString("tessera%3A1:a+secret%2F%2B".getBytes(UTF_8)));
    assertThat(basic.form())
        .containsOnly(Map.entry("grant_type", "client_credentials"), Map.entry("scope", "scim"));
    Came form = service.requestsTo("/token").get(1);
    assertThat(form.header("Authorization")).isNull();
    assertThat(form.form()).containsEntry("client_id", "tessera:1");
    assertThat(form.form()).containsEntry("client_secret", SECRET);
  }

  @Test
  void a_token_that_is_refused_is_fetched_once_anew() throws Exception {
    HttpTarget target = target();
    use(target);
    accepted = "another";
    service.requests.clear();
    assertThat(use(target)).isEqualTo(200);
    assertThat(service.requests).extracting(Came::path).containsExactly("/x", "/token", "/x");
    assertThat(service.requestsTo("/x")).allMatch(came -> came.body().equals("body"));
  }

  @Test
  void a_token_that_is_refused_again_is_the_answer() throws Exception {
    service.answers(came -> came.path().equals("/token") ? token() : Told.of(401, ""));
    assertThat(use(target())).isEqualTo(401);
    assertThat(service.requestsTo("/x")).hasSize(2);
  }

  @Test
  void sixteen_threads_fetch_one_token() throws Exception {
    HttpTarget target = target();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        calls.add(threads.submit(() -> use(target)));
      }
      for (Future<Integer> call : calls) {
        assertThat(call.get()).isEqualTo(200);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(issued).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_client, AUTHENTICATION",
    "401, invalid_client, AUTHENTICATION",
    "400, invalid_grant, AUTHENTICATION",
    "400, unauthorized_client, AUTHENTICATION",
    "400, invalid_scope, CONFIGURATION",
    "400, unsupported_grant_type, CONFIGURATION",
    "403, '', AUTHENTICATION",
    "404, '', CONFIGURATION",
    "302, '', CONFIGURATION",
    "429, '', THROTTLED",
    "500, server_error, TRANSIENT",
    "503, '', TRANSIENT"
  })
  void every_error_of_the_token_endpoint_says_what_to_do_next(
      int status, String error, FailureKind kind) throws Exception {
    service.answers(
        came -> new Told(status, "{\"error\":\"" + error + "\"}", Map.of("Retry-After", "7")));
    Failed failed = failure(target());
    assertThat(failed.kind()).isEqualTo(kind);
    assertThat(failed.detail()).contains("token endpoint").contains(error).doesNotContain(SECRET);
    assertThat(failed.retryAfterIfAny()).contains(Duration.ofSeconds(7));
    assertThat(service.requestsTo("/x")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>sign in</html>",
        "{}",
        "{\"access_token\":\"a b\"}",
        "{\"access_token\":\"x\",\"token_type\":\"mac\"}"
      })
  void an_answer_without_a_bearer_token_concerns_the_settings(String body) throws Exception {
    service.answers(came -> Told.of(200, body));
    assertThat(failure(target()).kind()).isEqualTo(FailureKind.CONFIGURATION);
  }

  @Test
  void a_token_without_a_life_or_type_is_used_for_a_while() throws Exception {
    service.answers(
        came -> {
          issued.incrementAndGet();
          return Told.of(200, "{\"access_token\":\"x\",\"expires_in\":\"soon\"}");
        });
    HttpTarget target = target();
    use(target);
    int once = issued.get();
    use(target);
    assertThat(service.requestsTo("/token")).hasSize(1);
    assertThat(once).isEqualTo(2);
  }

  @Test
  void an_assertion_is_signed_and_says_who_we_act_for() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded())
            + "\\n-----END PRIVATE KEY-----\\n";
    String url = service.uri("/token").toString();
    assertThat(use(target(Authentication.jwtBearer(url, "client", "alice", "", "s", "k1", pem))))
        .isEqualTo(200);
    Map<String, String> form = service.requestsTo("/token").get(0).form();
    assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    String[] parts = form.getOrDefault("assertion", "").split("\\.");
    Attributes header = part(parts[0]);
    assertThat(header.text("alg")).contains("RS256");
    assertThat(header.text("kid")).contains("k1");
    Attributes claims = part(parts[1]);
    assertThat(claims.text("iss")).contains("client");
    assertThat(claims.text("sub")).contains("alice");
    assertThat(claims.text("aud")).contains(url);
    assertThat(claims.text("scope")).contains("s");
    long now = clock.instant().getEpochSecond();
    assertThat(claims.get("iat")).contains(new Value.Num(BigDecimal.valueOf(now)));
    assertThat(claims.get("exp")).contains(new Value.Num(BigDecimal.valueOf(now + 180)));
    Signature rs256 = Signature.getInstance("SHA256withRSA");
    rs256.initVerify(pair.getPublic());
    rs256.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    assertThat(rs256.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
  }

  private static Attributes part(String encoded) {
    return new AttributesJson().read(Base64.getUrlDecoder().decode(encoded));
  }
}
