package io.tessera.deploy.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A jar file that is a bundle, by its manifest; a ConnId connector bundle among them, of which the
 * host of those makes one.
 */
record BundleJar(Path file, String symbolicName, String version) {
  /** Empty when the file is no complete bundle. */
  static Optional<BundleJar> in(Path file) {
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      return manifest == null ? Optional.empty() : of(file, manifest.getMainAttributes());
    } catch (IOException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static Optional<BundleJar> of(Path file, Attributes manifest) {
    String name = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
    if (name != null) {
      return Optional.of(new BundleJar(file, withoutDirectives(name), version(manifest)));
    }
    return ConnIdJar.of(manifest).map(c -> new BundleJar(file, c.symbolicName(), c.osgiVersion()));
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
