package io.tessera.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The unpacked distribution under test. Never written to. */
final class Distribution {
  private Distribution() {}

  static Path home() {
    String home = System.getProperty("tessera.distribution");
    if (home == null) {
      throw new IllegalStateException(
          "the system property tessera.distribution does not name the unpacked distribution");
    }
    return Path.of(home);
  }

  static Path command() {
    return home().resolve("bin/tessera");
  }

  /** The jar of a bundle that ships with the server. */
  static Path jar(String artifact) {
    try (Stream<Path> all = Files.walk(home().resolve("repository"))) {
      List<Path> found =
          all.filter(p -> p.getFileName().toString().matches(artifact + "-[0-9][^/]*\\.jar"))
              .toList();
      if (found.size() != 1) {
        throw new IllegalStateException("jars of " + artifact + ": " + found);
      }
      return found.get(0);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
