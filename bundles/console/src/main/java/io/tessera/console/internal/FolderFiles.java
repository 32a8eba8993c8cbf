package io.tessera.console.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files in a folder of sources, read each time; for whoever writes screens. */
final class FolderFiles implements ConsoleFiles {
  private final Path folder;
  private final ConsoleFiles others;

  /**
   * @param others what is not in the folder, such as the libraries of others
   */
  FolderFiles(Path folder, ConsoleFiles others) {
    this.folder = folder.toAbsolutePath().normalize();
    this.others = others;
  }

  @Override
  public String edition() {
    return "sources";
  }

  @Override
  public boolean lasting() {
    return false;
  }

  @Override
  public Optional<Asset> file(String name) {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      return others.file(name);
    }
    try {
      return Optional.of(Asset.once(name, Files.readAllBytes(file)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
