package io.tessera.provisioning.internal.configuration;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate as people paste it: X.509 in PEM, with its frame. */
final class PemCertificate {
  private static final int MAX_LENGTH = 32 * 1024;
  private static final Pattern FRAME =
      Pattern.compile(
          "\\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----\\s*");

  private PemCertificate() {}

  /** Why it is none; empty when it is one. */
  static Optional<String> fault(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.of("at most " + MAX_LENGTH + " characters are expected.");
    }
    if (text.contains("PRIVATE KEY")) {
      return Optional.of("it holds a private key; only the certificate is expected.");
    }
    Matcher framed = FRAME.matcher(text);
    if (!framed.matches()) {
      return Optional.of(
          "one certificate in PEM is expected, from -----BEGIN CERTIFICATE----- to -----END"
              + " CERTIFICATE-----.");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(framed.group(1));
      CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
      return Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.of("what is between its frame is no Base64.");
    } catch (CertificateException none) {
      return Optional.of("what is between its frame is no X.509 certificate.");
    }
  }
}
