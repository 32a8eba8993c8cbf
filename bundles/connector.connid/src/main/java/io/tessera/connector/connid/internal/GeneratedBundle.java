package io.tessera.connector.connid.internal;

import io.tessera.connector.connid.HostedBundle;
import io.tessera.connector.spi.Connector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * An OSGi bundle around a jar, with a component and a form for each of its connectors, so that they
 * are connector types like all others (OSGi Compendium, Declarative Services: component description
 * 1.4).
 */
final class GeneratedBundle {
  private static final String SCR = "http://www.osgi.org/xmlns/scr/v1.4.0";
  private static final String MAP = "OSGI-INF/tessera/policy-map.json";

  /** Names the jar among those of all such bundles, in several versions at once. */
  private static final String KEY = "connid.bundle";

  /**
   * Where else connectors look for classes: drivers of databases, which are bundles of their own.
   */
  private static final String DRIVERS =
      "org.postgresql,org.postgresql.*,org.mariadb.jdbc,org.mariadb.jdbc.*,com.mysql.cj.jdbc,"
          + "com.mysql.cj.*,org.apache.derby.*,oracle.jdbc,oracle.jdbc.*,"
          + "com.microsoft.sqlserver.jdbc,com.ibm.db2.jcc,org.h2,org.hsqldb.jdbc";

  private final ConnIdManifest manifest;
  private final List<FoundConnector> connectors;

  GeneratedBundle(ConnIdManifest manifest, List<FoundConnector> connectors) {
    this.manifest = manifest;
    this.connectors = connectors;
  }

  void write(Path jar, Path to) throws IOException {
    try (OutputStream file = Files.newOutputStream(to);
        JarOutputStream out = new JarOutputStream(file, manifest())) {
      // It is read once and lies next to the jar, which is packed already.
      out.setLevel(Deflater.NO_COMPRESSION);
      entry(out, "OSGI-INF/bundle.xml", bundleComponent());
      for (int i = 0; i < connectors.size(); i++) {
        entry(out, component(i), connectorComponent(connectors.get(i)));
        entry(
            out, "OSGI-INF/metatype/connector" + i + ".xml", Form.of(connectors.get(i), manifest));
      }
      out.putNextEntry(new JarEntry(MAP));
      try (@Nullable InputStream map =
          GeneratedBundle.class.getResourceAsStream("policy-map.json")) {
        if (map == null) {
          throw new IOException("the policy map is missing");
        }
        map.transferTo(out);
      }
      out.putNextEntry(new JarEntry(ConnIdBundle.JAR));
      Files.copy(jar, out);
    }
  }

  private static void entry(JarOutputStream out, String name, String text) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String component(int number) {
    return "OSGI-INF/connector" + number + ".xml";
  }

  private Manifest manifest() {
    Manifest written = new Manifest();
    Attributes main = written.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", manifest.symbolicName());
    main.putValue("Bundle-Version", manifest.osgiVersion());
    main.putValue("Bundle-Name", "ConnId: " + manifest.name());
    main.putValue("Import-Package", HostedBundle.class.getPackageName() + ";version=\"[1,2)\"");
    main.putValue("DynamicImport-Package", DRIVERS);
    main.putValue(
        "Service-Component",
        "OSGI-INF/bundle.xml"
            + IntStream.range(0, connectors.size())
                .mapToObj(i -> "," + component(i))
                .collect(Collectors.joining()));
    main.putValue(
        "Require-Capability",
        "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.4)(!(version>=2)))\"");
    return written;
  }

  private String key() {
    return manifest.symbolicName() + "-" + manifest.osgiVersion();
  }

  private String bundleComponent() {
    StringBuilder xml = head(manifest.symbolicName());
    Xml.attribute(xml, "init", "2");
    Xml.attribute(xml, "deactivate", "close");
    xml.append(">\n");
    implementation(xml, HostedBundle.class);
    property(xml, KEY, key());
    property(xml, ConnIdBundle.NAME, manifest.name());
    property(xml, ConnIdBundle.VERSION, manifest.version());
    service(xml, HostedBundle.class);
    return end(xml);
  }

  private String connectorComponent(FoundConnector connector) {
    StringBuilder xml = head(connector.pid());
    Xml.attribute(xml, "configuration-policy", "require");
    Xml.attribute(xml, "configuration-pid", connector.pid());
    Xml.attribute(xml, "init", "2");
    Xml.attribute(xml, "deactivate", "close");
    xml.append(">\n");
    implementation(xml, connector.component());
    property(xml, Hosted.CLASS, connector.className());
    service(xml, Connector.class);
    xml.append("  <reference");
    Xml.attribute(xml, "name", "bundle");
    Xml.attribute(xml, "interface", HostedBundle.class.getName());
    Xml.attribute(xml, "target", "(" + KEY + "=" + key() + ")");
    Xml.attribute(xml, "parameter", "0");
    return end(xml.append("/>\n"));
  }

  private static StringBuilder head(String name) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<scr:component xmlns:scr=\"").append(SCR).append('"');
    Xml.attribute(xml, "name", name);
    return xml;
  }

  private static void implementation(StringBuilder xml, Class<?> type) {
    xml.append("  <implementation");
    Xml.attribute(xml, "class", type.getName());
    xml.append("/>\n");
  }

  private static void property(StringBuilder xml, String name, String value) {
    xml.append("  <property");
    Xml.attribute(xml, "name", name);
    Xml.attribute(xml, "type", "String");
    Xml.attribute(xml, "value", value);
    xml.append("/>\n");
  }

  private static void service(StringBuilder xml, Class<?> type) {
    xml.append("  <service><provide");
    Xml.attribute(xml, "interface", type.getName());
    xml.append("/></service>\n");
  }

  private static String end(StringBuilder xml) {
    return xml.append("</scr:component>\n").toString();
  }
}
