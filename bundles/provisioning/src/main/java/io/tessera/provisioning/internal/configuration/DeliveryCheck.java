package io.tessera.provisioning.internal.configuration;

import static io.tessera.model.Problem.Kind.INVALID_VALUE;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.DeliverySettings.Dependency;
import io.tessera.provisioning.api.admin.DeliverySettings.WhenDeleted;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether delivery settings can work. */
final class DeliveryCheck {
  private static final int MOST_CALLS = 64;
  private static final int MOST_RATE = 10_000;
  private static final int LONGEST_RETIREMENT = 3_650;
  private static final Duration LONGEST_CALL = Duration.ofMinutes(10);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Snapshot snapshot;
  private final String target;
  private final List<Problem> problems = new ArrayList<>();

  private DeliveryCheck(Snapshot snapshot, String target) {
    this.snapshot = snapshot;
    this.target = target;
  }

  /**
   * @param target name of the target they are for
   * @throws RejectedException with all that is wrong
   */
  static void of(DeliverySettings settings, String target, Snapshot snapshot) {
    DeliveryCheck check = new DeliveryCheck(snapshot, target);
    check.numbers(settings);
    settings.dependsOn().forEach(check::dependency);
    if (!check.problems.isEmpty()) {
      throw new RejectedException(check.problems);
    }
  }

  private void numbers(DeliverySettings settings) {
    within("concurrency", settings.concurrency(), 1, MOST_CALLS);
    within("ratePerSecond", settings.rate(), 0, MOST_RATE);
    within("timeoutSeconds", settings.timeout().toSeconds(), 1, LONGEST_CALL.toSeconds());
    within("waitSeconds", settings.patience().toSeconds(), 1, LONGEST_WAIT.toSeconds());
    within("deleteAfterDays", settings.deleteAfterDays(), 0, LONGEST_RETIREMENT);
    if (settings.deleteAfterDays() > 0 && settings.whenDeleted() != WhenDeleted.DISABLE) {
      problem("deleteAfterDays", "0 is expected unless whenDeleted is disable.");
    }
    within("maxAttempts", settings.maxAttempts(), 0, Integer.MAX_VALUE);
    within("maxAgeHours", settings.maxAge().toHours(), 1, Duration.ofDays(365).toHours());
    within("guard.most", settings.guard().most(), 0, Integer.MAX_VALUE);
    within("guard.percent", settings.guard().percent(), 0, 100);
  }

  private void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      problem(
          name,
          most == Integer.MAX_VALUE
              ? least + " or more is expected."
              : "a number from " + least + " to " + most + " is expected.");
    }
  }

  private void dependency(Dependency dependency) {
    if (dependency.target().equals(target)) {
      problem("dependsOn", "a target cannot depend on itself.");
    } else if (snapshot.target(dependency.target()).isEmpty()) {
      problem("dependsOn", "there is no target \"" + dependency.target() + "\".");
    } else if (leadsBack(dependency.target())) {
      problem("dependsOn", dependency.target() + " depends on this target already.");
    }
  }

  private boolean leadsBack(String from) {
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      String name = next.remove();
      if (name.equals(target)) {
        return true;
      }
      if (seen.add(name)) {
        snapshot
            .target(name)
            .ifPresent(t -> t.target().delivery().dependsOn().forEach(d -> next.add(d.target())));
      }
    }
    return false;
  }

  private void problem(String name, String detail) {
    String place = "delivery." + name;
    problems.add(Problem.at(INVALID_VALUE, AttributePath.of(place), place + ": " + detail));
  }
}
