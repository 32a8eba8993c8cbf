package io.tessera.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The built distribution: its features as the launcher reads them, and its bundles. */
final class Distribution {
  private final Path home;
  private final Map<String, String> settings;

  /**
   * @param settings what the features' {@code ${...}} stand for
   */
  Distribution(Path home, Map<String, String> settings) {
    this.home = home;
    this.settings = settings;
  }

  /** Start level by jar. */
  Map<Path, Integer> bundles(List<String> features) throws IOException {
    Map<Path, Integer> bundles = new TreeMap<>();
    for (String feature : features) {
      for (JsonNode bundle : read(feature).path("bundles")) {
        bundles.put(jar(bundle.path("id").asText()), bundle.path("start-order").asInt());
      }
    }
    return bundles;
  }

  Map<String, String> frameworkProperties(List<String> features) throws IOException {
    Map<String, String> properties = new TreeMap<>();
    for (String feature : features) {
      read(feature)
          .path("framework-properties")
          .properties()
          .forEach(p -> properties.put(p.getKey(), filledIn(p.getValue().asText())));
    }
    return properties;
  }

  /** Gives each PID its properties; lists as arrays of strings, as Configuration Admin has them. */
  void configurations(List<String> features, BiConsumer<String, Map<String, Object>> each)
      throws IOException {
    for (String feature : features) {
      read(feature)
          .path("configurations")
          .properties()
          .forEach(entry -> each.accept(entry.getKey(), properties(entry.getValue())));
    }
  }

  /** Every feature file that ships. */
  List<String> featureNames() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("features"))) {
      return files.map(f -> f.getFileName().toString().replace(".json", "")).sorted().toList();
    }
  }

  /** Every jar that ships in the repository. */
  List<Path> packed() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("repository"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  Path connector(String name) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("connectors"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("io.tessera." + name + "-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private Map<String, Object> properties(JsonNode json) {
    Map<String, Object> properties = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      properties.put(entry.getKey(), value(entry.getValue()));
    }
    return properties;
  }

  private Object value(JsonNode json) {
    if (json.isArray()) {
      List<String> items = new ArrayList<>();
      json.forEach(item -> items.add(filledIn(item.asText())));
      return items.toArray(String[]::new);
    }
    return filledIn(json.asText());
  }

  private String filledIn(String text) {
    String filled = text;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      filled = filled.replace("${" + setting.getKey() + "}", setting.getValue());
    }
    return filled;
  }

  private Path jar(String id) {
    String[] parts = id.split(":", -1);
    return home.resolve("repository")
        .resolve(parts[0].replace('.', '/'))
        .resolve(parts[1])
        .resolve(parts[2])
        .resolve(parts[1] + "-" + parts[2] + ".jar");
  }

  private JsonNode read(String feature) throws IOException {
    Path file = home.resolve("features").resolve(feature + ".json");
    return new ObjectMapper().readTree(file.toFile());
  }
}
