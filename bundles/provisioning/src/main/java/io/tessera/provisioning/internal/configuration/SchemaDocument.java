package io.tessera.provisioning.internal.configuration;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.AttributeDefinition.Returned;
import io.tessera.model.schema.AttributeDefinition.Type;
import io.tessera.model.schema.AttributeDefinition.Uniqueness;
import io.tessera.model.schema.SchemaDefinition;
import java.util.List;
import java.util.Set;

/**
 * A custom schema and how it is written: RFC 7643 section 7, with {@code extends} and {@code
 * indexed}.
 *
 * @param indexed paths of attributes marked as indexed
 */
record SchemaDocument(
    ResourceType extended, SchemaDefinition definition, Set<AttributePath> indexed) {
  static final String SCHEMA_URN = "urn:ietf:params:scim:schemas:core:2.0:Schema";

  SchemaDocument {
    indexed = Set.copyOf(indexed);
  }

  /** With every characteristic told. */
  Attributes write() {
    return Attributes.builder()
        .put("schemas", Value.many(List.of(Value.text(SCHEMA_URN))))
        .put("id", definition.urn())
        .put("name", definition.name())
        .put("description", definition.description())
        .put("extends", extended.scimName())
        .put(
            "attributes",
            Value.many(
                definition.attributes().stream()
                    .map(a -> write(AttributePath.inExtension(definition.urn(), a.name()), a))
                    .toList()))
        .build();
  }

  private Value write(AttributePath path, AttributeDefinition attribute) {
    Attributes.Builder document =
        Attributes.builder()
            .put("name", attribute.name())
            .put("type", attribute.type().scimName())
            .put("multiValued", attribute.multiValued())
            .put("description", attribute.description())
            .put("required", attribute.required())
            .put("caseExact", attribute.caseExact())
            .put("mutability", word(attribute.mutability()))
            .put("returned", word(attribute.returned()))
            .put("uniqueness", word(attribute.uniqueness()))
            .put("canonicalValues", StoredLists.of(attribute.canonicalValues()))
            .put("referenceTypes", StoredLists.of(attribute.referenceTypes()))
            .put(
                "subAttributes",
                Value.many(
                    attribute.subAttributes().stream()
                        .map(s -> write(path.withSub(s.name()), s))
                        .toList()));
    if (!attribute.isComplex()) {
      document.put("indexed", indexed.contains(path));
    }
    return Value.complex(document.build());
  }

  static String word(Type type) {
    return type.scimName();
  }

  static String word(Mutability mutability) {
    return mutability.scimName();
  }

  static String word(Returned returned) {
    return returned.scimName();
  }

  static String word(Uniqueness uniqueness) {
    return uniqueness.scimName();
  }
}
