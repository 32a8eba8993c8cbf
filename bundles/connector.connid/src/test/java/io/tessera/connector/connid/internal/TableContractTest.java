package io.tessera.connector.connid.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BeyondIt.Skipping.class)
@BeyondIt(
    sentence = "a_name_that_was_deleted_can_be_used_again",
    because = "the key of the table is both the id and the name")
class TableContractTest extends ConnectorContract {
  private static ReleasedJar jar;

  @BeforeAll
  static void open() throws IOException {
    jar = ReleasedJar.open("db");
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Override
  protected Subject subject() throws Exception {
    return new TableSubject(jar);
  }
}
