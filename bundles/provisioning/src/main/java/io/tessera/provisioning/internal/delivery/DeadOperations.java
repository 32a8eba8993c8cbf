package io.tessera.provisioning.internal.delivery;

import io.tessera.model.ResourceId;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.DeliveryLog.Entry;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goes through dead operations, some in each transaction. */
public final class DeadOperations {
  private static final int AT_ONCE = 200;

  private final DeliveryLog log;

  public DeadOperations(DeliveryLog log) {
    this.log = log;
  }

  /**
   * Does something with all that are selected, each once. Null means any.
   *
   * @param failure kind of the last failure, as the store spells it
   * @param work answers those it was done with
   * @return how many those were
   */
  public int each(
      @Nullable UUID target,
      @Nullable ResourceId resource,
      @Nullable String failure,
      Function<List<UUID>, Set<UUID>> work) {
    DeliveryLog.Selection dead =
        new DeliveryLog.Selection(target, resource, DeliveryLog.State.DEAD, failure);
    int done = 0;
    @Nullable UUID olderThan = null;
    List<UUID> some;
    do {
      some = log.operations(dead, olderThan, AT_ONCE).stream().map(Entry::id).toList();
      done += some.isEmpty() ? 0 : work.apply(some).size();
      olderThan = some.isEmpty() ? null : some.get(some.size() - 1);
    } while (some.size() == AT_ONCE);
    return done;
  }

  /**
   * Has all at a target tried again: its settings or its policy map may have been what was wrong.
   *
   * @return how many those were
   */
  public int retry(UUID target) {
    return each(target, null, null, log::retry);
  }
}
