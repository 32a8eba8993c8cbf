package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The screens of what is connected: each is there, accessible, and free of faults. */
@BrowserTest
class ConnectionScreensIT {
  private static final String TARGET = "screens-directory";

  @ParameterizedTest
  @CsvSource({
    "/identity-providers, identity-providers",
    "/identity-providers/new, identity-provider-new",
    "/identity-providers/PROVIDER, identity-provider",
    "/identity-providers/PROVIDER/targets, identity-provider-targets",
    "/identity-providers/PROVIDER/scope, identity-provider-scope",
    "/identity-providers/PROVIDER/sign-in, identity-provider-sign-in",
    "/identity-providers/PROVIDER/jit, identity-provider-jit",
    "/identity-providers/PROVIDER/claims, identity-provider-claims",
    "/identity-providers/PROVIDER/history, identity-provider-history",
    "/identity-providers/targets, targets",
    "/identity-providers/targets/new, target-new",
    "/identity-providers/targets/new?type=io.tessera.connector.ldap, target-new-ldap",
    "/identity-providers/targets/TARGET, target",
    "/identity-providers/targets/TARGET/delivery, target-delivery",
    "/identity-providers/targets/TARGET/accounts, target-accounts",
    "/identity-providers/targets/TARGET/contents, target-contents",
    "/identity-providers/targets/TARGET/person?user=USER, target-person",
    "/policy-maps, policy-maps",
    "/policy-maps/TARGET?user=USER, policy-map",
    "/policy-maps/TARGET/group, policy-map-group",
    "/policy-maps/TARGET/tables, policy-map-tables",
    "/policy-maps/TARGET/tests, policy-map-tests",
    "/policy-maps/TARGET/versions?version=1, policy-map-versions",
    "/connectors?selected=io.tessera.connector.ldap, connectors",
    "/connectors/bundles, bundles",
    "/service-providers, service-providers",
    "/service-providers/new, service-provider-new",
    "/service-providers/00000000-0000-0000-0000-000000000002, service-provider-resident",
    "/service-providers/issuers, token-issuers",
    "/service-providers/issuers?add=true, token-issuer-new",
    "/service-providers/locks, sign-in-locks",
    "/user-stores?selected=00000000-0000-0000-0000-000000000001, user-stores",
    "/user-stores?add=true, user-store-new",
  })
  void a_screen_is_accessible_and_whole(
      String route, String name, Console console, Installation installation) throws IOException {
    Ids ids = ids(installation);
    console
        .open(
            route
                .replace("TARGET", ids.target)
                .replace("PROVIDER", ids.provider)
                .replace("USER", ids.user))
        .check(name);
    assertThat(console.page().locator("main .failure").count()).as("parts that failed").isZero();
  }

  /** What is there to look at; made once. */
  private record Ids(String provider, String target, String user) {}

  private static Ids ids(Installation installation) throws IOException {
    Http http = installation.tessera().http();
    if (http.get("/api/v1/targets?name=" + TARGET).json().path("items").isEmpty()) {
      http.post(
              "/api/v1/identity-providers", "{\"name\": \"screens\", \"displayName\": \"Screens\"}")
          .successful();
      http.post(
              "/api/v1/targets",
              Http.JSON
                  .valueToTree(
                      Map.of(
                          "name",
                          TARGET,
                          "identityProvider",
                          "screens",
                          "connectorType",
                          "io.tessera.connector.ldap",
                          "settings",
                          installation.directory().settings()))
                  .toString())
          .successful();
      http.post("/scim2/Users", User.user("screens-alice").json()).successful();
    }
    return new Ids(
        first(http, "/api/v1/identity-providers?name=screens"),
        first(http, "/api/v1/targets?name=" + TARGET),
        first(http, "/api/v1/users?q=screens-alice"));
  }

  private static String first(Http http, String path) throws IOException {
    return http.get(path).successful().json().path("items").path(0).path("id").asText();
  }
}
