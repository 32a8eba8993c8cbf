package io.tessera.federation.oidc;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** OpenID Connect Core 1.0 section 5.3. */
final class UserInfoEndpoint implements OpenIdProvider.Endpoint {
  private final OpenIdProvider provider;

  UserInfoEndpoint(OpenIdProvider provider) {
    this.provider = provider;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String header = Exchanges.header(exchange, "Authorization");
    Map<String, Object> person =
        header.startsWith("Bearer ") ? provider.accessTokens.get(header.substring(7)) : null;
    if (person == null || provider.has(EndpointFault.USERINFO_UNAUTHORIZED)) {
      Exchanges.error(exchange, 401, "invalid_token");
    } else if (provider.has(EndpointFault.USERINFO_BROKEN)) {
      Exchanges.answer(exchange, 500, "text/plain", "broken");
    } else if (provider.has(EndpointFault.USERINFO_NO_JSON)) {
      Exchanges.answer(exchange, 200, "text/html", "{}");
    } else if (provider.has(EndpointFault.USERINFO_BROKEN_JSON)) {
      Exchanges.answer(exchange, 200, Exchanges.JSON, "{\"sub\":");
    } else if (provider.has(EndpointFault.USERINFO_JWT)) {
      Exchanges.answer(exchange, 200, "application/jwt", provider.compact(person, "x"));
    } else if (provider.has(EndpointFault.USERINFO_MOVED)) {
      Exchanges.redirect(exchange, provider.issuer() + "/elsewhere");
    } else if (provider.has(EndpointFault.USERINFO_HUGE)) {
      Exchanges.huge(exchange);
    } else if (provider.has(EndpointFault.USERINFO_SLOW)) {
      Exchanges.slow(exchange, provider.end);
    } else {
      Exchanges.json(exchange, claims(person));
    }
  }

  private Map<String, Object> claims(Map<String, Object> person) {
    Map<String, Object> claims = new LinkedHashMap<>(provider.userInfo);
    claims.put("sub", person.get("sub"));
    if (provider.has(EndpointFault.USERINFO_OF_SOMEBODY_ELSE)) {
      claims.put("sub", "mallory");
    }
    if (provider.has(EndpointFault.USERINFO_OF_NOBODY)) {
      claims.remove("sub");
    }
    if (provider.has(EndpointFault.USERINFO_MANY_CLAIMS)) {
      claims.put("groups", Collections.nCopies(2500, "g"));
    }
    return claims;
  }
}
