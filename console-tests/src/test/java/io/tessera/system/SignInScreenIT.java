package io.tessera.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@BrowserTest
class SignInScreenIT {
  @Test
  void who_has_no_session_signs_in_and_out(Installation it) throws IOException {
    try (Console console = it.somebody().expecting(401, "/session")) {
      console.page().navigate("/console/#/users");
      console.settled();
      console.check("sign-in");
      signIn(console, "not the password");
      assertThat(console.page().getByRole(AriaRole.ALERT))
          .containsText("The name or the password is wrong.");

      signIn(console, it.tessera().admin().text());
      assertThat(heading(console)).hasText("Users");

      console.page().locator("details.me > summary").click();
      console.click("Sign out");
      assertThat(heading(console)).hasText("Sign in");
      console.assertNoFaults();
    }
  }

  @Test
  void a_session_that_has_ended_does_not_take_what_was_typed(Console console, Installation it)
      throws IOException {
    console.open("/users/new").fillIn("userName", "typedbefore");
    console.page().context().clearCookies();
    console.expecting(401, "/scim2/Users").expecting(401, "/api/v1/events");

    console.page().locator(".savebar button[type=submit]").click();
    Locator dialog = console.page().locator("dialog");
    assertThat(dialog).containsText("Your session has ended");
    console.page().locator("#again-password").fill(it.tessera().admin().text());
    dialog.locator("button[type=submit]").click();

    assertThat(console.page().locator("#panel-title")).hasText("typedbefore");
    console.assertNoFaults();
  }

  @Test
  void a_lost_connection_is_shown_and_what_failed_goes_on(Console console) {
    console.open("/users");
    console.expectingDisconnection();
    console.page().context().setOffline(true);
    console.page().evaluate("location.hash = '#/groups'");
    assertThat(console.page().locator(".lost")).containsText("The connection is lost.");

    console.page().context().setOffline(false);
    assertThat(console.page().locator(".lost")).hasCount(0);
    assertThat(heading(console)).hasText("Groups");
    console.settled();
  }

  @Test
  void an_address_of_nothing_says_so(Console console) {
    console.open("/nowhere");
    assertThat(heading(console)).hasText("There is no such page");
    console.check("nowhere");
  }

  private static void signIn(Console console, String password) {
    console.page().locator("#user").fill("admin");
    console.page().locator("#password").fill(password);
    console.page().locator("main button[type=submit]").click();
  }

  private static Locator heading(Console console) {
    return console.page().locator("main h1");
  }
}
