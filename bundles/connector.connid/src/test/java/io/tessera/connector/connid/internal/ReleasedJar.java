package io.tessera.connector.connid.internal;

import io.tessera.connector.connid.Hosting;
import io.tessera.connector.connid.SyncingConnector;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A connector as it is released, at work. */
final class ReleasedJar implements AutoCloseable {
  static final String CSVDIR = "net.tirasa.connid.bundles.csvdir.CSVDirConnector";
  static final String LDAP = "net.tirasa.connid.bundles.ldap.LdapConnector";
  static final String TABLE = "net.tirasa.connid.bundles.db.table.DatabaseTableConnector";

  private final ConnIdBundle bundle;

  private ReleasedJar(ConnIdBundle bundle) {
    this.bundle = bundle;
  }

  static Path file(String name) {
    return Path.of("target/connid", name + ".jar").toAbsolutePath();
  }

  static ConnIdManifest manifest(String name) {
    return ConnIdManifest.in(file(name).toFile()).orElseThrow();
  }

  static ReleasedJar open(String name) throws IOException {
    Path folder = Files.createTempDirectory(Path.of("target"), "jar").toAbsolutePath();
    return new ReleasedJar(
        ConnIdBundle.open(file(name), folder, manifest(name), ReleasedJar.class.getClassLoader()));
  }

  static List<FoundConnector> scan(String name) throws IOException {
    Path folder = Files.createTempDirectory(Path.of("target"), "scan").toAbsolutePath();
    return JarScan.of(file(name), manifest(name), folder);
  }

  ClassLoader loader(String type) {
    return bundle.connector(type).getConnectorClass().getClassLoader();
  }

  SyncingConnector connector(String type, Map<String, Object> settings) {
    Map<String, Object> properties = new HashMap<>(settings);
    properties.put(Hosted.CLASS, type);
    return Hosting.connector(bundle, properties);
  }

  static File[] unpacked() {
    return new File("target").listFiles(f -> f.getName().startsWith("jar"));
  }

  @Override
  public void close() throws IOException {
    bundle.close();
  }
}
