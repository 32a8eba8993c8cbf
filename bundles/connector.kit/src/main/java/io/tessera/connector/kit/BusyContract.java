package io.tessera.connector.kit;

import static io.tessera.connector.kit.Words.applied;
import static io.tessera.connector.kit.Words.failed;
import static io.tessera.connector.kit.Words.fresh;
import static io.tessera.connector.spi.FailureKind.THROTTLED;
import static io.tessera.connector.spi.FailureKind.TRANSIENT;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome.Failed;
import org.junit.jupiter.api.Test;

/** A target that has too much to do says so in its own words. */
interface BusyContract {
  Trial trial();

  @Test
  default void what_a_busy_target_refuses_is_tried_again_later() throws Exception {
    Trial trial = trial();
    Counterpart counterpart = trial.subject().counterpart();
    assumeTrue(counterpart instanceof BusyCounterpart, "the counterpart cannot be made busy");
    String name = fresh();
    Operation creation = trial.creation(USER, name);
    BusyCounterpart busy = (BusyCounterpart) counterpart;
    busy.beBusy();
    try {
      Failed failed = failed(trial.apply(creation));
      assertThat(failed.kind()).isIn(THROTTLED, TRANSIENT);
      assertThat(counterpart.count(USER, name)).isZero();
    } finally {
      busy.recover();
    }
    applied(trial.apply(creation));
  }
}
