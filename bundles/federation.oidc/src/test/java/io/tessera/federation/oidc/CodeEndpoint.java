package io.tessera.federation.oidc;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The token endpoint (RFC 6749 section 4.1.3): each code once, for whom it was made. */
final class CodeEndpoint implements OpenIdProvider.Endpoint {
  private final OpenIdProvider provider;

  CodeEndpoint(OpenIdProvider provider) {
    this.provider = provider;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Map<String, List<String>> form = Exchanges.form(exchange);
    if (isBroken(exchange)) {
      return;
    }
    boolean isForm =
        Exchanges.header(exchange, "Content-Type").equals("application/x-www-form-urlencoded");
    if (!"POST".equals(exchange.getRequestMethod()) || !isForm) {
      Exchanges.error(exchange, 400, "invalid_request");
      return;
    }
    OpenIdProvider.Client client = client(exchange, form);
    if (client == null) {
      Exchanges.error(exchange, 401, "invalid_client");
      return;
    }
    String code = Exchanges.one(form, "code");
    OpenIdProvider.Grant grant = provider.grants.remove(code);
    if (grant == null || !isFor(grant, client, form)) {
      Exchanges.error(exchange, 400, "invalid_grant");
      return;
    }
    issue(exchange, grant);
  }

  private boolean isBroken(HttpExchange exchange) throws IOException {
    if (provider.has(EndpointFault.TOKEN_BROKEN)) {
      Exchanges.answer(exchange, 500, "text/plain", "broken");
    } else if (provider.has(EndpointFault.TOKEN_NO_JSON)) {
      Exchanges.answer(exchange, 200, "text/html", "{}");
    } else if (provider.has(EndpointFault.TOKEN_BROKEN_JSON)) {
      Exchanges.answer(exchange, 200, Exchanges.JSON, "{\"id_token\":");
    } else if (provider.has(EndpointFault.TOKEN_MOVED)) {
      Exchanges.redirect(exchange, provider.issuer() + "/elsewhere");
    } else if (provider.has(EndpointFault.TOKEN_HUGE)) {
      Exchanges.huge(exchange);
    } else if (provider.has(EndpointFault.TOKEN_SLOW)) {
      Exchanges.slow(exchange, provider.end);
    } else if (provider.has(EndpointFault.TOKEN_HANGS_UP)) {
      exchange.sendResponseHeaders(200, 1000);
    } else if (provider.has(EndpointFault.TOKEN_OTHER_CLIENT)) {
      Exchanges.error(exchange, 401, "invalid_client");
    } else if (provider.has(EndpointFault.TOKEN_OTHER_GRANT)) {
      Exchanges.error(exchange, 400, "invalid_grant");
    } else if (provider.has(EndpointFault.TOKEN_UNKNOWN_ERROR)) {
      Exchanges.error(exchange, 400, "<script>alert(1)</script>");
    } else {
      return false;
    }
    return true;
  }

  /** By the one way that was registered, and no other besides. */
  private OpenIdProvider.@Nullable Client client(
      HttpExchange exchange, Map<String, List<String>> form) {
    String header = Exchanges.header(exchange, "Authorization");
    if (header.startsWith("Basic ")) {
      String[] pair =
          new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.US_ASCII)
              .split(":", 2);
      OpenIdProvider.Client client = provider.clients.get(Exchanges.decoded(pair[0]));
      return client != null
              && "client_secret_basic".equals(client.authentication())
              && client.secret().equals(Exchanges.decoded(pair[1]))
              && !form.containsKey("client_secret")
          ? client
          : null;
    }
    OpenIdProvider.Client client = provider.clients.get(Exchanges.one(form, "client_id"));
    if (client == null) {
      return null;
    }
    boolean proved =
        switch (client.authentication()) {
          case "client_secret_post" -> client.secret().equals(Exchanges.one(form, "client_secret"));
          case "none" -> !form.containsKey("client_secret");
          default -> false;
        };
    return proved ? client : null;
  }

  private static boolean isFor(
      OpenIdProvider.Grant grant, OpenIdProvider.Client client, Map<String, List<String>> form) {
    return "authorization_code".equals(Exchanges.one(form, "grant_type"))
        && grant.client().equals(client)
        && grant.redirect().equals(Exchanges.one(form, "redirect_uri"))
        && grant.challenge().equals(challenge(Exchanges.one(form, "code_verifier")));
  }

  private static String challenge(String verifier) {
    return SigningKey.base64(hash("256", verifier));
  }

  private static byte[] hash(String bits, String text) {
    try {
      return MessageDigest.getInstance("SHA-" + bits)
          .digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void issue(HttpExchange exchange, OpenIdProvider.Grant grant) throws IOException {
    String access = UUID.randomUUID().toString();
    provider.accessTokens.put(access, grant.person());
    String bits = provider.keys.get(0).algorithm().substring(2);
    Map<String, Object> claims = new LinkedHashMap<>(grant.person());
    claims.put("aud", grant.client().id());
    claims.put("nonce", grant.nonce());
    claims.put("at_hash", SigningKey.base64(SigningKey.half(hash(bits, access))));
    claims.put("auth_time", provider.clock.instant().getEpochSecond() - 60);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", access);
    answer.put("token_type", "Bearer");
    answer.put("expires_in", 300);
    answer.put("scope", String.join(" ", grant.scopes()));
    answer.put("id_token", provider.compact(claims, grant.client().id()));
    spoil(answer);
    String text = JsonText.of(answer);
    if (provider.has(EndpointFault.TOKEN_TWICE_THE_SAME_NAME)) {
      text = "{\"id_token\":\"a.b.c\"," + text.substring(1);
    }
    Exchanges.answer(exchange, 200, Exchanges.JSON, text);
  }

  private void spoil(Map<String, Object> answer) {
    if (provider.has(EndpointFault.TOKEN_WITHOUT_ID)) {
      answer.remove("id_token");
    }
    if (provider.has(EndpointFault.TOKEN_WITHOUT_ACCESS)) {
      answer.remove("access_token");
    }
    if (provider.has(EndpointFault.TOKEN_ACCESS_WITH_A_NEWLINE)) {
      answer.put("access_token", "a\r\nX-Injected: 1");
    }
    if (provider.has(EndpointFault.TOKEN_OF_ANOTHER_TYPE)) {
      answer.put("token_type", "DPoP");
    }
  }
}
