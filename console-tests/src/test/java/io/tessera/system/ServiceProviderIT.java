package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** A system that calls is let in, and shut out again, in the browser. */
@BrowserTest
class ServiceProviderIT {
  @Test
  void a_caller_is_made_and_signs_in_with_the_secret_that_is_shown_once(
      Console console, Installation installation) throws Exception {
    console.open("/service-providers/new").fillIn("name", "browser-feed").click("Create");
    console.click("New secret");
    String secret = console.page().locator("dialog .secret code").textContent();
    console.shot("service-provider-secret");
    console.click("I have kept it");
    PlaywrightAssertions.assertThat(console.page().locator("body")).not().containsText(secret);
    console.check("service-provider-credentials");

    Http http = installation.tessera().http();
    String client =
        http.get("/api/v1/service-providers?name=browser-feed").json().at("/items/0/id").asText();
    assertThat(http.as(client, secret).get("/scim2/Users?count=1").status()).isEqualTo(200);

    console.click("Switch off");
    console
        .page()
        .getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON)
        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Switch off"))
        .click();
    PlaywrightAssertions.assertThat(console.button("Switch on")).isVisible();
    Eventually.holds(
        () ->
            assertThat(http.as(client, secret).get("/scim2/Users?count=1").status())
                .isEqualTo(401));
  }

  @Test
  void where_its_changes_go_is_said_line_by_line(Console console, Installation installation)
      throws Exception {
    Http http = installation.tessera().http();
    String id =
        http.post("/api/v1/service-providers", "{\"name\": \"lines-feed\"}").successful().id();
    console
        .open("/service-providers/" + id + "/provisioning")
        .expecting(400, "/service-providers/");
    console.fillIn("targets", "not-there: blocking, no-rules").click("Save");
    PlaywrightAssertions.assertThat(console.input("targets")).hasAttribute("aria-invalid", "true");
    console.fillIn("targets", "").click("Save");
    console.page().getByText("Saved, and in force from now on").waitFor();
  }

  @Test
  void a_user_store_is_made_and_deleted(Console console, Installation installation)
      throws Exception {
    console.open("/user-stores?add=true").expecting(404, "/user-stores/");
    console.fillIn("name", "browser-partners").fillIn("description", "Of partners").click("Save");
    console
        .page()
        .getByRole(AriaRole.HEADING)
        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("BROWSER-PARTNERS"))
        .waitFor();
    assertThat(
            installation.tessera().http().get("/api/v1/user-stores?name=BROWSER-PARTNERS").text())
        .contains("Of partners");
    console.click("Delete");
    console.page().locator("#dialog-typed").fill("BROWSER-PARTNERS");
    console.page().locator("dialog button[type=submit]").click();
    console.page().getByText("BROWSER-PARTNERS was deleted").waitFor();
  }
}
