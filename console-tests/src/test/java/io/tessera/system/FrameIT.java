package io.tessera.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.tessera.system.User.user;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Overview, settings, and what is around every screen. */
@BrowserTest
class FrameIT {
  @Test
  void the_overview_tells_how_things_are(Console console) {
    console.open("/overview");
    assertThat(console.page().locator(".kpi")).hasCount(4);
    assertThat(console.page().locator(".live")).hasText("Live");
    console.check("overview");
  }

  @Test
  void who_administers_some_systems_sees_figures_of_those(Console console, Installation it)
      throws IOException {
    console.open("/overview");
    assertThat(console.page().locator(".kpi h2").first()).hasText("Changes today");
    try (BrokenTarget target = BrokenTarget.refusingTitles(it, "framemine")) {
      String password = Passwords.fresh();
      String body =
          "{\"name\":\"framepart\",\"password\":\"%s\",\"roles\":[\"target-administrator\"],"
              + "\"targets\":[\"framemine\"]}";
      Http http = it.tessera().http();
      http.post("/api/v1/administrators", body.formatted(password)).successful();
      try (Console other = it.somebody().signIn("framepart", password)) {
        other.open("/overview");
        assertThat(other.page().locator(".kpi h2").first()).hasText("Delivered today");
        assertThat(other.page().locator("main")).containsText("figures of the systems you");
        Locator systems = other.page().locator("section[aria-label='Target systems']");
        assertThat(systems.locator("tbody tr")).hasCount(1);
        other.check("overview-part");
        other.open("/health");
        assertThat(other.page().locator(".tabs li")).hasText(new String[] {"Runs"});
      }
      String path = "/api/v1/administrators/framepart";
      http.send("DELETE", path, "", "If-Match", "*").successful();
    }
    console.assertNoFaults();
  }

  @Test
  void every_part_of_the_settings_is_whole(Console console) {
    for (String tab :
        new String[] {
          "account", "administrators", "locks", "keys", "schemas", "indexes", "alerts", "server"
        }) {
      console.open("/settings/" + tab).check("settings-" + tab);
    }
  }

  @Test
  void an_administrator_with_one_role_sees_what_it_allows(Console console, Installation it)
      throws IOException {
    String password = "a long enough pass phrase";
    console.open("/settings/administrators").click("Add administrator");
    console.fillIn("name", "framehelp").fillIn("password", password);
    console.page().locator("dialog").getByLabel("Help desk").check();
    console.page().locator("dialog button[type=submit]").click();
    assertThat(console.page().locator("table.sel").first()).containsText("framehelp");

    try (Console other = it.somebody().signIn("framehelp", password)) {
      other.open("/users");
      assertThat(other.link("Users")).isVisible();
      assertThat(other.link("Policy maps")).hasCount(0);
      other.open("/audit/chain");
      assertThat(other.page().locator("main")).containsText("audit.read");
      other.check("denied");
    }
    console.assertNoFaults();
  }

  @Test
  void the_keyboard_leads_everywhere(Console console) {
    console.open("/overview");
    console.page().keyboard().press("Tab");
    assertThat(console.page().locator(".skiplink")).isFocused();
    console.page().keyboard().press("Enter");
    assertThat(console.page().locator("main h1")).isFocused();

    console.page().keyboard().press("g");
    console.page().keyboard().press("u");
    Locator heading = console.page().locator("main h1");
    assertThat(heading).hasText("Users");
    assertThat(heading).isFocused();

    console.page().keyboard().press("?");
    assertThat(console.page().locator("dialog")).containsText("Keyboard shortcuts");
    console.check("shortcuts");
    console.page().keyboard().press("Escape");
    assertThat(console.page().locator("dialog")).hasCount(0);
  }

  @Test
  void the_theme_button_follows_the_theme_of_the_system(Console console) {
    console.open("/overview");
    for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      String other = theme == ColorScheme.DARK ? "Use light theme" : "Use dark theme";
      assertThat(console.button(other)).isVisible();
    }
  }

  @Test
  void what_is_opened_on_a_narrow_window_has_the_focus_and_leaves_the_list(
      Console console, Installation it) throws IOException {
    it.tessera().scim().create(user("framenarrow"));
    console.open("/users?q=framenarrow");
    console.page().setViewportSize(320, 800);
    console.page().locator("table.sel .rowh a").first().click();
    assertThat(console.page().locator("#panel-title")).isFocused();
    assertThat(console.page().locator("#panel-title")).isInViewport();
    assertThat(console.page().locator("table.sel")).isVisible();
    console.check("users-narrow");
  }

  @Test
  void searching_on_a_narrow_window_has_room_for_what_is_typed(Console console) {
    console.open("/overview");
    console.page().setViewportSize(320, 800);
    Locator search = console.page().locator("#q");
    assertThat(search).hasAttribute("placeholder", "Search");
    search.fill("framenobody");
    assertThat(console.page().locator("#q-found")).containsText("Nothing begins with this");
    org.assertj.core.api.Assertions.assertThat(search.boundingBox().width).isGreaterThan(250);
    console.check("search-narrow");
  }
}
