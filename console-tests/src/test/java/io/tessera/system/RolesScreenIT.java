package io.tessera.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

@BrowserTest
class RolesScreenIT {
  @Test
  void a_role_is_made_assigned_and_taken(Console console, Installation it) throws IOException {
    String id = it.tessera().scim().create(user("rolesalice"));
    console.open("/roles?add=new");
    console.page().locator("#f-name").fill("console-staff");
    console.page().locator("#f-displayName").fill("Console staff");
    console.click("Save");
    assertThat(console.page().locator(".side-panel h2")).containsText("Console staff");
    console.settled();

    console.link("Assign").click();
    console.page().locator("#f-identity").fill("rolesalice");
    console.page().locator("#f-reason").fill("a test");
    console.click("Assign");

    assertThat(console.page().locator(".side-panel table")).containsText("administrator");
    assertThat(holds(it, id)).isTrue();
    console.check("roles");

    console.click("Revoke");
    console.page().locator("dialog button[type=submit]").click();
    Eventually.holds(() -> assertThat(holds(it, id)).isFalse());
  }

  @Test
  void nobody_of_a_name_is_told_at_the_field(Console console, Installation it) throws IOException {
    role(it, "console-lonely");
    console.open("/roles");
    console.page().locator("table.sel .rowh a").first().click();
    console.settled();
    console.link("Assign").click();
    console.page().locator("#f-identity").fill("nobody-at-all");
    console.click("Assign");

    assertThat(console.page().locator(".field.bad")).containsText("There is no user");
  }

  @Test
  void a_birthright_rule_shows_whom_it_touches_before_it_is_saved(Console console, Installation it)
      throws IOException {
    role(it, "console-works");
    String id = it.tessera().scim().create(user("rolesbob").department("Console works"));
    console.open("/roles/birthright?add=new");
    console.page().locator("#f-name").fill("console-rule");
    console.page().locator("#f-condition").fill("enterprise.department == \"Console works\"");
    console.page().getByLabel("console-works").check();

    console.click("Preview");
    assertThat(console.page().locator(".side-panel .banner")).containsText("1 would gain roles");
    assertThat(console.page().locator(".side-panel table")).containsText("rolesbob");
    console.check("birthright");
    console.click("Save");

    assertThat(console.page().locator(".side-panel h2")).containsText("console-rule");
    Eventually.holds(() -> assertThat(holds(it, id)).isTrue());
  }

  @Test
  void a_condition_that_is_wrong_is_told_at_its_place(Console console, Installation it)
      throws IOException {
    role(it, "console-wrong");
    console.expecting(400, "/birthright-rules").open("/roles/birthright?add=new");
    console.page().locator("#f-name").fill("console-wrong-rule");
    console.page().locator("#f-condition").fill("user.title ==");
    console.page().getByLabel("console-wrong").check();
    console.click("Save");

    assertThat(console.page().locator(".field.bad label")).containsText("Condition");
  }

  @Test
  void an_access_rule_is_tried_for_somebody(Console console, Installation it) throws IOException {
    try (BrokenTarget target = BrokenTarget.guarding(it, "roles-guarded", 0)) {
      it.tessera().scim().create(user("rolescarol"));
      console.open("/roles/access?add=new");
      console.page().locator("#f-name").fill("console-nobody");
      console.page().locator("#f-effect").selectOption("deny");
      console.page().getByLabel("roles-guarded").check();
      console.page().locator("#f-condition").fill("user.userName == \"rolescarol\"");
      console.click("Save");
      assertThat(console.page().locator(".side-panel h2")).containsText("console-nobody");
      console.settled();

      console.page().locator("#f-resource").fill("rolescarol");
      console.page().locator("#f-target").selectOption("roles-guarded");
      console.click("Try");
      assertThat(console.page().locator(".side-panel .banner")).containsText("Refused.");
      console.check("access-rules");

      console.click("Delete");
      console.page().locator("#dialog-typed").fill("console-nobody");
      console.page().locator("dialog button[type=submit]").click();
      assertThat(console.page().locator("dialog")).hasCount(0);
      assertThat(target.id()).isNotEmpty();
    }
  }

  private static void role(Installation it, String name) throws IOException {
    it.tessera().http().post("/api/v1/roles", "{\"name\":\"" + name + "\"}").successful();
  }

  private static boolean holds(Installation it, String user) throws IOException {
    return it.tessera().scim().get(user).orElseThrow().path("roles").size() > 0;
  }
}
