package io.tessera.connector.csv.internal;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a file is said to be.
 *
 * @param base the folder it must not leave
 * @param path below it, as configured
 */
record Place(Path base, Path path) {
  /**
   * @param property the setting, for the message
   * @param configured relative to the base, or absolute
   * @throws ConfigurationException it leads elsewhere
   */
  static Place of(Path base, String property, String configured) {
    Path path;
    try {
      path = base.resolve(configured).normalize();
    } catch (InvalidPathException malformed) {
      throw new ConfigurationException(property, "is no path of a file.");
    }
    if (!path.startsWith(base) || path.equals(base)) {
      throw new ConfigurationException(
          property, "leads out of the folder of files, which is " + base + "; put the file there.");
    }
    return new Place(base, path);
  }

  /**
   * The file itself, links followed.
   *
   * @throws TargetFailure it is not there, or a link leads out of the folder
   */
  Path locate() throws TargetFailure {
    try {
      Path real = path.toRealPath();
      if (!real.startsWith(base.toRealPath())) {
        throw TargetFailure.of(
            FailureKind.CONFIGURATION,
            path + " is a link that leads out of " + base + "; put the file there itself.");
      }
      if (!Files.isRegularFile(real)) {
        throw TargetFailure.of(FailureKind.CONFIGURATION, path + " is no file.");
      }
      return real;
    } catch (IOException unreachable) {
      throw TargetFailure.of("Look for " + path, unreachable);
    }
  }
}
