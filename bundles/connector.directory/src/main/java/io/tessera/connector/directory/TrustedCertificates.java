package io.tessera.connector.directory;

import io.tessera.connector.spi.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Reads the authorities a target's certificate may come from. */
final class TrustedCertificates {
  private static final String PROPERTY = "trustedCertificates";
  private static final int LARGEST = 1 << 20;

  private TrustedCertificates() {}

  /**
   * Trusts exactly the given authorities.
   *
   * @param pemOrPath certificates in PEM, or the path of a file with them
   * @return null for an empty text: what the Java runtime trusts
   */
  static @Nullable TrustManager of(String pemOrPath) {
    if (pemOrPath.isBlank()) {
      return null;
    }
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates(pemOrPath.strip())) {
        store.setCertificateEntry("trusted-" + number++, certificate);
      }
      if (number == 0) {
        throw new ConfigurationException(PROPERTY, "holds no certificate.");
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers()[0];
    } catch (GeneralSecurityException malformed) {
      throw new ConfigurationException(PROPERTY, "holds no certificates in PEM form.");
    } catch (IOException unreadable) {
      throw new ConfigurationException(PROPERTY, "names a file that cannot be read.");
    }
  }

  private static Collection<? extends Certificate> certificates(String pemOrPath)
      throws GeneralSecurityException, IOException {
    byte[] pem =
        pemOrPath.startsWith("-----")
            ? pemOrPath.getBytes(StandardCharsets.US_ASCII)
            : file(pemOrPath);
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem));
  }

  private static byte[] file(String name) throws IOException {
    try {
      Path path = Path.of(name);
      if (Files.size(path) > LARGEST) {
        throw new ConfigurationException(PROPERTY, "names a file larger than 1 MiB.");
      }
      return Files.readAllBytes(path);
    } catch (InvalidPathException malformed) {
      throw new ConfigurationException(PROPERTY, "names a file that cannot be read.");
    }
  }
}
