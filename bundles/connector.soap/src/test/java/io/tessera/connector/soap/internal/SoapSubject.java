package io.tessera.connector.soap.internal;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.kit.Reach.Credentials;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttributes;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The connector against {@link SoapDouble}. */
final class SoapSubject implements Subject {
  final SoapDouble service;
  private final Map<String, Object> differences;

  SoapSubject(SoapDouble service, Map<String, Object> differences) {
    this.service = service;
    this.differences = differences;
  }

  /** Settings for the service of {@code users.wsdl}. */
  static Map<String, Object> settings(SoapDouble service, InetSocketAddress at) {
    String url = "http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + "/users";
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("wsdl", url + "?wsdl");
    settings.put("endpoint", url);
    settings.put("user", service.user);
    settings.put("_password", service.password);
    settings.put("requestTimeoutMillis", 2_000);
    settings.put("connectTimeoutMillis", 2_000);
    settings.put(
        "userAttributes",
        lines(
            "login = userName",
            "name/display = displayName",
            "name/first = firstName",
            "email/address = email",
            "claim[uri=\"urn:title\"]/value = title",
            "born = born",
            "kind = kind",
            "@badge = badge"));
    settings.put(
        "createUser",
        lines(
            "createUser",
            "user/* = *",
            "user/active = $active",
            "password = $password",
            "$id <- id"));
    settings.put("updateUser", lines("updateUser", "user/* = *", "id = $id"));
    settings.put("deleteUser", lines("deleteUser", "id = $id"));
    settings.put(
        "getUser",
        lines("getUser", "id = $id", "$id <- user/id", "* <- user", "$active <- user/active"));
    settings.put(
        "findUser", lines("findUsers", "login = userName", "$each <- user", "$id <- id", "* <- ."));
    settings.put(
        "listUsers",
        lines(
            "listUsers",
            "count = $limit",
            "from = $offset",
            "$each <- user",
            "$total <- total",
            "$id <- id",
            "* <- .",
            "$active <- active"));
    settings.put("enableUser", lines("setActive", "id = $id", "active = \"true\""));
    settings.put("disableUser", lines("setActive", "id = $id", "active = \"false\""));
    settings.put("setPassword", lines("setPassword", "id = $id", "password = $password"));
    settings.put("groupAttributes", lines("title = displayName"));
    settings.put("createGroup", lines("createGroup", "group/* = *", "$id <- id"));
    settings.put("updateGroup", lines("updateGroup", "id = $id", "group/* = *"));
    settings.put("deleteGroup", lines("deleteGroup", "id = $id"));
    settings.put("getGroup", lines("getGroup", "id = $id", "$id <- group/id", "* <- group"));
    settings.put(
        "findGroup",
        lines("findGroups", "title = displayName", "$each <- group", "$id <- id", "* <- ."));
    settings.put("listGroups", lines("listGroups", "$each <- group", "$id <- id", "* <- ."));
    settings.put("addMember", lines("addMembers", "groupId = $id", "userId = $member"));
    settings.put("removeMember", lines("removeMembers", "groupId = $id", "userId = $member"));
    settings.put("faults", lines("CONFLICT = *Exists", "GONE = NoSuch*", "INVALID = Malformed"));
    return settings;
  }

  static String[] lines(String... lines) {
    return lines;
  }

  static SoapConnector connector(Map<String, Object> settings) {
    return new SoapConnector(Configurations.of(SoapConnector.Config.class, settings));
  }

  SoapConnector connector() {
    return connector(settings());
  }

  Map<String, Object> settings() {
    Map<String, Object> settings = settings(service, service.service().address().orElseThrow());
    settings.putAll(differences);
    return settings;
  }

  @Override
  public boolean speaksHttp() {
    return true;
  }

  @Override
  public Connector connector(Reach reach) {
    Map<String, Object> settings =
        settings(service, reach.orElse(service.service().address().orElseThrow()));
    settings.putAll(differences);
    if (reach.credentials() == Credentials.WRONG) {
      settings.put("_password", "wrong");
    }
    return connector(settings);
  }

  @Override
  public Counterpart counterpart() {
    return service.service();
  }

  @Override
  public TargetAttributes named(ObjectType type, String name) {
    return type == ObjectType.USER
        ? TargetAttributes.builder()
            .put("userName", name)
            .put("displayName", "Somebody")
            .put("email", name.length() + "@example.org", "other@example.org")
            .build()
        : TargetAttributes.builder().put("displayName", name).build();
  }

  @Override
  public String nameAttribute(ObjectType type) {
    return type == ObjectType.USER ? "userName" : "displayName";
  }

  @Override
  public String textAttribute() {
    return "displayName";
  }

  @Override
  public String foreignAttribute() {
    return "title";
  }

  @Override
  public Optional<String> secret() {
    return Optional.of(service.password);
  }

  @Override
  public void close() {
    // The service is shared by the tests of a class.
  }
}
