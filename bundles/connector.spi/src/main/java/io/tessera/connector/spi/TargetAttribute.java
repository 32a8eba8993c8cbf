package io.tessera.connector.spi;

import java.util.List;

/**
 * What a target says of an attribute.
 *
 * @param names all it goes by; the first is the one to show
 * @param multiValued whether it may have several values
 * @param required whether a creation must give it a value; not for what the connector gives itself
 * @param writable whether it may be set
 */
public record TargetAttribute(
    List<String> names, Type type, boolean multiValued, boolean required, boolean writable) {
  public TargetAttribute {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("an attribute has a name");
    }
  }

  /** What its values are. */
  public enum Type {
    STRING,
    NUMBER,
    BOOLEAN,
    DATE,
    BINARY,
    /** It names another account or group. */
    REFERENCE
  }

  public String name() {
    return names.get(0);
  }
}
