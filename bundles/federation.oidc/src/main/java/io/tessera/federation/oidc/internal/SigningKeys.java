package io.tessera.federation.oidc.internal;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.jose.PublicKeys;
import io.tessera.jose.Signatures;
import io.tessera.provisioning.api.admin.IdentityProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a provider has signed a token: with the key of one of its certificates when any are
 * configured, else with one it publishes. What a token says about keys ({@code jwk}, {@code jku},
 * {@code x5c}, {@code x5u}) counts for nothing; its {@code kid} only chooses among the known ones.
 */
final class SigningKeys {
  private final ProviderDocuments documents;

  SigningKeys(ProviderDocuments documents) {
    this.documents = documents;
  }

  /**
   * What the provider says with a token.
   *
   * @throws RefusedSignInException no key of the provider has signed it, or they cannot be had, or
   *     what it has signed cannot be read
   */
  IdToken opened(SignedToken token, IdentityProvider provider) throws RefusedSignInException {
    Refusal.require(
        isSigned(token.jwt(), provider), "No key of the provider has signed the token.");
    return token.opened();
  }

  private boolean isSigned(SignedJWT token, IdentityProvider provider)
      throws RefusedSignInException {
    return provider.trust().certificates().isEmpty()
        ? isPublished(token, provider, false) || isPublished(token, provider, true)
        : Signatures.isByOneOf(pinned(token, provider), token);
  }

  /**
   * Keys without ids, or a new one under an old id, look as if they fitted until they are tried.
   */
  private boolean isPublished(SignedJWT token, IdentityProvider provider, boolean newer)
      throws RefusedSignInException {
    List<JWK> fitting = Signatures.fitting(token, documents.keys(provider, newer));
    return Signatures.isByOneOf(fitting, token);
  }

  /** Certificates have no key ids. */
  private static List<JWK> pinned(SignedJWT token, IdentityProvider provider)
      throws RefusedSignInException {
    KeyType kind = KeyType.forAlgorithm(token.getHeader().getAlgorithm());
    List<JWK> keys = new ArrayList<>();
    try {
      for (String pem : provider.trust().certificates()) {
        keys.add(key(pem));
      }
    } catch (CertificateException | IllegalArgumentException | IllegalStateException unusable) {
      throw Refusal.configuration("A certificate of the provider cannot be read.");
    }
    return PublicKeys.usable(new JWKSet(keys)).getKeys().stream()
        .filter(key -> key.getKeyType().equals(kind))
        .toList();
  }

  /** Nimbus would read certificates with another library. */
  private static JWK key(String pem) throws CertificateException {
    PublicKey key =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
            .getPublicKey();
    if (key instanceof RSAPublicKey rsa) {
      return new RSAKey.Builder(rsa).build();
    }
    if (key instanceof ECPublicKey ec) {
      return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
    }
    throw new CertificateException("neither RSA nor EC");
  }
}
