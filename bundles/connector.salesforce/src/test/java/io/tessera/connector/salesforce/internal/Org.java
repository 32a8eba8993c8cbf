package io.tessera.connector.salesforce.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an org has, and the rules of its objects. */
final class Org {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
  private static final Map<String, String> PREFIXES =
      Map.of(
          "User", "005",
          "UserLogin", "0Yw",
          "Profile", "00e",
          "UserRole", "00E",
          "Group", "00G",
          "GroupMember", "011",
          "PermissionSet", "0PS",
          "PermissionSetAssignment", "0Pa");

  final OrgSchema schema = new OrgSchema();
  final Set<String> takenElsewhere = java.util.concurrent.ConcurrentHashMap.newKeySet();
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, Map<String, ObjectNode>> records = new LinkedHashMap<>();
  private final Map<String, String> passwords = new HashMap<>();
  private long number;
  private int licences = Integer.MAX_VALUE;

  Org() throws Refusal {
    PREFIXES.keySet().forEach(object -> records.put(object, new TreeMap<>()));
    keep("Profile", mapper.createObjectNode().put("Name", "Standard User"));
    keep("Profile", mapper.createObjectNode().put("Name", "Kund'innen \\ Co"));
    keep(
        "UserRole", mapper.createObjectNode().put("Name", "North").put("DeveloperName", "North_1"));
  }

  synchronized void licences(int most) {
    licences = most;
  }

  synchronized Collection<ObjectNode> all(String object) throws Refusal {
    schema.fields(object);
    return List.copyOf(records.get(object).values());
  }

  synchronized ObjectNode one(String id) {
    for (Map<String, ObjectNode> all : records.values()) {
      ObjectNode found = all.get(id);
      if (found != null) {
        return found.deepCopy();
      }
    }
    return mapper.createObjectNode();
  }

  private String keep(String object, ObjectNode record) {
    String id = PREFIXES.get(object) + String.format("%012d", ++number) + "AAA";
    record.put("Id", id);
    stamp(record);
    records.get(object).put(id, record);
    return id;
  }

  /** Some changes have the same time. */
  private void stamp(ObjectNode record) {
    number++;
    record.put("SystemModstamp", STAMP.format(Instant.ofEpochSecond(1_760_000_000L + number / 5)));
  }

  synchronized String create(String object, ObjectNode record) throws Refusal {
    schema.check(object, record, true);
    schema.complete(object, record);
    referred(record);
    switch (object) {
      case "User" -> {
        if (!record.has("IsActive")) {
          record.put("IsActive", true);
        }
        if (!record.has("CommunityNickname")) {
          record.put("CommunityNickname", "n" + (number + 1));
        }
        checkUser(record, "");
      }
      case "Group" -> unique(object, record, "DeveloperName", "", "DUPLICATE_DEVELOPER_NAME");
      case "PermissionSet" -> {
        record.put("IsOwnedByProfile", false);
        unique(object, record, "Name", "", "DUPLICATE_DEVELOPER_NAME");
      }
      case "GroupMember" -> pair(object, record, "GroupId", "UserOrGroupId");
      case "PermissionSetAssignment" -> pair(object, record, "PermissionSetId", "AssigneeId");
      default -> {}
    }
    String id = keep(object, record);
    if (object.equals("User")) {
      ObjectNode login = mapper.createObjectNode().put("UserId", id).put("IsFrozen", false);
      keep("UserLogin", login);
    }
    return id;
  }

  private void referred(ObjectNode record) throws Refusal {
    Iterator<Map.Entry<String, JsonNode>> fields = record.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> each = fields.next();
      String object = OrgSchema.referred(each.getKey());
      boolean missing =
          !object.isEmpty()
              && each.getValue().isTextual()
              && !records.get(object).containsKey(each.getValue().asText());
      if (missing) {
        throw Refusal.invalid(
            "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", each.getKey());
      }
    }
  }

  private void pair(String object, ObjectNode record, String one, String other) throws Refusal {
    if (one(record.path(one).asText()).isEmpty() || one(record.path(other).asText()).isEmpty()) {
      throw Refusal.invalid("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
    }
    for (ObjectNode each : records.get(object).values()) {
      if (each.path(one).equals(record.path(one)) && each.path(other).equals(record.path(other))) {
        throw Refusal.invalid("DUPLICATE_VALUE", "duplicate value found: members");
      }
    }
  }

  private void checkUser(ObjectNode user, String id) throws Refusal {
    if (takenElsewhere.contains(user.path("Username").asText())) {
      throw Refusal.invalid("DUPLICATE_USERNAME", "Duplicate Username", "Username");
    }
    unique("User", user, "Username", id, "DUPLICATE_USERNAME");
    unique("User", user, "CommunityNickname", id, "DUPLICATE_COMM_NICKNAME");
    unique("User", user, "FederationIdentifier", id, "DUPLICATE_VALUE");
    long active =
        records.get("User").values().stream()
            .filter(u -> u.path("IsActive").asBoolean() && !u.path("Id").asText().equals(id))
            .count();
    if (user.path("IsActive").asBoolean() && active >= licences) {
      throw Refusal.invalid("LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded", "Profile");
    }
  }

  private void unique(String object, ObjectNode record, String field, String self, String code)
      throws Refusal {
    String value = record.path(field).asText();
    boolean none = value.isEmpty() || record.path(field).isNull();
    for (ObjectNode each : records.get(object).values()) {
      boolean same = !none && each.path(field).asText().equalsIgnoreCase(value);
      if (same && !each.path("Id").asText().equals(self)) {
        throw Refusal.invalid(code, "Duplicate " + field, field);
      }
    }
  }

  synchronized void update(String object, String id, ObjectNode change) throws Refusal {
    ObjectNode present = existing(object, id);
    schema.check(object, change, false);
    referred(change);
    ObjectNode next = present.deepCopy();
    next.setAll(change);
    if (object.equals("User")) {
      checkUser(next, id);
    }
    stamp(next);
    records.get(object).put(id, next);
  }

  private ObjectNode existing(String object, String id) throws Refusal {
    schema.fields(object);
    ObjectNode found = records.get(object).get(id);
    if (found == null) {
      throw new Refusal(404, "NOT_FOUND", "The requested resource does not exist");
    }
    return found;
  }

  synchronized void delete(String object, String id) throws Refusal {
    existing(object, id);
    if (object.equals("User")) {
      throw Refusal.invalid("DELETE_OPERATION_TOO_LARGE", "Users cannot be deleted");
    }
    records.get(object).remove(id);
    for (String membership : List.of("GroupMember", "PermissionSetAssignment")) {
      records
          .get(membership)
          .values()
          .removeIf(
              row ->
                  row.path("GroupId").asText().equals(id)
                      || row.path("UserOrGroupId").asText().equals(id)
                      || row.path("PermissionSetId").asText().equals(id));
    }
  }

  synchronized void password(String id, String password) throws Refusal {
    existing("User", id);
    if (password.length() < 8) {
      throw Refusal.invalid("INVALID_NEW_PASSWORD", "Your password must be longer");
    }
    passwords.put(id, password);
  }

  synchronized boolean accepts(String id, String password) {
    return password.equals(passwords.get(id));
  }

  /** The kind of object an id is of. */
  static String objectOf(String id) {
    return PREFIXES.entrySet().stream()
        .filter(each -> id.startsWith(each.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
