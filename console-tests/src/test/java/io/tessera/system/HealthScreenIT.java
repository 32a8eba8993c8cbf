package io.tessera.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
        Eventually.holds(
            () ->
                assertThat(it.tessera().connections().status(broken.id()).path("state").asText())
                    .isNotEqualTo("active"));
        console.open("/health");
        assertThat(console.page().locator(".health-checks")).containsText("health-away");
        assertThat(console.page().locator(".health-checks li").first()).not().containsText("OK");
        console.check("health");
      } finally {
        it.directory().start();
      }
    }
  }

  @Test
  void figures_are_drawn_and_told_as_a_table(Console console) {
    console.open("/health/figures");

    assertThat(console.page().locator("main")).containsText("Where nothing is drawn");
    assertThat(console.page().locator("figure svg[role=img]").first()).isVisible();
    console.page().locator("figure summary").first().click();
    assertThat(console.page().locator("figure table").first()).isVisible();
    console.check("health-figures");
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
