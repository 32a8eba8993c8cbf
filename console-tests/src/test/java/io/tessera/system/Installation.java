package io.tessera.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** What all browser tests share: a started server, a directory beside it, and the browser. */
final class Installation implements CloseableResource, AutoCloseable {
  private final Path folder;
  private final Directory directory;
  private final TesseraServer tessera;
  private final Chromium chromium;

  private Installation(Path folder, Directory directory, TesseraServer tessera, Chromium chromium) {
    this.folder = folder;
    this.directory = directory;
    this.tessera = tessera;
    this.chromium = chromium;
  }

  static Installation start() throws IOException {
    Path program = Installed.chromium();
    Path folder = Files.createTempDirectory("tessera-console");
    Directory directory = Directory.in(folder.resolve("directory"));
    TesseraServer tessera = TesseraServer.in(folder.resolve("tessera")).launch();
    Chromium chromium = Chromium.start(program);
    tessera.awaitReady();
    return new Installation(folder, directory, tessera, chromium);
  }

  /** The server, with an administrator. */
  TesseraServer tessera() {
    return tessera;
  }

  /** A directory that targets may be made for; may be stopped, and started again after that. */
  Directory directory() {
    return directory;
  }

  /** A folder that is removed in the end. */
  Path folder() {
    return folder;
  }

  /** Somebody at the shared server who is not signed in. */
  Console somebody() {
    return somebodyAt(tessera);
  }

  /** Somebody at another server. */
  Console somebodyAt(TesseraServer server) {
    return new Console(chromium.somebody("https://localhost:" + server.httpsPort()));
  }

  /** The administrator, signed in. */
  Console administrator() throws IOException {
    return somebody().signIn("admin", tessera.admin().text());
  }

  @Override
  public void close() throws IOException {
    chromium.close();
    tessera.close();
    directory.close();
    List<Path> all;
    try (Stream<Path> below = Files.walk(folder)) {
      all = below.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
