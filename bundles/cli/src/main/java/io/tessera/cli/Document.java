package io.tessera.cli;

import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One object of a JSON or YAML file.
 *
 * @param place where it stands, for messages: file and number within it
 * @param folder what relative files in it are relative to
 */
record Document(String place, Path folder, Attributes content) {
  private static final List<String> ENDINGS = List.of(".json", ".yaml", ".yml");

  /**
   * Reads a file, all files of a folder in the order of their names, or standard input when the
   * path is {@code -}. A JSON file holds an object or an array of them, a YAML file any number of
   * documents.
   */
  static List<Document> in(Path path, Terminal terminal) throws CommandException {
    if (path.toString().equals("-")) {
      return read("standard input", Path.of(""), Secrets.read("-", path, terminal));
    }
    List<Document> documents = new ArrayList<>();
    for (Path file : Files.isDirectory(path) ? filesOf(path) : List.of(path)) {
      Path folder = file.toAbsolutePath().getParent();
      documents.addAll(
          read(file.toString(), folder == null ? Path.of("") : folder, Secrets.read(file)));
    }
    return documents;
  }

  static boolean isDocument(Path file) {
    return ENDINGS.stream().anyMatch(file.toString()::endsWith);
  }

  private static List<Path> filesOf(Path folder) throws CommandException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> wanted = files.filter(Document::isDocument).sorted().toList();
      if (wanted.isEmpty()) {
        throw CommandException.failed("There are no .yaml or .json files in " + folder + ".");
      }
      return wanted;
    } catch (IOException e) {
      throw CommandException.failed("Cannot read " + folder + ": " + e.getMessage());
    }
  }

  private static List<Document> read(String source, Path folder, String text)
      throws CommandException {
    List<Document> documents = new ArrayList<>();
    for (Value value : parse(source, text)) {
      String place = source + " #" + (documents.size() + 1);
      if (!(value instanceof Value.Complex complex)) {
        throw CommandException.failed(place + ": an object is expected.");
      }
      documents.add(new Document(place, folder, complex.attributes()));
    }
    return documents;
  }

  private static List<Value> parse(String source, String text) throws CommandException {
    String start = text.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return Yaml.read(source, text);
    }
    String object = start.startsWith("[") ? "{\"items\":" + text + "}" : text;
    try {
      Attributes read =
          new AttributesJson()
              .read(new ByteArrayInputStream(object.getBytes(StandardCharsets.UTF_8)));
      return start.startsWith("[")
          ? read.get("items").map(Value::elements).orElse(List.of())
          : List.of(Value.complex(read));
    } catch (JsonFormatException | IOException e) {
      throw CommandException.failed(source + ": " + e.getMessage());
    }
  }
}
