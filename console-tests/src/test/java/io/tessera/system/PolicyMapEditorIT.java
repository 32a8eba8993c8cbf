package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A policy map is changed in the browser, and seen at work while it is. */
@BrowserTest
class PolicyMapEditorIT {
  private static String add(Installation installation, String name) throws IOException {
    Http http = installation.tessera().http();
    if (http.get("/api/v1/users?q=map-alice").json().path("items").isEmpty()) {
      http.post("/scim2/Users", User.user("map-alice").title("Engineer").json()).successful();
    }
    http.post("/api/v1/identity-providers", "{\"name\": \"" + name + "\"}").successful();
    return http.post(
            "/api/v1/targets",
            Http.JSON
                .valueToTree(
                    Map.of(
                        "name",
                        name,
                        "identityProvider",
                        name,
                        "connectorType",
                        "io.tessera.connector.ldap",
                        "settings",
                        installation.directory().settings()))
                .toString())
        .successful()
        .id();
  }

  private static Locator row(Console console, String attribute) {
    return console
        .page()
        .getByRole(
            AriaRole.LISTITEM,
            new Page.GetByRoleOptions().setName("Row for " + attribute).setExact(true));
  }

  private static void rule(Console console, String attribute, String kind, String text) {
    Locator row = row(console, attribute);
    row.getByRole(AriaRole.COMBOBOX).first().selectOption(kind);
    row.getByLabel("Rule").fill(text);
  }

  private static Console editor(Console console, Installation installation, String target)
      throws IOException {
    String user =
        installation
            .tessera()
            .http()
            .get("/api/v1/users?q=map-alice")
            .json()
            .at("/items/0/id")
            .asText();
    return console.open("/policy-maps/" + target + "?user=" + user);
  }

  @Test
  void the_outcome_for_somebody_is_seen_while_a_rule_is_typed(
      Console console, Installation installation) throws IOException {
    String id = add(installation, "preview-map");
    editor(console, installation, id);
    PlaywrightAssertions.assertThat(row(console, "uid")).containsText("map-alice");
    rule(console, "mail", "expression", "lower(user.userName) + '@partner.example'");
    PlaywrightAssertions.assertThat(row(console, "mail")).containsText("map-alice@partner.example");
    console.check("policy-map-typed");
    console.click("Save and apply");
    console.page().getByText("Saved, and in force from now on").waitFor();
    assertThat(installation.tessera().http().get("/api/v1/targets/" + id).text())
        .contains("@partner.example");
  }

  @Test
  void a_mistake_is_told_at_its_row_with_what_was_meant_and_cannot_be_saved(
      Console console, Installation installation) throws IOException {
    editor(console.expecting(400, "/preview"), installation, add(installation, "mistaken-map"));
    rule(console, "mail", "expression", "lowwer(user.userName)");
    PlaywrightAssertions.assertThat(row(console, "mail")).containsText("column 7");
    PlaywrightAssertions.assertThat(row(console, "uid")).containsText("map-alice");
    PlaywrightAssertions.assertThat(console.button("Save and apply")).isDisabled();
    console.check("policy-map-mistake");
    console.click("Did you mean lower?");
    PlaywrightAssertions.assertThat(row(console, "mail").locator("output")).hasText("map-alice");
    PlaywrightAssertions.assertThat(console.button("Save and apply")).isEnabled();
  }

  @Test
  void a_test_that_fails_keeps_the_map_from_being_saved(Console console, Installation installation)
      throws IOException {
    console.open("/policy-maps/" + add(installation, "tested-map") + "/tests");
    console.expecting(400, "/targets/").click("Add test");
    console.page().getByLabel("Expected").fill("{\"uid\": [\"somebody-else\"]}");
    console.page().getByLabel("Expected").blur();
    console.click("Save and apply");
    PlaywrightAssertions.assertThat(console.page().locator(".card.bad"))
        .containsText("uid is [alice] where [somebody-else] is expected");
    console.check("policy-map-test-fails");
  }

  @Test
  void an_earlier_version_is_compared_and_put_in_force_again(
      Console console, Installation installation) throws IOException {
    String id = add(installation, "versioned-map");
    editor(console, installation, id);
    rule(console, "mail", "constant", "nobody@partner.example");
    console.click("Save and apply");
    console.page().getByText("Saved, and in force from now on").waitFor();
    console.open("/policy-maps/" + id + "/versions?version=1");
    PlaywrightAssertions.assertThat(console.page().locator("table.diff"))
        .containsText("nobody@partner.example");
    console.check("policy-map-version");
    console.click("Put in force again");
    Locator dialog = console.page().getByRole(AriaRole.DIALOG);
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Put in force again"))
        .click();
    console.page().getByText("Version 1 is in force again").waitFor();
    assertThat(installation.tessera().http().get("/api/v1/targets/" + id).text())
        .doesNotContain("nobody@partner.example");
  }

  @Test
  void whoever_saves_a_map_that_another_has_changed_sees_both(
      Console console, Installation installation) throws IOException {
    String id = add(installation, "stale-map");
    editor(console.expecting(412, "/targets/"), installation, id);
    Http http = installation.tessera().http();
    Http.Answer read = http.get("/api/v1/targets/" + id);
    http.send(
            "PUT",
            "/api/v1/targets/" + id,
            read.text().replace("\"userType\"", "\"title\""),
            "If-Match",
            read.etag())
        .successful();
    rule(console, "mail", "constant", "mine@partner.example");
    console.click("Save and apply");
    PlaywrightAssertions.assertThat(console.page().getByRole(AriaRole.DIALOG))
        .containsText("mine@partner.example");
    console.shot("policy-map-stale");
    console.click("Keep mine");
    PlaywrightAssertions.assertThat(console.page().getByRole(AriaRole.DIALOG)).not().isVisible();
    assertThat(http.get("/api/v1/targets/" + id).text()).contains("mine@partner.example");
  }
}
