package io.tessera.provisioning.internal.delivery;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens, every change reaches the target, in order, once. {@code -Dsimulation.seeds=N}
 * tries N seeds, {@code -Dsimulation.seed=S} repeats one.
 */
class QueueSimulationTest {
  /** As many as take a few seconds; docs/reliability.md tells how to try more. */
  private static final int SEEDS = 2_000;

  private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1);

  @AfterEach
  void stopTheTimer() {
    alarms.shutdownNow();
  }

  @Test
  void whatever_happens_every_change_arrives_in_order_and_once() {
    alarms.setRemoveOnCancelPolicy(true);
    Long only = Long.getLong("simulation.seed");
    if (only != null) {
      run(only);
      return;
    }
    int seeds = Integer.getInteger("simulation.seeds", SEEDS);
    for (long seed = 0; seed < seeds; seed++) {
      run(seed);
    }
  }

  private void run(long seed) {
    QueueSimulation simulation = new QueueSimulation(seed, alarms);
    try {
      simulation.run();
    } catch (AssertionError broken) {
      throw new AssertionError(
          "with -Dsimulation.seed=" + seed + "\n" + String.join("\n", simulation.history()),
          broken);
    }
  }
}
