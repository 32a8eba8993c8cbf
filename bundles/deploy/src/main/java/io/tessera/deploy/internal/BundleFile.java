package io.tessera.deploy.internal;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** The file a bundle was installed from: File Install names bundles by its address. */
final class BundleFile {
  private BundleFile() {}

  static Optional<Path> of(Bundle bundle) {
    String location = bundle.getLocation();
    int at = location.indexOf("file:");
    if (at < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(URI.create(location.substring(at))).toAbsolutePath().normalize());
    } catch (IllegalArgumentException | FileSystemNotFoundException notOurs) {
      return Optional.empty();
    }
  }
}
