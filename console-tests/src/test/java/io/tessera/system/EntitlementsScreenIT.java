package io.tessera.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

@BrowserTest
class EntitlementsScreenIT {
  @Test
  void a_right_that_ends_soon_is_extended_and_ended(Console console, Installation it)
      throws IOException {
    try (BrokenTarget target = BrokenTarget.guarding(it, "rights-directory", 0)) {
      Http http = it.tessera().http();
      String id = it.tessera().scim().create(user("rightsalice"));
      http.post(
              "/api/v1/roles",
              "{\"name\":\"rights-engineer\",\"entitlements\":[{\"target\":\"rights-directory\","
                  + "\"value\":\"builders\"}]}")
          .successful();
      String soon = LocalDate.now(java.time.ZoneOffset.UTC).plusDays(5).toString();
      http.post(
              "/api/v1/role-assignments",
              "{\"identity\":\"%s\",\"role\":\"rights-engineer\",\"ends\":\"%s\"}"
                  .formatted(id, soon))
          .successful();
      try {
        console.open("/entitlements?ending=soon&target=rights-directory");
        assertThat(console.page().locator("main table")).containsText("builders");
        console.page().locator("table.sel .rowh a").first().click();
        console.settled();
        console.check("entitlements");

        String later = LocalDate.now(java.time.ZoneOffset.UTC).plusDays(400).toString();
        console.click("Extend");
        console.page().locator("dialog #f-ends").fill(later);
        console.page().locator("dialog button[type=submit]").click();
        assertThat(console.page().locator("main")).containsText("None fits");

        console.open("/entitlements?target=rights-directory");
        console.page().locator("table.sel .rowh a").first().click();
        console.click("End now");
        console.page().locator("dialog button[type=submit]").click();
        Eventually.holds(
            () ->
                assertThat(it.tessera().scim().get(id).orElseThrow().path("roles").size())
                    .isZero());
      } finally {
        it.tessera().scim().delete(id);
        String role =
            http.get("/api/v1/roles?name=rights-engineer")
                .successful()
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asText();
        http.send("DELETE", "/api/v1/roles/" + role, "", "If-Match", "*").successful();
      }
      assertThat(target.id()).isNotEmpty();
    }
  }
}
