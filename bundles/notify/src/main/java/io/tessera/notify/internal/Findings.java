package io.tessera.notify.internal;

import io.tessera.provisioning.api.admin.AlertChannel.Condition;
import io.tessera.provisioning.api.admin.Health;
import io.tessera.provisioning.api.admin.TargetStatus;
import io.tessera.provisioning.api.admin.Vitals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong, by what is known of targets and server. */
final class Findings {
  /** A connector being swapped, or a target being restarted, is nobody's business. */
  private static final Duration PASSING = Duration.ofMinutes(1);

  private static final Map<String, Condition> CHECKS =
      Map.of(
          "database", Condition.DATABASE,
          "disk", Condition.DISK,
          "certificate", Condition.CERTIFICATE);

  private Findings() {}

  static List<Finding> of(Vitals.Sample sample) {
    List<Finding> found = new ArrayList<>();
    sample.targets().forEach(target -> target(target, found));
    return found;
  }

  static List<Finding> of(Health.Report report) {
    List<Finding> found = new ArrayList<>();
    for (Health.Check check : report.checks()) {
      Condition condition = CHECKS.get(check.name());
      if (condition != null && check.state().compareTo(Health.State.WARN) >= 0) {
        found.add(new Finding(condition, "", check.detail(), 0, Duration.ZERO));
      }
    }
    return found;
  }

  private static void target(Vitals.TargetVitals target, List<Finding> found) {
    TargetStatus status = target.status();
    switch (status.state()) {
      case QUARANTINED -> found.add(of(Condition.TARGET_QUARANTINED, target, Duration.ZERO));
      case TROUBLED -> found.add(of(Condition.TARGET_TROUBLED, target, PASSING));
      case ABSENT -> found.add(of(Condition.TARGET_ABSENT, target, PASSING));
      case ACTIVE, DISABLED, MAINTENANCE -> {
        // as it should be, or as somebody wants it
      }
    }
    if (status.dead() > 0) {
      found.add(
          new Finding(
              Condition.OPERATIONS_DEAD,
              target.name(),
              status.dead() + " operations wait for a person to repair or discard them.",
              status.dead(),
              Duration.ZERO));
    }
    if (status.held() > 0) {
      found.add(
          new Finding(
              Condition.REMOVALS_HELD,
              target.name(),
              status.held() + " removals wait for a person to allow or reject them.",
              status.held(),
              Duration.ZERO));
    }
    if (!target.remark().isEmpty()) {
      found.add(
          new Finding(
              Condition.CONNECTOR_ROLLED_BACK, target.name(), target.remark(), 0, Duration.ZERO));
    }
  }

  private static Finding of(Condition condition, Vitals.TargetVitals target, Duration grace) {
    return new Finding(condition, target.name(), target.status().detail(), 0, grace);
  }
}
