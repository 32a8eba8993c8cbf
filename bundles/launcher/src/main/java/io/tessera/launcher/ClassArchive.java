package io.tessera.launcher;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.ObjectName;

/**
 * The classes of this run in the form the JVM loads fastest, for the next start on this data
 * directory. {@code bin/tessera} says whether one is wanted, and takes only those whose name tells
 * their true length.
 */
final class ClassArchive {
  private final Path prefix;

  private ClassArchive(Path prefix) {
    this.prefix = prefix;
  }

  /** The one {@code bin/tessera} asks for, when there is none yet. */
  static Optional<ClassArchive> asWanted() {
    return Optional.ofNullable(System.getProperty("tessera.archive"))
        .map(prefix -> new ClassArchive(Path.of(prefix)));
  }

  /** Best effort: without an archive the next start is slower, no more. */
  void write() {
    Path folder = prefix.resolveSibling("").toAbsolutePath();
    try {
      deleteOthers(folder);
      Path unfinished = folder.resolve("classes.new");
      Files.deleteIfExists(unfinished);
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "vmCds",
              new Object[] {new String[] {"dynamic_dump", quoted(unfinished)}},
              new String[] {String[].class.getName()});
      Path finished = Path.of(prefix + "-" + Files.size(unfinished) + ".jsa");
      Files.move(unfinished, finished, ATOMIC_MOVE);
    } catch (IOException | JMException | JMRuntimeException e) {
      System.err.println("tessera: no class archive for the next start: " + e.getMessage());
    }
  }

  /** The JVM takes the arguments apart again at blanks. */
  private static String quoted(Path file) {
    return '"' + file.toString() + '"';
  }

  /** Those of other JDKs and builds. */
  private static void deleteOthers(Path folder) throws IOException {
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, "classes-*.jsa")) {
      for (Path archive : archives) {
        Files.delete(archive);
      }
    }
  }
}
