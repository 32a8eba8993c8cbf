package io.tessera.connector.directory;

import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteChanges;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a directory tells its changes; see {@link
 * io.tessera.connector.spi.ChangeSource}.
 */
interface ChangeFeed {
  RemoteChanges.Known changes(ObjectType type, @Nullable String token, int most)
      throws TargetFailure, InterruptedException;
}
