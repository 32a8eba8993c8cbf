package io.tessera.system;

import io.tessera.store.kit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Tools that some tests need. Without them the tests are skipped, or fail where CI=true. */
final class Installed {
  private Installed() {}

  /** The Java home of the current long-term release, besides the one that runs the tests. */
  static Path java25() {
    String home = System.getenv("JAVA25_HOME");
    Optional<Path> found =
        home != null
            ? Optional.of(Path.of(home))
            : newest(Path.of("/usr/lib/jvm"), "25").filter(p -> hasProgram(p, "java"));
    return orSkip(found, "Java 25: no JAVA25_HOME and no /usr/lib/jvm/*25*");
  }

  /** A PostgreSQL server of the tests' own, empty. */
  static PostgresServer startedPostgres() {
    orSkip(PostgresServer.programs(), "PostgreSQL: no initdb below /usr/lib/postgresql");
    return PostgresServer.start();
  }

  /** Python with the SOAP client zeep, as Debian's package python3-zeep brings it. */
  static Path pythonWithZeep() {
    Path python = Path.of("/usr/bin/python3");
    boolean there = Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/zeep"));
    return orSkip(Optional.of(python).filter(p -> there), "python3-zeep");
  }

  /** The browser that the console is tried in, as Debian's package chromium brings it. */
  static Path chromium() {
    return orSkip(
        Optional.of(Path.of("/usr/bin/chromium")).filter(Files::isExecutable), "chromium");
  }

  private static boolean hasProgram(Path home, String name) {
    return Files.isExecutable(home.resolve("bin").resolve(name));
  }

  private static Optional<Path> newest(Path folder, String part) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.getFileName().toString().contains(part))
          .max(Comparator.naturalOrder());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Path orSkip(Optional<Path> tool, String missing) {
    if (tool.isEmpty() && "true".equals(System.getenv("CI"))) {
      return Assertions.fail("not installed, and CI needs it: " + missing);
    }
    Assumptions.assumeTrue(tool.isPresent(), "skipped, not installed: " + missing);
    return tool.orElseThrow();
  }
}
