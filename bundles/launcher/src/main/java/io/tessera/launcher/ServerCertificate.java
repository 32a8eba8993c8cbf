package io.tessera.launcher;

import static io.tessera.launcher.ExitCode.DATA_UNUSABLE;
import static io.tessera.launcher.ExitCode.WRONG_SETTING;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The key and certificate of the HTTPS port, in {@code tls/} of the data directory: {@code
 * server.p12}, its password in {@code password}, and {@code server.crt} for clients. Made at the
 * first start; an operator may replace {@code server.p12} and {@code password} by their own.
 *
 * @param fingerprint SHA-256 of the certificate, as browsers show it
 */
record ServerCertificate(
    Path keyStore, String password, Path pem, String fingerprint, Instant expires) {
  private static final String ALIAS = "tessera";

  /**
   * @param bind the address the server binds to; a new certificate names it as well
   */
  static ServerCertificate in(Path tls, String bind) throws StartRefusedException {
    try {
      Path keyStore = tls.resolve("server.p12");
      Path password = tls.resolve("password");
      if (!Files.exists(keyStore)) {
        writePrivate(password, newPassword().getBytes(StandardCharsets.US_ASCII));
        create(keyStore, read(password), bind);
      }
      X509Certificate certificate = certificateIn(keyStore, read(password));
      Path pem = tls.resolve("server.crt");
      Files.writeString(pem, pem(certificate));
      return new ServerCertificate(
          keyStore,
          read(password),
          pem,
          fingerprint(certificate),
          certificate.getNotAfter().toInstant());
    } catch (IOException | GeneralSecurityException e) {
      throw new StartRefusedException(
          DATA_UNUSABLE, "The server certificate in " + tls + " cannot be used: " + e.getMessage());
    }
  }

  private static void create(Path file, String password, String bind)
      throws IOException, GeneralSecurityException {
    Set<String> names = new LinkedHashSet<>(List.of("localhost"));
    Set<InetAddress> addresses = new LinkedHashSet<>();
    addresses.add(InetAddress.getByName("127.0.0.1"));
    addresses.add(InetAddress.getByName("::1"));
    InetAddress bound = InetAddress.getByName(bind);
    if (bound.isAnyLocalAddress()) {
      names.add(InetAddress.getLocalHost().getHostName());
    } else {
      addresses.add(bound);
    }
    SelfSignedCertificate made = SelfSignedCertificate.create(names, addresses, Instant.now());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = {made.certificate()};
    store.setKeyEntry(ALIAS, made.keys().getPrivate(), password.toCharArray(), chain);
    Path unfinished = file.resolveSibling("server.p12.new");
    writePrivate(unfinished, new byte[0]);
    try (OutputStream out = Files.newOutputStream(unfinished)) {
      store.store(out, password.toCharArray());
    }
    Files.move(unfinished, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  /**
   * Keeps the certificates of a PEM file as those that clients' own are checked by.
   *
   * @return the key store, with the password of the server's own
   */
  Path trusting(Path authorities) throws StartRefusedException {
    Path file = keyStore.resolveSibling("clients.p12");
    try (InputStream in = Files.newInputStream(authorities)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry(ALIAS + "-" + store.size(), one);
      }
      if (store.size() == 0) {
        throw new CertificateException("it holds no certificate");
      }
      writePrivate(file, new byte[0]);
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, password.toCharArray());
      }
      return file;
    } catch (IOException | GeneralSecurityException e) {
      throw new StartRefusedException(
          WRONG_SETTING,
          "%s must name certificates in PEM form, but of %s: %s"
              .formatted(Setting.TLS_CLIENT_CA.variable(), authorities, e.getMessage()));
    }
  }

  private static X509Certificate certificateIn(Path file, String password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password.toCharArray());
    }
    for (var aliases = store.aliases(); aliases.hasMoreElements(); ) {
      String alias = aliases.nextElement();
      if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate x509) {
        return x509;
      }
    }
    throw new CertificateException(file + " holds no private key with a certificate");
  }

  private static String pem(Certificate certificate) throws GeneralSecurityException {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
  }

  private static String fingerprint(Certificate certificate) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
  }

  private static String read(Path password) throws IOException {
    return Files.readString(password).strip();
  }

  private static String newPassword() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static void writePrivate(Path file, byte[] content) throws IOException {
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(file, content);
  }
}
