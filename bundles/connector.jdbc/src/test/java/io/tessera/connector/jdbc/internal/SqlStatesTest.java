package io.tessera.connector.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.FailureKind;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStatesTest {
  @ParameterizedTest
  @CsvSource({
    "23505, 0, CONFLICT",
    "23000, 1062, CONFLICT",
    "23000, 2627, CONFLICT",
    "23000, 1048, INVALID",
    "23502, 0, INVALID",
    "23503, 0, INVALID",
    "22001, 0, INVALID",
    "28P01, 0, AUTHENTICATION",
    "28000, 1045, AUTHENTICATION",
    "08004, 40000, AUTHENTICATION",
    "08004, 1040, THROTTLED",
    "42501, 0, AUTHENTICATION",
    "42P01, 0, CONFIGURATION",
    "42X05, 0, CONFIGURATION",
    "3D000, 0, CONFIGURATION",
    "XJ004, 0, CONFIGURATION",
    "40001, 0, TRANSIENT",
    "40P01, 0, TRANSIENT",
    "40XL1, 0, TRANSIENT",
    "40003, 0, UNKNOWN",
    "08006, 0, UNKNOWN",
    "53300, 0, THROTTLED",
    "53100, 0, TRANSIENT",
    "57014, 0, TRANSIENT",
    "57P01, 0, TRANSIENT",
    "XX000, 0, INVALID"
  })
  void every_state_has_its_meaning(String state, int code, FailureKind kind) {
    assertThat(SqlStates.ofChange(new SQLException("x", state, code))).isEqualTo(kind);
  }

  @Test
  void a_lost_answer_to_a_question_is_no_riddle() {
    assertThat(SqlStates.ofQuestion(new SQLException("x", "08006")))
        .isEqualTo(FailureKind.TRANSIENT);
  }

  @Test
  void without_a_state_nothing_is_known_unless_it_was_the_time() {
    assertThat(SqlStates.ofChange(new SQLException("x"))).isEqualTo(FailureKind.UNKNOWN);
    assertThat(SqlStates.ofChange(new SQLTimeoutException("x"))).isEqualTo(FailureKind.TRANSIENT);
  }

  @Test
  void messages_that_quote_values_are_not_told() {
    assertThat(SqlStates.describe(new SQLException("Key (mail)=(a@b) exists", "23505")))
        .contains("23505", "unique")
        .doesNotContain("a@b");
    assertThat(SqlStates.describe(new SQLException("no table x\ny", "42P01")))
        .contains("42P01", "no table x y");
  }
}
