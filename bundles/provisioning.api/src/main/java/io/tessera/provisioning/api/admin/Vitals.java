package io.tessera.provisioning.api.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** How targets and queue are doing, as it was found out in the background a moment ago. */
@ProviderType
public interface Vitals {
  /** Empty until it was found out for the first time, and while the database is away. */
  Optional<Sample> latest();

  /**
   * @param targets by name
   * @param auditWaiting changes that are not sealed into the audit chain yet
   */
  record Sample(Instant taken, List<TargetVitals> targets, long auditWaiting) {
    public Sample {
      targets = List.copyOf(targets);
    }
  }

  /**
   * @param oldest since when the oldest operation waits; null when none does
   * @param remark what befell its connector, e.g. that a version was rolled back; mostly empty
   */
  record TargetVitals(
      UUID id, String name, TargetStatus status, @Nullable Instant oldest, String remark) {
    public Optional<Instant> oldestIfAny() {
      return Optional.ofNullable(oldest);
    }
  }
}
