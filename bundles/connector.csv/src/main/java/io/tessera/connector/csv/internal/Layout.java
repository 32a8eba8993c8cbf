package io.tessera.connector.csv.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a file are for. Case does not matter in names of columns and attributes.
 *
 * @param label {@code user} or {@code group}, for messages
 * @param columns an attribute that is not there has the column of its own name
 * @param key the column that identifies a line for people
 * @param id the column that identifies it for ever; null: the key does
 * @param multiValued columns that hold several values
 * @param separator between them
 * @param disabled null: accounts cannot be disabled
 * @param deleted null: a deletion removes the line
 * @param members the column with the keys of a group's members; null for users
 */
record Layout(
    String label,
    Place place,
    List<Mapping> columns,
    String key,
    @Nullable String id,
    Set<String> multiValued,
    String separator,
    @Nullable Marker disabled,
    @Nullable Marker deleted,
    @Nullable String members) {

  /**
   * A column that marks a line.
   *
   * @param on its value in a line that is marked
   * @param off its value in one that is not
   */
  record Marker(String column, String on, String off) {}

  /** Which column an attribute is in. */
  record Mapping(String attribute, String column) {}

  /** The column of an attribute. */
  String columnOf(String attribute) {
    return columns.stream()
        .filter(m -> same(m.attribute(), attribute))
        .map(Mapping::column)
        .findFirst()
        .orElse(attribute);
  }

  /** The attribute that is in a column; empty where it is in no attribute's reach. */
  Optional<String> attributeOf(String column) {
    Optional<String> mapped =
        columns.stream().filter(m -> same(m.column(), column)).map(Mapping::attribute).findFirst();
    boolean elsewhere = columns.stream().anyMatch(m -> same(m.attribute(), column));
    return mapped.isPresent() || elsewhere || column.isBlank()
        ? mapped
        : Optional.of(column.strip());
  }

  /** Whether the connector keeps a column itself, so that no attribute may be in it. */
  boolean isOurs(String column) {
    return ours().anyMatch(c -> same(c, column));
  }

  /** The columns the file must have. */
  Stream<String> needed() {
    return Stream.concat(Stream.of(key), ours());
  }

  boolean isMultiValued(String column) {
    return multiValued.stream().anyMatch(c -> same(c, column));
  }

  private static boolean same(String one, String other) {
    return Header.fold(one).equals(Header.fold(other));
  }

  private Stream<String> ours() {
    return Stream.of(
            Optional.ofNullable(id),
            Optional.ofNullable(disabled).map(Marker::column),
            Optional.ofNullable(deleted).map(Marker::column),
            Optional.ofNullable(members))
        .flatMap(Optional::stream);
  }
}
