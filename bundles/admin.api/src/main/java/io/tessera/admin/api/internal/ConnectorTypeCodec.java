package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.ConnectorType;
import java.util.Optional;

/** Connector types as JSON, with what is needed to draw their forms. */
final class ConnectorTypeCodec {
  private ConnectorTypeCodec() {}

  static Attributes json(ConnectorType type) {
    return new JsonObject()
        .text("id", type.id())
        .text("name", type.name())
        .text("description", type.description())
        .text("bundle", type.bundle())
        .text("remark", Optional.of(type.remark()).filter(r -> !r.isEmpty()))
        .texts("abilities", AbilityWords.of(type.abilities()))
        .text("icon", type.iconIfAny())
        .objects("properties", type.properties().stream().map(ConnectorTypeCodec::json).toList())
        .build();
  }

  private static Attributes json(ConnectorType.Property property) {
    return new JsonObject()
        .text("id", property.id())
        .text("name", property.name())
        .text("description", property.description())
        .word("kind", property.kind())
        .flag("required", property.required())
        .flag("many", property.many())
        .texts("defaults", property.defaults())
        .texts("options", property.options())
        .text("min", Optional.ofNullable(property.min()))
        .text("max", Optional.ofNullable(property.max()))
        .build();
  }
}
