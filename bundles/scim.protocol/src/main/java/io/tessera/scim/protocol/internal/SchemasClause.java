package io.tessera.scim.protocol.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Resource;
import io.tessera.model.filter.Filter;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import java.util.List;
import java.util.Optional;

/**
 * Conditions over {@code schemas}, which is not kept: a resource has its core schema always and an
 * extension when it has one of the extension's attributes.
 */
final class SchemasClause {
  private final ResourceSchema schema;

  SchemasClause(ResourceSchema schema) {
    this.schema = schema;
  }

  boolean means(String word) {
    return word.equalsIgnoreCase("schemas")
        || word.equalsIgnoreCase(schema.core().urn() + ":schemas");
  }

  /** Holds for every resource: nothing is kept without its name. */
  Filter always() {
    return new Filter.Present(AttributePath.of(Resource.nameAttribute(schema.type())));
  }

  Filter has(String urn) {
    if (urn.equalsIgnoreCase(schema.core().urn())) {
      return always();
    }
    Optional<SchemaDefinition> extension = schema.extension(urn);
    if (extension.isEmpty()) {
      return new Filter.Not(always());
    }
    List<Filter> any =
        extension.get().attributes().stream()
            .<Filter>map(
                a -> new Filter.Present(AttributePath.inExtension(extension.get().urn(), a.name())))
            .toList();
    return any.size() == 1 ? any.get(0) : new Filter.Or(any);
  }
}
