package io.tessera.federation.oidc;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** OpenID Connect Discovery 1.0 section 4. */
final class DiscoveryEndpoint implements OpenIdProvider.Endpoint {
  private final OpenIdProvider provider;

  DiscoveryEndpoint(OpenIdProvider provider) {
    this.provider = provider;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (provider.has(EndpointFault.DISCOVERY_MISSING)) {
      Exchanges.answer(exchange, 404, "text/plain", "no");
    } else if (provider.has(EndpointFault.DISCOVERY_BROKEN)) {
      Exchanges.answer(exchange, 500, "text/plain", "broken");
    } else if (provider.has(EndpointFault.DISCOVERY_NO_JSON)) {
      Exchanges.answer(exchange, 200, "text/html", "<html></html>");
    } else if (provider.has(EndpointFault.DISCOVERY_MOVED)) {
      Exchanges.redirect(exchange, provider.issuer() + "/elsewhere");
    } else if (provider.has(EndpointFault.DISCOVERY_HUGE)) {
      Exchanges.huge(exchange);
    } else if (provider.has(EndpointFault.DISCOVERY_TWICE_THE_SAME_NAME)) {
      String text = JsonText.of(document());
      Exchanges.answer(exchange, 200, Exchanges.JSON, "{\"issuer\":\"x\"," + text.substring(1));
    } else {
      Exchanges.json(exchange, document());
    }
  }

  private Map<String, Object> document() {
    String issuer = provider.issuer();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", issuer);
    document.put("authorization_endpoint", issuer + "/authorize");
    document.put("token_endpoint", issuer + "/token");
    document.put("jwks_uri", issuer + "/keys");
    document.put("userinfo_endpoint", issuer + "/userinfo");
    document.put("end_session_endpoint", issuer + "/logout");
    document.put("response_types_supported", List.of("code"));
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256", "ES256"));
    document.put("code_challenge_methods_supported", List.of("S256"));
    document.put(
        "token_endpoint_auth_methods_supported",
        provider.clients.values().stream()
            .map(OpenIdProvider.Client::authentication)
            .distinct()
            .toList());
    document.put("authorization_response_iss_parameter_supported", true);
    spoil(document);
    return document;
  }

  private void spoil(Map<String, Object> document) {
    if (provider.has(EndpointFault.DISCOVERY_OF_ANOTHER_ISSUER)) {
      document.put("issuer", provider.issuer() + "/");
    }
    if (provider.has(EndpointFault.ADDRESSES_THAT_ARE_NONE)) {
      document.put("token_endpoint", "http://[");
    }
    if (provider.has(EndpointFault.ADDRESSES_NEAR_US)) {
      document.put("token_endpoint", "https://169.254.169.254/token");
      document.put("jwks_uri", "https://localhost/keys");
    }
    if (provider.has(EndpointFault.ADDRESSES_WITHOUT_TLS)) {
      document.put("authorization_endpoint", "http://login.example.com/authorize");
      document.put("token_endpoint", "http://login.example.com/token");
    }
    if (provider.has(EndpointFault.NO_TOKEN_ENDPOINT)) {
      document.remove("token_endpoint");
    }
  }
}
