package io.tessera.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A new server on its first day, by somebody who has read nothing: the first administrator, a
 * directory, its policy map, a user who arrives there; the directory breaks, is repaired, and what
 * waited is sent. Its pictures are those of docs/console.md.
 */
@BrowserTest
class FirstDayIT {
  @Test
  void a_user_reaches_a_directory_that_breaks_and_is_repaired(Installation it) throws Exception {
    Path folder = it.folder().resolve("first-day");
    try (Directory directory = Directory.in(folder.resolve("directory"));
        TesseraServer tessera =
            TesseraServer.in(folder.resolve("tessera"))
                .without("TESSERA_ADMIN_PASSWORD_FILE")
                .start();
        Console console = it.somebodyAt(tessera).expecting(503, "/session")) {
      begin(console, tessera);
      connect(console, directory);
      map(console);
      addUser(console, directory);
      breakAndRepair(console, directory, tessera);
      console.assertNoFaults();
    }
  }

  private static void begin(Console console, TesseraServer tessera) throws IOException {
    console.page().navigate("/console/");
    console.settled();
    Locator token = console.page().locator("#token");
    token.fill(Files.readString(tessera.data().resolve("bootstrap-token")).strip());
    console.page().locator("#password").fill(tessera.admin().text());
    console.shot("day-01-welcome");
    console.click("Begin");
    heading(console, "Overview");
    console.settled().shot("day-02-first-steps");
  }

  private static void connect(Console console, Directory directory) throws IOException {
    console.link("Begin").first().click();
    heading(console, "Connect a system");
    console.settled().shot("day-03-kinds");
    console
        .page()
        .getByRole(AriaRole.LINK)
        .filter(new Locator.FilterOptions().setHasText("LDAP directory"))
        .click();
    Map<String, Object> settings = directory.settings();
    console
        .fillIn("name", "hr-directory")
        .fillIn("settings.host", (String) settings.get("host"))
        .fillIn("settings.port", settings.get("port").toString())
        .fillIn("settings.bindDn", (String) settings.get("bindDn"))
        .fillIn("settings.bindPassword", (String) settings.get("bindPassword"))
        .fillIn("settings.userBase", (String) settings.get("userBase"));
    console.input("settings.security").selectOption("none");
    console.shot("day-04-form");
    console.click("Connect");
    said(console, "All steps passed");
    console.settled().shot("day-05-tested");
  }

  private static void map(Console console) {
    console.link("Policy map").click();
    heading(console, "hr-directory");
    Locator row =
        console
            .page()
            .getByRole(
                AriaRole.LISTITEM,
                new Page.GetByRoleOptions().setName("Row for mail").setExact(true));
    row.getByRole(AriaRole.COMBOBOX).first().selectOption("expression");
    row.getByLabel("Rule")
        .fill("lower(user.name.givenName + '.' + user.name.familyName) + '@example.org'");
    console.click("Save and apply");
    said(console, "Saved, and in force from now on");
  }

  private static void addUser(Console console, Directory directory) {
    console.open("/users/new");
    console
        .fillIn("userName", "alice")
        .fillIn("displayName", "Alice Example")
        .fillIn("name.givenName", "Alice")
        .fillIn("name.familyName", "Example");
    console.shot("day-06-user");
    console.click("Add user");
    said(console, "alice is added");
    Eventually.holds(
        () ->
            assertThat(directory.person("alice").orElseThrow().getAttributeValue("mail"))
                .isEqualTo("alice.example@example.org"));
    console.open("/operations");
    console.page().locator("table.sel .rowh a").first().click();
    assertThat(console.page().locator(".side-panel .banner")).containsText("hr-directory has it.");
    console.settled().shot("day-07-delivered");
    console.open("/policy-maps");
    console.link("hr-directory").click();
    said(console, "alice.example@example.org");
    console.settled().shot("day-08-policy-map");
  }

  private static void breakAndRepair(Console console, Directory directory, TesseraServer tessera)
      throws Exception {
    directory.stop();
    console.open("/users?q=alice");
    console.page().locator("table.sel .rowh a").first().click();
    console.settled();
    console.link("Edit").click();
    console.page().locator("#f-title").fill("Engineer");
    console.click("Save");
    said(console, "alice is saved");
    console.open("/operations?state=waiting");
    console.page().locator("table.sel .rowh a").first().click();
    assertThat(console.page().locator(".side-panel .banner")).containsText("Repeating is safe");
    console.settled().shot("day-09-broken");
    overview(
        tessera,
        now -> {
          assertThat(now.at("/attention/0/kind").asText()).isEqualTo("troubled");
          assertThat(now.at("/figures/waiting").asInt()).isEqualTo(1);
        });
    console.open("/overview");
    said(console, "hr-directory is in trouble.");
    live(console).shot("day-10-attention");
    console.open("/identity-providers/targets");
    console.link("hr-directory").click();
    console.click("Test connection");
    said(console, "Did not pass");
    console.settled().shot("day-11-why");

    console.open("/operations?state=waiting");
    console.page().locator("table.sel .rowh a").first().click();
    console.button("Retry now").waitFor();
    directory.start();
    // It may have been tried by itself meanwhile.
    if (console.expecting(409, "/retry").button("Retry now").isVisible()) {
      console.click("Retry now");
    }
    Eventually.holds(
        () ->
            assertThat(directory.person("alice").orElseThrow().getAttributeValue("title"))
                .isEqualTo("Engineer"));
    overview(
        tessera,
        now -> {
          assertThat(now.path("attention")).isEmpty();
          assertThat(now.at("/figures/waiting").asInt()).isZero();
          assertThat(now.at("/figures/deliveredToday").asInt()).isGreaterThan(1);
        });
    console.open("/overview");
    assertThat(console.page().locator(".attn")).hasCount(0);
    live(console).shot("day-12-well");
  }

  /** The server looks at itself now and then, and tells what it saw last. */
  private static void overview(TesseraServer tessera, Consumer<JsonNode> expected) {
    Eventually.holds(
        Duration.ofMinutes(2),
        () -> expected.accept(tessera.http().get("/api/v1/overview").json()));
  }

  /** What the server tells by itself arrives. */
  private static Console live(Console console) {
    assertThat(console.page().locator(".live")).hasText("Live");
    return console.settled();
  }

  private static void heading(Console console, String words) {
    assertThat(console.page().locator("main h1")).containsText(words);
  }

  private static void said(Console console, String words) {
    console.page().getByText(words).first().waitFor();
  }
}
