package io.tessera.connector.soap.internal;

import io.tessera.connector.xml.XmlElement;
import java.util.Optional;

/**
 * What a schema document says once for all its declarations.
 *
 * @param qualified whether elements declared inside others have the namespace
 */
record SchemaDefaults(String namespace, boolean qualified) {
  static SchemaDefaults of(XmlElement schema, String namespace) {
    return new SchemaDefaults(
        namespace, schema.attribute("elementFormDefault").filter("qualified"::equals).isPresent());
  }

  /** The namespace of an element that is declared inside another. */
  String ofLocal(XmlElement declaration) {
    Optional<String> form = declaration.attribute("form");
    return form.map("qualified"::equals).orElse(qualified) ? namespace : "";
  }
}
