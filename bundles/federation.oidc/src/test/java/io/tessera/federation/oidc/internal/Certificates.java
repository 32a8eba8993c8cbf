package io.tessera.federation.oidc.internal;

import io.tessera.federation.oidc.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A key, and a certificate of it, made by the JDK's keytool. */
record Certificates(SigningKey key, String pem) {
  private static final String ALIAS = "signer";

  /** Of a key. */
  enum Kind {
    RSA,
    EC
  }

  static Certificates make(Kind kind) throws Exception {
    Path folder = Files.createTempDirectory("certificates");
    Path file = folder.resolve("store.p12");
    String password = UUID.randomUUID().toString();
    try {
      keytool(
          kind == Kind.RSA ? List.of("-keyalg", "RSA") : List.of("-keyalg", "EC"), file, password);
      return read(kind, file, password.toCharArray());
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static void keytool(List<String> kind, Path file, String password)
      throws IOException, InterruptedException {
    Stream<String> command =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-dname",
            "CN=test",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            password);
    Process keytool =
        new ProcessBuilder(Stream.concat(command, kind.stream()).toList())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new IOException("keytool made no certificate");
    }
  }

  private static Certificates read(Kind kind, Path file, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    Certificate certificate = store.getCertificate(ALIAS);
    KeyPair pair =
        new KeyPair(certificate.getPublicKey(), (PrivateKey) store.getKey(ALIAS, password));
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return new Certificates(
        SigningKey.of("by any name", kind == Kind.RSA ? "RS256" : "ES256", pair),
        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }
}
