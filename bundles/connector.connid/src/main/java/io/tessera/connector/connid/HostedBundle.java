package io.tessera.connector.connid;

import io.tessera.connector.connid.internal.ConnIdBundle;
import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleContext;

/**
 * The connectors of one jar, loaded when the first target of theirs comes. Goes after the last of
 * their instances, and takes the class loader along.
 */
public final class HostedBundle {
  private final ConnIdBundle bundle;

  /**
   * @param context of the bundle that was made of the jar
   */
  public HostedBundle(BundleContext context, Map<String, Object> properties) throws IOException {
    bundle = ConnIdBundle.in(context, properties);
  }

  /** Of a jar that is unpacked already. */
  HostedBundle(ConnIdBundle bundle) {
    this.bundle = bundle;
  }

  ConnIdBundle bundle() {
    return bundle;
  }

  /** Lets go of all that came from the jar. */
  public void close() throws IOException {
    bundle.close();
  }
}
