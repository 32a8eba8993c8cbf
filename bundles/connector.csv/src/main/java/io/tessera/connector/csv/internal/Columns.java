package io.tessera.connector.csv.internal;

import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.TargetAttribute;
import io.tessera.connector.spi.TargetAttribute.Type;
import java.util.ArrayList;
import java.util.List;

/** The attributes that a file's columns make. All are texts: a CSV file knows nothing else. */
record Columns(Sheet sheet) {
  Description describe() {
    Layout layout = sheet.layout();
    List<TargetAttribute> attributes = new ArrayList<>();
    for (String column : sheet.header().names()) {
      layout.attributeOf(column).map(name -> attribute(name, column)).ifPresent(attributes::add);
    }
    return new Description.Known(attributes, false);
  }

  private TargetAttribute attribute(String name, String column) {
    Layout layout = sheet.layout();
    return new TargetAttribute(
        List.of(name),
        Type.STRING,
        layout.isMultiValued(column),
        Header.fold(column).equals(Header.fold(layout.key())),
        !layout.isOurs(column));
  }
}
