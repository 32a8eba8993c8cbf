package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A system is connected, tested and taken away in the browser. */
@BrowserTest
class TargetIT {
  private static final String LDAP =
      "/identity-providers/targets/new?type=io.tessera.connector.ldap";

  private static void fill(Console console, String name, Installation installation)
      throws IOException {
    Map<String, Object> settings = installation.directory().settings();
    console
        .fillIn("name", name)
        .fillIn("settings.host", (String) settings.get("host"))
        .fillIn("settings.port", settings.get("port").toString())
        .fillIn("settings.bindDn", (String) settings.get("bindDn"))
        .fillIn("settings.bindPassword", (String) settings.get("bindPassword"))
        .fillIn("settings.userBase", (String) settings.get("userBase"));
    console.input("settings.security").selectOption("none");
  }

  private static Locator text(Console console, String words) {
    return console.page().getByText(words, new Page.GetByTextOptions().setExact(false)).first();
  }

  private static String add(Installation installation, String name) throws IOException {
    Http http = installation.tessera().http();
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

  @Test
  void a_directory_is_connected_by_the_form_of_its_connector_and_tested(
      Console console, Installation installation) throws IOException {
    console.open("/identity-providers/targets/new");
    console.page().getByRole(AriaRole.LINK).filter(hasText("LDAP directory")).click();
    fill(console, "form-directory", installation);
    console.input("identityProvider").selectOption("+");
    console.click("Connect");
    text(console, "All steps passed").waitFor();
    assertThat(installation.tessera().http().get("/api/v1/targets?name=form-directory").text())
        .contains("\"secretsSet\":[\"bindPassword\"]");
    PlaywrightAssertions.assertThat(console.input("settings.bindPassword"))
        .hasAttribute("placeholder", "Stored. Type to replace");
    console.check("target-tested");
  }

  @Test
  void what_the_server_refuses_is_told_at_its_field(Console console, Installation installation)
      throws IOException {
    console.open(LDAP).expecting(400, "/targets").expecting(400, "/identity-providers");
    fill(console, "Not a name", installation);
    console.input("identityProvider").selectOption("+");
    console.click("Connect");
    PlaywrightAssertions.assertThat(console.input("name")).hasAttribute("aria-invalid", "true");
    console.check("target-refused");
  }

  @Test
  void a_directory_that_is_away_fails_the_test_at_the_step_where_it_is(
      Console console, Installation installation) throws IOException {
    String id = add(installation, "away-directory");
    console.open("/identity-providers/targets/" + id).fillIn("settings.port", "1").click("Save");
    text(console, "Saved, and in force").waitFor();
    console.click("Test connection");
    text(console, "Did not pass").waitFor();
    console.check("target-away");
  }

  @Test
  void somebody_who_saves_what_another_has_changed_chooses_between_both(
      Console console, Installation installation) throws IOException {
    String id = add(installation, "stale-directory");
    console.open("/identity-providers/targets/" + id + "/delivery").expecting(412, "/targets/");
    Http http = installation.tessera().http();
    Http.Answer read = http.get("/api/v1/targets/" + id);
    http.send(
            "PUT",
            "/api/v1/targets/" + id,
            read.text().replace("\"maxAttempts\":0", "\"maxAttempts\":7"),
            "If-Match",
            read.etag())
        .successful();
    console.input("delivery.guard.most").fill("33");
    console.click("Save");
    Locator dialog = console.page().getByRole(AriaRole.DIALOG);
    PlaywrightAssertions.assertThat(dialog).containsText("Somebody else has changed this");
    PlaywrightAssertions.assertThat(dialog).containsText("33");
    console.shot("target-stale");
    console.click("Save mine over it");
    text(console, "Saved, and in force").waitFor();
    assertThat(http.get("/api/v1/targets/" + id).json().at("/delivery/guard/most").asInt())
        .isEqualTo(33);
  }

  @Test
  void a_target_is_deleted_only_when_its_name_was_typed(Console console, Installation installation)
      throws IOException {
    String id = add(installation, "doomed-directory");
    console
        .open("/identity-providers/targets/" + id)
        .expecting(404, "/targets/" + id)
        .click("Delete");
    Locator dialog = console.page().getByRole(AriaRole.DIALOG);
    Locator delete =
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete"));
    PlaywrightAssertions.assertThat(delete).isDisabled();
    dialog.getByRole(AriaRole.TEXTBOX).fill("doomed-directory");
    delete.click();
    text(console, "doomed-directory was deleted").waitFor();
    assertThat(installation.tessera().http().get("/api/v1/targets/" + id).status()).isEqualTo(404);
  }

  private static Locator.FilterOptions hasText(String words) {
    return new Locator.FilterOptions().setHasText(words);
  }
}
