package io.tessera.connector.csv.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.TargetAttributes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What attributes are in cells, and back. Refuses what a cell cannot hold. */
final class Cells {
  private final Layout layout;
  private final Encoding encoding;

  Cells(Layout layout, Encoding encoding) {
    this.layout = layout;
    this.encoding = encoding;
  }

  /**
   * The cells, by place.
   *
   * @throws TargetFailure an attribute has no column (CONFIGURATION), or a value fits in none
   *     (INVALID)
   */
  Map<Integer, String> of(Header header, TargetAttributes attributes) throws TargetFailure {
    Map<Integer, String> cells = new LinkedHashMap<>();
    for (String attribute : attributes.names()) {
      String column = layout.columnOf(attribute);
      if (layout.isOurs(column)) {
        throw TargetFailure.of(
            FailureKind.CONFIGURATION,
            "The column "
                + column
                + " is kept by the connector itself; map no attribute to "
                + attribute
                + ".");
      }
      cells.put(header.needed(column), cell(attribute, column, attributes.all(attribute)));
    }
    return cells;
  }

  private String cell(String attribute, String column, List<String> values) throws TargetFailure {
    if (layout.isMultiValued(column)) {
      for (String value : values) {
        refuseUnfitForList(attribute, value);
      }
    } else if (values.size() > 1) {
      throw refused(attribute, "has several values; add its column to the multi-valued ones");
    }
    String cell = String.join(layout.separator(), values);
    // Readers written in C end a value here.
    if (cell.indexOf('\0') >= 0) {
      throw refused(attribute, "has a character that no CSV file can hold");
    }
    if (!encoding.knows(cell)) {
      throw refused(attribute, "has a character that is not in " + encoding.charset());
    }
    return cell;
  }

  private void refuseUnfitForList(String attribute, String value) throws TargetFailure {
    if (value.isEmpty() || value.contains(layout.separator())) {
      throw refused(attribute, "has a value that is empty or holds the separator of values");
    }
  }

  private static TargetFailure refused(String attribute, String why) {
    return TargetFailure.of(FailureKind.INVALID, "The attribute " + attribute + " " + why + ".");
  }

  /** The attributes in a line; those without a value are there and empty. */
  TargetAttributes in(Line line, Header header) {
    TargetAttributes.Builder attributes = TargetAttributes.builder();
    for (int i = 0; i < header.names().size(); i++) {
      String column = header.names().get(i);
      String cell = line.cell(i);
      if (!layout.isOurs(column)) {
        layout.attributeOf(column).ifPresent(name -> attributes.put(name, values(column, cell)));
      }
    }
    return attributes.build();
  }

  private List<String> values(String column, String cell) {
    if (cell.isEmpty()) {
      return List.of();
    }
    return layout.isMultiValued(column) ? split(cell, layout.separator()) : List.of(cell);
  }

  /** The values of a list in a cell, in their order; empty ones are left out. */
  static List<String> split(String cell, String separator) {
    return Arrays.stream(cell.split(Pattern.quote(separator))).filter(v -> !v.isEmpty()).toList();
  }
}
