package io.tessera.connector.connid.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.identityconnectors.framework.api.ConnectorKey;
import org.identityconnectors.framework.impl.api.local.LocalConnectorInfoImpl;
import org.identityconnectors.framework.impl.api.local.LocalConnectorInfoManagerImpl;
import org.identityconnectors.framework.spi.Connector;
import org.identityconnectors.framework.spi.ConnectorClass;

/** The connectors among the classes of a jar. */
final class ConnectorClasses {
  /** What every connector's class file names, as its annotation. */
  private static final String MARK = "Lorg/identityconnectors/framework/spi/ConnectorClass;";

  private static final String CLASS = ".class";

  private final ClassLoader loader;
  private final Set<String> contents;
  private final ConnIdManifest manifest;

  ConnectorClasses(ClassLoader loader, Set<String> contents, ConnIdManifest manifest) {
    this.loader = loader;
    this.contents = contents;
    this.manifest = manifest;
  }

  /** Names of what says it is a connector, in their order; none is loaded yet. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (String entry : new TreeSet<>(contents)) {
      if (entry.endsWith(CLASS) && isMarked(entry)) {
        names.add(entry.substring(0, entry.length() - CLASS.length()).replace('/', '.'));
      }
    }
    return names;
  }

  /**
   * Whether it is one.
   *
   * @throws LinkageError it is for a newer Java, or lacks something
   */
  boolean isConnector(String name) {
    return load(name).isAnnotationPresent(ConnectorClass.class);
  }

  private boolean isMarked(String entry) throws IOException {
    try (InputStream in = loader.getResourceAsStream(entry)) {
      return in != null
          && new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(MARK);
    }
  }

  /** A connector with its messages and its settings as they are when nobody sets them. */
  LocalConnectorInfoImpl info(String name) {
    Class<? extends Connector> type = load(name).asSubclass(Connector.class);
    ConnectorClass options = type.getAnnotation(ConnectorClass.class);
    LocalConnectorInfoImpl info = new LocalConnectorInfoImpl();
    info.setConnectorClass(type);
    info.setConnectorConfigurationClass(options.configurationClass());
    info.setConnectorDisplayNameKey(options.displayNameKey());
    info.setConnectorCategoryKey(options.categoryKey());
    info.setConnectorKey(new ConnectorKey(manifest.name(), manifest.version(), name));
    info.setMessages(LocalConnectorInfoManagerImpl.loadMessageCatalog(contents, loader, type));
    info.setDefaultAPIConfiguration(
        LocalConnectorInfoManagerImpl.createDefaultAPIConfiguration(info));
    return info;
  }

  private Class<?> load(String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException gone) {
      throw new IllegalStateException(manifest.name() + " has no class " + name, gone);
    }
  }
}
