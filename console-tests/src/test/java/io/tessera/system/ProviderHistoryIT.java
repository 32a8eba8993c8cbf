package io.tessera.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What an identity provider has been, and going back to it. */
@BrowserTest
class ProviderHistoryIT {
  @Test
  void who_changed_what_is_seen_and_an_older_version_is_put_in_force_again(
      Console console, Installation it) throws IOException {
    Http http = it.tessera().http();
    String id =
        http.post(
                "/api/v1/identity-providers",
                "{\"name\": \"changing\", \"displayName\": \"As it was\"}")
            .successful()
            .id();
    console.open("/identity-providers/" + id).fillIn("displayName", "As it became");
    console.click("Save");
    console.page().getByText("Saved, and in force from now on").waitFor();

    console.link("History").click();
    Locator main = console.page().locator("main");
    assertThat(main.locator(".tl li")).hasCount(2);
    assertThat(main.locator(".tl li").first()).containsText("admin");
    assertThat(main.locator(".diff").first()).containsText("As it became");
    console.check("identity-provider-history-latest");

    main.locator(".tl a").last().click();
    assertThat(main).containsText("From now to version 1");
    console.check("identity-provider-history-first");
    console.click("Put in force again");
    Locator dialog = console.page().locator("dialog");
    assertThat(dialog).containsText("As it was");
    dialog.locator("button[type=submit]").click();
    console.page().getByText("Version 1 is in force again").waitFor();
    assertThat(main.locator(".tl li")).hasCount(3);
    assertThat(http.get("/api/v1/identity-providers/" + id).json().path("displayName").asText())
        .isEqualTo("As it was");
  }
}
