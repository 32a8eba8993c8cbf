package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import io.tessera.connector.directory.TargetFailure;
import io.tessera.connector.ldap.internal.LdapSettings.Lock;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Activity;
import java.util.Optional;

/** Turns "may be used" and "may not be used" into the lock attribute. */
final class Locking {
  private final Lock lock;

  Locking(Lock lock) {
    this.lock = lock;
  }

  /** The lock attribute of a new entry; none where it has none. */
  Optional<Attribute> value(Operation operation) throws TargetFailure {
    return change(operation).filter(Attribute::hasValue);
  }

  /** The lock attribute to set; without a value: to remove. None: leave it alone. */
  Optional<Attribute> change(Operation operation) throws TargetFailure {
    Activity wanted = operation.activityIfAny().orElse(null);
    if (wanted == null || operation.type() != ObjectType.USER) {
      return Optional.empty();
    }
    if (!lock.exists()) {
      refuseDisabling(wanted);
      return Optional.empty();
    }
    String value = wanted == Activity.DISABLED ? lock.lockedValue() : lock.unlockedValue();
    return Optional.of(
        value.isEmpty() ? new Attribute(lock.attribute()) : new Attribute(lock.attribute(), value));
  }

  /** Whether an account may be used; none where there is no lock. */
  Optional<Activity> activityOf(Entry entry) {
    if (!lock.exists()) {
      return Optional.empty();
    }
    String value = entry.getAttributeValue(lock.attribute());
    boolean locked =
        lock.unlockedValue().isEmpty()
            ? value != null && !value.isEmpty()
            : lock.lockedValue().equalsIgnoreCase(value);
    return Optional.of(locked ? Activity.DISABLED : Activity.ENABLED);
  }

  /** An account that stays usable although it should not must not pass unseen. */
  private static void refuseDisabling(Activity wanted) throws TargetFailure {
    if (wanted == Activity.DISABLED) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          "This target cannot disable accounts: it has no lock attribute; set lockAttribute.");
    }
  }
}
