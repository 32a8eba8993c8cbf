package io.tessera.notify.internal;

import io.tessera.provisioning.api.admin.AlertChannel.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong and what was told of it. Each thing is told once when it begins, again when it has
 * grown, though not within an hour, and each day as long as it lasts; and when it is over. Used by
 * one thread.
 */
final class Situation {
  private static final Duration GROWN_AFTER = Duration.ofHours(1);
  private static final Duration AGAIN_AFTER = Duration.ofDays(1);
  private static final Set<Condition> OUT_OF_ORDER =
      EnumSet.of(Condition.TARGET_QUARANTINED, Condition.TARGET_TROUBLED, Condition.TARGET_ABSENT);

  /**
   * @param told when last; nothing before it was
   * @param size that was told
   */
  private record Active(Instant since, Instant told, long size, boolean wasTold) {}

  private final Map<Finding.Key, Active> active = new HashMap<>();

  /** Takes note of all that is wrong now; answers what is to be told. */
  List<Notice> now(List<Finding> findings, Instant now) {
    List<Notice> notices = new ArrayList<>();
    Set<Finding.Key> present = new HashSet<>();
    for (Finding finding : findings) {
      present.add(finding.key());
      Active before = active.get(finding.key());
      Active seen = before == null ? new Active(now, now, 0, false) : before;
      if (isDue(finding, seen, now)) {
        notices.add(
            new Notice(
                finding.condition(), false, finding.target(), finding.detail(), seen.since()));
        seen = new Active(seen.since(), now, finding.size(), true);
      }
      active.put(finding.key(), seen);
    }
    over(present, notices);
    return notices;
  }

  private static boolean isDue(Finding finding, Active seen, Instant now) {
    if (!seen.wasTold()) {
      return !now.isBefore(seen.since().plus(finding.grace()));
    }
    Duration since = Duration.between(seen.told(), now);
    boolean grown = finding.size() > seen.size() && since.compareTo(GROWN_AFTER) >= 0;
    return grown || since.compareTo(AGAIN_AFTER) >= 0;
  }

  private void over(Set<Finding.Key> present, List<Notice> notices) {
    Set<Finding.Key> gone = new HashSet<>(active.keySet());
    gone.removeAll(present);
    for (Finding.Key key : gone) {
      Active was = active.remove(key);
      if (was != null && was.wasTold()) {
        boolean target = OUT_OF_ORDER.contains(key.condition());
        if (!target) {
          notices.add(new Notice(key.condition(), true, key.target(), "", was.since()));
        } else if (isBack(key.target())) {
          notices.add(
              new Notice(
                  Condition.TARGET_BACK,
                  false,
                  key.target(),
                  "It takes changes again.",
                  was.since()));
        }
      }
    }
  }

  /** One that is troubled now instead of quarantined is not back. */
  private boolean isBack(String target) {
    return OUT_OF_ORDER.stream()
        .noneMatch(condition -> active.containsKey(new Finding.Key(condition, target)));
  }
}
