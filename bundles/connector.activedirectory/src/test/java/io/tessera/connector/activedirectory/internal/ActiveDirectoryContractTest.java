package io.tessera.connector.activedirectory.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.ServerCertificate;
import io.tessera.connector.kit.Subject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class ActiveDirectoryContractTest {
  private static DomainController domain;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    domain = new DomainController(ServerCertificate.forNames(folder, "ip:127.0.0.1"), 100);
  }

  @AfterAll
  static void stop() {
    domain.close();
  }

  @Nested
  class With_users_known_by_their_common_name extends ConnectorContract {
    @Override
    protected Subject subject() {
      return new DomainSubject(domain, "cn");
    }
  }

  @Nested
  class With_users_known_by_their_account_name extends ConnectorContract {
    @Override
    protected Subject subject() {
      return new DomainSubject(domain, "sAMAccountName");
    }
  }
}
