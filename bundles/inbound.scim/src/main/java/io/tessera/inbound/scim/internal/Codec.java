package io.tessera.inbound.scim.internal;

import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim.protocol.FilterParser;
import io.tessera.scim.protocol.Limits;
import io.tessera.scim.protocol.PatchReader;
import io.tessera.scim.protocol.Projection;
import io.tessera.scim.protocol.ResourceReader;
import io.tessera.scim.protocol.ResourceWriter;

/** Everything that is made once per schema. */
record Codec(
    ResourceSchema schema,
    Limits limits,
    FilterParser filters,
    PatchReader patches,
    ResourceReader reader,
    ResourceWriter writer,
    Projection standard) {

  static Codec of(ResourceSchema schema, Limits limits) {
    return new Codec(
        schema,
        limits,
        new FilterParser(schema, limits),
        new PatchReader(schema, limits),
        new ResourceReader(schema),
        new ResourceWriter(schema),
        Projection.standard(schema));
  }
}
