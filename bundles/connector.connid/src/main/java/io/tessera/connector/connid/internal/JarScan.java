package io.tessera.connector.connid.internal;

import io.tessera.connector.connid.HostedConnector;
import io.tessera.connector.connid.SearchingConnector;
import io.tessera.connector.connid.SyncingConnector;
import java.beans.Introspector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.identityconnectors.common.script.Script;
import org.identityconnectors.framework.common.exceptions.ConnectorException;
import org.identityconnectors.framework.impl.api.APIConfigurationImpl;
import org.identityconnectors.framework.impl.api.ConfigurationPropertyImpl;
import org.identityconnectors.framework.impl.api.local.LocalConnectorInfoImpl;
import org.identityconnectors.framework.spi.operations.SearchOp;
import org.identityconnectors.framework.spi.operations.SyncOp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the connectors of a jar, and keeps none of its classes. */
final class JarScan {
  private static final String PID = "io.tessera.connector.connid.";
  private static final String SCRIPTED = "net.tirasa.connid.commons.scripted.";

  /** Such as createScript and searchCmdPath, but no description. */
  private static final Pattern SCRIPT_SETTING =
      Pattern.compile("script(?!ion)|cmdpath", Pattern.CASE_INSENSITIVE);

  private static final Logger LOG = LoggerFactory.getLogger(JarScan.class);

  private JarScan() {}

  /**
   * @param folder for the time of the scan
   */
  static List<FoundConnector> of(Path jar, ConnIdManifest manifest, Path folder)
      throws IOException {
    ClassLoader none = ClassLoader.getPlatformClassLoader();
    try (UnpackedJar unpacked = UnpackedJar.of(jar, folder);
        JarLoader loader = new JarLoader(unpacked.urls(), none)) {
      ConnectorClasses classes = new ConnectorClasses(loader, unpacked.contents(), manifest);
      List<FoundConnector> found = new ArrayList<>();
      for (String name : classes.names()) {
        try {
          if (classes.isConnector(name)) {
            found.add(describe(classes.info(name), manifest));
          }
        } catch (LinkageError | ConnectorException unusable) {
          LOG.warn("{}: {} is not offered: {}", manifest.name(), name, unusable.toString());
          LOG.debug("{} is not offered", name, unusable);
        }
      }
      return found;
    } finally {
      Introspector.flushCaches();
    }
  }

  private static FoundConnector describe(LocalConnectorInfoImpl info, ConnIdManifest manifest) {
    APIConfigurationImpl configuration = info.getDefaultAPIConfiguration();
    List<ConfigurationPropertyImpl> properties =
        configuration.getConfigurationProperties().getProperties().stream()
            .sorted(
                Comparator.comparing(ConfigurationPropertyImpl::getOrder)
                    .thenComparing(ConfigurationPropertyImpl::getName))
            .toList();
    Class<?> type = info.getConnectorClass();
    String label = info.getConnectorDisplayName();
    return new FoundConnector(
        type.getName(),
        PID + pidPart(manifest.name()) + "." + pidPart(type.getSimpleName()),
        // Without a message for it, it is the key of one.
        label == null || label.isBlank() || label.equals(type.getName())
            ? type.getSimpleName()
            : label,
        component(type),
        isScripted(type, properties),
        properties);
  }

  private static String pidPart(String text) {
    return text.replaceAll("[^A-Za-z0-9_.-]", "_");
  }

  private static Class<?> component(Class<?> type) {
    if (!SearchOp.class.isAssignableFrom(type)) {
      return HostedConnector.class;
    }
    return SyncOp.class.isAssignableFrom(type) ? SyncingConnector.class : SearchingConnector.class;
  }

  private static boolean isScripted(Class<?> type, List<ConfigurationPropertyImpl> properties) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each.getName().startsWith(SCRIPTED)) {
        return true;
      }
    }
    return properties.stream()
        .anyMatch(p -> p.getType() == Script.class || SCRIPT_SETTING.matcher(p.getName()).find());
  }
}
