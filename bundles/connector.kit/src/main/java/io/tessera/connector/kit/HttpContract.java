package io.tessera.connector.kit;

import static io.tessera.connector.kit.Words.BOUND;
import static io.tessera.connector.kit.Words.applied;
import static io.tessera.connector.kit.Words.failed;
import static io.tessera.connector.kit.Words.fresh;
import static io.tessera.connector.kit.Words.update;
import static io.tessera.connector.kit.Words.within;
import static io.tessera.connector.spi.FailureKind.AUTHENTICATION;
import static io.tessera.connector.spi.FailureKind.CONFIGURATION;
import static io.tessera.connector.spi.FailureKind.THROTTLED;
import static io.tessera.connector.spi.FailureKind.TRANSIENT;
import static io.tessera.connector.spi.FailureKind.UNKNOWN;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Testable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What services answer over HTTP on bad days. A proxy gives the answers in their place. */
interface HttpContract {
  String JSON = "Content-Type: application/json";

  Trial trial();

  @Test
  default void too_many_requests_are_throttled_for_as_long_as_the_service_says() throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.httpProxy()) {
      Connector remote = signedIn(trial, proxy);
      proxy.answer(tooMany("Retry-After: 7"));
      Failed failed = failed(remote.apply(trial.creation(USER, fresh())));
      assertThat(failed.kind()).isEqualTo(THROTTLED);
      assertThat(failed.retryAfterIfAny()).contains(Duration.ofSeconds(7));
      if (remote instanceof Readable readable) {
        Reading reading = readable.read(trial.byKey(USER, fresh()));
        assertThat(((Reading.Unreadable) reading).why().kind()).isEqualTo(THROTTLED);
      }
      proxy.heal();
      applied(remote.apply(trial.creation(USER, fresh())));
    }
  }

  @Test
  default void a_service_may_say_until_when_it_wants_fewer_requests() throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.httpProxy()) {
      Connector remote = signedIn(trial, proxy);
      ZonedDateTime soon = ZonedDateTime.now(Clock.systemUTC()).plusMinutes(10);
      String date =
          DateTimeFormatter.RFC_1123_DATE_TIME.format(soon.withZoneSameInstant(ZoneOffset.UTC));
      proxy.answer(tooMany("Retry-After: " + date));
      Failed failed = failed(remote.apply(trial.creation(USER, fresh())));
      assertThat(failed.kind()).isEqualTo(THROTTLED);
      assertThat(failed.retryAfterIfAny())
          .hasValueSatisfying(
              wait -> assertThat(wait).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(11)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Nothing: 1",
        "Retry-After: soon",
        "Retry-After: -7",
        "Retry-After: 99999999999999999999"
      })
  default void too_many_requests_are_throttled_whatever_the_service_says(String header)
      throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.httpProxy()) {
      Connector remote = signedIn(trial, proxy);
      proxy.answer(tooMany(header));
      Failed failed = failed(remote.apply(trial.creation(USER, fresh())));
      assertThat(failed.kind()).isEqualTo(THROTTLED);
      failed.retryAfterIfAny().ifPresent(wait -> assertThat(wait).isPositive());
    }
  }

  @Test
  default void a_service_that_is_being_repaired_is_tried_again_later() throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.httpProxy()) {
      Connector remote = signedIn(trial, proxy);
      proxy.answer(CannedHttp.answer("503 Service Unavailable", List.of("Retry-After: 7"), ""));
      Failed failed = failed(remote.apply(trial.creation(USER, fresh())));
      assertThat(failed.kind()).isIn(TRANSIENT, THROTTLED, UNKNOWN);
      assertThat(failed.retryAfterIfAny()).contains(Duration.ofSeconds(7));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"401 Unauthorized", "403 Forbidden"})
  default void a_service_that_refuses_our_rights_concerns_the_target_as_a_whole(String status)
      throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.httpProxy()) {
      Connector remote = signedIn(trial, proxy);
      proxy.answer(CannedHttp.answer(status, List.of("WWW-Authenticate: Basic realm=x"), ""));
      assertThat(failed(remote.apply(trial.creation(USER, fresh()))).kind())
          .isEqualTo(AUTHENTICATION);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><html><body>Please sign in</body></html>",
        "{\"totalResults\": 1, \"Resources\": [{\"id\": \"x",
        "\u0000\u00ff\u00fe binary",
        "[[[[[[[[[[[[[[[["
      })
  default void a_success_that_says_nonsense_is_not_taken_for_one(String body) throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.httpProxy()) {
      Connector remote = signedIn(trial, proxy);
      for (String status : List.of("200 OK", "201 Created")) {
        proxy.answer(CannedHttp.answer(status, List.of(JSON), body));
        Failed failed = failed(remote.apply(trial.creation(USER, fresh())));
        assertThat(failed.kind()).as(status).isIn(UNKNOWN, CONFIGURATION);
        assertThat(failed.detail()).doesNotContain("Exception");
      }
      if (remote instanceof Readable readable) {
        proxy.answer(CannedHttp.answer("200 OK", List.of(JSON), body));
        assertThat(readable.read(trial.byKey(USER, fresh())))
            .isInstanceOf(Reading.Unreadable.class);
        RemoteId id = new RemoteId("x1");
        assertThat(readable.read(trial.byId(id, fresh()))).isInstanceOf(Reading.Unreadable.class);
      }
      if (remote instanceof Testable testable) {
        assertThat(testable.test()).anyMatch(step -> !step.passed());
      }
    }
  }

  @Test
  default void a_creation_whose_answer_says_nothing_is_unknown() throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.httpProxy()) {
      Connector remote = signedIn(trial, proxy);
      proxy.answer(CannedHttp.cutShort("201 Created", List.of(JSON), "{\"id\": \"12"));
      assertThat(failed(remote.apply(trial.creation(USER, fresh()))).kind()).isEqualTo(UNKNOWN);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect"
      })
  default void a_redirect_is_not_followed(String status) throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.httpProxy();
        ServerSocket elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Connector remote = signedIn(trial, proxy);
      String location = "Location: http://127.0.0.1:" + elsewhere.getLocalPort() + "/";
      proxy.answer(CannedHttp.answer(status, List.of(location), ""));
      Operation creation = trial.creation(USER, fresh());
      assertConcernsSettings(failed(within(BOUND, () -> remote.apply(creation))));
      RemoteId id = new RemoteId("x1");
      Operation update = update(USER, id, trial.subject().named(USER, fresh()));
      assertConcernsSettings(failed(within(BOUND, () -> remote.apply(update))));
      elsewhere.setSoTimeout(100);
      assertThatThrownBy(elsewhere::accept)
          .as("credentials and values stay with the service they are for")
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  private static void assertConcernsSettings(Failed failed) {
    assertThat(failed.kind()).isIn(CONFIGURATION, AUTHENTICATION);
  }

  /** What tokens it needs it has afterwards, so that the answers meet the call itself. */
  private static Connector signedIn(Trial trial, FaultyProxy proxy) throws InterruptedException {
    Connector remote = trial.subject().connector(Reach.through(proxy));
    applied(remote.apply(trial.creation(USER, fresh())));
    return remote;
  }

  private static CannedHttp tooMany(String header) {
    return CannedHttp.answer("429 Too Many Requests", List.of(header), "");
  }
}
