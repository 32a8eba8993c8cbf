package io.tessera.connector.connid.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A jar and the libraries in its {@code lib/}, as files of their own, which a class loader needs.
 *
 * @param folder holds nothing else, and goes when this is closed
 * @param contents the names of all entries
 */
record UnpackedJar(Path folder, List<Path> jars, Set<String> contents) implements Closeable {
  /**
   * @param folder is made
   */
  static UnpackedJar of(Path jar, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> jars = new ArrayList<>();
    jars.add(Files.copy(jar, folder.resolve("connector.jar")));
    Set<String> contents = new HashSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry :
          file.stream().sorted(Comparator.comparing(JarEntry::getName)).toList()) {
        contents.add(entry.getName());
        if (isLibrary(entry)) {
          // Numbered: nothing in a jar says where a file goes.
          Path library = folder.resolve("library-" + jars.size() + ".jar");
          try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, library);
          }
          jars.add(library);
        }
      }
    }
    return new UnpackedJar(folder, List.copyOf(jars), Set.copyOf(contents));
  }

  private static boolean isLibrary(JarEntry entry) {
    String name = entry.getName();
    return !entry.isDirectory() && name.startsWith("lib/") && name.endsWith(".jar");
  }

  List<URL> urls() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    return urls;
  }

  @Override
  public void close() throws IOException {
    remove(folder);
  }

  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
