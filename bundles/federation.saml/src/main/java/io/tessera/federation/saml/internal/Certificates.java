package io.tessera.federation.saml.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tessera.federation.spi.RefusedSignInException;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys as operators give them. A certificate is but the frame of a key here: its dates, its names
 * and who has signed it mean nothing (SAML V2.0 Metadata Interoperability Profile section 2.6.1);
 * what is configured is trusted, and what is trusted no more is taken out.
 */
final class Certificates {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MIN_EC_BITS = 256;

  private Certificates() {}

  /**
   * @param pems X.509 in PEM, with the frame
   * @throws RefusedSignInException there is none, or one that cannot be used
   */
  static List<PublicKey> keys(List<String> pems) throws RefusedSignInException {
    if (pems.isEmpty()) {
      throw Refusal.configuration(
          "The identity provider has no certificate; import its metadata, or add the one it signs"
              + " with.");
    }
    List<PublicKey> keys = new ArrayList<>();
    for (String pem : pems) {
      keys.add(key(pem));
    }
    return keys;
  }

  private static PublicKey key(String pem) throws RefusedSignInException {
    try {
      PublicKey key = read(pem.getBytes(US_ASCII)).getPublicKey();
      if (isStrong(key)) {
        return key;
      }
    } catch (CertificateException malformed) {
      throw Refusal.configuration(
          "A certificate of the identity provider is no X.509 certificate in PEM.");
    }
    throw Refusal.configuration(
        "A certificate of the identity provider has a key that is not taken; RSA of 2048 bits or"
            + " EC of 256 bits, or more, are.");
  }

  /** A certificate, in PEM or DER. */
  static X509Certificate read(byte[] encoded) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  /** Whether signatures with the key are worth anything. */
  static boolean isStrong(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return rsa.getModulus().bitLength() >= MIN_RSA_BITS;
    }
    return key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() >= MIN_EC_BITS;
  }
}
