package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.Role.Entitlement;

/** Roles as JSON. */
final class RoleCodec {
  private RoleCodec() {}

  static Attributes json(Role role) {
    return new JsonObject()
        .id("id", role.id())
        .text("name", role.name())
        .text("displayName", role.displayName())
        .text("description", role.description())
        .texts("targets", role.targets())
        .objects("entitlements", role.entitlements().stream().map(RoleCodec::json).toList())
        .texts("includes", role.includes())
        .number("version", role.version())
        .build();
  }

  private static Attributes json(Entitlement entitlement) {
    return new JsonObject()
        .text("target", entitlement.target())
        .text("value", entitlement.value())
        .build();
  }

  static Role.Draft draft(Attributes body) {
    Fields fields = Fields.of(body);
    fields.readOnly("id", "version");
    Role.Draft draft =
        new Role.Draft(
            fields.text("name"),
            fields.optionalText("displayName").orElse(""),
            fields.optionalText("description").orElse(""),
            fields.texts("targets"),
            fields.objects("entitlements").stream()
                .map(e -> new Entitlement(e.text("target"), e.text("value")))
                .toList(),
            fields.texts("includes"));
    fields.check();
    return draft;
  }
}
