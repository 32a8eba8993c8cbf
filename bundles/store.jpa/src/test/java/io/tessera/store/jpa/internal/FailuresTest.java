package io.tessera.store.jpa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.UnavailableException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
  @ParameterizedTest
  @ValueSource(strings = {"08006", "53100", "57P01", "XSLA1", "XSDA4", "25502", "25503", "40XD0"})
  void a_database_that_is_away_full_or_stopping_may_be_asked_later(String state) {
    assertThat(translated(state)).isInstanceOf(UnavailableException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Java exception: 'org.apache.derby.iapi.error.ShutdownException'.",
        "Java exception: 'Cannot invoke \"CacheManager.find(Object)\" because"
            + " \"this.containerCache\" is null: java.lang.NullPointerException'."
      })
  void what_is_cut_off_by_a_stopping_database_may_be_asked_later(String message) {
    assertThat(translated("XJ001", message)).isInstanceOf(UnavailableException.class);
  }

  @Test
  void a_statement_that_is_wrong_is_wrong_tomorrow_too() {
    assertThat(translated("42X01")).isNotInstanceOf(UnavailableException.class);
    assertThat(translated("XJ001", "Java exception: 'java.lang.ArithmeticException'."))
        .isNotInstanceOf(UnavailableException.class);
  }

  private static RuntimeException translated(String state) {
    return translated(state, "said so");
  }

  private static RuntimeException translated(String state, String message) {
    return Failures.translated(new IllegalStateException(new SQLException(message, state)));
  }
}
