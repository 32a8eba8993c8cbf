package io.tessera.connector.spi;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** A connector whose target can tell what has changed in it, whoever changed it. */
@ConsumerType
public interface ChangeSource {
  /**
   * Tells changes in their order. A change may be told more than once; none after the token is
   * missed.
   *
   * @param token {@link RemoteChanges.Known#token} of the call before; null: nothing is told but
   *     the token of now
   * @param most how many at most; where several happened at one time a target may give more
   * @throws InterruptedException the server wants the call to end
   */
  RemoteChanges changes(ObjectType type, @Nullable String token, int most)
      throws InterruptedException;
}
