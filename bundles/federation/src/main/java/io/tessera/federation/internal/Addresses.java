package io.tessera.federation.internal;

import io.tessera.crypto.Secret;
import io.tessera.federation.spi.Party;
import io.tessera.provisioning.api.admin.IdentityProvider;
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

  /** What we are to an identity provider. */
  static Party party(String origin, IdentityProvider provider, Optional<Secret> clientSecret) {
    String own = origin + DOOR + "/" + provider.name();
    return new Party(provider, clientSecret, URI.create(own + CALLBACK), own + METADATA);
  }

  /** Where a browser begins to sign in at an identity provider. */
  static String departure(IdentityProvider provider, Optional<String> onward) {
    return DOOR + "/" + provider.name() + onward.map(key -> "?onward=" + key).orElse("");
  }
}
