package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.ObjectType;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.DeliverySettings.WhenDeleted;
import io.tessera.provisioning.api.admin.PolicyMap.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account that is kept although its user was deleted.
 *
 * @param disables whether it is disabled
 * @param left how long until it is deleted after all; null for never
 */
record Retirement(boolean disables, @Nullable Duration left) {

  /**
   * @param deleted when the user was
   * @return empty when the account is to be deleted now
   */
  static Optional<Retirement> of(
      DeliverySettings settings, ObjectType type, Instant deleted, Instant now) {
    if (type != ObjectType.USER || settings.whenDeleted() == WhenDeleted.DELETE) {
      return Optional.empty();
    }
    boolean disables = settings.whenDeleted() == WhenDeleted.DISABLE;
    if (!disables || settings.deleteAfterDays() == 0) {
      return Optional.of(new Retirement(disables, null));
    }
    Duration left =
        Duration.between(now, deleted.plus(Duration.ofDays(settings.deleteAfterDays())));
    return left.compareTo(Duration.ZERO) > 0
        ? Optional.of(new Retirement(true, left))
        : Optional.empty();
  }

  Set<Event> events() {
    return disables ? EnumSet.of(Event.UPDATE, Event.DISABLE, Event.DELETE) : Set.of(Event.DELETE);
  }

  Optional<Duration> leftIfAny() {
    return Optional.ofNullable(left);
  }
}
