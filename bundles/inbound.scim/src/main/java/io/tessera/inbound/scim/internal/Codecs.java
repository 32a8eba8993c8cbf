package io.tessera.inbound.scim.internal;

import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.scim.protocol.Limits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The codecs of the schemas in force, which may change at any time. */
final class Codecs {
  private final Provisioning provisioning;
  private final Limits limits;
  private final Map<ResourceType, Codec> made = new ConcurrentHashMap<>();

  Codecs(Provisioning provisioning, Limits limits) {
    this.provisioning = provisioning;
    this.limits = limits;
  }

  Codec of(ResourceType type) {
    ResourceSchema schema = provisioning.schema(type);
    Codec present = made.get(type);
    if (present == null || present.schema() != schema) {
      present = Codec.of(schema, limits);
      made.put(type, present);
    }
    return present;
  }
}
