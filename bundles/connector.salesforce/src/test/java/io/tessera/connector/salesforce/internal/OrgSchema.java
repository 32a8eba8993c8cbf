package io.tessera.connector.salesforce.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The kinds of objects of an org and their fields, with types, lengths and properties as the Object
 * Reference has them.
 */
final class OrgSchema {
  private static final Pattern USERNAME =
      Pattern.compile("[A-Za-z0-9._'+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  private static final Map<String, Set<String>> PICKLISTS =
      Map.of(
          "TimeZoneSidKey", Set.of("GMT", "Europe/Zurich"),
          "LocaleSidKey", Set.of("en_US", "de_CH"),
          "LanguageLocaleKey", Set.of("en_US", "de"),
          "EmailEncodingKey", Set.of("UTF-8", "ISO-8859-1"));
  private static final Map<String, String> REFERENCES =
      Map.of("ProfileId", "Profile", "UserRoleId", "UserRole", "ManagerId", "User");

  /**
   * A field.
   *
   * @param properties c: create, u: update, n: nillable, d: defaulted on create
   */
  record Field(String type, int length, String properties) {
    boolean may(char property) {
      return properties.indexOf(property) >= 0;
    }
  }

  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, Map<String, Field>> objects = new LinkedHashMap<>();

  OrgSchema() {
    object("Profile", "Name string 255 -");
    object("UserRole", "Name string 80 cu", "DeveloperName string 80 cu");
    object("UserLogin", "UserId reference 18 -", "IsFrozen boolean 0 u");
    object(
        "Group",
        "Name string 40 cu",
        "DeveloperName string 80 cun",
        "Type picklist 40 cd",
        "Email email 255 cun",
        "DoesIncludeBosses boolean 0 cud");
    object("GroupMember", "GroupId reference 18 c", "UserOrGroupId reference 18 c");
    object(
        "PermissionSet",
        "Label string 80 cu",
        "Name string 80 cu",
        "Description string 255 cun",
        "IsOwnedByProfile boolean 0 d");
    object(
        "PermissionSetAssignment", "AssigneeId reference 18 c", "PermissionSetId reference 18 c");
    object(
        "User",
        "Username string 80 cu",
        "LastName string 80 cu",
        "FirstName string 40 cun",
        "Email email 128 cu",
        "Alias string 8 cu",
        "CommunityNickname string 40 cud",
        "IsActive boolean 0 cud",
        "TimeZoneSidKey picklist 40 cu",
        "LocaleSidKey picklist 40 cu",
        "EmailEncodingKey picklist 40 cu",
        "LanguageLocaleKey picklist 40 cu",
        "ProfileId reference 18 cu",
        "UserRoleId reference 18 cun",
        "ManagerId reference 18 cun",
        "Title string 80 cun",
        "Department string 80 cun",
        "Division string 80 cun",
        "CompanyName string 80 cun",
        "EmployeeNumber string 20 cun",
        "Phone phone 40 cun",
        "MobilePhone phone 40 cun",
        "AboutMe textarea 1000 cun",
        "FederationIdentifier string 512 cun",
        "UserPermissionsMarketingUser boolean 0 cud",
        "NumberOfFailedLogins int 0 n");
  }

  private void object(String name, String... fields) {
    Map<String, Field> all = new LinkedHashMap<>();
    all.put("Id", new Field("id", 18, "d"));
    all.put("SystemModstamp", new Field("datetime", 0, "d"));
    for (String each : fields) {
      String[] parts = each.split(" ", -1);
      all.put(parts[0], new Field(parts[1], Integer.parseInt(parts[2]), parts[3]));
    }
    objects.put(name, all);
  }

  Map<String, Field> fields(String object) throws Refusal {
    Map<String, Field> fields = objects.get(object);
    if (fields == null) {
      throw new Refusal(404, "NOT_FOUND", "The requested resource does not exist");
    }
    return fields;
  }

  boolean has(String object) {
    return objects.containsKey(object);
  }

  ObjectNode describe(String object) throws Refusal {
    ObjectNode answer = mapper.createObjectNode().put("name", object).put("createable", true);
    ArrayNode all = answer.putArray("fields");
    fields(object)
        .forEach(
            (name, field) ->
                all.addObject()
                    .put("name", name)
                    .put("type", field.type())
                    .put("length", field.length())
                    .put("createable", field.may('c'))
                    .put("updateable", field.may('u'))
                    .put("nillable", field.may('n'))
                    .put("defaultedOnCreate", field.may('d')));
    return answer;
  }

  /** Of each field that it is there, may be written, and has a value it may have. */
  void check(String object, ObjectNode change, boolean creation) throws Refusal {
    Iterator<Map.Entry<String, JsonNode>> fields = change.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> each = fields.next();
      Field field = fields(object).get(each.getKey());
      if (field == null) {
        throw Refusal.invalid("INVALID_FIELD", "No such column on sobject of type " + object);
      }
      if (!field.may(creation ? 'c' : 'u')) {
        throw Refusal.invalid(
            "INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields", each.getKey());
      }
      value(each.getKey(), field, each.getValue());
    }
  }

  private static void value(String name, Field field, JsonNode value) throws Refusal {
    if (value.isNull()) {
      if (!field.may('n')) {
        throw Refusal.invalid("REQUIRED_FIELD_MISSING", "Required fields are missing", name);
      }
      return;
    }
    boolean typed = field.type().equals("boolean") ? value.isBoolean() : value.isTextual();
    if (!typed) {
      throw Refusal.invalid("JSON_PARSER_ERROR", "Cannot deserialize instance");
    }
    if (field.length() > 0 && value.asText().length() > field.length()) {
      throw Refusal.invalid("STRING_TOO_LONG", name + ": data value too large", name);
    }
    boolean address = field.type().equals("email") || name.equals("Username");
    if (address && !USERNAME.matcher(value.asText()).matches()) {
      throw Refusal.invalid("INVALID_EMAIL_ADDRESS", name + ": invalid email address", name);
    }
    if (PICKLISTS.containsKey(name) && !PICKLISTS.get(name).contains(value.asText())) {
      throw Refusal.invalid(
          "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "bad value for restricted picklist", name);
    }
  }

  /** Of a new record, that nothing is missing. */
  void complete(String object, ObjectNode record) throws Refusal {
    for (Map.Entry<String, Field> each : fields(object).entrySet()) {
      Field field = each.getValue();
      boolean needed = field.may('c') && !field.may('n') && !field.may('d');
      if (needed && record.path(each.getKey()).asText().isEmpty()) {
        throw Refusal.invalid(
            "REQUIRED_FIELD_MISSING", "Required fields are missing", each.getKey());
      }
    }
  }

  /** What a field that refers to something refers to; empty: nothing that is kept here. */
  static String referred(String field) {
    return REFERENCES.getOrDefault(field, "");
  }
}
