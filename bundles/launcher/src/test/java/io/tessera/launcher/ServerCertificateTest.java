package io.tessera.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCertificateTest {
  private static final int DNS = 2;
  private static final int IP = 7;

  @TempDir private Path tls;

  @Test
  void the_first_start_makes_one_for_this_machine_and_later_starts_keep_it() throws Exception {
    ServerCertificate first = ServerCertificate.in(tls, "127.0.0.1");
    ServerCertificate second = ServerCertificate.in(tls, "127.0.0.1");
    assertThat(second).isEqualTo(first);
    X509Certificate certificate = certificate(first.pem());
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity(Date.from(Instant.now().plusSeconds(60)));
    assertThat(certificate.getSubjectAlternativeNames())
        .contains(List.of(DNS, "localhost"), List.of(IP, "127.0.0.1"))
        .contains(List.of(IP, "0:0:0:0:0:0:0:1"));
    assertThat(first.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
  }

  @Test
  void it_names_the_address_the_server_binds_to() throws Exception {
    ServerCertificate made = ServerCertificate.in(tls, "192.0.2.7");
    assertThat(certificate(made.pem()).getSubjectAlternativeNames())
        .contains(List.of(IP, "192.0.2.7"));
  }

  @Test
  void key_and_password_are_for_the_owner_alone() throws Exception {
    ServerCertificate made = ServerCertificate.in(tls, "127.0.0.1");
    for (Path secret : List.of(made.keyStore(), tls.resolve("password"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void those_who_vouch_for_clients_are_kept_beside_it() throws Exception {
    ServerCertificate made = ServerCertificate.in(tls, "127.0.0.1");

    Path clients = made.trusting(made.pem());

    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(clients)) {
      store.load(in, made.password().toCharArray());
    }
    assertThat(store.size()).isEqualTo(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(clients)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_file_without_certificates_is_refused_with_its_setting() throws Exception {
    ServerCertificate made = ServerCertificate.in(tls, "127.0.0.1");
    for (String content : List.of("", "no certificate")) {
      Path file = Files.writeString(tls.resolve("ca.pem"), content);
      assertThatThrownBy(() -> made.trusting(file))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("TESSERA_TLS_CLIENT_CA");
    }
  }

  private static X509Certificate certificate(Path pem) throws Exception {
    try (InputStream in = Files.newInputStream(pem)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
