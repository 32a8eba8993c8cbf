package io.tessera.deploy.internal;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.felix.fileinstall.ArtifactUrlTransformer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator of files in the deploy folder that are no bundles: half copied, damaged, or
 * plain jars. File Install tries such a file again at each poll and says nothing.
 */
@Component
public final class UnusableJars implements ArtifactUrlTransformer {
  private static final Logger LOG = LoggerFactory.getLogger(UnusableJars.class);

  private static final String CONNID_HOST = "io.tessera.connector.connid";

  private final BundleContext context;

  /** Files told of, with their length then: a file that has grown is looked at anew. */
  private final Map<File, Long> told = new ConcurrentHashMap<>();

  @Activate
  public UnusableJars(BundleContext context) {
    this.context = context;
  }

  /** Called at each poll for a file nobody has taken; takes none itself. */
  @Override
  public boolean canHandle(File file) {
    String fault = fault(file);
    if (fault.isEmpty()) {
      told.remove(file);
    } else {
      Long length = file.length();
      if (!length.equals(told.put(file, length))) {
        LOG.warn("{} is not deployed: {}", file, fault);
      }
    }
    return false;
  }

  @Override
  public URL transform(URL artifact) {
    return artifact;
  }

  private String fault(File file) {
    try (JarFile jar = new JarFile(file)) {
      Manifest manifest = jar.getManifest();
      if (manifest != null && ConnIdJar.of(manifest.getMainAttributes()).isPresent()) {
        // Its host takes it at this or the next poll, and tells what is wrong with it.
        return hasConnIdHost() ? "" : "it is a ConnId connector; deploy " + CONNID_HOST + " too";
      }
      boolean bundle =
          manifest != null
              && manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) != null;
      return bundle ? "" : "it is no OSGi bundle, its manifest has no Bundle-SymbolicName";
    } catch (IOException e) {
      return "it is no complete jar file (" + e.getMessage() + ")";
    }
  }

  private boolean hasConnIdHost() {
    return Arrays.stream(context.getBundles())
        .anyMatch(b -> b.getState() == Bundle.ACTIVE && CONNID_HOST.equals(b.getSymbolicName()));
  }
}
