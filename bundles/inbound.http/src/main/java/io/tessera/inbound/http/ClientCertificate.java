package io.tessera.inbound.http;

import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** The certificate a connection was made with. */
final class ClientCertificate {
  private static final String ATTRIBUTE = "jakarta.servlet.request.X509Certificate";

  private ClientCertificate() {}

  /**
   * Whether the connection came with one of these, as SHA-256 in lower-case hexadecimal. Its time
   * and its issuer do not matter: it is known itself.
   */
  static boolean shown(HttpServletRequest request, Set<String> thumbprints) {
    return thumbprint(request).filter(thumbprints::contains).isPresent();
  }

  private static Optional<String> thumbprint(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Certificate[] chain && chain.length > 0) {
      try {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        return Optional.of(HexFormat.of().formatHex(sha256.digest(chain[0].getEncoded())));
      } catch (GeneralSecurityException unreadable) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
