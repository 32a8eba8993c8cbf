package io.tessera.federation.oidc.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/**
 * What an OpenID provider says about itself (OpenID Connect Discovery 1.0 section 3), or an
 * operator about it.
 *
 * @param authentications how clients prove themselves at the token endpoint, by the registered
 *     names
 * @param saysIssuer whether it names itself in each answer (RFC 9207)
 */
record Metadata(
    Optional<URI> authorization,
    Optional<URI> token,
    Optional<URI> userInfo,
    Optional<URI> endSession,
    Optional<URI> keys,
    List<String> authentications,
    boolean saysIssuer) {
  static final String BASIC = "client_secret_basic";
  static final String POST = "client_secret_post";

  private static final String WELL_KNOWN = "/.well-known/openid-configuration";
  private static final int MAX_ADDRESS = 2048;

  Metadata {
    authentications = List.copyOf(authentications);
  }

  /** Section 4.1: behind the issuer, less the slash it ends with. */
  static URI place(String issuer) throws ParseException {
    String path = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return address(path + WELL_KNOWN);
  }

  /**
   * Reads a discovery document.
   *
   * @throws ParseException it is none, or another's
   */
  static Metadata read(String document, String issuer) throws ParseException {
    Attributes said = Json.read(document);
    if (!said.text("issuer").filter(issuer::equals).isPresent()) {
      throw new ParseException("it says another issuer than is configured", 0);
    }
    return new Metadata(
        at(said, "authorization_endpoint"),
        at(said, "token_endpoint"),
        at(said, "userinfo_endpoint"),
        at(said, "end_session_endpoint"),
        at(said, "jwks_uri"),
        Json.texts(said, "token_endpoint_auth_methods_supported").orElse(List.of(BASIC)),
        said.bool("authorization_response_iss_parameter_supported").orElse(false));
  }

  /**
   * What an operator says.
   *
   * @throws ParseException an address is none
   */
  static Metadata given(IdentityProvider provider) throws ParseException {
    SignIn.Oidc oidc = provider.signIn().oidc();
    return new Metadata(
        given(oidc.authorizationEndpoint()),
        given(oidc.tokenEndpoint()),
        given(oidc.userInfoEndpoint()),
        given(oidc.endSessionEndpoint()),
        given(provider.trust().jwksUri()),
        List.of(BASIC),
        false);
  }

  /** This, and where it says nothing what the other says. */
  Metadata over(Metadata other) {
    return new Metadata(
        authorization.or(other::authorization),
        token.or(other::token),
        userInfo.or(other::userInfo),
        endSession.or(other::endSession),
        keys.or(other::keys),
        other.authentications,
        other.saysIssuer);
  }

  private static Optional<URI> at(Attributes said, String name) throws ParseException {
    Optional<Value> value = said.get(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    return given(said.text(name).orElseThrow(() -> new ParseException(name + " is no address", 0)));
  }

  private static Optional<URI> given(String address) throws ParseException {
    return address.isEmpty() ? Optional.empty() : Optional.of(address(address));
  }

  private static URI address(String text) throws ParseException {
    try {
      if (text.length() <= MAX_ADDRESS) {
        return new URI(text);
      }
    } catch (URISyntaxException malformed) {
      throw new ParseException("an address is malformed", malformed.getIndex());
    }
    throw new ParseException("an address is too long", MAX_ADDRESS);
  }
}
