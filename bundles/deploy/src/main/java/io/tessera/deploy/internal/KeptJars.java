package io.tessera.deploy.internal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Copies of the jars that were deployed lately, some versions of each bundle, under {@code
 * SYMBOLIC-NAME/VERSION/NAME.jar}.
 */
final class KeptJars {
  private static final int VERSIONS = 5;

  private final Path folder;

  KeptJars(Path folder) {
    this.folder = folder;
  }

  /** Keeps a copy, instead of one of the same version. */
  void keep(BundleJar jar) throws IOException {
    Path versions = folder.resolve(jar.symbolicName());
    Path place = versions.resolve(jar.version());
    Path kept = place.resolve(jar.file().getFileName());
    if (sameFile(jar.file(), kept)) {
      return;
    }
    Files.createDirectories(place);
    Path copy = place.resolve("copying");
    Files.copy(jar.file(), copy, REPLACE_EXISTING, COPY_ATTRIBUTES);
    if (BundleJar.in(copy).filter(c -> c.is(jar.symbolicName(), jar.version())).isEmpty()) {
      // It was overwritten meanwhile; there is news of that, too.
      Files.delete(copy);
      return;
    }
    for (Path old : jars(place)) {
      Files.delete(old);
    }
    Files.move(copy, kept, ATOMIC_MOVE, REPLACE_EXISTING);
    Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
    forgetOldVersions(versions);
  }

  private static boolean sameFile(Path file, Path kept) throws IOException {
    return Files.exists(kept)
        && Files.size(kept) == Files.size(file)
        && Files.getLastModifiedTime(kept).equals(Files.getLastModifiedTime(file));
  }

  private static void forgetOldVersions(Path bundle) throws IOException {
    List<Path> versions;
    try (Stream<Path> all = Files.list(bundle)) {
      versions = all.sorted(Comparator.comparing(KeptJars::modified).reversed()).toList();
    }
    for (Path old : versions.subList(Math.min(VERSIONS, versions.size()), versions.size())) {
      for (Path jar : jars(old)) {
        Files.delete(jar);
      }
      Files.deleteIfExists(old.resolve("copying"));
      Files.delete(old);
    }
  }

  private static FileTime modified(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }

  Optional<BundleJar> find(String symbolicName, String version) throws IOException {
    Path place = folder.resolve(symbolicName).resolve(version);
    return Files.isDirectory(place)
        ? jars(place).stream().findFirst().flatMap(BundleJar::in)
        : Optional.empty();
  }

  static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.getFileName().toString().endsWith(".jar")).toList();
    }
  }
}
