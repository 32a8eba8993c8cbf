package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches the versions of one connector bundle. One that takes the place of another is on trial for
 * a minute and at least 20 operations; when it fails clearly more often than the other did, it is
 * rejected. Safe for several threads.
 */
final class Canary {
  static final Duration TRIAL = Duration.ofMinutes(1);
  static final int OPERATIONS = 20;

  /** A target that has hardly any work is not watched for ever. */
  static final Duration LONGEST_TRIAL = Duration.ofHours(1);

  /** So much more has to fail to be called clear, whatever the certainty. */
  private static final double MARGIN = 0.05;

  private static final int MOST_REMEMBERED = 100_000;

  private final Supplier<Instant> clock;
  private @Nullable String good;
  private Figures goodFigures = new Figures();
  private @Nullable Trial trial;

  /** One that ended with the good version being back; calls of it may still be under way. */
  private @Nullable Trial former;

  Canary(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /**
   * A version that has to go.
   *
   * @param previous version that is to be back
   * @param reason a clause that tells figures
   */
  record Rejection(String rejected, String previous, String reason) {}

  private static final class Trial {
    private final String version;
    private final Figures figures = new Figures();
    private final Map<FailureKind, Integer> kinds = new EnumMap<>(FailureKind.class);
    private final Set<UUID> failed = new HashSet<>();
    private @Nullable Instant begun;
    private boolean rejected;

    Trial(String version) {
      this.version = version;
    }

    void remember(UUID operation) {
      if (failed.size() < MOST_REMEMBERED) {
        failed.add(operation);
      }
    }
  }

  /**
   * A version is at work. The first one seen is taken as good.
   *
   * @return operations that failed with another version since this one was at work last; they
   *     deserve to be tried again
   */
  synchronized Set<UUID> arrived(String version) {
    Trial before = trial;
    if (good == null) {
      good = version;
    } else if (good.equals(version)) {
      trial = null;
      former = before == null ? former : before;
      return before == null ? Set.of() : Set.copyOf(before.failed);
    } else if (before == null || !before.version.equals(version)) {
      trial = new Trial(version);
      if (before != null) {
        trial.failed.addAll(before.failed);
      }
    }
    return Set.of();
  }

  /** All that failed with the version that had to go last, with what was still under way then. */
  synchronized Set<UUID> leftBehind() {
    return former == null ? Set.of() : Set.copyOf(former.failed);
  }

  synchronized boolean isOnTrial(String version) {
    return trial != null && trial.version.equals(version);
  }

  /** Takes note of how an operation ended; answers once when that was too much. */
  synchronized Optional<Rejection> count(String version, UUID operation, Outcome outcome) {
    if (concernsTarget(outcome)) {
      return Optional.empty();
    }
    boolean failure = outcome instanceof Outcome.Failed;
    if (version.equals(good)) {
      goodFigures.add(failure);
    } else if (trial != null && trial.version.equals(version)) {
      return judge(trial, operation, outcome);
    } else if (failure && former != null && former.version.equals(version)) {
      former.remember(operation);
    }
    return Optional.empty();
  }

  /** What is wrong with the target as a whole says nothing about a version. */
  private static boolean concernsTarget(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        && switch (failed.kind()) {
          case AUTHENTICATION, CONFIGURATION, THROTTLED, TRANSIENT -> true;
          case INVALID, CONFLICT, GONE, UNKNOWN -> false;
        };
  }

  private Optional<Rejection> judge(Trial tried, UUID operation, Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      tried.kinds.merge(failed.kind(), 1, Integer::sum);
      tried.remember(operation);
    }
    if (tried.rejected) {
      return Optional.empty();
    }
    Instant now = clock.get();
    Instant begun = tried.begun == null ? now : tried.begun;
    tried.begun = begun;
    tried.figures.add(outcome instanceof Outcome.Failed);
    boolean enough = tried.figures.made() >= OPERATIONS;
    if (enough && tried.figures.atLeast() > goodFigures.expected() + MARGIN) {
      tried.rejected = true;
      return Optional.of(new Rejection(tried.version, String.valueOf(good), reason(tried)));
    }
    Duration age = Duration.between(begun, now);
    if (enough && age.compareTo(TRIAL) >= 0 || age.compareTo(LONGEST_TRIAL) >= 0) {
      accept(tried);
    }
    return Optional.empty();
  }

  private String reason(Trial tried) {
    String kinds =
        tried.kinds.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    String before = goodFigures.made() == 0 ? "nothing is known" : goodFigures.toString();
    return tried.figures + " (" + kinds + "), of " + good + " " + before;
  }

  /** The version stays after all: there is no way back. */
  synchronized void accept(String version) {
    if (trial != null && trial.version.equals(version)) {
      accept(trial);
    }
  }

  private void accept(Trial tried) {
    good = tried.version;
    goodFigures = tried.figures;
    trial = null;
  }
}
