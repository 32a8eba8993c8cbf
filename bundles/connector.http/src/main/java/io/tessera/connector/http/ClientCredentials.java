package io.tessera.connector.http;

import io.tessera.connector.http.Credentials.Header;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** See {@link Authentication#clientCredentials}. */
record ClientCredentials(
    URI tokenUrl, String id, String secret, String scope, ClientAuthentication by)
    implements Grant {
  @Override
  public Map<String, String> parameters(Instant now) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    if (!scope.isEmpty()) {
      form.put("scope", scope);
    }
    if (by == ClientAuthentication.FORM) {
      form.put("client_id", id);
      form.put("client_secret", secret);
    }
    return form;
  }

  /** Both are encoded as in a form first (RFC 6749 section 2.3.1). */
  @Override
  public Header client() {
    return by == ClientAuthentication.BASIC
        ? FixedHeader.basic(TokenEndpoint.encode(id) + ":" + TokenEndpoint.encode(secret))
        : Header.NONE;
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "ClientCredentials[" + id + "]";
  }
}
