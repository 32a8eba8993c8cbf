package io.tessera.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Which servers are believed to be who they say. */
final class Trust {
  private Trust() {}

  /**
   * @param certificates PEM file with the only certificates to trust; when empty, what Java trusts
   */
  static Optional<SSLContext> in(Optional<Path> certificates) throws CommandException {
    if (certificates.isEmpty()) {
      return Optional.empty();
    }
    Path file = certificates.get();
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        anchors.setCertificateEntry("trusted-" + anchors.size(), certificate);
      }
      return Optional.of(trusting(anchors));
    } catch (IOException e) {
      throw CommandException.failed("Cannot read the certificates in " + file + ".");
    } catch (GeneralSecurityException e) {
      throw CommandException.failed(
          "There are no PEM certificates in " + file + ": " + e.getMessage());
    }
  }

  private static SSLContext trusting(KeyStore anchors) throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
