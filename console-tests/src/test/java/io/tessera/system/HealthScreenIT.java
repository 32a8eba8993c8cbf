package io.tessera.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

@BrowserTest
class HealthScreenIT {
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
