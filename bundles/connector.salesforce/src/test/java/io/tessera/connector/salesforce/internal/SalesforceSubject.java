package io.tessera.connector.salesforce.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tessera.connector.kit.Configurations;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.kit.Reach.Credentials;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The connector and the org it is tested against. Names of users get the domain example.org. */
final class SalesforceSubject implements Subject, Counterpart {
  private static final String DOMAIN = "example.org";

  final OrgDouble org;
  private final Map<String, ?> changes;

  SalesforceSubject(Map<String, ?> changes) throws IOException {
    this.org = new OrgDouble();
    this.changes = changes;
  }

  @Override
  public SalesforceConnector connector(Reach reach) {
    boolean right = reach.credentials() == Credentials.RIGHT;
    Map<String, Object> settings = new HashMap<>();
    settings.put("url", "http://127.0.0.1:" + reach.orElse(org.address()).getPort());
    settings.put("clientId", OrgDouble.CLIENT);
    settings.put("_clientSecret", right ? org.secret : "wrong");
    settings.put("subject", OrgDouble.INTEGRATION_USER);
    settings.put("_privateKey", (right ? AppKeys.RIGHT : AppKeys.WRONG).pem());
    settings.put("domain", DOMAIN);
    settings.put("profile", "Standard User");
    settings.put("connectTimeoutMillis", 1_000);
    settings.put("requestTimeoutMillis", 1_000);
    settings.putAll(changes);
    return new SalesforceConnector(Configurations.of(SalesforceConnector.Config.class, settings));
  }

  private boolean isPermissionSets() {
    return "permissionSets".equals(changes.get("groups"));
  }

  private String object(ObjectType type) {
    return type == ObjectType.USER ? "User" : isPermissionSets() ? "PermissionSet" : "Group";
  }

  @Override
  public Counterpart counterpart() {
    return this;
  }

  @Override
  public TargetAttributes named(ObjectType type, String name) {
    return type == ObjectType.USER
        ? TargetAttributes.builder()
            .put("Username", name)
            .put("LastName", "Y")
            .put("Email", "y@example.org")
            .put("UserRole.Name", "North")
            .build()
        : TargetAttributes.builder().put(nameAttribute(type), name).build();
  }

  @Override
  public String nameAttribute(ObjectType type) {
    return type == ObjectType.USER ? "Username" : isPermissionSets() ? "Label" : "Name";
  }

  @Override
  public String textAttribute() {
    return "AboutMe";
  }

  @Override
  public String foreignAttribute() {
    return "Department";
  }

  @Override
  public Optional<String> secret() {
    return Optional.of(org.secret);
  }

  @Override
  public boolean speaksHttp() {
    return true;
  }

  // The org, looked at from outside

  @Override
  public Optional<Seen> find(ObjectType type, RemoteId id) {
    ObjectNode raw = org.org.one(id.value());
    boolean removed = raw.path("Username").asText().startsWith("removed.");
    return raw.isEmpty() || removed ? Optional.empty() : Optional.of(seen(type, raw));
  }

  private Seen seen(ObjectType type, ObjectNode raw) {
    TargetAttributes.Builder attributes = TargetAttributes.builder();
    Iterator<Map.Entry<String, JsonNode>> fields = raw.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> each = fields.next();
      if (!each.getValue().isNull()) {
        String text = each.getValue().asText();
        attributes.put(
            each.getKey(),
            each.getKey().equals("Username") ? text.replace("@" + DOMAIN, "") : text);
      }
    }
    boolean active = type == ObjectType.GROUP || raw.path("IsActive").asBoolean();
    String id = raw.path("Id").asText();
    return new Seen(attributes.build(), active && !isFrozen(id), members(id));
  }

  private boolean isFrozen(String user) {
    return rows("UserLogin").stream()
        .anyMatch(
            row -> row.path("UserId").asText().equals(user) && row.path("IsFrozen").asBoolean());
  }

  private Set<RemoteId> members(String group) {
    Set<RemoteId> members = new LinkedHashSet<>();
    for (ObjectNode each : rows("GroupMember")) {
      if (each.path("GroupId").asText().equals(group)) {
        members.add(new RemoteId(each.path("UserOrGroupId").asText()));
      }
    }
    for (ObjectNode each : rows("PermissionSetAssignment")) {
      if (each.path("PermissionSetId").asText().equals(group)) {
        members.add(new RemoteId(each.path("AssigneeId").asText()));
      }
    }
    return members;
  }

  Collection<ObjectNode> rows(String object) {
    try {
      return org.org.all(object);
    } catch (Refusal cannotHappen) {
      throw new IllegalStateException(cannotHappen);
    }
  }

  @Override
  public int count(ObjectType type, String key) {
    String name = type == ObjectType.USER ? key + "@" + DOMAIN : key;
    String field = nameAttribute(type);
    return (int)
        rows(object(type)).stream().filter(r -> r.path(field).asText().equals(name)).count();
  }

  @Override
  public void set(ObjectType type, RemoteId id, String attribute, String value) {
    try {
      org.org.update(
          object(type), id.value(), new ObjectMapper().createObjectNode().put(attribute, value));
    } catch (Refusal refused) {
      throw new IllegalStateException(refused);
    }
  }

  @Override
  public boolean accepts(RemoteId user, String password) {
    return org.org.accepts(user.value(), password);
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.of(org.address());
  }

  @Override
  public void close() {
    org.close();
  }
}
