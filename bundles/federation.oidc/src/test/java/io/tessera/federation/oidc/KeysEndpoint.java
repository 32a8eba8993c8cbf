package io.tessera.federation.oidc;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The published keys (RFC 7517). */
final class KeysEndpoint implements OpenIdProvider.Endpoint {
  private final OpenIdProvider provider;

  KeysEndpoint(OpenIdProvider provider) {
    this.provider = provider;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (provider.has(EndpointFault.KEYS_BROKEN)) {
      Exchanges.answer(exchange, 503, "text/plain", "broken");
    } else if (provider.has(EndpointFault.KEYS_NO_JSON)) {
      Exchanges.answer(exchange, 200, "text/html", "<html></html>");
    } else if (provider.has(EndpointFault.KEYS_MOVED)) {
      Exchanges.redirect(exchange, provider.issuer() + "/elsewhere");
    } else if (provider.has(EndpointFault.KEYS_HUGE)) {
      Exchanges.huge(exchange);
    } else {
      Exchanges.json(exchange, Map.of("keys", keys()));
    }
  }

  private List<Map<String, Object>> keys() {
    SigningKey first = provider.keys.get(0);
    if (provider.has(EndpointFault.KEYS_NONE)) {
      return List.of();
    }
    if (provider.has(EndpointFault.KEYS_OF_OTHERS)) {
      return List.of(SigningKey.make(first.id(), first.algorithm()).jwk());
    }
    List<Map<String, Object>> published = provider.keys.stream().map(SigningKey::jwk).toList();
    if (provider.has(EndpointFault.KEYS_FOR_ENCRYPTION)) {
      published.forEach(key -> key.put("use", "enc"));
    }
    return published;
  }
}
