package io.tessera.connector.google.internal;

import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttribute;
import java.util.ArrayList;
import java.util.List;

/** Tells the fields of users and groups: the API's own, and those the customer defined. */
final class Descriptions {
  private final DirectoryClient client;
  private final GoogleSettings settings;
  private final CustomFields custom;

  Descriptions(DirectoryClient client, GoogleSettings settings, CustomFields custom) {
    this.client = client;
    this.settings = settings;
    this.custom = custom;
  }

  Description of(ObjectType type) throws TargetFailure, InterruptedException {
    if (type == ObjectType.GROUP) {
      reach();
      return new Description.Known(groups(), false);
    }
    List<TargetAttribute> all = new ArrayList<>();
    for (UserField field : UserField.all()) {
      field.paths().forEach(path -> all.add(attribute(field, path)));
    }
    if (settings.customSchemas()) {
      all.addAll(custom.describe());
    } else {
      reach();
    }
    return new Description.Known(all, false);
  }

  /** What the API's version has is known; whether this is it has to be seen. */
  private void reach() throws TargetFailure, InterruptedException {
    client.get("users?maxResults=1&customer=" + DirectoryClient.encode(settings.customer()));
  }

  private static TargetAttribute attribute(UserField field, String path) {
    boolean plain = field.subs().isEmpty();
    String sub = path.substring(path.indexOf('.') + 1);
    boolean main = field.isList() && sub.equals(field.mainSub());
    boolean required = field.required() || path.equals("name.familyName") || isGiven(path);
    return new TargetAttribute(
        main ? List.of(path, field.name()) : List.of(path),
        plain ? field.type() : UserField.typeOfSub(sub),
        field.isList(),
        required,
        field.writable());
  }

  private static boolean isGiven(String path) {
    return path.equals("name.givenName");
  }

  private static List<TargetAttribute> groups() {
    return Groups.FIELDS.stream()
        .map(
            name ->
                new TargetAttribute(
                    List.of(name), TargetAttribute.Type.STRING, false, name.equals("email"), true))
        .toList();
  }
}
