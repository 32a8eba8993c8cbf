package io.tessera.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.http.Counter.Told;
import io.tessera.connector.kit.FaultyProxy;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome.Failed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTargetTest {
  private Counter service;

  @BeforeEach
  void start() throws IOException {
    service = new Counter();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private static HttpTarget target(Authentication authentication) {
    return target(HttpSettings.of(authentication, "", 1_000, 1_500));
  }

  private static HttpTarget target(HttpSettings settings) {
    Clock noon = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    return new HttpTarget(settings, noon);
  }

  private static HttpRequest.Builder get(URI uri) {
    return HttpRequest.newBuilder(uri).GET();
  }

  private static HttpRequest.Builder post(URI uri) {
    return HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("x"));
  }

  private static Failed failure(Call call) {
    try {
      throw new AssertionError("answered " + call.make());
    } catch (HttpFailure failure) {
      return failure.failed();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private interface Call {
    Exchange make() throws HttpFailure, InterruptedException;
  }

  @Test
  void an_answer_is_handed_over_as_it_came() throws Exception {
    service.answers(came -> new Told(207, "body", Map.of("ETag", "\"7\"")));
    Exchange answer = target(Authentication.none()).send(get(service.uri("/x")));
    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.isSuccess()).isTrue();
    assertThat(answer.body()).asString().isEqualTo("body");
    assertThat(answer.header("etag")).contains("\"7\"");
    assertThat(service.requests.get(0).header("Authorization")).isNull();
  }

  @Test
  void each_kind_of_fixed_credentials_goes_in_its_header() throws Exception {
    target(Authentication.basic("alice", "é:x")).send(get(service.uri("/1")));
    target(Authentication.bearer(" abc ")).send(get(service.uri("/2")));
    target(Authentication.apiKey("X-Key", "k1")).send(get(service.uri("/3")));
    assertThat(service.requests.get(0).header("Authorization")).isEqualTo("Basic YWxpY2U6w6k6eA==");
    assertThat(service.requests.get(1).header("Authorization")).isEqualTo("Bearer abc");
    assertThat(service.requests.get(2).header("X-Key")).isEqualTo("k1");
  }

  @ParameterizedTest
  @CsvSource({
    "301, CONFIGURATION",
    "400, INVALID",
    "401, AUTHENTICATION",
    "404, CONFIGURATION",
    "409, CONFLICT",
    "412, TRANSIENT",
    "422, INVALID",
    "429, THROTTLED",
    "500, UNKNOWN",
    "501, CONFIGURATION",
    "503, TRANSIENT"
  })
  void every_status_says_what_to_do_next(int status, FailureKind kind) throws Exception {
    service.answers(came -> Told.of(status, ""));
    Exchange answer = target(Authentication.none()).send(post(service.uri("/x")));
    assertThat(answer.failed("").kind()).isEqualTo(kind);
  }

  @Test
  void an_error_of_the_service_is_unknown_for_a_change_and_transient_for_a_question()
      throws Exception {
    service.answers(came -> Told.of(500, ""));
    HttpTarget target = target(Authentication.none());
    assertThat(target.send(post(service.uri("/x"))).kind()).isEqualTo(FailureKind.UNKNOWN);
    assertThat(target.ask(post(service.uri("/x"))).kind()).isEqualTo(FailureKind.TRANSIENT);
    assertThat(target.send(get(service.uri("/x"))).kind()).isEqualTo(FailureKind.TRANSIENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | PT7S",
        "0 | PT0S",
        "Thu, 01 Jan 2026 12:01:00 GMT | PT1M",
        "Thu, 01 Jan 2026 11:00:00 GMT | PT0S",
        "999999999 | PT24H",
        "soon |"
      })
  void the_time_to_wait_is_read_in_seconds_or_as_a_date(String said, Duration expected)
      throws Exception {
    service.answers(came -> new Told(429, "", Map.of("Retry-After", said)));
    Exchange answer = target(Authentication.none()).send(get(service.uri("/x")));
    assertThat(answer.failed("slow down").retryAfter()).isEqualTo(expected);
  }

  @Test
  void a_redirect_is_not_followed_and_says_where_it_leads() throws Exception {
    service.answers(
        came -> new Told(302, "", Map.of("Location", "https://u:p@example.org/v2?ticket=1")));
    Exchange answer = target(Authentication.none()).send(get(service.uri("/x")));
    assertThat(service.requests).hasSize(1);
    assertThat(answer.failed("").kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(answer.failed("").detail())
        .contains("https://example.org/v2;")
        .contains("set the final URL")
        .doesNotContain("ticket")
        .doesNotContain("u:p");
  }

  @Test
  void the_words_of_the_service_are_bounded_and_on_one_line() throws Exception {
    service.answers(came -> Told.of(400, ""));
    Exchange answer = target(Authentication.none()).send(get(service.uri("/x")));
    assertThat(answer.failed("a\r\nb" + "z".repeat(5_000)).detail())
        .startsWith("The service answered 400: a b")
        .hasSizeLessThan(400);
  }

  @Test
  void an_answer_larger_than_the_limit_is_cut_off() throws Exception {
    service.answers(came -> Told.of(200, "z".repeat(2_000)));
    HttpTarget target =
        target(HttpSettings.of(Authentication.none(), "", 1_000, 1_500).withLargestAnswer(1_000));
    Failed asked = failure(() -> target.send(get(service.uri("/x"))));
    assertThat(asked.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(asked.detail()).contains("larger than 1000");
    Failed changed = failure(() -> target.send(post(service.uri("/x"))));
    assertThat(changed.kind()).isEqualTo(FailureKind.UNKNOWN);
  }

  @Test
  void a_service_that_is_not_there_is_tried_later() {
    URI gone = service.uri("/x");
    service.close();
    Failed failed = failure(() -> target(Authentication.none()).send(post(gone)));
    assertThat(failed.kind()).isEqualTo(FailureKind.TRANSIENT);
  }

  @Test
  void of_a_lost_answer_to_a_change_nothing_is_known() throws Exception {
    try (FaultyProxy proxy =
        FaultyProxy.to(new InetSocketAddress("127.0.0.1", service.uri("/").getPort()))) {
      URI through = URI.create("http://127.0.0.1:" + proxy.address().getPort() + "/x");
      HttpTarget target = target(Authentication.none());
      proxy.loseAnswersAfter(0);
      assertThat(failure(() -> target.send(post(through))).kind()).isEqualTo(FailureKind.UNKNOWN);
      assertThat(failure(() -> target.ask(post(through))).kind()).isEqualTo(FailureKind.TRANSIENT);
      proxy.blackHole();
      HttpTarget impatient = target(HttpSettings.of(Authentication.none(), "", 500, 500));
      assertThat(failure(() -> impatient.send(post(through))).kind())
          .isEqualTo(FailureKind.UNKNOWN);
      assertThat(failure(() -> impatient.send(get(through))).kind())
          .isEqualTo(FailureKind.TRANSIENT);
    }
  }

  @Test
  void nothing_shows_its_secrets() {
    assertThat(Authentication.basic("alice", "very-secret").toString()).doesNotContain("secret");
    assertThat(HttpSettings.of(Authentication.bearer("very-secret"), "", 100, 100).toString())
        .doesNotContain("secret");
    assertThatThrownBy(() -> Authentication.bearer("very secret"))
        .hasMessageNotContaining("very secret");
  }
}
