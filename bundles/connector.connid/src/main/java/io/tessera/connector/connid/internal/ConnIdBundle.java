package io.tessera.connector.connid.internal;

import io.tessera.connector.connid.resident.Drivers;
import java.beans.Introspector;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.identityconnectors.framework.impl.api.local.LocalConnectorInfoImpl;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A jar at work: its class loader, and what comes out of it. */
public final class ConnIdBundle implements Closeable {
  /** Property of the generated component: the name the jar has in its manifest. */
  static final String NAME = "connid.bundle.name";

  /** Property of the generated component: the version in its manifest. */
  static final String VERSION = "connid.bundle.version";

  /** Where the jar is in the bundle that was made of it. */
  static final String JAR = "connid.jar";

  private static final Logger LOG = LoggerFactory.getLogger(ConnIdBundle.class);

  private final UnpackedJar unpacked;
  private final JarLoader loader;
  private final ConnectorClasses classes;
  private final ConnIdManifest manifest;

  private ConnIdBundle(UnpackedJar unpacked, JarLoader loader, ConnIdManifest manifest) {
    this.unpacked = unpacked;
    this.loader = loader;
    this.manifest = manifest;
    this.classes = new ConnectorClasses(loader, unpacked.contents(), manifest);
  }

  /** The jar that a generated bundle carries. */
  public static ConnIdBundle in(BundleContext context, Map<String, Object> properties)
      throws IOException {
    Path folder = context.getDataFile("connid").toPath();
    // A server that was killed has left it.
    UnpackedJar.remove(folder);
    Files.createDirectories(folder);
    Path jar = folder.resolve(JAR);
    @Nullable URL entry = context.getBundle().getEntry(JAR);
    if (entry == null) {
      throw new IOException(context.getBundle() + " carries no connector");
    }
    try (InputStream in = entry.openStream()) {
      Files.copy(in, jar);
    }
    ConnIdManifest manifest =
        new ConnIdManifest(
            String.valueOf(properties.get(NAME)), String.valueOf(properties.get(VERSION)), "");
    ClassLoader others = context.getBundle().adapt(BundleWiring.class).getClassLoader();
    return open(jar, folder.resolve("unpacked"), manifest, others);
  }

  static ConnIdBundle open(Path jar, Path folder, ConnIdManifest manifest, ClassLoader others)
      throws IOException {
    UnpackedJar unpacked = UnpackedJar.of(jar, folder);
    return new ConnIdBundle(unpacked, new JarLoader(unpacked.urls(), others), manifest);
  }

  ConnectorClasses classes() {
    return classes;
  }

  LocalConnectorInfoImpl connector(String className) {
    return classes.info(className);
  }

  @Override
  public void close() throws IOException {
    try (unpacked;
        loader) {
      tidy("databases", () -> EmbeddedDatabases.close(loader));
      tidy(
          "drivers",
          () ->
              ((Runnable) loader.adopt(Drivers.class).getDeclaredConstructor().newInstance())
                  .run());
      // Remembers the setters of configurations.
      Introspector.flushCaches();
    }
  }

  /** Something of the jar's to take away; a stranger's code may end in any way. */
  private interface Tidying {
    void run() throws ReflectiveOperationException, IOException;
  }

  private void tidy(String what, Tidying tidying) {
    try {
      tidying.run();
    } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError cannot) {
      LOG.warn("{}: its {} stay, and its classes stay with them", manifest.name(), what, cannot);
    }
  }
}
