package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Administrators.Credential;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Administrator;
import io.tessera.provisioning.api.admin.AdministratorRole;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

  static Attributes json(Administrator administrator) {
    return new JsonObject()
        .text("name", administrator.name())
        .text("displayName", administrator.displayName())
        .text("email", administrator.email())
        .texts(
            "roles", administrator.roles().stream().map(AdministratorRole::key).sorted().toList())
        .texts("targets", administrator.targets().stream().sorted().toList())
        .flag("enabled", administrator.enabled())
        .number("version", administrator.version())
        .build();
  }

  /** Reads one; the caller checks the fields. */
  static Administrator.Draft draft(Fields fields) {
    fields.readOnly("version");
    Set<AdministratorRole> roles = EnumSet.noneOf(AdministratorRole.class);
    for (String key : fields.texts("roles")) {
      AdministratorRole.byKey(key)
          .ifPresentOrElse(
              roles::add, () -> fields.problem("roles", "has no role \"" + key + "\"."));
    }
    return new Administrator.Draft(
        fields.text("name"),
        fields.optionalText("displayName").orElse(""),
        fields.optionalText("email").orElse(""),
        roles,
        Set.copyOf(fields.texts("targets")),
        fields.flag("enabled", true));
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
