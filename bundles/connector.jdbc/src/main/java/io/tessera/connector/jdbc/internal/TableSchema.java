package io.tessera.connector.jdbc.internal;

import io.tessera.connector.jdbc.internal.JdbcSettings.Ids;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttribute;
import java.util.ArrayList;
import java.util.List;

/** What the columns of a table say of attributes. */
final class TableSchema {
  private final Layouts layouts;

  TableSchema(Layouts layouts) {
    this.layouts = layouts;
  }

  Description describe(ObjectType type) throws TargetFailure, InterruptedException {
    // A policy map is checked against the table as it is now.
    layouts.forget();
    Layout layout = layouts.of(type);
    List<TargetAttribute> attributes = new ArrayList<>();
    layout.table().columns().forEach(c -> attributes.add(attribute(layout, c)));
    for (String name : layout.kind().procedures().attributes(type)) {
      if (layout.table().find(name).isEmpty()) {
        attributes.add(
            new TargetAttribute(List.of(name), TargetAttribute.Type.STRING, false, false, true));
      }
    }
    return new Description.Known(attributes, false);
  }

  private static TargetAttribute attribute(Layout layout, Column column) {
    boolean ours =
        layout.isFixed(column)
            || (column.equals(layout.id()) && layout.kind().ids() != Ids.ATTRIBUTE);
    boolean required = !ours && !column.nullable() && !column.given();
    return new TargetAttribute(
        List.of(column.name()),
        column.type().shown(),
        false,
        required || (layout.keys().contains(column) && !ours),
        column.writable() && !ours);
  }
}
