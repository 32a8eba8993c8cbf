package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.IdentityProvider;

/** Identity providers as JSON. */
final class IdentityProviderCodec {
  private IdentityProviderCodec() {}

  static Attributes json(IdentityProvider provider) {
    return new JsonObject()
        .id("id", provider.id())
        .text("name", provider.name())
        .text("displayName", provider.displayName())
        .flag("enabled", provider.enabled())
        .number("version", provider.version())
        .build();
  }

  static IdentityProvider.Draft draft(Attributes body) {
    Fields fields = Fields.of(body);
    fields.readOnly("id", "version");
    String name = fields.text("name");
    IdentityProvider.Draft draft =
        new IdentityProvider.Draft(
            name, fields.optionalText("displayName").orElse(name), fields.flag("enabled", true));
    fields.check();
    return draft;
  }
}
