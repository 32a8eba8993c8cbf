package io.tessera.connector.connid.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class DirectoryContractTest extends ConnectorContract {
  private static ReleasedJar jar;

  @BeforeAll
  static void open() throws IOException {
    jar = ReleasedJar.open("ldap");
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Override
  protected Subject subject() throws Exception {
    return new DirectorySubject(jar);
  }
}
