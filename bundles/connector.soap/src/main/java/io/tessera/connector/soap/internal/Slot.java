package io.tessera.connector.soap.internal;

import io.tessera.connector.xml.XmlElement;

/**
 * An element as a schema declares it.
 *
 * @param namespace in which it is written; empty for none
 * @param required whether one must be there
 * @param many whether several may be there
 * @param declaration where its type is said
 * @param schema in which it is declared
 */
record Slot(
    String namespace,
    String name,
    boolean required,
    boolean many,
    boolean nillable,
    XmlElement declaration,
    SchemaDefaults schema) {
  Slot occurring(boolean mustBeThere, boolean severally) {
    return new Slot(namespace, name, mustBeThere, severally, nillable, declaration, schema);
  }
}
