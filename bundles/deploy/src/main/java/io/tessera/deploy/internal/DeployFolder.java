package io.tessera.deploy.internal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The folder that is watched for jars, and copies of what was there before. */
final class DeployFolder {
  /** Folders in the watched folder are not watched, nor are names that do not end in .jar. */
  private static final String REJECTED = "rejected";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final KeptJars kept;

  DeployFolder(Path folder, KeptJars kept) {
    this.folder = folder;
    this.kept = kept;
  }

  boolean has(Path file) {
    return folder.equals(file.getParent());
  }

  /** Keeps a copy of a jar that is at work. */
  void keep(Path file, String symbolicName, String version) throws IOException {
    Optional<BundleJar> jar = BundleJar.in(file).filter(j -> j.is(symbolicName, version));
    if (jar.isPresent()) {
      kept.keep(jar.get());
    }
  }

  /**
   * Puts the previous jar back before the rejected one goes: at no instant is there none, whenever
   * the server is killed.
   *
   * @return where the rejected jar is now; empty when either jar is not there
   */
  Optional<Path> rollBack(String symbolicName, String rejected, String previous)
      throws IOException {
    Optional<BundleJar> bad = find(symbolicName, rejected);
    boolean sideBySide = find(symbolicName, previous).isPresent();
    Optional<BundleJar> good = kept.find(symbolicName, previous);
    if (bad.isEmpty() || (good.isEmpty() && !sideBySide)) {
      return Optional.empty();
    }
    Path aside = copyAside(bad.get());
    Path place = sideBySide ? folder : putBack(good.get().file());
    if (!place.equals(bad.get().file())) {
      Files.delete(bad.get().file());
    }
    return Optional.of(aside);
  }

  private Optional<BundleJar> find(String symbolicName, String version) throws IOException {
    return KeptJars.jars(folder).stream()
        .flatMap(f -> BundleJar.in(f).stream())
        .filter(j -> j.is(symbolicName, version))
        .findFirst();
  }

  private Path copyAside(BundleJar jar) throws IOException {
    Path aside = Files.createDirectories(folder.resolve(REJECTED));
    String name = jar.symbolicName() + "-" + jar.version() + "-" + STAMP.format(Instant.now());
    return Files.copy(jar.file(), aside.resolve(name + ".jar.rejected"), REPLACE_EXISTING);
  }

  private Path putBack(Path jar) throws IOException {
    Path place = folder.resolve(jar.getFileName());
    Path copy = folder.resolve(jar.getFileName() + ".rolling-back");
    Files.copy(jar, copy, REPLACE_EXISTING);
    // Length and time are what a change is recognised by.
    Files.setLastModifiedTime(copy, FileTime.from(Instant.now()));
    return Files.move(copy, place, ATOMIC_MOVE, REPLACE_EXISTING);
  }
}
