package io.tessera.federation.internal;

import io.tessera.crypto.Secret;
import io.tessera.federation.spi.Party;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import java.net.URI;
import java.util.Optional;

/** Where what is behind the door. */
final class Addresses {
  static final String DOOR = "/login";
  static final String ME = "/me";
  static final String STYLE = "/style.css";
  static final String ANSWERS = "/answers";
  static final String RETURN = "/return";
  static final String SIGN_OUT = "/sign-out";
  static final String AUTHORIZE = "/authorize";
  static final String TOKEN = "/token";
  static final String KEYS = "/jwks";
  static final String DISCOVERY = "/.well-known/openid-configuration";
  static final String CALLBACK = "/callback";
  static final String METADATA = "/metadata";

  private Addresses() {}

  /** What our identity tokens name as their issuer. */
  static String issuer(String origin) {
    return origin + DOOR;
  }

  /**
   * What we are to an identity provider. What we call ourselves is the audience of what it signs:
   * were it up to the Host header, whoever gets something signed for another audience could name
   * that one in a request, and bring it here.
   *
   * @throws RefusedSignInException CONFIGURATION: nothing but the request says what we are called
   */
  static Party party(Visit visit, IdentityProvider provider, Optional<Secret> clientSecret)
      throws RefusedSignInException {
    String own = visit.origin() + DOOR + "/" + provider.name();
    return new Party(
        provider, clientSecret, URI.create(own + CALLBACK), entityId(visit, provider, own));
  }

  private static String entityId(Visit visit, IdentityProvider provider, String own)
      throws RefusedSignInException {
    String alias = provider.trust().alias();
    if (!alias.isBlank()) {
      return alias;
    }
    if (visit.isOriginSure()) {
      return own + METADATA;
    }
    if (provider.signIn().protocol() == SignIn.Protocol.SAML) {
      throw new RefusedSignInException(
          RefusedSignInException.Fault.CONFIGURATION,
          "SAML needs a name for us that no request can choose: set publicUri of"
              + " io.tessera.inbound.http.gate, or the alias of the identity provider.");
    }
    return provider.signIn().oidc().clientId();
  }

  /** Where a browser begins to sign in at an identity provider. */
  static String departure(IdentityProvider provider, Optional<String> onward) {
    return DOOR + "/" + provider.name() + onward.map(key -> "?onward=" + key).orElse("");
  }
}
