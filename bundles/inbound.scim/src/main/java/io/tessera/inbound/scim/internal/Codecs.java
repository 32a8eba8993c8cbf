package io.tessera.inbound.scim.internal;

import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Provisioning;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The codecs of the schemas in force, which may change at any time. */
final class Codecs {
  private final Provisioning provisioning;
  private final Map<ResourceType, Codec> made = new ConcurrentHashMap<>();

  Codecs(Provisioning provisioning) {
    this.provisioning = provisioning;
  }

  Codec of(ResourceType type) {
    ResourceSchema schema = provisioning.schema(type);
    Codec present = made.get(type);
    if (present == null || present.schema() != schema) {
      present = Codec.of(schema);
      made.put(type, present);
    }
    return present;
  }
}
