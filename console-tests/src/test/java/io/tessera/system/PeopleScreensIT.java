package io.tessera.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.tessera.system.User.user;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Users and groups, found, added and changed by a person. */
@BrowserTest
class PeopleScreensIT {
  @Test
  void a_user_is_added_changed_and_deleted(Console console) {
    console.open("/users").link("Add user").first().click();
    console
        .settled()
        .fillIn("userName", "peoplealice")
        .fillIn("displayName", "Alice of People")
        .fillIn("name.familyName", "People")
        .fillIn("emails", "peoplealice@example.com");
    console.check("user-new");
    save(console);
    assertThat(panel(console)).hasText("Alice of People");
    console.check("user");

    console.link("Edit").click();
    console.settled().fillIn("displayName", "Alice Renamed");
    save(console);
    assertThat(panel(console)).hasText("Alice Renamed");

    console.click("Delete");
    Locator sure = console.page().locator("dialog button[type=submit]");
    assertThat(sure).isDisabled();
    console.page().locator("#dialog-typed").fill("peoplealice");
    sure.click();
    assertThat(console.page().locator("#toasts")).containsText("peoplealice is deleted");
    assertThat(panel(console)).hasCount(0);
    console.assertNoFaults();
  }

  @Test
  void what_is_wrong_with_a_field_is_told_at_the_field(Console console) throws IOException {
    console.open("/users/new");
    save(console);
    assertThat(console.page().locator("#form-problems")).containsText("User name");
    assertThat(console.input("userName")).hasAttribute("aria-invalid", "true");
    console.check("user-problems");
  }

  @Test
  void who_edits_what_somebody_else_has_changed_sees_both(Console console, Installation it)
      throws IOException {
    String id = it.tessera().scim().create(user("peoplebob").title("Clerk"));
    console.open("/users/" + id + "/edit").fillIn("title", "Engineer");
    it.tessera().scim().set(id, "title", "\"Manager\"");
    console.expecting(412, "/scim2/Users/");

    save(console);
    Locator dialog = console.page().locator("dialog");
    assertThat(dialog.locator(".old")).containsText("Manager");
    assertThat(dialog.locator(".new")).containsText("Engineer");
    console.check("user-stale");
    console.click("Save mine over it");

    assertThat(panel(console)).isVisible();
    console.link("Edit").click();
    console.settled();
    assertThat(console.input("title")).hasValue("Engineer");
    console.assertNoFaults();
  }

  @Test
  void users_are_found_by_the_beginning_of_a_name_and_opened_by_keys(
      Console console, Installation it) throws IOException {
    it.tessera().scim().create(user("peoplecarol"));
    it.tessera().scim().create(user("peopledave"));
    console.open("/users?q=peoplec");
    assertThat(console.page().locator("table.sel tbody tr")).hasCount(1);

    console.page().keyboard().press("j");
    console.page().keyboard().press("Enter");
    assertThat(panel(console)).containsText("peoplecarol");
    console.page().keyboard().press("Escape");
    assertThat(panel(console)).hasCount(0);

    console.page().keyboard().press("/");
    console.page().keyboard().type("peopled");
    assertThat(console.page().locator("#q-found")).containsText("peopledave");
    console.page().keyboard().press("Enter");
    assertThat(panel(console)).containsText("peopledave");
    console.assertNoFaults();
  }

  @Test
  void a_form_is_not_left_by_accident(Console console) {
    console.open("/users/new").fillIn("userName", "peopleerin");
    console.link("Groups").click();
    assertThat(console.page().locator("dialog")).containsText("Leave without saving?");
    console.click("Cancel");
    assertThat(console.input("userName")).hasValue("peopleerin");
    console.link("Groups").click();
    console.click("Leave");
    assertThat(console.page().locator("main h1")).hasText("Groups");
  }

  @Test
  void a_group_gets_members_and_gives_them_up(Console console, Installation it) throws IOException {
    it.tessera().scim().create(user("peoplefrank"));
    console.open("/groups").button("Add group").first().click();
    console.fillIn("displayName", "people-staff");
    console.page().locator("dialog button[type=submit]").click();
    assertThat(panel(console)).hasText("people-staff");

    console.click("Add members");
    console.page().locator("#picker-q").fill("peoplef");
    console.page().locator(".picked button").first().click();
    console.click("Add 1");
    Locator member = console.page().locator(".side-panel .acc").first();
    assertThat(member).containsText("peoplefrank");
    console.check("group");

    console.page().locator(".side-panel .acc .iconb").first().click();
    console.click("Remove");
    assertThat(console.page().locator(".side-panel")).containsText("Nobody is in this group.");
    console.assertNoFaults();
  }

  private static void save(Console console) {
    console.page().locator(".savebar button[type=submit]").click();
  }

  private static Locator panel(Console console) {
    return console.page().locator("#panel-title");
  }
}
