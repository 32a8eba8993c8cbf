package io.tessera.connector.google.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the published schema (discovery document of admin directory_v1: User, UserName, UserPhone
 * and so on) and its descriptions ask of users and groups.
 */
final class UserRules {
  static final String DOMAIN = "example.org";

  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9_'+-]+(\\.[A-Za-z0-9_'+-]+)*@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  private static final Pattern PASSWORD = Pattern.compile("[\\x20-\\x7e]{8,100}");
  private static final Set<String> HASHES = Set.of("MD5", "SHA-1", "crypt");
  private static final Set<String> TEXTS =
      Set.of(
          "primaryEmail",
          "password",
          "hashFunction",
          "orgUnitPath",
          "recoveryEmail",
          "recoveryPhone");
  private static final Set<String> TRUTHS =
      Set.of(
          "suspended",
          "changePasswordAtNextLogin",
          "includeInGlobalAddressList",
          "ipWhitelisted",
          "archived");

  private static final Set<String> TYPED = Set.of("value", "type", "customType", "primary");
  private static final Map<String, Set<String>> LISTS =
      Map.of(
          "phones", TYPED,
          "emails", Set.of("address", "type", "customType", "primary"),
          "externalIds", Set.of("value", "type", "customType"),
          "relations", Set.of("value", "type", "customType"),
          "websites", TYPED,
          "keywords", Set.of("value", "type", "customType"),
          "languages", Set.of("languageCode", "customLanguage", "preference"),
          "organizations",
              Set.of(
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
          "locations",
              Set.of(
                  "area",
                  "type",
                  "customType",
                  "buildingId",
                  "deskCode",
                  "floorName",
                  "floorSection"),
          "addresses",
              Set.of(
                  "formatted",
                  "type",
                  "customType",
                  "primary",
                  "streetAddress",
                  "locality",
                  "region",
                  "postalCode",
                  "country",
                  "countryCode",
                  "extendedAddress",
                  "poBox"));
  private static final Map<String, Set<String>> OBJECTS =
      Map.of(
          "name", Set.of("givenName", "familyName", "displayName"),
          "notes", Set.of("value", "contentType"),
          "gender", Set.of("type", "customGender", "addressMeAs"));

  private UserRules() {}

  /** Of each field the type and the size, and that there is such a field. */
  static void check(ObjectNode change) throws Refusal {
    Iterator<Map.Entry<String, JsonNode>> fields = change.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      check(field.getKey(), field.getValue());
    }
    if (change.has("password") && !PASSWORD.matcher(change.path("password").asText()).matches()) {
      throw Refusal.invalid("Invalid Password");
    }
    if (change.has("hashFunction")
        && !(change.has("password") && HASHES.contains(change.path("hashFunction").asText()))) {
      throw Refusal.invalid("Invalid Input: hash_function");
    }
    if (change.path("recoveryPhone").isTextual()
        && !change.path("recoveryPhone").asText().matches("\\+[0-9]{5,15}")) {
      throw Refusal.invalid("Invalid recovery phone.: recovery_phone");
    }
  }

  private static void check(String name, JsonNode value) throws Refusal {
    boolean known =
        TEXTS.contains(name)
            || TRUTHS.contains(name)
            || LISTS.containsKey(name)
            || OBJECTS.containsKey(name)
            || name.equals("customSchemas");
    if (!known) {
      throw Refusal.invalid("Invalid JSON payload received. Unknown name");
    }
    if (value.isNull()) {
      return;
    }
    if ((TEXTS.contains(name) && !value.isTextual())
        || (TRUTHS.contains(name) && !value.isBoolean())) {
      throw Refusal.invalid("Invalid value for: " + name);
    }
    if (LISTS.containsKey(name)) {
      list(name, value);
    }
    if (OBJECTS.containsKey(name)) {
      object(OBJECTS.get(name), value);
    }
  }

  private static void list(String name, JsonNode list) throws Refusal {
    if (!list.isArray()) {
      throw Refusal.invalid("Invalid value for: " + name);
    }
    for (JsonNode each : list) {
      object(LISTS.get(name), each);
      boolean custom = each.path("type").asText().equals("custom");
      if (each.has("customType") != custom) {
        throw Refusal.invalid("Invalid Input: custom_type");
      }
    }
    int most = Set.of("organizations", "addresses", "locations").contains(name) ? 10_240 : 2_048;
    if (list.toString().getBytes(UTF_8).length > most) {
      throw Refusal.invalid("Invalid Input: field is too large");
    }
  }

  private static void object(Set<String> subs, JsonNode object) throws Refusal {
    if (!object.isObject()) {
      throw Refusal.invalid("Invalid JSON payload received.");
    }
    Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      JsonNode value = field.getValue();
      boolean truth = field.getKey().equals("primary");
      boolean number = field.getKey().equals("fullTimeEquivalent");
      boolean typed =
          value.isNull()
              || (truth ? value.isBoolean() : number ? value.isNumber() : value.isTextual());
      if (!subs.contains(field.getKey()) || !typed) {
        throw Refusal.invalid("Invalid JSON payload received. Unknown name or type");
      }
    }
  }

  /** Of a user as it would be, what has to be there. */
  static void complete(ObjectNode user) throws Refusal {
    address(user.path("primaryEmail").asText(), "primary_user_email");
    name(user, "givenName", "GivenName");
    name(user, "familyName", "FamilyName");
    if (!user.hasNonNull("password")) {
      throw Refusal.invalid("Invalid Password");
    }
  }

  private static void name(ObjectNode user, String part, String called) throws Refusal {
    int length = user.path("name").path(part).asText().length();
    if (length == 0 || length > 60) {
      throw Refusal.invalid("Invalid Given/Family Name: " + called);
    }
  }

  static void address(String address, String called) throws Refusal {
    if (!ADDRESS.matcher(address).matches() || address.length() > 200) {
      throw Refusal.invalid("Invalid Input: " + called);
    }
    if (!address.endsWith("@" + DOMAIN)) {
      throw Refusal.notFound("domain");
    }
  }

  /** Of a group (schema Group). */
  static void group(ObjectNode group) throws Refusal {
    Iterator<String> names = group.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      boolean told = Set.of("id", "etag", "kind").contains(name);
      if (!told && !Set.of("email", "name", "description").contains(name)) {
        throw Refusal.invalid("Invalid JSON payload received. Unknown name");
      }
    }
    address(group.path("email").asText(), "email");
    if (group.path("name").asText().length() > 75
        || group.path("description").asText().length() > 4_096) {
      throw Refusal.invalid("Invalid Input: name or description");
    }
  }
}
