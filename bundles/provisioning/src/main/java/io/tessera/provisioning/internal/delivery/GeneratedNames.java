package io.tessera.provisioning.internal.delivery;

import io.tessera.model.Attributes;
import io.tessera.provisioning.internal.policymap.CompiledPolicyMap;
import io.tessera.provisioning.internal.policymap.UncomputableException;
import io.tessera.store.spi.GeneratedValues;
import io.tessera.store.spi.LaneKey;
import java.util.HashMap;
import java.util.Map;

/**
 * The made-up values of one account. They are reserved, in a transaction of their own, before they
 * are first sent, so that whoever repeats the call sends the same.
 */
final class GeneratedNames {
  private final CompiledPolicyMap map;
  private final GeneratedValues store;
  private final LaneKey lane;
  private Map<String, String> values = Map.of();
  private boolean read;

  GeneratedNames(Route route, LaneKey lane) {
    this.map = route.target().policyMap();
    this.store = route.generated();
    this.lane = lane;
  }

  /** What is reserved. */
  Map<String, String> reserved() {
    if (!read && map.generates(lane.type())) {
      values = store.of(lane.target(), lane.resource());
    }
    read = true;
    return values;
  }

  /**
   * Reserves what is missing.
   *
   * @throws UncomputableException all candidates are taken, or cannot be computed
   */
  void complete(Attributes identity) {
    if (!map.generates(lane.type())) {
      return;
    }
    Map<String, String> complete = new HashMap<>(reserved());
    map.candidates(lane.type(), identity)
        .forEach(
            (attribute, candidates) ->
                complete.computeIfAbsent(
                    attribute,
                    missing ->
                        store
                            .reserve(lane.target(), missing, lane.resource(), candidates)
                            .orElseThrow(() -> UncomputableException.exhausted(missing))));
    values = complete;
  }

  /** There was never an account that they were for. */
  void release() {
    if (!reserved().isEmpty()) {
      store.release(lane.target(), lane.resource());
    }
  }

  /**
   * The account could not be made because somebody else has its name at the target.
   *
   * @return whether another name will be tried
   */
  boolean giveUp() {
    if (reserved().isEmpty()) {
      return false;
    }
    store.giveUp(lane.target(), lane.resource());
    return true;
  }
}
