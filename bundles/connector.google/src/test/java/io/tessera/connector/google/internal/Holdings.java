package io.tessera.connector.google.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tessera.connector.spi.ObjectType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a customer has in the directory, and the rules of the methods of the API. */
final class Holdings {
  private final ObjectMapper mapper = new ObjectMapper();
  private final AtomicLong number = new AtomicLong(100_000_000_000_000_000L);
  private final NavigableMap<String, ObjectNode> users = new TreeMap<>();
  private final NavigableMap<String, ObjectNode> groups = new TreeMap<>();
  private final Map<String, Set<String>> members = new HashMap<>();
  private final Map<String, String> byAddress = new HashMap<>();
  private final Set<String> orgUnits = new HashSet<>(Set.of("/"));
  private final Set<String> hidden = new HashSet<>();
  private boolean late;
  private int licences = Integer.MAX_VALUE;

  /** From now on nothing shows that is created, until {@link #showAll}. */
  synchronized void hideNew() {
    late = true;
  }

  synchronized void showAll() {
    late = false;
    hidden.clear();
  }

  synchronized void licences(int most) {
    licences = most;
  }

  // Users

  synchronized ObjectNode insertUser(ObjectNode user) throws Refusal {
    UserRules.check(user);
    UserRules.complete(user);
    checkUnit(user);
    refuseTaken(user.path("primaryEmail").asText(), "");
    if (users.size() >= licences) {
      throw new Refusal(412, "limitExceeded", "Domain user limit reached.");
    }
    String id = String.valueOf(number.incrementAndGet());
    user.put("id", id);
    stamp(user);
    users.put(id, user);
    byAddress.put(key(user.path("primaryEmail").asText()), id);
    hide(id);
    return told(user);
  }

  synchronized JsonNode user(String key) throws Refusal {
    return told(one(users, key, "userKey"));
  }

  /** Patch semantics: null clears, what is not mentioned stays, lists are replaced. */
  synchronized JsonNode updateUser(String key, ObjectNode change, @Nullable String condition)
      throws Refusal {
    ObjectNode user = one(users, key, "userKey");
    if (condition != null && !condition.equals(user.path("etag").asText())) {
      throw new Refusal(412, "conditionNotMet", "Precondition Failed");
    }
    UserRules.check(change);
    ObjectNode next = user.deepCopy();
    merge(next, change);
    UserRules.complete(next);
    checkUnit(change);
    String id = user.path("id").asText();
    refuseTaken(next.path("primaryEmail").asText(), id);
    rename(user.path("primaryEmail").asText(), next);
    stamp(next);
    users.put(id, next);
    return told(next);
  }

  private void rename(String before, ObjectNode user) {
    String after = user.path("primaryEmail").asText();
    byAddress.put(key(after), user.path("id").asText());
    if (!before.equalsIgnoreCase(after)) {
      user.withArray("aliases").add(before);
    }
  }

  synchronized void deleteAlias(String key, String alias) throws Refusal {
    ObjectNode user = one(users, key, "userKey");
    ArrayNode aliases = (ArrayNode) user.withArray("aliases");
    for (int i = 0; i < aliases.size(); i++) {
      if (aliases.get(i).asText().equalsIgnoreCase(alias)) {
        aliases.remove(i);
        byAddress.remove(key(alias));
        return;
      }
    }
    throw Refusal.notFound("resource_id");
  }

  synchronized void deleteUser(String key) throws Refusal {
    String id = one(users, key, "userKey").path("id").asText();
    users.remove(id);
    byAddress.values().removeIf(id::equals);
    members.values().forEach(all -> all.remove(id));
  }

  private static void merge(ObjectNode home, ObjectNode change) {
    Iterator<Map.Entry<String, JsonNode>> fields = change.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      if (field.getValue().isNull()) {
        home.remove(field.getKey());
      } else if (field.getValue() instanceof ObjectNode nested) {
        merge(home.withObjectProperty(field.getKey()), nested);
      } else {
        home.set(field.getKey(), field.getValue());
      }
    }
  }

  private void checkUnit(ObjectNode change) throws Refusal {
    if (change.has("orgUnitPath") && !orgUnits.contains(change.path("orgUnitPath").asText())) {
      throw Refusal.invalid("Invalid Input: INVALID_OU_ID");
    }
  }

  synchronized JsonNode insertOrgUnit(ObjectNode unit) throws Refusal {
    String parent = unit.path("parentOrgUnitPath").asText();
    if (!orgUnits.contains(parent)) {
      throw Refusal.invalid("Invalid Parent Orgunit Id");
    }
    String path = (parent.equals("/") ? "" : parent) + "/" + unit.path("name").asText();
    if (!orgUnits.add(path)) {
      throw Refusal.invalid("Invalid Ou Id");
    }
    return unit.put("orgUnitPath", path);
  }

  // Groups

  synchronized JsonNode insertGroup(ObjectNode group) throws Refusal {
    UserRules.group(group);
    refuseTaken(group.path("email").asText(), "");
    String id = "0" + Long.toString(number.incrementAndGet(), 36);
    group.put("id", id);
    stamp(group);
    groups.put(id, group);
    members.put(id, new LinkedHashSet<>());
    byAddress.put(key(group.path("email").asText()), id);
    hide(id);
    return group.deepCopy();
  }

  synchronized JsonNode group(String key) throws Refusal {
    return one(groups, key, "groupKey").deepCopy();
  }

  synchronized JsonNode updateGroup(String key, ObjectNode change) throws Refusal {
    ObjectNode group = one(groups, key, "groupKey");
    ObjectNode next = group.deepCopy();
    merge(next, change);
    UserRules.group(next);
    String id = group.path("id").asText();
    refuseTaken(next.path("email").asText(), id);
    byAddress.remove(key(group.path("email").asText()));
    byAddress.put(key(next.path("email").asText()), id);
    stamp(next);
    groups.put(id, next);
    return next.deepCopy();
  }

  synchronized void deleteGroup(String key) throws Refusal {
    String id = one(groups, key, "groupKey").path("id").asText();
    groups.remove(id);
    members.remove(id);
    byAddress.values().removeIf(id::equals);
  }

  synchronized JsonNode insertMember(String groupKey, ObjectNode member) throws Refusal {
    String group = one(groups, groupKey, "groupKey").path("id").asText();
    String id = member.path("id").asText();
    boolean exists = (users.containsKey(id) || groups.containsKey(id)) && !hidden.contains(id);
    if (!exists) {
      throw Refusal.notFound("memberKey");
    }
    if (!Set.of("OWNER", "MANAGER", "MEMBER").contains(member.path("role").asText())) {
      throw Refusal.invalid("Invalid Input: role");
    }
    if (!members.get(group).add(id)) {
      throw new Refusal(409, "duplicate", "Member already exists.");
    }
    return member;
  }

  synchronized void deleteMember(String groupKey, String member) throws Refusal {
    String group = one(groups, groupKey, "groupKey").path("id").asText();
    if (!members.get(group).remove(member)) {
      throw Refusal.notFound("memberKey");
    }
  }

  synchronized Set<String> members(String group) {
    return Set.copyOf(members.getOrDefault(group, Set.of()));
  }

  // Both

  /** In the order of ids, which stands for any order that stays the same. */
  synchronized JsonNode list(ObjectType type, Map<String, String> query) throws Refusal {
    if (!"my_customer".equals(query.get("customer"))) {
      throw new Refusal(400, "badRequest", "Bad Request");
    }
    int most = Integer.parseInt(query.getOrDefault("maxResults", "100"));
    if (most < 1 || most > (type == ObjectType.USER ? 500 : 200)) {
      throw Refusal.invalid("Invalid Input: max_results");
    }
    String token = query.getOrDefault("pageToken", "");
    if (!token.isEmpty() && !token.startsWith("t.")) {
      throw Refusal.invalid("Invalid Input: page_token");
    }
    NavigableMap<String, ObjectNode> all = type == ObjectType.USER ? users : groups;
    ObjectNode answer = mapper.createObjectNode();
    ArrayNode page = mapper.createArrayNode();
    for (ObjectNode each : all.tailMap(token.isEmpty() ? "" : token.substring(2), false).values()) {
      if (page.size() == most) {
        answer.put("nextPageToken", "t." + page.get(most - 1).path("id").asText());
        break;
      }
      page.add(told(each));
    }
    // Like the API, an empty page has no list at all.
    if (!page.isEmpty()) {
      answer.set(type == ObjectType.USER ? "users" : "groups", page);
    }
    return answer;
  }

  private ObjectNode one(Map<String, ObjectNode> all, String key, String called) throws Refusal {
    String id = key.contains("@") ? byAddress.getOrDefault(key(key), "") : key;
    ObjectNode found = all.get(id);
    if (found == null || hidden.contains(id)) {
      throw Refusal.notFound(called);
    }
    return found;
  }

  private void refuseTaken(String address, String self) throws Refusal {
    String owner = byAddress.get(key(address));
    if (owner != null && !owner.equals(self)) {
      throw new Refusal(409, "duplicate", "Entity already exists.");
    }
  }

  private void hide(String id) {
    if (late) {
      hidden.add(id);
    }
  }

  private void stamp(ObjectNode resource) {
    resource.put("etag", "\"e" + number.incrementAndGet() + "\"");
  }

  private static String key(String address) {
    return address.toLowerCase(java.util.Locale.ROOT);
  }

  /** Passwords are never told. */
  private static ObjectNode told(ObjectNode resource) {
    ObjectNode copy = resource.deepCopy();
    copy.remove("password");
    copy.remove("hashFunction");
    return copy;
  }

  JsonNode schemas() {
    ObjectNode answer = mapper.createObjectNode();
    ArrayNode fields =
        answer.putArray("schemas").addObject().put("schemaName", "Staff").putArray("fields");
    fields.addObject().put("fieldName", "badge").put("fieldType", "STRING");
    fields.addObject().put("fieldName", "floor").put("fieldType", "INT64");
    fields.addObject().put("fieldName", "keys").put("fieldType", "STRING").put("multiValued", true);
    return answer;
  }

  /** As it is kept, passwords and all; an empty object where there is none. */
  synchronized ObjectNode raw(ObjectType type, String id) {
    Map<String, ObjectNode> all = type == ObjectType.USER ? users : groups;
    ObjectNode found = all.get(id);
    return found == null ? mapper.createObjectNode() : found.deepCopy();
  }

  synchronized Map<String, ObjectNode> all(ObjectType type) {
    return new LinkedHashMap<>(type == ObjectType.USER ? users : groups);
  }

  /** Somebody else changes something. */
  synchronized void replace(String id, ObjectNode user) {
    stamp(user);
    users.put(id, user);
  }
}
