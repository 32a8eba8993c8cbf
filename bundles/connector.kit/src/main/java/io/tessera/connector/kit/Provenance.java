package io.tessera.connector.kit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Which bundle a class is from, and which version of it.
 *
 * @param bundle its symbolic name; empty when it is from no bundle
 * @param version empty when it is from no bundle
 */
record Provenance(String bundle, String version) {
  private static final Provenance NOWHERE = new Provenance("", "");

  static Provenance of(Class<?> type) {
    @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
    @Nullable URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return NOWHERE;
    }
    try {
      return of(manifest(Path.of(location.toURI())).getMainAttributes());
    } catch (IOException | URISyntaxException noManifest) {
      return NOWHERE;
    }
  }

  private static Provenance of(Attributes manifest) {
    return new Provenance(text(manifest, "Bundle-SymbolicName"), text(manifest, "Bundle-Version"));
  }

  private static String text(Attributes manifest, String name) {
    @Nullable String value = manifest.getValue(name);
    return value == null ? "" : value;
  }

  private static Manifest manifest(Path classes) throws IOException {
    if (Files.isDirectory(classes)) {
      try (InputStream in = Files.newInputStream(classes.resolve(JarFile.MANIFEST_NAME))) {
        return new Manifest(in);
      }
    }
    try (JarFile jar = new JarFile(classes.toFile())) {
      @Nullable Manifest manifest = jar.getManifest();
      return manifest == null ? new Manifest() : manifest;
    }
  }
}
