package io.tessera.inbound.scim1.internal;

import io.tessera.model.schema.ResourceSchema;
import io.tessera.scim1.protocol.Scim1Filters;
import io.tessera.scim1.protocol.Scim1Projection;
import io.tessera.scim1.protocol.Scim1Reader;
import io.tessera.scim1.protocol.Scim1Writer;

/** Everything that is made once per schema. */
record Codec(
    ResourceSchema schema,
    Scim1Filters filters,
    Scim1Reader reader,
    Scim1Writer writer,
    Scim1Projection single,
    Scim1Projection listed) {

  static Codec of(ResourceSchema schema) {
    return new Codec(
        schema,
        new Scim1Filters(schema),
        new Scim1Reader(schema),
        new Scim1Writer(schema),
        Scim1Projection.single(schema),
        Scim1Projection.listed(schema));
  }
}
