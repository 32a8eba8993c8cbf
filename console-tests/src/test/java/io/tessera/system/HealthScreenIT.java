package io.tessera.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@BrowserTest
class HealthScreenIT {
  @Test
  void a_target_that_is_away_is_told_with_its_reason(Console console, Installation it)
      throws IOException {
    try (BrokenTarget broken = BrokenTarget.guarding(it, "health-away", 0)) {
      it.directory().stop();
      try {
        it.tessera().scim().create(user("healthalice"));
        // The report is made every quarter of a minute.
        Eventually.holds(
            Duration.ofMinutes(1),
            () ->
                assertThat(check(it, "target health-away"))
                    .contains("warn", "cannot be reached at ldap://", "connection refused")
                    .doesNotContain("Exception"));
        console.open("/health");
        Locator told =
            console
                .page()
                .locator(".health-checks li")
                .filter(new Locator.FilterOptions().setHasText("target health-away"));
        assertThat(told).containsText("Warning");
        assertThat(told).containsText("cannot be reached at ldap://");
        assertThat(told).containsText("connection refused");
        console.check("health");
      } finally {
        it.directory().start();
      }
    }
  }

  /** A check of the report, in words; empty while there is none of this name. */
  private static String check(Installation it, String name) throws IOException {
    for (JsonNode check : it.tessera().http().get("/api/v1/health").json().path("checks")) {
      if (check.path("name").asText().equals(name)) {
        return check.toString();
      }
    }
    return "";
  }

  @Test
  void figures_are_drawn_and_told_as_a_table(Console console, Installation it) throws IOException {
    // A name as long as they may be stands in the legends.
    try (BrokenTarget target =
        BrokenTarget.guarding(it, "health-of-a-directory-with-a-name-longer-than-others", 0)) {
      Eventually.holds(
          Duration.ofMinutes(1),
          () ->
              assertThat(it.tessera().http().get("/api/v1/health/series?minutes=60").text())
                  .contains("longer-than-others"));
      console.open("/health/figures");

      assertThat(console.page().locator("main")).containsText("Where nothing is drawn");
      assertThat(console.page().locator("figure svg[role=img]").first()).isVisible();
      assertThat(console.page().locator("main")).containsText("longer-than-others");
      console.page().locator("figure summary").first().click();
      assertThat(console.page().locator("figure table").first()).isVisible();
      console.check("health-figures");
    }
  }

  @Test
  void an_initial_load_is_started_and_seen_to_its_end(Console console, Installation it)
      throws IOException {
    String id = it.tessera().scim().create(user("healthbob"));
    try (BrokenTarget target = BrokenTarget.guarding(it, "health-load", 0)) {
      console.open("/health/runs?add=true");
      console.page().locator("#f-target").selectOption("health-load");
      console.check("health-runs-start");
      console.click("Start");

      assertThat(console.page().locator("main table")).containsText("health-load");
      Eventually.holds(() -> assertThat(it.directory().person("healthbob")).isPresent());
      assertThat(id).isNotEmpty();
      console.check("health-runs");
    }
  }

  @Test
  void doors_tell_what_they_take(Console console) {
    console.open("/health/doors?door=admin");

    assertThat(console.page().locator(".side-panel")).containsText("queue.operate");
    console.check("health-doors");
  }
}
