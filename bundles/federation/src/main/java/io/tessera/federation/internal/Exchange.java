package io.tessera.federation.internal;

import io.tessera.inbound.http.OAuthException;
import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Client;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gives identity tokens for codes. */
final class Exchange {
  private static final String GRANT = "authorization_code";

  /** The code is none of this client's, or not with this proof. */
  private static final String INVALID_GRANT = "invalid_grant";

  /** RFC 7636 section 4.1. */
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private final Codes codes;
  private final People people;
  private final IdTokens tokens;
  private final RandomTexts random;

  Exchange(Codes codes, People people, IdTokens tokens, RandomTexts random) {
    this.codes = codes;
    this.people = people;
    this.tokens = tokens;
    this.random = random;
  }

  /**
   * What a client gets that has shown who it is. The access token is there because the protocol
   * wants one; it opens nothing.
   *
   * @throws OAuthException it gets nothing
   */
  Attributes tokens(Client client, Parameters form, String issuer, String causality) {
    if (!required(form, "grant_type").equals(GRANT)) {
      throw OAuthException.of("unsupported_grant_type", "Only " + GRANT + " is possible here.");
    }
    String code = required(form, "code");
    String redirect = required(form, "redirect_uri");
    String verifier = required(form, "code_verifier");
    Codes.Grant grant =
        codes
            .take(code)
            .filter(g -> fits(g.onward(), client, redirect, verifier))
            .orElseThrow(
                () ->
                    OAuthException.of(
                        INVALID_GRANT,
                        "The code is unknown, used, too old, or not for this client, address or"
                            + " verifier."));
    Resource person =
        people
            .active(grant.identity(), grant.userStore(), causality)
            .orElseThrow(
                () -> OAuthException.of(INVALID_GRANT, "The account is not active any more."));
    return Attributes.builder()
        .put("access_token", random.next())
        .put("token_type", "Bearer")
        .put("expires_in", Value.Num.of(IdTokens.LIFE.toSeconds()))
        .put("scope", grant.onward().scopes().stream().sorted().collect(Collectors.joining(" ")))
        .put("id_token", tokens.about(person, grant, issuer))
        .build();
  }

  private static boolean fits(Onward onward, Client client, String redirect, String verifier) {
    return onward.serviceProvider().equals(client.id())
        && onward.redirect().equals(redirect)
        && VERIFIER.matcher(verifier).matches()
        && RandomTexts.same(RandomTexts.digest(verifier), onward.challenge());
  }

  private static String required(Parameters form, String name) {
    return form.get(name)
        .orElseThrow(
            () -> OAuthException.invalidRequest("The parameter " + name + " is required."));
  }
}
