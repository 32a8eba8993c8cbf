package io.tessera.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A realm with a client for us, two groups, two roles and one person; passwords made on the spot.
 */
final class Realm {
  static final String CLIENT = "tessera";
  static final String PERSON = "alice";

  final String clientSecret = UUID.randomUUID().toString();
  final String password = UUID.randomUUID().toString();
  private final String callback;
  private final String signedOut;
  private final List<Map<String, Object>> others = new ArrayList<>();

  /**
   * @param callback where browsers come back to after signing in
   * @param signedOut and after signing out
   */
  Realm(String callback, String signedOut) {
    this.callback = callback;
    this.signedOut = signedOut;
  }

  /** And us over another protocol. */
  Realm with(SamlClient other) {
    others.add(other.document());
    return this;
  }

  Map<String, Object> document() {
    List<Map<String, Object>> clients = new ArrayList<>(others);
    clients.add(client());
    return Map.of(
        "realm",
        Keycloak.REALM,
        "enabled",
        true,
        "sslRequired",
        "none",
        "roles",
        Map.of("realm", List.of(Map.of("name", "author"), Map.of("name", "editor"))),
        "groups",
        List.of(Map.of("name", "staff"), Map.of("name", "berlin")),
        "users",
        List.of(person()),
        "clients",
        clients);
  }

  private Map<String, Object> person() {
    return Map.of(
        "username",
        PERSON,
        "enabled",
        true,
        "email",
        "alice@example.org",
        "emailVerified",
        true,
        "firstName",
        "Alice",
        "lastName",
        "Example",
        "realmRoles",
        List.of("author"),
        "groups",
        List.of("/staff"),
        "credentials",
        List.of(Map.of("type", "password", "value", password, "temporary", false)));
  }

  private Map<String, Object> client() {
    return Map.of(
        "clientId",
        CLIENT,
        "enabled",
        true,
        "protocol",
        "openid-connect",
        "publicClient",
        false,
        "secret",
        clientSecret,
        "standardFlowEnabled",
        true,
        "redirectUris",
        List.of(callback),
        "attributes",
        Map.of("pkce.code.challenge.method", "S256", "post.logout.redirect.uris", signedOut),
        "protocolMappers",
        List.of(groups(), roles()));
  }

  private static Map<String, Object> groups() {
    return Map.of(
        "name", "groups",
        "protocol", "openid-connect",
        "protocolMapper", "oidc-group-membership-mapper",
        "config",
            Map.of(
                "claim.name",
                "groups",
                "full.path",
                "false",
                "id.token.claim",
                "true",
                "userinfo.token.claim",
                "true"));
  }

  private static Map<String, Object> roles() {
    return Map.of(
        "name", "roles",
        "protocol", "openid-connect",
        "protocolMapper", "oidc-usermodel-realm-role-mapper",
        "config",
            Map.of(
                "claim.name",
                "realm_access.roles",
                "multivalued",
                "true",
                "jsonType.label",
                "String",
                "id.token.claim",
                "true"));
  }
}
