package io.tessera.connector.connid;

import io.tessera.connector.connid.internal.ConnIdBundle;
import java.util.Map;

/** Makes instances without a framework. */
public final class Hosting {
  private Hosting() {}

  public static SyncingConnector connector(ConnIdBundle bundle, Map<String, Object> properties) {
    return new SyncingConnector(new HostedBundle(bundle), properties);
  }
}
