package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.Role.Entitlement;
import io.tessera.store.spi.Configurations.Item;

/** Roles as the documents the store keeps, and back. */
public final class RoleDocument {
  public static final String KIND = "role";

  private RoleDocument() {}

  public static Item item(Role role) {
    return new Item(
        KIND,
        role.id(),
        role.name(),
        role.version(),
        Attributes.builder()
            .put("displayName", role.displayName())
            .put("description", role.description())
            .put("targets", StoredLists.of(role.targets()))
            .put(
                "entitlements",
                StoredLists.ofObjects(
                    role.entitlements().stream().map(RoleDocument::entitlement).toList()))
            .put("includes", StoredLists.of(role.includes()))
            .build());
  }

  private static Attributes entitlement(Entitlement entitlement) {
    return Attributes.builder()
        .put("target", entitlement.target())
        .put("value", entitlement.value())
        .build();
  }

  public static Role read(Item item) {
    Attributes document = item.document();
    return new Role(
        item.id(),
        item.name(),
        document.text("displayName").orElse(item.name()),
        document.text("description").orElse(""),
        StoredLists.texts(document, "targets"),
        StoredLists.objects(document, "entitlements").stream()
            .map(e -> new Entitlement(e.text("target").orElse(""), e.text("value").orElse("")))
            .toList(),
        StoredLists.texts(document, "includes"),
        item.version());
  }
}
