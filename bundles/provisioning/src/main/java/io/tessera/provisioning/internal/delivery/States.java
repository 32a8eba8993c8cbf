package io.tessera.provisioning.internal.delivery;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.PolicyMap.Event;
import io.tessera.provisioning.internal.policymap.AccountUpdate;
import io.tessera.provisioning.internal.policymap.CompiledPolicyMap;
import io.tessera.store.spi.LaneKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How an identity is after the operations of a step, and how it was before them. */
final class States {
  private final CompiledPolicyMap map;
  private final Journal journal;
  private final LaneKey lane;
  private final Step step;
  private Optional<Attributes> before = Optional.empty();
  private boolean read;

  States(Route route, LaneKey lane, Step step) {
    this.map = route.target().policyMap();
    this.journal = route.journal();
    this.lane = lane;
    this.step = step;
  }

  AccountUpdate update(Set<Event> events, Map<String, String> generated) {
    return map.update(lane.type(), before().orElse(null), step.last().state(), events, generated);
  }

  /** Whether the account's key is another one. */
  boolean renames() {
    return before().filter(b -> map.renames(lane.type(), b, step.last().state())).isPresent();
  }

  /** Asked for only where it makes a difference. */
  private Optional<Attributes> before() {
    if (!read && map.looksBack(lane.type())) {
      before = journal.before(step.first().change(), lane.resource());
    }
    read = true;
    return before;
  }
}
