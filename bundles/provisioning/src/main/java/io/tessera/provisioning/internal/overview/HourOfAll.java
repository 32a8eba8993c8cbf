package io.tessera.provisioning.internal.overview;

import io.tessera.provisioning.api.admin.Overview.Hour;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What was counted in one hour.
 *
 * @param accepted changes of users and groups
 * @param all what ended at all targets, also at those nobody knows any more
 * @param targets what ended at each
 */
record HourOfAll(Instant hour, long accepted, Ended all, Map<UUID, Ended> targets) {
  HourOfAll {
    targets = Map.copyOf(targets);
  }

  Hour whole() {
    return new Hour(hour, accepted, all.delivered(), all.failed());
  }

  /** For who sees these targets only: a change is of a person, and tells nothing of a target. */
  Hour of(Set<UUID> some) {
    Ended ended =
        some.stream()
            .map(target -> targets.getOrDefault(target, Ended.NOTHING))
            .reduce(Ended.NOTHING, Ended::plus);
    return new Hour(hour, null, ended.delivered(), ended.failed());
  }
}
