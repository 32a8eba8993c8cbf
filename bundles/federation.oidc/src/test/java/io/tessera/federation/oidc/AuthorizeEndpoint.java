package io.tessera.federation.oidc;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** RFC 6749 section 4.1.1, with all that makes it safe required. */
final class AuthorizeEndpoint implements OpenIdProvider.Endpoint {
  private final OpenIdProvider provider;

  AuthorizeEndpoint(OpenIdProvider provider) {
    this.provider = provider;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Map<String, List<String>> said = Exchanges.parameters(exchange.getRequestURI().getRawQuery());
    OpenIdProvider.Client client = provider.clients.get(Exchanges.one(said, "client_id"));
    String redirect = Exchanges.one(said, "redirect_uri");
    if (client == null || !client.redirects().contains(redirect)) {
      Exchanges.answer(exchange, 400, "text/plain", "unknown client or redirect");
      return;
    }
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("state", Exchanges.one(said, "state"));
    if (!provider.has(EndpointFault.ANSWER_WITHOUT_ISSUER)) {
      answer.put(
          "iss",
          provider.has(EndpointFault.ANSWER_OF_ANOTHER_ISSUER)
              ? "https://login.example.com"
              : provider.issuer());
    }
    String error = fault(said);
    if (!error.isEmpty() || !provider.denial.isEmpty()) {
      answer.put("error", error.isEmpty() ? provider.denial : error);
      answer.put("error_description", "<script>alert(1)</script>");
    } else if (!provider.has(EndpointFault.ANSWER_WITHOUT_CODE)) {
      answer.put("code", code(client, redirect, said));
    }
    String joint = redirect.contains("?") ? "&" : "?";
    Exchanges.redirect(exchange, redirect + joint + Exchanges.query(answer));
  }

  private static String fault(Map<String, List<String>> said) {
    if (!"code".equals(Exchanges.one(said, "response_type"))) {
      return "unsupported_response_type";
    }
    if (!scopes(said).contains("openid")) {
      return "invalid_scope";
    }
    boolean sound =
        Exchanges.one(said, "code_challenge").matches("[\\w-]{43}")
            && "S256".equals(Exchanges.one(said, "code_challenge_method"))
            && Exchanges.one(said, "nonce").length() >= 22
            && Exchanges.one(said, "state").length() >= 16;
    return sound ? "" : "invalid_request";
  }

  private String code(
      OpenIdProvider.Client client, String redirect, Map<String, List<String>> said) {
    String code = UUID.randomUUID().toString();
    provider.grants.put(
        code,
        new OpenIdProvider.Grant(
            client,
            redirect,
            Exchanges.one(said, "nonce"),
            Exchanges.one(said, "code_challenge"),
            scopes(said),
            provider.person));
    return code;
  }

  private static Set<String> scopes(Map<String, List<String>> said) {
    return Arrays.stream(Exchanges.one(said, "scope").split(" ", -1))
        .collect(Collectors.toUnmodifiableSet());
  }
}
