package io.tessera.federation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.crypto.Secret;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.RefusedSignInException.Fault;
import io.tessera.json.AttributesJson;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.DeliveryReport;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Arrival;
import io.tessera.provisioning.api.federation.Outcome;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionsTest {
  private DoorInTest door;
  private ServiceProvider portal;

  @BeforeEach
  void open() throws Exception {
    door = new DoorInTest();
    portal = door.clients.put("portal", "https://portal.example/", Permission.FEDERATION_ASSERT);
    door.signIn.add("acme", SignIn.Protocol.OIDC);
    door.signIn.add("school", SignIn.Protocol.SAML);
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  private HttpResponse<String> bring(String json) {
    return bring(portal, json);
  }

  private HttpResponse<String> bring(ServiceProvider by, String json) {
    String pair = by.id() + ":" + ClientsInMemory.secret(by);
    return door.browser()
        .send(
            HttpRequest.newBuilder(door.browser().at("/federation/assertions"))
                .header("Content-Type", "application/json")
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString(json)));
  }

  private static String token(String document) {
    return "{\"identityProvider\":\"acme\",\"token\":\"" + document + "\"}";
  }

  private static Attributes json(HttpResponse<String> answer) {
    return new AttributesJson().read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(json(answer).text("code")).hasValue(code);
  }

  @Test
  void a_platform_brings_a_token_and_the_person_has_an_account() {
    HttpResponse<String> answer = bring(token("t1:alice"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Attributes told = json(answer);
    assertThat(told.text("userName")).hasValue("alice");
    assertThat(told.text("displayName")).hasValue("P. alice");
    assertThat(told.text("userStore")).hasValue("PRIMARY");
    assertThat(told.bool("created")).hasValue(true);
    assertThat(told.text("change")).isPresent();
    Arrival arrival = door.signIn.arrivals.get(0);
    assertThat(arrival.serviceProvider()).hasValue(portal.id());
    assertThat(arrival.causality())
        .isEqualTo(answer.headers().firstValue("x-causality-id").orElseThrow());

    Attributes second = json(bring(token("t2:alice")));
    assertThat(second.bool("created")).hasValue(false);
    assertThat(second.text("change")).isEmpty();
  }

  @Test
  void a_saml_assertion_is_brought_the_same_way() {
    HttpResponse<String> answer =
        bring("{\"identityProvider\":\"school\",\"assertion\":\"a1:alice\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void what_targets_said_is_told() {
    door.signIn.outcome =
        arrival -> {
          Outcome.SignedIn made = (Outcome.SignedIn) door.signIn.account(arrival);
          return new Outcome.SignedIn(
              made.identity(),
              made.userName(),
              made.displayName(),
              made.userStore(),
              true,
              made.change(),
              List.of(
                  new DeliveryReport("directory", DeliveryReport.State.WAITING, "not in time")));
        };
    assertThat(bring(token("t1:alice")).body())
        .contains(
            "\"targets\":[{\"target\":\"directory\",\"state\":\"waiting\","
                + "\"detail\":\"not in time\"}]");
  }

  @Test
  void a_token_is_taken_once() {
    assertThat(bring(token("t1:alice")).statusCode()).isEqualTo(200);
    assertRefused(bring(token("t1:alice")), 403, "seen");
    assertThat(door.signIn.arrivals).hasSize(1);

    door.clock.pass(Duration.ofMinutes(9));
    assertRefused(bring(token("t1:alice")), 403, "seen");
  }

  @Test
  void a_token_that_is_valid_for_days_is_not_taken() {
    door.oidc.validity = Duration.ofDays(3);
    assertRefused(bring(token("t1:alice")), 403, "not-verified");
    assertThat(door.signIn.arrivals).isEmpty();
  }

  @Test
  void questions_are_told_and_the_same_token_comes_again_with_the_answers() {
    Arrival.Answers right =
        new Arrival.Answers(
            true, Optional.of("al"), Optional.of(new Secret("pw")), Optional.empty());
    door.signIn.outcome =
        arrival ->
            arrival.answers().equals(right)
                ? door.signIn.account(arrival)
                : new Outcome.Asked(
                    Set.of(Outcome.Question.USER_NAME, Outcome.Question.CONSENT),
                    "alice",
                    List.of(new Outcome.Shown("displayName", "Alice")),
                    List.of(
                        Problem.at(
                            Problem.Kind.UNIQUENESS, AttributePath.of("userName"), "Taken.")));

    HttpResponse<String> asked = bring(token("t1:alice"));
    assertRefused(asked, 409, "asked");
    assertThat(asked.body())
        .contains("\"questions\":[\"consent\",\"user-name\"]", "\"userName\":\"alice\"")
        .contains("{\"path\":\"displayName\",\"value\":\"Alice\"}")
        .contains("{\"path\":\"userName\",\"detail\":\"Taken.\"}");

    String answers = ",\"answers\":{\"consents\":true,\"userName\":\"al\",\"password\":\"pw\"}}";
    HttpResponse<String> made = bring(token("t1:alice").replaceFirst("}$", answers));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    assertRefused(bring(token("t1:alice")), 403, "seen");
  }

  @ParameterizedTest
  @EnumSource(Outcome.Why.class)
  void who_is_not_let_in_is_told_why_and_under_which_id(Outcome.Why why) {
    door.signIn.outcome = arrival -> new Outcome.Refused(why, "for the operator only");

    HttpResponse<String> answer = bring(token("t1:alice"));

    assertRefused(answer, 403, why.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    assertThat(json(answer).text("causality"))
        .isEqualTo(answer.headers().firstValue("x-causality-id"));
    assertThat(answer.body()).doesNotContain("for the operator only");
  }

  @Test
  void a_token_that_does_not_hold_is_refused_and_noted() {
    HttpResponse<String> answer = bring(token("unsigned"));
    assertRefused(answer, 403, "not-verified");
    assertThat(json(answer).text("detail")).hasValue("The token is not signed.");
    assertThat(door.signIn.refusals).hasSize(1);

    door.oidc.refuses =
        Optional.of(new RefusedSignInException(Fault.UNREACHABLE, "The keys are not there."));
    assertRefused(bring(token("t1:alice")), 503, "not-verifiable");
  }

  @Test
  void an_identity_provider_that_is_unknown_or_disabled_is_refused() {
    door.signIn.disable("acme");
    assertRefused(bring(token("t1:alice")), 403, "provider-disabled");
  }

  @Test
  void a_service_provider_needs_the_permission() {
    ServiceProvider other = door.clients.put("other", "https://o.example/", Permission.USERS_READ);
    HttpResponse<String> answer = bring(other, token("t1:alice"));
    assertRefused(answer, 403, "forbidden");
    assertThat(answer.body()).contains("federation.assert");

    HttpResponse<String> nobody =
        door.browser()
            .send(
                HttpRequest.newBuilder(door.browser().at("/federation/assertions"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(token("t1:alice"))));
    assertRefused(nobody, 401, "unauthorized");
    assertThat(nobody.headers().firstValue("www-authenticate")).isPresent();
    assertThat(door.signIn.arrivals).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"identityProvider\":\"acme\"}",
        "{\"token\":\"t1:alice\"}",
        "{\"identityProvider\":\"acme\",\"token\":\"t1:alice\",\"assertion\":\"a\"}",
        "{\"identityProvider\":\"acme\",\"token\":7}",
        "{\"identityProvider\":\"acme\",\"assertion\":\"a1:alice\"}",
        "{\"identityProvider\":\"acme\",\"token\":\"a:b\",\"token\":\"a:c\"}"
      })
  void what_cannot_be_read_is_a_bad_request(String body) {
    assertThat(bring(body).statusCode()).isEqualTo(400);
    assertThat(door.signIn.arrivals).isEmpty();
  }

  @Test
  void an_answer_of_a_thousand_and_more_characters_is_refused() {
    String answers = ",\"answers\":{\"password\":\"" + "a".repeat(1025) + "\"}}";
    assertRefused(bring(token("t1:alice").replaceFirst("}$", answers)), 400, "bad-request");
    assertThat(door.signIn.arrivals).isEmpty();
  }

  @Test
  void when_the_database_is_away_the_same_token_can_be_brought_again() {
    door.signIn.outcome =
        arrival -> {
          throw new UnavailableException("away", null);
        };
    assertRefused(bring(token("t1:alice")), 503, "service-unavailable");
    door.signIn.outcome = door.signIn::account;
    assertThat(bring(token("t1:alice")).statusCode()).isEqualTo(200);
  }
}
