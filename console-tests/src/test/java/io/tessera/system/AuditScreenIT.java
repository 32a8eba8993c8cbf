package io.tessera.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

@BrowserTest
class AuditScreenIT {
  @Test
  void a_record_tells_who_changed_what_from_what(Console console, Installation it)
      throws IOException {
    String id = it.tessera().scim().create(user("auditalice").title("Clerk"));
    it.tessera().scim().set(id, "title", "\"Engineer\"");

    console.open("/audit?resource=" + id);
    console.page().locator("table.sel .rowh a").first().click();
    console.settled();

    assertThat(console.page().locator(".side-panel .diff .old").first()).containsText("Clerk");
    assertThat(console.page().locator(".side-panel .diff .new").first()).containsText("Engineer");
    assertThat(console.page().locator(".side-panel")).containsText("SCIM 2.0");
    console.check("audit");
  }

  @Test
  void what_was_done_to_the_configuration_is_told_by_its_paths(Console console, Installation it)
      throws IOException {
    Http admin = it.tessera().http();
    String path = "/api/v1/alert-channels";
    String body =
        "{\"name\": \"audited\", \"type\": \"webhook\", \"enabled\": %s, \"settings\": {\"url\":"
            + " \"http://127.0.0.1:9/\", \"secret\": \"%s\"}, \"conditions\":"
            + " [\"operations-dead\"]}";
    String secret = Passwords.fresh();
    String id = admin.post(path, body.formatted(false, secret)).successful().id();
    Http.Answer present = admin.get(path + "/" + id).successful();
    admin
        .send("PUT", path + "/" + id, body.formatted(true, secret), "If-Match", present.etag())
        .successful();

    console.open("/audit?kind=configure&type=alert-channel&resource=" + id);
    console.page().locator("table.sel .rowh a").first().click();
    console.settled();

    assertThat(console.page().locator(".side-panel"))
        .containsText("alert channel audited: changed");
    assertThat(console.page().locator(".side-panel")).containsText("enabled");
    assertThat(console.page().locator(".side-panel")).not().containsText(secret);
    assertThat(console.page().locator(".side-panel dd a").first()).hasText("audited");
    console.check("audit-configured");
  }

  @Test
  void the_chain_is_verified_and_its_place_noted(Console console, Installation it)
      throws IOException {
    it.tessera().scim().create(user("auditbob"));
    console.open("/audit/chain");

    console.click("Verify");

    assertThat(console.page().locator(".banner.ok")).containsText("The chain is whole.");
    assertThat(console.button("Copy this place")).isVisible();
    console.check("audit-chain");
  }

  @Test
  void a_place_that_is_none_is_told_at_its_field(Console console) {
    console.open("/audit/chain");

    console.page().locator("#f-after").fill("somewhere");
    console.click("Verify");

    assertThat(console.page().locator(".field.bad")).containsText("64 hexadecimal digits");
  }

  @Test
  void what_is_kept_of_a_person_is_erased_on_request(Console console, Installation it)
      throws IOException {
    String id = it.tessera().scim().create(user("auditcarol"));
    it.tessera().scim().delete(id);
    console.open("/audit/erasure?resource=" + id);

    console.page().locator("#f-reason").fill("ticket 17");
    console.click("Erase…");
    console.page().locator("#dialog-typed").fill(id.substring(0, 8));
    console.page().locator("dialog button[type=submit]").click();

    assertThat(console.page().locator(".banner.ok")).containsText("erased");
    console.check("audit-erasure");
    assertThat(
            it.tessera()
                .http()
                .get("/api/v1/audit?kind=erase&resource=" + id)
                .successful()
                .json()
                .path("items"))
        .hasSize(1);
  }
}
