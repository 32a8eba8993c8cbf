package io.tessera.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of {@code features/}, in the format of Sling features: bundles with their start order,
 * framework properties, configurations by PID. {@code ${name}} stands for a setting.
 */
record Feature(
    List<BundleEntry> bundles,
    Map<String, String> frameworkProperties,
    Map<String, Map<String, Object>> configurations) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

  /**
   * @param id Maven coordinates, {@code group:artifact:version}
   * @param startOrder the start level
   */
  record BundleEntry(String id, int startOrder) {
    Path in(Path repository) {
      String[] parts = id.split(":", -1);
      String file = parts[1] + "-" + parts[2] + ".jar";
      return repository
          .resolve(parts[0].replace('.', '/'))
          .resolve(parts[1])
          .resolve(parts[2])
          .resolve(file);
    }
  }

  static Feature read(Path file, Map<String, String> settings) throws IOException {
    Map<String, Object> json = Json.object(file);
    List<BundleEntry> bundles = new ArrayList<>();
    for (Object entry : list(file, json, "bundles")) {
      bundles.add(bundle(file, entry));
    }
    Map<String, String> properties = new LinkedHashMap<>();
    for (Map.Entry<String, Object> property : map(file, json, "framework-properties").entrySet()) {
      properties.put(property.getKey(), substituted(property.getValue().toString(), settings));
    }
    Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
    Map<String, Object> byPid = map(file, json, "configurations");
    for (String pid : byPid.keySet()) {
      configurations.put(pid, configuration(map(file, byPid, pid), settings));
    }
    return new Feature(bundles, properties, configurations);
  }

  private static BundleEntry bundle(Path file, Object entry) throws IOException {
    if (entry instanceof Map<?, ?> fields
        && fields.get("id") instanceof String id
        && id.split(":", -1).length == 3
        && fields.get("start-order") instanceof Long startOrder) {
      return new BundleEntry(id, Math.toIntExact(startOrder));
    }
    throw new IOException(
        file
            + ": a bundle is {\"id\": \"group:artifact:version\", \"start-order\": n}, not "
            + entry);
  }

  /** Configuration Admin knows arrays, not lists, and numbers as the component declares them. */
  static Map<String, Object> configuration(Map<String, Object> json, Map<String, String> settings) {
    Map<String, Object> properties = new LinkedHashMap<>();
    json.forEach((name, value) -> properties.put(name, configurationValue(value, settings)));
    return properties;
  }

  private static Object configurationValue(Object value, Map<String, String> settings) {
    if (value instanceof List<?> items) {
      return items.stream()
          .map(item -> substituted(item.toString(), settings))
          .toArray(String[]::new);
    }
    return value instanceof String text ? substituted(text, settings) : value;
  }

  private static String substituted(String text, Map<String, String> settings) {
    Matcher variable = VARIABLE.matcher(text);
    return variable.replaceAll(
        found -> Matcher.quoteReplacement(settings.getOrDefault(found.group(1), "")));
  }

  private static List<?> list(Path file, Map<String, Object> json, String name) throws IOException {
    Object value = json.getOrDefault(name, List.of());
    if (value instanceof List<?> items) {
      return items;
    }
    throw new IOException(file + ": " + name + " must be an array");
  }

  @SuppressWarnings("unchecked") // Json makes maps with string keys only
  private static Map<String, Object> map(Path file, Map<String, Object> json, String name)
      throws IOException {
    Object value = json.getOrDefault(name, Map.of());
    if (value instanceof Map<?, ?> members) {
      return (Map<String, Object>) members;
    }
    throw new IOException(file + ": " + name + " must be an object");
  }
}
