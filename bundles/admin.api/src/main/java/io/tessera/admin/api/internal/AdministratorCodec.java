package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.Administrators.Credential;
import io.tessera.provisioning.api.Permission;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Administrators as JSON. */
final class AdministratorCodec {
  private AdministratorCodec() {}

  /**
   * Somebody who is signed in: name, roles, permissions, and targets where they are limited to
   * some.
   *
   * @param name the field the name goes in
   */
  static JsonObject who(String name, Credential administrator) {
    JsonObject json =
        new JsonObject()
            .text(name, administrator.name())
            .text("displayName", displayName(administrator))
            .texts("roles", administrator.roles().stream().sorted().toList())
            .texts("permissions", permissions(administrator.permissions()));
    administrator
        .targets()
        .limit()
        .ifPresent(
            ids -> json.texts("targets", ids.stream().map(UUID::toString).sorted().toList()));
    return json;
  }

  private static String displayName(Credential administrator) {
    return administrator.displayName().isEmpty()
        ? administrator.name()
        : administrator.displayName();
  }

  /** Their keys, sorted; what everybody may is left out. */
  static List<String> permissions(Collection<Permission> permissions) {
    return permissions.stream()
        .filter(permission -> permission != Permission.ANYBODY)
        .map(Permission::key)
        .sorted()
        .toList();
  }
}
