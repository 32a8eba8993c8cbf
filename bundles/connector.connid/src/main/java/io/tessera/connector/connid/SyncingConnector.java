package io.tessera.connector.connid;

import io.tessera.connector.spi.ChangeSource;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteChanges;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ConnId connector that can search and tell changes. */
public final class SyncingConnector extends SearchingConnector implements ChangeSource {
  public SyncingConnector(HostedBundle bundle, Map<String, Object> properties) {
    super(bundle, properties);
  }

  @Override
  public RemoteChanges changes(ObjectType type, @Nullable String token, int most)
      throws InterruptedException {
    return hosted.changes(type, token, most);
  }
}
