package io.tessera.connector.csv.internal;

import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;

/** Reads and writes the files without the connector, as another program does. */
final class CsvCounterpart implements Counterpart {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private final Path users;
  private final Path groups;

  CsvCounterpart(Path users, Path groups) {
    this.users = users;
    this.groups = groups;
  }

  private Path of(ObjectType type) {
    return type == ObjectType.USER ? users : groups;
  }

  /** Lines that are not marked as deleted. */
  private List<Map<String, String>> lines(ObjectType type) {
    return all(type).stream().filter(l -> !"yes".equals(l.get("deleted"))).toList();
  }

  private List<Map<String, String>> all(ObjectType type) {
    try (CSVParser parser = CSVParser.parse(of(type), StandardCharsets.UTF_8, FORMAT)) {
      return parser.stream().<Map<String, String>>map(r -> new LinkedHashMap<>(r.toMap())).toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public Optional<Seen> find(ObjectType type, RemoteId id) {
    return lines(type).stream()
        .filter(l -> id.value().equals(l.get("id")))
        .findFirst()
        .map(this::seen);
  }

  private Seen seen(Map<String, String> line) {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    line.forEach(
        (name, value) ->
            attributes.put(
                name.equals("login") ? "uid" : name, value.isEmpty() ? List.of() : List.of(value)));
    Set<RemoteId> members = new LinkedHashSet<>();
    for (String key : line.getOrDefault("members", "").split(";")) {
      lines(ObjectType.USER).stream()
          .filter(u -> !key.isEmpty() && key.equals(u.get("login")))
          .forEach(u -> members.add(new RemoteId(u.get("id"))));
    }
    return new Seen(TargetAttributes.of(attributes), !"no".equals(line.get("active")), members);
  }

  @Override
  public int count(ObjectType type, String key) {
    String column = type == ObjectType.USER ? "login" : "name";
    return (int) lines(type).stream().filter(l -> key.equals(l.get(column))).count();
  }

  @Override
  public void set(ObjectType type, RemoteId id, String attribute, String value) {
    List<Map<String, String>> lines = all(type);
    lines.stream()
        .filter(l -> id.value().equals(l.get("id")))
        .forEach(l -> l.put(attribute, value));
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
      printer.printRecord(lines.get(0).keySet());
      for (Map<String, String> line : lines) {
        printer.printRecord(line.values());
      }
      Files.writeString(of(type), text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.empty();
  }
}
