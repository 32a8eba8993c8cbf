package io.tessera.connector.activedirectory.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.ServerCertificate;
import io.tessera.connector.kit.Subject;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ActiveDirectoryContractTest extends ConnectorContract {
  private static ServerCertificate certificate;

  @BeforeAll
  static void certificate(@TempDir Path folder) throws Exception {
    certificate = ServerCertificate.forNames(folder, "ip:127.0.0.1");
  }

  @Override
  protected Subject subject() throws Exception {
    return new DomainSubject(new DomainController(certificate, 100), "cn");
  }
}
