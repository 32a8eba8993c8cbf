package io.tessera.notify.internal;

import io.tessera.provisioning.api.admin.AlertChannel.Condition;
import java.time.Duration;

/**
 * Something that is wrong at this moment.
 *
 * @param target its name; empty when it is about the server
 * @param size how much there is of it; more of it is told again
 * @param grace how long it must last to be told
 */
record Finding(Condition condition, String target, String detail, long size, Duration grace) {
  /** The same thing, whatever is said of it. */
  record Key(Condition condition, String target) {}

  Key key() {
    return new Key(condition, target);
  }
}
