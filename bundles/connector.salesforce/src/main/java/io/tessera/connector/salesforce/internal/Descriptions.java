package io.tessera.connector.salesforce.internal;

import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells the fields of users and groups, as the org describes them. */
final class Descriptions {
  private final SalesforceSettings settings;
  private final ObjectSchema users;
  private final ObjectSchema groups;

  Descriptions(SalesforceClient client, SalesforceSettings settings) {
    this.settings = settings;
    this.users = new ObjectSchema(client, "User");
    this.groups =
        new ObjectSchema(client, settings.groupKind().map(GroupKind::object).orElse("Group"));
  }

  ObjectSchema users() {
    return users;
  }

  ObjectSchema groups() {
    return groups;
  }

  Description of(ObjectType type) throws TargetFailure, InterruptedException {
    if (type == ObjectType.GROUP) {
      GroupKind kind = settings.groupKind().orElse(GroupKind.PUBLIC_GROUPS);
      Set<String> given = new HashSet<>(kind.fixed().keySet());
      given.add(kind.uniqueName());
      return new Description.Known(groups.describe(given), false);
    }
    List<TargetAttribute> all = new ArrayList<>(users.describe(given()));
    all.add(text(SalesforceConnector.PASSWORD_ATTRIBUTE));
    for (String reference :
        List.of("Profile.Name", "UserRole.Name", "UserRole.DeveloperName", "Manager.Username")) {
      all.add(text(reference));
    }
    return new Description.Known(all, false);
  }

  /** What new users get without being mapped. */
  private Set<String> given() {
    Set<String> given = new HashSet<>(Set.of("Alias"));
    settings.defaults().forEach((field, value) -> given.add(value.isEmpty() ? "" : field));
    if (!settings.profile().isEmpty()) {
      given.add("ProfileId");
    }
    return given;
  }

  private static TargetAttribute text(String name) {
    return new TargetAttribute(List.of(name), TargetAttribute.Type.STRING, false, false, true);
  }
}
