package io.tessera.connector.jdbc.internal;

import io.tessera.connector.spi.FailureKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table, as the database knows it.
 *
 * @param quoted its name as it stands in a statement, with its schema
 * @param columns in their order
 * @param unique names of columns that together hold no value twice, for each such constraint
 */
record Table(String name, String quoted, List<Column> columns, List<Set<String>> unique) {
  Table {
    columns = List.copyOf(columns);
    unique = List.copyOf(unique);
  }

  /** Finds a column as written, else the only one that differs in case. */
  Optional<Column> find(String written) {
    Optional<Column> exact = columns.stream().filter(c -> c.name().equals(written)).findFirst();
    if (exact.isPresent()) {
      return exact;
    }
    List<Column> alike = columns.stream().filter(c -> c.name().equalsIgnoreCase(written)).toList();
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
  }

  Column column(String written) throws TargetFailure {
    return find(written)
        .orElseThrow(
            () ->
                TargetFailure.of(
                    FailureKind.CONFIGURATION,
                    "The table " + name + " has no column " + written + "."));
  }

  /** Whether no two rows can have the same values in these columns. */
  boolean isUnique(Collection<Column> together) {
    Set<String> names = new HashSet<>();
    together.forEach(c -> names.add(c.name()));
    return unique.stream().anyMatch(names::containsAll);
  }

  /** Where a table is looked for. */
  record Name(String schema, String table) {
    /**
     * @param written {@code table} or {@code schema.table}
     */
    static Name of(String written) {
      int dot = written.lastIndexOf('.');
      return dot < 0
          ? new Name("", written)
          : new Name(written.substring(0, dot), written.substring(dot + 1));
    }

    @Override
    public String toString() {
      return schema.isEmpty() ? table : schema + "." + table;
    }
  }
}
