package io.tessera.inbound.oauth.internal;

import io.tessera.inbound.http.OAuthException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Access;
import io.tessera.provisioning.api.Client;
import io.tessera.provisioning.api.Clients;
import io.tessera.provisioning.api.Permission;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What clients that have shown who they are ask for. */
final class TokenRequests {
  private static final String GRANT = "client_credentials";

  private final Clients clients;

  TokenRequests(Clients clients) {
    this.clients = clients;
  }

  /** RFC 6749 section 4.4. */
  Attributes token(Client client, Form form) {
    String grant = form.required("grant_type");
    if (!grant.equals(GRANT)) {
      throw OAuthException.of("unsupported_grant_type", "Only " + GRANT + " is possible here.");
    }
    Clients.Issued issued = clients.issue(client, scopes(client, form.get("scope")));
    return Attributes.builder()
        .put("access_token", issued.value())
        .put("token_type", "Bearer")
        .put("expires_in", Value.Num.of(issued.lifeSeconds()))
        .put("scope", text(issued.scopes()))
        .build();
  }

  /** All that the client has when it does not say which; never more than it has. */
  private static Set<Permission> scopes(Client client, Optional<String> asked) {
    Set<Permission> scopes = EnumSet.noneOf(Permission.class);
    if (asked.isEmpty()) {
      scopes.addAll(client.scopes());
    } else {
      for (String key : asked.get().split(" ", -1)) {
        scopes.add(
            Permission.byKey(key)
                .filter(client.scopes()::contains)
                .orElseThrow(
                    () -> invalidScope("A scope that was asked for is not the client's.")));
      }
    }
    if (scopes.isEmpty()) {
      throw invalidScope("The client has no scopes.");
    }
    return scopes;
  }

  private static OAuthException invalidScope(String detail) {
    return OAuthException.of("invalid_scope", detail);
  }

  /**
   * RFC 7662. Of tokens of others, only those learn anything who may.
   *
   * @param mayAll whether the client may ask about everybody's
   */
  Attributes introspection(Client client, boolean mayAll, Form form) {
    return clients
        .byToken(form.required("token"))
        .filter(access -> mayAll || access.client().id().equals(client.id()))
        .map(TokenRequests::active)
        .orElseGet(() -> Attributes.builder().put("active", false).build());
  }

  private static Attributes active(Access access) {
    Attributes.Builder answer =
        Attributes.builder()
            .put("active", true)
            .put("scope", text(access.permissions()))
            .put("client_id", access.client().id().toString())
            .put("username", access.client().name())
            .put("sub", access.client().id().toString())
            .put("token_type", "Bearer")
            .put("iat", seconds(access.issued()))
            .put("exp", seconds(access.expires()));
    access.issuerIfForeign().ifPresent(issuer -> answer.put("iss", issuer));
    return answer.build();
  }

  /** RFC 7009: whether there was such a token is nobody's business. */
  void revocation(Client client, Form form) {
    clients.revoke(client, form.required("token"));
  }

  private static Value seconds(Instant moment) {
    return Value.Num.of(moment.getEpochSecond());
  }

  private static String text(Collection<Permission> scopes) {
    return scopes.stream().map(Permission::key).sorted().collect(Collectors.joining(" "));
  }
}
