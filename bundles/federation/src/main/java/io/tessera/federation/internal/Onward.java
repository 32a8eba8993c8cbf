package io.tessera.federation.internal;

import io.tessera.model.Attributes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a service provider asked for that sent the browser here (OpenID Connect Core section 3.1.2).
 *
 * @param redirect one of its registered addresses
 * @param state comes back with the browser
 * @param challenge of PKCE, S256
 * @param scopes that we know
 */
record Onward(
    UUID serviceProvider,
    String redirect,
    Optional<String> state,
    Optional<String> nonce,
    String challenge,
    Set<String> scopes) {
  Onward {
    scopes = Set.copyOf(scopes);
  }

  Attributes write() {
    Attributes.Builder text =
        Attributes.builder()
            .put("sp", serviceProvider.toString())
            .put("redirect", redirect)
            .put("challenge", challenge)
            .put("scopes", AssertionText.texts(scopes.stream().sorted().toList()));
    state.ifPresent(s -> text.put("state", s));
    nonce.ifPresent(n -> text.put("nonce", n));
    return text.build();
  }

  /** What was written; empty when nothing was. */
  static Optional<Onward> read(Attributes text) {
    return text.text("sp")
        .map(
            sp ->
                new Onward(
                    UUID.fromString(sp),
                    text.text("redirect").orElseThrow(),
                    text.text("state"),
                    text.text("nonce"),
                    text.text("challenge").orElseThrow(),
                    Set.copyOf(
                        AssertionText.texts(
                            text.get("scopes").orElse(io.tessera.model.Value.NONE)))));
  }

  /** Back to the service provider with a code. */
  String withCode(String code, String issuer) {
    return address("code", code, issuer);
  }

  /** Back with an error of RFC 6749 section 4.1.2.1 or OpenID Connect Core section 3.1.2.6. */
  String withError(String error, String issuer) {
    return address("error", error, issuer);
  }

  /** RFC 9207: with who answers, so that nobody else's answer is taken for ours. */
  private String address(String name, String value, String issuer) {
    StringBuilder address = new StringBuilder(redirect);
    address.append(redirect.indexOf('?') < 0 ? '?' : '&');
    address.append(name).append('=').append(encoded(value));
    state.ifPresent(s -> address.append("&state=").append(encoded(s)));
    return address.append("&iss=").append(encoded(issuer)).toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
