package io.tessera.connector.ldap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import io.tessera.connector.kit.ServerCertificate;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Testable;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapTlsTest {
  private Path folder;
  private ServerCertificate certificate;
  private TestDirectory directory;

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    folder = shared;
    certificate = ServerCertificate.forNames(folder, "ip:127.0.0.1");
    directory = over(certificate.serverContext());
  }

  private static TestDirectory over(SSLContext context) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return new TestDirectory(
        config -> {
          try {
            config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPSConfig(
                    "ldaps", loopback, 0, context.getServerSocketFactory(), null),
                InMemoryListenerConfig.createLDAPConfig(
                    "starttls", loopback, 0, context.getSocketFactory()));
          } catch (LDAPException broken) {
            throw new AssertionError(broken);
          }
        });
  }

  @AfterAll
  void stop() {
    directory.close();
  }

  private LdapConnector over(String security, String trusted, String host) {
    return over(directory, security, trusted, host);
  }

  private static LdapConnector over(
      TestDirectory directory, String security, String trusted, String host) {
    Map<String, Object> changes = new HashMap<>();
    changes.put("security", security);
    changes.put("port", directory.server.getListenPort(security));
    changes.put("trustedCertificates", trusted);
    changes.put("host", host);
    changes.put("connectTimeoutMillis", 5_000);
    changes.put("responseTimeoutMillis", 5_000);
    return directory.connector(changes);
  }

  private static Outcome create(LdapConnector connector, String uid) throws InterruptedException {
    return connector.apply(Operations.creation(Operations.person(uid)));
  }

  @Test
  void ldaps_with_a_trusted_certificate_works() throws Exception {
    assertThat(create(over("ldaps", certificate.pem(), "127.0.0.1"), "ldaps"))
        .isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void starttls_with_a_certificate_from_a_file_works() throws Exception {
    Path pem = Files.writeString(folder.resolve("trusted.pem"), certificate.pem());
    assertThat(create(over("starttls", pem.toString(), "127.0.0.1"), "starttls"))
        .isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void a_certificate_that_is_not_trusted_is_refused() throws Exception {
    for (String security : new String[] {"ldaps", "starttls"}) {
      refused(over(security, "", "127.0.0.1"));
    }
  }

  @Test
  void a_certificate_for_another_host_is_refused() throws Exception {
    for (String security : new String[] {"ldaps", "starttls"}) {
      refused(over(security, certificate.pem(), "localhost"));
    }
  }

  @Test
  void a_certificate_that_has_expired_is_told_as_such_and_at_its_step() throws Exception {
    ExpiredCertificate expired = new ExpiredCertificate(folder);
    try (TestDirectory late = over(expired.serverContext())) {
      for (String security : new String[] {"ldaps", "starttls"}) {
        LdapConnector connector = over(late, security, expired.authority(), "127.0.0.1");
        Outcome.Failed failed = (Outcome.Failed) create(connector, "nobody");
        assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION);
        assertThat(failed.detail()).contains("has expired");
        List<Testable.Step> steps = connector.test();
        assertThat(steps).extracting(Testable.Step::passed).containsExactly(true, false);
        assertThat(steps.get(1).name()).isEqualTo("secure the connection");
      }
    }
  }

  private static void refused(LdapConnector connector) throws InterruptedException {
    Outcome.Failed failed = (Outcome.Failed) create(connector, "nobody");
    assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.detail()).contains("certificate");
    assertThat(connector.test()).anyMatch((Testable.Step step) -> !step.passed());
  }
}
