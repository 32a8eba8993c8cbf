package io.tessera.deploy.internal;

import io.tessera.provisioning.api.spi.ConnectorJars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a copy of each jar of the deploy folder that has been started, so that it can be put back
 * when its successor is rejected.
 */
@Component
public final class DeployedJars implements ConnectorJars {
  private static final Logger LOG = LoggerFactory.getLogger(DeployedJars.class);

  private final BundleContext context;
  private final DeployFolder folder;
  private final BundleListener listener = this::changed;

  @Activate
  public DeployedJars(BundleContext context) {
    this.context = context;
    this.folder =
        new DeployFolder(
            Path.of(context.getProperty("felix.fileinstall.dir")).toAbsolutePath().normalize(),
            new KeptJars(context.getDataFile("jars").toPath()));
    context.addBundleListener(listener);
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getState() == Bundle.ACTIVE) {
        keep(bundle);
      }
    }
  }

  @Deactivate
  void stop() {
    context.removeBundleListener(listener);
  }

  private void changed(BundleEvent event) {
    if (event.getType() == BundleEvent.STARTED) {
      keep(event.getBundle());
    }
  }

  private synchronized void keep(Bundle bundle) {
    Optional<Path> file = BundleFile.of(bundle).filter(folder::has);
    if (file.isPresent()) {
      try {
        folder.keep(file.get(), bundle.getSymbolicName(), bundle.getVersion().toString());
      } catch (IOException cannot) {
        LOG.warn("{}: no copy was kept, its successor cannot be rolled back", bundle, cannot);
      }
    }
  }

  @Override
  public synchronized Optional<Path> rollBack(
      String symbolicName, String rejected, String previous) {
    try {
      return folder.rollBack(symbolicName, rejected, previous);
    } catch (IOException cannot) {
      LOG.error("{} {}: cannot be rolled back to {}", symbolicName, rejected, previous, cannot);
      return Optional.empty();
    }
  }
}
