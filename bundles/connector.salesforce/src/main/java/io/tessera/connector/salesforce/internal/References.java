package io.tessera.connector.salesforce.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.model.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Attributes that name another object by something else than its id: {@code Profile.Name}, {@code
 * UserRole.DeveloperName}, {@code Manager.Username}.
 */
final class References {
  private static final Map<String, String> OBJECTS =
      Map.of("Profile", "Profile", "UserRole", "UserRole", "Manager", "User");

  private final SalesforceClient client;

  References(SalesforceClient client) {
    this.client = client;
  }

  static boolean isReference(String attribute) {
    return attribute.indexOf('.') > 0;
  }

  /** The field that has the id. */
  static String fieldOf(String attribute) throws TargetFailure {
    return relation(attribute) + "Id";
  }

  private static String relation(String attribute) throws TargetFailure {
    String relation = attribute.substring(0, attribute.indexOf('.'));
    boolean usable =
        OBJECTS.containsKey(relation)
            && attribute.substring(relation.length() + 1).matches("[A-Za-z]\\w*");
    if (!usable) {
      throw ObjectSchema.unusable(
          attribute, "names none of Profile, UserRole and Manager; correct the mapping.");
    }
    return relation;
  }

  /**
   * The id of what has this value.
   *
   * @throws TargetFailure there is nothing, or more than one
   */
  String id(String attribute, String value) throws TargetFailure, InterruptedException {
    String relation = relation(attribute);
    String field = attribute.substring(relation.length() + 1);
    List<Attributes> found =
        client.query(
            "SELECT Id FROM "
                + OBJECTS.get(relation)
                + " WHERE "
                + field
                + " = "
                + Soql.quoted(value)
                + " LIMIT 2");
    Optional<String> id = found.stream().findFirst().flatMap(row -> row.text("Id"));
    if (found.size() != 1 || id.isEmpty()) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          attribute + ": the org has " + (found.isEmpty() ? "none" : "several") + " of this name.");
    }
    return id.get();
  }
}
