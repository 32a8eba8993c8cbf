package io.tessera.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes bundles of bundles. */
final class Jars {
  private Jars() {}

  /**
   * Writes a bundle with nothing in it.
   *
   * @return where it is
   */
  static Path empty(String symbolicName, Path to) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(new Attributes.Name("Bundle-ManifestVersion"), "2");
    attributes.put(new Attributes.Name("Bundle-SymbolicName"), symbolicName);
    attributes.put(new Attributes.Name("Bundle-Version"), "1.0.0");
    new JarOutputStream(Files.newOutputStream(to), manifest).close();
    return to;
  }

  /** Writes the same bundle in another version. */
  static void withVersion(Path bundle, String version, Path to) throws IOException {
    withVersion(bundle, version, Map.of(), to);
  }

  /**
   * Writes the same bundle in another version and with other classes.
   *
   * @param classes by the names of their entries
   */
  static void withVersion(Path bundle, String version, Map<String, byte[]> classes, Path to)
      throws IOException {
    try (JarFile from = new JarFile(bundle.toFile())) {
      Manifest manifest = new Manifest(from.getManifest());
      manifest.getMainAttributes().put(new Attributes.Name("Bundle-Version"), version);
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), manifest)) {
        for (Enumeration<JarEntry> all = from.entries(); all.hasMoreElements(); ) {
          JarEntry entry = all.nextElement();
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new JarEntry(entry.getName()));
            if (classes.containsKey(entry.getName())) {
              out.write(classes.get(entry.getName()));
            } else {
              from.getInputStream(entry).transferTo(out);
            }
          }
        }
      }
    }
  }
}
