package io.tessera.federation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.crypto.Secret;
import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Arrival;
import io.tessera.provisioning.api.federation.Outcome;
import io.tessera.provisioning.api.federation.Outcome.Question;
import io.tessera.provisioning.api.federation.Outcome.Shown;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  private DoorInTest door;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    door = new DoorInTest();
    browser = door.browser();
    door.signIn.add("acme", SignIn.Protocol.OIDC);
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  private static Outcome asked(List<Problem> problems, Question... questions) {
    return new Outcome.Asked(
        Set.of(questions),
        "alice",
        List.of(new Shown("name.givenName", "Al<b>ice"), new Shown("urn:acme:User:desk", "12")),
        problems);
  }

  /** Asks until the answer is what the test waits for. */
  private void askUntil(Arrival.Answers right, Question... questions) {
    door.signIn.outcome =
        arrival ->
            arrival.answers().equals(right)
                ? door.signIn.account(arrival)
                : asked(
                    arrival.answers().equals(Arrival.Answers.NONE)
                        ? List.of()
                        : List.of(
                            Problem.at(
                                Problem.Kind.INVALID_VALUE,
                                AttributePath.of("userName"),
                                "Somebody has this name.")),
                    questions);
  }

  private HttpResponse<String> answer(HttpResponse<String> page, String fields) {
    return browser.post(
        "/login/answers", "question=" + Browser.hidden(page, "question") + "&" + fields);
  }

  @Test
  void consent_shows_what_the_account_is_made_of() {
    askUntil(
        new Arrival.Answers(true, Optional.empty(), Optional.empty(), Optional.empty()),
        Question.CONSENT);

    HttpResponse<String> page = browser.signIn("acme", "alice");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("You have signed in at The acme", "Create my account")
        .contains("<dt>First name</dt>", "<dd>Al&lt;b&gt;ice</dd>", "<dt>desk</dt>")
        .doesNotContain("type=\"password\"", "id=\"userName\"");

    HttpResponse<String> made = answer(page, "consent=yes");
    assertThat(Browser.location(made)).isEqualTo("/login/me");
    assertThat(browser.get("/login/me").body()).contains("Hello, P. alice");
  }

  @Test
  void a_user_name_and_a_password_are_chosen() {
    askUntil(
        new Arrival.Answers(
            false, Optional.of("al"), Optional.of(new Secret("a b+c&d")), Optional.empty()),
        Question.USER_NAME,
        Question.PASSWORD);

    HttpResponse<String> page = browser.signIn("acme", "alice");
    assertThat(page.body())
        .contains("<label for=\"userName\">User name</label>", "value=\"alice\"")
        .contains("autocomplete=\"new-password\"");

    HttpResponse<String> made = answer(page, "userName=+al+&password=a+b%2Bc%26d");
    assertThat(Browser.location(made)).isEqualTo("/login/me");
  }

  @Test
  void a_wrong_answer_is_pointed_out_at_its_field_and_tried_again() {
    askUntil(
        new Arrival.Answers(false, Optional.of("al"), Optional.empty(), Optional.empty()),
        Question.USER_NAME);
    HttpResponse<String> page = browser.signIn("acme", "alice");

    HttpResponse<String> again = answer(page, "userName=bob");
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body())
        .contains("role=\"alert\"", "href=\"#userName\">Somebody has this name.</a>")
        .contains("aria-invalid=\"true\"", "id=\"userName-note\"");

    assertThat(Browser.location(answer(again, "userName=al"))).isEqualTo("/login/me");
  }

  @Test
  void the_account_that_is_there_is_proved_by_its_password() {
    askUntil(
        new Arrival.Answers(
            false, Optional.empty(), Optional.empty(), Optional.of(new Secret("mine"))),
        Question.PROOF);

    HttpResponse<String> page = browser.signIn("acme", "alice");
    assertThat(page.body()).contains("Is this your account?", "autocomplete=\"current-password\"");
    assertThat(Browser.location(answer(page, "proof=mine"))).isEqualTo("/login/me");
  }

  @Test
  void who_finds_their_name_taken_proves_it_or_chooses_another() {
    askUntil(
        new Arrival.Answers(
            false, Optional.of("alice"), Optional.empty(), Optional.of(new Secret("mine"))),
        Question.PROOF,
        Question.USER_NAME);

    HttpResponse<String> page = browser.signIn("acme", "alice");
    assertThat(page.body().split("<form ", -1)).hasSize(3);
    assertThat(page.body())
        .contains("name=\"userName\" value=\"alice\"", "Or have a new account", "id=\"userName\"");
    assertThat(Browser.location(answer(page, "proof=mine&userName=alice"))).isEqualTo("/login/me");
  }

  @Test
  void five_wrong_answers_are_enough() {
    door.signIn.outcome = arrival -> asked(List.of(), Question.PROOF);
    HttpResponse<String> page = browser.signIn("acme", "alice");
    for (int i = 0; i < 4; i++) {
      page = answer(page, "proof=guess" + i);
      assertThat(page.statusCode()).isEqualTo(200);
    }
    HttpResponse<String> last = answer(page, "proof=guess5");
    assertThat(last.statusCode()).isEqualTo(403);
    assertThat(last.body()).contains("Too many tries");
    assertThat(answer(page, "proof=guess6").statusCode()).isEqualTo(400);
    assertThat(door.signIn.arrivals).hasSize(6);
  }

  @Test
  void nobody_answers_for_another_browser() {
    door.signIn.outcome = arrival -> asked(List.of(), Question.CONSENT);
    HttpResponse<String> page = browser.signIn("acme", "alice");
    String form = "consent=yes&question=" + Browser.hidden(page, "question");

    assertThat(door.browser().post("/login/answers", form).statusCode()).isEqualTo(403);
    assertThat(browser.post("/login/answers", "consent=yes").statusCode()).isEqualTo(400);
    assertThat(door.signIn.arrivals).hasSize(1);
  }

  @Test
  void a_question_is_open_for_ten_minutes() {
    door.signIn.outcome = arrival -> asked(List.of(), Question.CONSENT);
    HttpResponse<String> page = browser.signIn("acme", "alice");
    door.clock.pass(Duration.ofMinutes(10));

    assertThat(answer(page, "consent=yes").statusCode()).isEqualTo(400);
  }

  @Test
  void an_answer_of_a_thousand_and_more_characters_is_refused() {
    door.signIn.outcome = arrival -> asked(List.of(), Question.USER_NAME);
    HttpResponse<String> page = browser.signIn("acme", "alice");

    assertThat(answer(page, "userName=" + "a".repeat(1025)).statusCode()).isEqualTo(400);
    assertThat(door.signIn.arrivals).hasSize(1);
  }
}
