package io.tessera.connector.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.kit.Subject.Ability;
import io.tessera.connector.kit.Verdict.Result;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private final Verdict verdict = new Verdict();

  private String json() {
    return verdict.json("SomeTest", "1.0", Instant.EPOCH);
  }

  @Test
  void it_tells_what_became_of_each_sentence_and_why() {
    verdict.tried(RecordingConnector.class, EnumSet.of(Ability.READ));
    verdict.note("it_works", Result.PASSED, Optional.empty());
    verdict.note("it_flies", Result.SKIPPED, Optional.of("Assumption failed: it has no wings"));
    assertThat(json())
        .contains("\"bundle\": \"io.tessera.connector.kit\"")
        .contains("\"abilities\": [\"read\"]")
        .contains("{\"sentence\": \"it works\", \"result\": \"passed\", \"cases\": 1}")
        .contains(
            "{\"sentence\": \"it flies\", \"result\": \"skipped\", \"cases\": 1,"
                + " \"reason\": \"it has no wings\"}")
        .contains("\"kept\": true");
  }

  @Test
  void a_sentence_is_as_good_as_its_worst_case() {
    verdict.note("it_works", Result.FAILED, Optional.of("said \"no\"\n"));
    verdict.note("it_works", Result.PASSED, Optional.empty());
    assertThat(json())
        .contains("\"result\": \"failed\", \"cases\": 2, \"reason\": \"said \\\"no\\\"\\u000a\"")
        .contains("\"kept\": false");
  }

  @Test
  void a_contract_of_which_nothing_was_tried_is_not_kept() {
    assertThat(json()).contains("\"kept\": false");
  }
}
