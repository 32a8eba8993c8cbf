package io.tessera.connector.google.internal;

import io.tessera.connector.spi.TargetAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A field of a user, as the API's discovery document (admin directory_v1, schema User) has it.
 *
 * @param shape whether it is plain, an object or a list of objects
 * @param subs fields of the objects; empty for plain fields; the first is the one that is meant
 *     when none is named
 */
record UserField(
    String name,
    Shape shape,
    TargetAttribute.Type type,
    boolean required,
    boolean writable,
    List<String> subs) {
  /** What the value of a field is. */
  enum Shape {
    PLAIN,
    OBJECT,
    LIST
  }

  private static final List<UserField> ALL =
      List.of(
          plain("primaryEmail", TargetAttribute.Type.STRING, true),
          object("name", "familyName", "givenName", "displayName"),
          plain("password", TargetAttribute.Type.STRING, false),
          plain("hashFunction", TargetAttribute.Type.STRING, false),
          plain("changePasswordAtNextLogin", TargetAttribute.Type.BOOLEAN, false),
          plain("orgUnitPath", TargetAttribute.Type.STRING, false),
          plain("recoveryEmail", TargetAttribute.Type.STRING, false),
          plain("recoveryPhone", TargetAttribute.Type.STRING, false),
          plain("includeInGlobalAddressList", TargetAttribute.Type.BOOLEAN, false),
          plain("ipWhitelisted", TargetAttribute.Type.BOOLEAN, false),
          plain("archived", TargetAttribute.Type.BOOLEAN, false),
          list("emails", "address", "type", "customType", "primary"),
          list("phones", "value", "type", "customType", "primary"),
          list(
              "addresses",
              "formatted",
              "type",
              "customType",
              "primary",
              "streetAddress",
              "extendedAddress",
              "poBox",
              "locality",
              "region",
              "postalCode",
              "country",
              "countryCode"),
          list(
              "organizations",
              "name",
              "type",
              "customType",
              "primary",
              "title",
              "department",
              "description",
              "costCenter",
              "domain",
              "location",
              "symbol",
              "fullTimeEquivalent"),
          list("externalIds", "value", "type", "customType"),
          list("relations", "value", "type", "customType"),
          list("ims", "im", "type", "customType", "protocol", "customProtocol", "primary"),
          list("websites", "value", "type", "customType", "primary"),
          list("keywords", "value", "type", "customType"),
          list("languages", "languageCode", "customLanguage", "preference"),
          list(
              "locations",
              "area",
              "type",
              "customType",
              "buildingId",
              "deskCode",
              "floorName",
              "floorSection"),
          list(
              "posixAccounts",
              "username",
              "uid",
              "gid",
              "homeDirectory",
              "shell",
              "gecos",
              "systemId",
              "accountId",
              "operatingSystemType",
              "primary"),
          list("sshPublicKeys", "key", "expirationTimeUsec"),
          object("notes", "value", "contentType"),
          object("gender", "type", "customGender", "addressMeAs"),
          told("id", TargetAttribute.Type.STRING),
          told("suspended", TargetAttribute.Type.BOOLEAN),
          told("suspensionReason", TargetAttribute.Type.STRING),
          told("aliases", TargetAttribute.Type.STRING),
          told("nonEditableAliases", TargetAttribute.Type.STRING),
          told("creationTime", TargetAttribute.Type.DATE),
          told("lastLoginTime", TargetAttribute.Type.DATE),
          told("isAdmin", TargetAttribute.Type.BOOLEAN),
          told("isDelegatedAdmin", TargetAttribute.Type.BOOLEAN),
          told("isEnrolledIn2Sv", TargetAttribute.Type.BOOLEAN),
          told("isMailboxSetup", TargetAttribute.Type.BOOLEAN),
          told("customerId", TargetAttribute.Type.STRING));

  private static final Map<String, TargetAttribute.Type> SUB_TYPES =
      Map.of(
          "primary", TargetAttribute.Type.BOOLEAN,
          "fullTimeEquivalent", TargetAttribute.Type.NUMBER);

  UserField {
    subs = List.copyOf(subs);
  }

  private static UserField plain(String name, TargetAttribute.Type type, boolean required) {
    return new UserField(name, Shape.PLAIN, type, required, true, List.of());
  }

  private static UserField told(String name, TargetAttribute.Type type) {
    return new UserField(name, Shape.PLAIN, type, false, false, List.of());
  }

  private static UserField object(String name, String... subs) {
    return new UserField(
        name, Shape.OBJECT, TargetAttribute.Type.STRING, false, true, List.of(subs));
  }

  private static UserField list(String name, String... subs) {
    return new UserField(name, Shape.LIST, TargetAttribute.Type.STRING, false, true, List.of(subs));
  }

  static List<UserField> all() {
    return ALL;
  }

  /** Names are those of the API; that a policy map writes another case does no harm. */
  static Optional<UserField> named(String name) {
    return ALL.stream().filter(f -> f.name.equalsIgnoreCase(name)).findFirst();
  }

  boolean isList() {
    return shape == Shape.LIST;
  }

  String mainSub() {
    return subs.get(0);
  }

  /** The API's spelling of a sub-field. */
  Optional<String> sub(String written) {
    return subs.stream().filter(s -> s.equalsIgnoreCase(written)).findFirst();
  }

  static TargetAttribute.Type typeOfSub(String sub) {
    return SUB_TYPES.getOrDefault(sub, TargetAttribute.Type.STRING);
  }

  /** All its names, as policy maps write them, without element selections. */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    subs.forEach(sub -> paths.add(name + "." + sub));
    return paths.isEmpty() ? List.of(name) : paths;
  }
}
