package io.tessera.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What became of changes, and what a person does about them, at targets that are really broken. */
@BrowserTest
class OperationsScreenIT {
  private static final int LEAVERS = 6;

  @Test
  void a_refused_change_is_understood_and_sent_without_what_was_wrong(
      Console console, Installation it) throws IOException {
    try (BrokenTarget broken = BrokenTarget.refusingTitles(it, "ops-refusing")) {
      it.tessera().scim().create(user("opsalice").title("Engineer"));
      String dead = operation(it, broken, "dead");

      console.open("/operations?state=dead&target=ops-refusing");
      console.page().locator("table.sel .rowh a").first().click();
      console.settled();

      assertThat(console.page().locator(".side-panel .banner"))
          .containsText("ops-refusing refuses it as it is.");
      assertThat(console.page().locator(".side-panel .banner")).containsText("badgeColour");
      assertThat(console.page().locator(".tr-steps li.open .tr-detail"))
          .containsText("refused as invalid");
      assertThat(console.route()).contains("selected=" + dead);
      console.check("operations-dead");

      console.page().locator(".side-panel summary").click();
      console.click("Edit what is sent");
      console.check("operations-edit");
      String payload = console.field("What is sent, as JSON").inputValue();
      ObjectNode corrected = (ObjectNode) Http.JSON.readTree(payload);
      corrected.remove("title");
      console.fill("What is sent, as JSON", "{oops");
      console.click("Send this");
      assertThat(console.page().locator("#payload-bad")).containsText("This is not JSON");
      console.fill("What is sent, as JSON", corrected.toString());
      console.click("Send this");

      Eventually.holds(() -> assertThat(state(it, dead)).isEqualTo("done"));
      console.open("/operations?target=ops-refusing&selected=" + dead);
      assertThat(console.page().locator(".side-panel .banner"))
          .containsText("ops-refusing has it.");
      console.check("operations-done");
    }
  }

  @Test
  void what_waits_for_a_target_that_is_away_goes_on_when_it_is_back(
      Console console, Installation it) throws IOException {
    try (BrokenTarget broken = BrokenTarget.guarding(it, "ops-away", 0)) {
      it.directory().stop();
      String waiting;
      try {
        it.tessera().scim().create(user("opsbob"));
        waiting = tried(it, broken);
        console.open("/operations?state=waiting&target=ops-away&selected=" + waiting);
        assertThat(console.page().locator(".side-panel .banner")).containsText("ops-away");
        assertThat(console.page().locator(".side-panel .banner")).containsText("Repeating is safe");
        console.check("operations-away");
      } finally {
        it.directory().start();
      }
      console.click("Retry now");

      Eventually.holds(() -> assertThat(state(it, waiting)).isEqualTo("done"));
    }
  }

  @Test
  void a_dead_change_is_discarded_with_a_reason(Console console, Installation it)
      throws IOException {
    try (BrokenTarget broken = BrokenTarget.refusingTitles(it, "ops-discarding")) {
      it.tessera().scim().create(user("opscarol").title("Engineer"));
      String dead = operation(it, broken, "dead");
      console.open("/operations?state=dead&target=ops-discarding&selected=" + dead);

      console.click("Discard");
      assertThat(console.page().locator("dialog button[type=submit]")).isDisabled();
      console.fill("Reason", "a test of the console");
      console.page().locator("dialog button[type=submit]").click();

      Eventually.holds(() -> assertThat(state(it, dead)).isEqualTo("discarded"));
    }
  }

  @Test
  void many_removals_go_on_only_when_a_person_has_typed_how_many(Console console, Installation it)
      throws IOException {
    try (BrokenTarget guarded = BrokenTarget.guarding(it, "ops-guarded", 1)) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < LEAVERS; i++) {
        ids.add(it.tessera().scim().create(user("opsleaver" + i)));
      }
      it.tessera().connections().awaitDelivered(guarded.id(), java.time.Duration.ofSeconds(30));
      for (String id : ids) {
        it.tessera().scim().delete(id);
      }
      Eventually.holds(
          () ->
              assertThat(it.tessera().connections().status(guarded.id()).path("held").asInt())
                  .isEqualTo(LEAVERS - 1));

      console.open("/operations/held");
      console.check("held");
      console.click("Allow 5 removals");
      assertThat(console.page().locator("dialog button[type=submit]")).isDisabled();
      console.page().locator("#dialog-typed").fill("5 ops-guarded");
      console.page().locator("dialog button[type=submit]").click();

      Eventually.holds(
          () ->
              assertThat(it.tessera().connections().status(guarded.id()).path("held").asInt())
                  .isZero());
      assertThat(console.page().locator("main")).containsText("No removals are held");
    }
  }

  @Test
  void a_request_is_followed_to_every_target(Console console, Installation it) throws IOException {
    try (BrokenTarget broken = BrokenTarget.refusingTitles(it, "ops-traced")) {
      it.tessera().scim().create(user("opsdave").title("Engineer"));
      String dead = operation(it, broken, "dead");
      String causality =
          it.tessera()
              .http()
              .get("/api/v1/operations/" + dead)
              .successful()
              .json()
              .path("causality")
              .asText();

      console.open("/operations/traces/" + causality);

      assertThat(console.page().locator("main")).containsText("Accepted");
      assertThat(console.page().locator(".tr-part").first()).containsText("ops-traced");
      assertThat(console.page().locator(".tr-part").first()).containsText("Dead");
      console.check("trace");
    }
  }

  /** The id of the first operation at the target in a state, once there is one. */
  private static String operation(Installation it, BrokenTarget target, String state) {
    List<String> found = new ArrayList<>();
    Eventually.holds(
        () -> {
          found.clear();
          for (JsonNode each : operations(it, target)) {
            if (each.path("state").asText().equals(state)) {
              found.add(each.path("id").asText());
            }
          }
          assertThat(found).isNotEmpty();
        });
    return found.get(0);
  }

  /** The id of an operation that was tried, and failed. */
  private static String tried(Installation it, BrokenTarget target) {
    List<String> found = new ArrayList<>();
    Eventually.holds(
        () -> {
          for (JsonNode each : operations(it, target)) {
            if (each.path("attempts").asInt() > 0) {
              found.add(each.path("id").asText());
            }
          }
          assertThat(found).isNotEmpty();
        });
    return found.get(0);
  }

  private static List<JsonNode> operations(Installation it, BrokenTarget target)
      throws IOException {
    return it.tessera().connections().operations("target=" + target.id());
  }

  private static String state(Installation it, String operation) throws IOException {
    return it.tessera()
        .http()
        .get("/api/v1/operations/" + operation)
        .successful()
        .json()
        .path("state")
        .asText();
  }
}
