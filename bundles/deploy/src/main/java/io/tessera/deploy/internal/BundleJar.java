package io.tessera.deploy.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** A jar file that is a bundle, by its manifest. */
record BundleJar(Path file, String symbolicName, String version) {
  /** Empty when the file is no complete bundle. */
  static Optional<BundleJar> in(Path file) {
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      String name =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
      return name == null
          ? Optional.empty()
          : Optional.of(
              new BundleJar(file, withoutDirectives(name), version(manifest.getMainAttributes())));
    } catch (IOException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static String withoutDirectives(String name) {
    int end = name.indexOf(';');
    return (end < 0 ? name : name.substring(0, end)).strip();
  }

  /** As the framework writes it: 1.0 is 1.0.0. */
  private static String version(Attributes manifest) {
    return Version.parseVersion(manifest.getValue(Constants.BUNDLE_VERSION)).toString();
  }

  boolean is(String otherName, String otherVersion) {
    return symbolicName.equals(otherName) && version.equals(otherVersion);
  }
}
