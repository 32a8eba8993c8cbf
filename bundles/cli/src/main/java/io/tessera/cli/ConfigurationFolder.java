package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The configuration as a folder: one file for each thing, in folders by kind, written in the same
 * form each time.
 */
record ConfigurationFolder(Path root) {
  private static final String ENDING = ".yaml";

  /** Where secrets are looked for, from within a file. */
  static final String SECRETS = "../secrets/";

  /** The documents of all files, whoever wrote them. */
  List<Document> read(Terminal terminal) throws CommandException {
    if (!Files.isDirectory(root)) {
      throw CommandException.failed("There is no folder " + root + ".");
    }
    List<Document> documents = new ArrayList<>();
    for (Path folder : foldersWithFiles()) {
      documents.addAll(Document.in(folder, terminal));
    }
    if (documents.isEmpty()) {
      throw CommandException.failed("There are no .yaml or .json files below " + root + ".");
    }
    return documents;
  }

  private List<Path> foldersWithFiles() throws CommandException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Document::isDocument)
          .map(file -> file.toAbsolutePath().getParent())
          .distinct()
          .sorted()
          .toList();
    } catch (IOException e) {
      throw CommandException.failed("Cannot read " + root + ": " + e.getMessage());
    }
  }

  /** Puts a thing into its file. What is there already in the same form is left untouched. */
  Path write(Desired.Kind kind, String name, Attributes document) throws CommandException {
    Path file = root.resolve(kind.word()).resolve(fileName(name));
    byte[] text = Yaml.write(List.of(document)).getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), text)) {
        Files.write(file, text);
      }
    } catch (IOException e) {
      throw CommandException.failed("Cannot write " + file + ": " + e.getMessage());
    }
    return file;
  }

  /** Files of an earlier export whose things the server does not have any more. */
  Set<Path> others(Set<Path> written) throws CommandException {
    Set<Path> others = new TreeSet<>();
    for (Desired.Kind kind : Desired.Kind.values()) {
      Path folder = root.resolve(kind.word());
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files.filter(file -> file.toString().endsWith(ENDING)).forEach(others::add);
        } catch (IOException e) {
          throw CommandException.failed("Cannot read " + folder + ": " + e.getMessage());
        }
      }
    }
    others.removeAll(written);
    return others;
  }

  /**
   * What is no plain letter, digit or dash is written by its number. Names differ by more than
   * case.
   */
  private static String fileName(String name) {
    StringBuilder safe = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              boolean plain =
                  (c >= 'a' && c <= 'z')
                      || (c >= 'A' && c <= 'Z')
                      || (c >= '0' && c <= '9')
                      || c == '-'
                      || c == '_';
              if (plain || (c == '.' && safe.length() > 0)) {
                safe.appendCodePoint(c);
              } else {
                safe.append('%').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
              }
            });
    return safe + ENDING;
  }
}
