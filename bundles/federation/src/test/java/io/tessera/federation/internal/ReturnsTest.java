package io.tessera.federation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.RefusedSignInException.Fault;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Outcome;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReturnsTest {
  private DoorInTest door;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    door = new DoorInTest();
    browser = door.browser();
    door.signIn.add("acme", SignIn.Protocol.OIDC);
    door.signIn.add("other", SignIn.Protocol.OIDC);
    door.signIn.add("school", SignIn.Protocol.SAML);
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  private void assertTurnedAway(HttpResponse<String> page, int status, String says) {
    assertThat(page.statusCode()).as(page.body()).isEqualTo(status);
    assertThat(page.body())
        .contains(says)
        .contains(page.headers().firstValue("x-causality-id").orElseThrow())
        .contains("href=\"/login\"");
    assertThat(door.memory.count(io.tessera.provisioning.api.federation.SignInMemory.Kind.SESSION))
        .isZero();
  }

  @Test
  void a_return_to_another_browser_is_refused_and_used_up() {
    String state = browser.depart("/login/acme");

    assertTurnedAway(door.browser().back("acme", state, "mallory"), 403, "another browser");
    assertTurnedAway(browser.back("acme", state, "alice"), 400, "too old");
    assertThat(door.signIn.arrivals).isEmpty();
  }

  @Test
  void a_browser_with_the_cookie_of_another_departure_is_refused() {
    String state = browser.depart("/login/acme");
    Browser other = door.browser();
    other.depart("/login/acme");

    assertTurnedAway(other.back("acme", state, "mallory"), 403, "another browser");
  }

  @Test
  void two_departures_of_one_browser_both_come_back() {
    String one = browser.depart("/login/acme");
    String two = browser.depart("/login/other");

    assertThat(browser.back("acme", one, "alice").statusCode()).isEqualTo(303);
    assertThat(browser.back("other", two, "alice").statusCode()).isEqualTo(303);
  }

  @Test
  void a_return_comes_once() {
    String state = browser.depart("/login/acme");
    assertThat(browser.back("acme", state, "alice").statusCode()).isEqualTo(303);

    HttpResponse<String> again = browser.back("acme", state, "alice");
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(door.signIn.arrivals).hasSize(1);
  }

  @Test
  void a_return_from_another_identity_provider_is_refused() {
    String state = browser.depart("/login/acme");

    assertTurnedAway(browser.back("other", state, "alice"), 400, "too old");
  }

  @Test
  void a_return_after_ten_minutes_is_too_late() {
    String state = browser.depart("/login/acme");
    door.clock.pass(Duration.ofMinutes(10));

    assertTurnedAway(browser.back("acme", state, "alice"), 400, "too old");
  }

  @Test
  void a_return_without_departure_or_state_is_refused() {
    assertTurnedAway(browser.back("acme", "A".repeat(43), "alice"), 400, "too old");
    assertTurnedAway(browser.get("/login/acme/callback?who=alice"), 400, "too old");
    assertTurnedAway(browser.get("/login/acme/callback"), 400, "too old");
    assertTurnedAway(browser.back("acme", "../../x", "alice"), 400, "too old");
  }

  @Test
  void parameters_that_come_twice_or_cannot_be_read_are_refused() {
    String state = browser.depart("/login/acme");
    String callback = "/login/acme/callback?state=" + state + "&who=alice";

    assertTurnedAway(browser.get(callback + "&who=bob"), 400, "cannot be read");
    assertTurnedAway(browser.get(callback + "&state=" + state), 400, "cannot be read");
    assertTurnedAway(browser.get(callback + "&%77ho=bob"), 400, "cannot be read");
    assertTurnedAway(browser.get(callback + "&a=%ff"), 400, "cannot be read");
    assertTurnedAway(browser.get(callback + "&a=b".repeat(80)), 400, "cannot be read");
    assertThat(browser.get(callback).statusCode()).isEqualTo(303);
  }

  @Test
  void a_departure_is_no_ticket_and_a_ticket_is_no_departure() {
    String state = browser.depart("/login/acme");
    assertTurnedAway(browser.get("/login/return?ticket=" + state), 400, "too old");

    String other = browser.depart("/login/school");
    HttpResponse<String> posted =
        browser.post("/login/school/callback", "RelayState=" + other + "&who=alice");
    String ticket = Browser.parameter(Browser.location(posted), "ticket");
    assertTurnedAway(browser.get("/login/acme/callback?state=" + ticket), 400, "too old");
  }

  @Test
  void a_return_by_post_comes_again_by_get_with_its_cookie() {
    String state = browser.depart("/login/school");
    Browser withoutCookies = door.browser();

    HttpResponse<String> posted =
        withoutCookies.post("/login/school/callback", "RelayState=" + state + "&who=alice");
    assertThat(posted.statusCode()).isEqualTo(303);
    assertThat(posted.headers().allValues("set-cookie")).isEmpty();

    HttpResponse<String> back = browser.get(Browser.location(posted));
    assertThat(Browser.location(back)).isEqualTo("/login/me");
    assertThat(browser.get("/login/me").body()).contains("Hello, P. alice");
    assertThat(browser.get(Browser.location(posted)).statusCode()).isEqualTo(400);
  }

  @Test
  void answers_come_by_the_method_of_their_protocol_only() {
    String saml = browser.depart("/login/school");
    String oidc = browser.depart("/login/acme");

    assertTurnedAway(
        browser.get("/login/school/callback?RelayState=" + saml + "&who=alice"),
        405,
        "in this way");
    assertTurnedAway(
        browser.post("/login/acme/callback", "state=" + oidc + "&who=alice"), 405, "in this way");
    assertThat(browser.back("acme", oidc, "alice").statusCode()).isEqualTo(303);
  }

  @Test
  void a_return_by_post_does_not_sign_another_browser_in() {
    String state = browser.depart("/login/school");
    Browser victim = door.browser();
    victim.depart("/login/school");

    HttpResponse<String> posted =
        victim.post("/login/school/callback", "RelayState=" + state + "&who=mallory");
    assertTurnedAway(victim.get(Browser.location(posted)), 403, "another browser");
    assertThat(door.signIn.arrivals).isEmpty();
  }

  @Test
  void a_post_that_is_no_form_is_refused() {
    String form = "RelayState=" + browser.depart("/login/school") + "&who=alice";
    HttpResponse<String> json =
        browser.send(
            java.net.http.HttpRequest.newBuilder(browser.at("/login/school/callback"))
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(form)));
    assertTurnedAway(json, 415, "cannot be read");
    assertTurnedAway(
        browser.post("/login/school/callback", "SAMLResponse=" + "A".repeat(800_000)),
        413,
        "cannot be read");
  }

  @Test
  void a_party_that_said_no_is_named_and_the_way_back_shown() {
    String state = browser.depart("/login/acme");

    HttpResponse<String> page =
        browser.get("/login/acme/callback?error=access_denied&state=" + state);

    assertTurnedAway(page, 403, "The acme says that you did not sign in");
    String causality = page.headers().firstValue("x-causality-id").orElseThrow();
    assertThat(door.signIn.refusals)
        .containsExactly(causality + " acme The party said access_denied.");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void every_fault_of_a_sign_in_has_its_page_and_tells_no_details(Fault fault) {
    String state = browser.depart("/login/acme");
    door.oidc.refuses = Optional.of(new RefusedSignInException(fault, "Inner workings."));

    HttpResponse<String> page = browser.back("acme", state, "alice");

    assertThat(page.statusCode()).isBetween(403, 503).isNotEqualTo(500);
    assertThat(page.body()).doesNotContain("Inner workings").contains("The acme");
    assertThat(browser.get("/login/acme").statusCode()).isEqualTo(page.statusCode());
  }

  @ParameterizedTest
  @EnumSource(Outcome.Why.class)
  void everybody_who_is_not_let_in_learns_why_and_under_which_number(Outcome.Why why) {
    door.signIn.outcome = arrival -> new Outcome.Refused(why, "for the operator only");

    HttpResponse<String> page = browser.signIn("acme", "alice");

    assertTurnedAway(page, why == Outcome.Why.TARGET ? 503 : 403, "<h1>");
    assertThat(page.body()).doesNotContain("for the operator only", "{0}");
    assertThat(door.signIn.arrivals.get(0).causality())
        .isEqualTo(page.headers().firstValue("x-causality-id").orElseThrow());
  }

  @Test
  void an_identity_provider_that_was_disabled_meanwhile_is_refused() {
    String state = browser.depart("/login/acme");
    door.signIn.disable("acme");

    assertTurnedAway(browser.back("acme", state, "alice"), 404, "cannot sign in there");
    assertTurnedAway(browser.get("/login/acme"), 404, "cannot sign in there");
  }

  @Test
  void a_protocol_that_is_gone_is_told_of() {
    door.protocols.removeProtocol(door.oidc);
    assertTurnedAway(browser.get("/login/acme"), 503, "not possible right now");
  }

  @Test
  void who_is_told_too_much_about_keeps_nothing() {
    door.saml.claims = Map.of("photo", "A".repeat(70_000));
    String state = browser.depart("/login/school");

    assertTurnedAway(
        browser.post("/login/school/callback", "RelayState=" + state + "&who=alice"),
        403,
        "too much");
  }
}
