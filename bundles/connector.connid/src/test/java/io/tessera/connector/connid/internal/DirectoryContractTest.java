package io.tessera.connector.connid.internal;

import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BeyondIt.Skipping.class)
@BeyondIt(
    sentence = "a_rename_to_another_case_is_carried_out",
    because = "it sends a change of the DN, which is none to the directory")
@BeyondIt(
    sentence = "an_answer_lost_after_the_effect_is_unknown_and_can_be_read_back",
    because =
        "its pool asks before each call whether the connection is alive, and loses that answer")
@BeyondIt(
    sentence = "an_answer_that_is_cut_short_is_unknown",
    because =
        "its pool asks before each call whether the connection is alive, and loses that answer")
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
