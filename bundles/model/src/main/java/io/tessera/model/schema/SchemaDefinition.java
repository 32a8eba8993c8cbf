package io.tessera.model.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A set of attributes under a URN (RFC 7643 section 7). */
public final class SchemaDefinition {
  private final String urn;
  private final String name;
  private final String description;
  private final List<AttributeDefinition> attributes;
  private final Map<String, AttributeDefinition> byLowerCaseName = new HashMap<>();

  public SchemaDefinition(
      String urn, String name, String description, List<AttributeDefinition> attributes) {
    this.urn = urn;
    this.name = name;
    this.description = description;
    this.attributes = List.copyOf(attributes);
    attributes.forEach(a -> byLowerCaseName.put(a.name().toLowerCase(Locale.ROOT), a));
  }

  public String urn() {
    return urn;
  }

  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  public List<AttributeDefinition> attributes() {
    return attributes;
  }

  /** An attribute by its name in any case. */
  public Optional<AttributeDefinition> attribute(String anyCase) {
    return Optional.ofNullable(byLowerCaseName.get(anyCase.toLowerCase(Locale.ROOT)));
  }
}
