package io.tessera.federation.oidc.internal;

import io.tessera.model.Attributes;

/**
 * An ID token that its provider has signed.
 *
 * @param text in compact form; secret
 * @param algorithm such as {@code RS256}
 */
record IdToken(String text, String algorithm, Attributes claims) {
  /** All that is signed: header and claims, without the signature. */
  String signedText() {
    return text.substring(0, text.lastIndexOf('.'));
  }

  /** Nothing personal, and nothing to sign in with. */
  @Override
  public String toString() {
    return "IdToken[" + algorithm + ", claims " + claims.names() + "]";
  }
}
