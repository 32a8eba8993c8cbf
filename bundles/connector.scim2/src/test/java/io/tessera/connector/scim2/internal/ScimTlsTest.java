package io.tessera.connector.scim2.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tessera.connector.kit.Configurations;
import io.tessera.connector.kit.ServerCertificate;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScimTlsTest {
  private ServerCertificate certificate;
  private ScimDouble service;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    certificate = ServerCertificate.forNames(folder, "ip:127.0.0.1");
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
    service = new ScimDouble(server);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private Outcome create(String host, String trusted, String name) throws InterruptedException {
    ScimConnector connector =
        new ScimConnector(
            Configurations.of(
                ScimConnector.Config.class,
                Map.of(
                    "usersUrl",
                    "https://" + host + ":" + service.port() + "/scim/v2/Users",
                    "_token",
                    service.password,
                    "trustedCertificates",
                    trusted)));
    return connector.apply(Operations.creation(Operations.person(name)));
  }

  @Test
  void a_service_with_a_trusted_certificate_is_used() throws Exception {
    assertThat(create("127.0.0.1", certificate.pem(), "alice")).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void a_certificate_that_is_not_trusted_is_refused() throws Exception {
    refused(create("127.0.0.1", "", "bob"));
  }

  @Test
  void a_certificate_for_another_host_is_refused() throws Exception {
    refused(create("localhost", certificate.pem(), "carol"));
  }

  private static void refused(Outcome outcome) {
    Outcome.Failed failed = (Outcome.Failed) outcome;
    assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.detail()).contains("certificate");
  }
}
