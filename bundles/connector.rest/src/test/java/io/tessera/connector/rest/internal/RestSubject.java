package io.tessera.connector.rest.internal;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttributes;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The connector and the service it is tested against. */
final class RestSubject implements Subject {
  private final UserService service;
  private final Map<String, Object> settings;

  RestSubject(UserService service, Map<String, Object> settings) {
    this.service = service;
    this.settings = settings;
  }

  /** Of a service that has PATCH, a field for disabled users, cursors, one member at a time. */
  static Map<String, Object> plain() {
    Map<String, Object> settings = common();
    settings.put("updateUser", "PATCH /users/{id}");
    settings.put("activeField", "/active");
    settings.put("usersAt", "/items");
    settings.put("listUsers", "GET /users?size={limit}&after={cursor}");
    settings.put("updateGroup", "PATCH /groups/{id}");
    settings.put("groupsAt", "/items");
    settings.put("listGroups", "GET /groups?size={limit}&after={cursor}");
    settings.put("nextPage", "/next");
    settings.put("addMember", "PUT /groups/{id}/members/{member}");
    settings.put("removeMember", "DELETE /groups/{id}/members/{member}");
    return settings;
  }

  /** Of one that has PUT, calls to enable and disable, links, several members, and wrappings. */
  static Map<String, Object> wrapped() {
    Map<String, Object> settings = common();
    settings.put("createUser", "POST /users {\"data\": \"{attributes}\"} -> 201");
    settings.put("updateUser", "PUT /users/{id} {\"data\": {\"*\": \"{attributes}\"}}");
    settings.put("enableUser", "POST /users/{id}/enable -> 204");
    settings.put("disableUser", "POST /users/{id}/disable -> 204");
    settings.put("userAt", "/data");
    settings.put("usersAt", "/data");
    settings.put("listUsers", "GET /users?size={limit}");
    settings.put("createGroup", "POST /groups {\"data\": \"{attributes}\"}");
    settings.put("updateGroup", "PUT /groups/{id} {\"data\": \"{attributes}\"}");
    settings.put("groupAt", "/data");
    settings.put("groupsAt", "/data");
    settings.put("listGroups", "GET /groups?size={limit}");
    settings.put("addMember", "PATCH /groups/{id}/members {\"data\": {\"add\": \"{members}\"}}");
    settings.put(
        "removeMember", "PATCH /groups/{id}/members {\"data\": {\"remove\": \"{members}\"}}");
    settings.put("membersPerRequest", 50);
    return settings;
  }

  private static Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("findUser", "GET /users?login={login}");
    settings.put(
        "userFields",
        new String[] {
          "login = /login",
          "displayName = /displayName",
          "title = /title",
          "age = /age number",
          "roles = /roles string[]",
          "city = /profile/address/city",
          "password = /password string write"
        });
    settings.put("createGroup", "POST /groups");
    settings.put("readGroup", "GET /groups/{id}");
    settings.put("findGroup", "GET /groups?name={name}");
    settings.put("deleteGroup", "DELETE /groups/{id}");
    settings.put("errorCode", "/error/code");
    settings.put("errorText", "/error/message");
    settings.put("connectTimeoutMillis", 2_000);
    settings.put("requestTimeoutMillis", 2_000);
    return settings;
  }

  @Override
  public Set<Ability> abilities() {
    // What the fields say is known without asking the service.
    return EnumSet.complementOf(EnumSet.of(Ability.DESCRIBE));
  }

  @Override
  public boolean speaksHttp() {
    return true;
  }

  @Override
  public Connector connector(Reach reach) {
    Map<String, Object> own = new HashMap<>(settings);
    InetSocketAddress at = reach.orElse(service.address().orElseThrow());
    own.put("baseUrl", "http://127.0.0.1:" + at.getPort() + "/api");
    boolean right = reach.credentials() == Reach.Credentials.RIGHT;
    own.put("_token", right ? service.token : "wrong" + UUID.randomUUID());
    return new RestConnector(Configurations.of(RestConnector.Config.class, own));
  }

  @Override
  public Counterpart counterpart() {
    return service;
  }

  @Override
  public TargetAttributes named(ObjectType type, String name) {
    return type == ObjectType.USER
        ? TargetAttributes.builder().put("login", name).put("displayName", "X").build()
        : TargetAttributes.builder().put("name", name).build();
  }

  @Override
  public String nameAttribute(ObjectType type) {
    return type == ObjectType.USER ? "login" : "name";
  }

  @Override
  public String textAttribute() {
    return "title";
  }

  @Override
  public String foreignAttribute() {
    return "notes";
  }

  @Override
  public Optional<String> secret() {
    return Optional.of(service.token);
  }

  @Override
  public void close() {
    service.close();
  }
}
