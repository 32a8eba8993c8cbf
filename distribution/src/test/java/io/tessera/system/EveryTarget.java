package io.tessera.system;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tessera.connector.activedirectory.internal.DomainController;
import io.tessera.connector.google.internal.Workspace;
import io.tessera.connector.salesforce.internal.SalesforceOrg;
import io.tessera.connector.soap.internal.UserApplication;
import io.tessera.connector.spml.internal.SpmlProvider;
import io.tessera.store.kit.PostgresServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A counterpart for each connector type, which can be asked how many people it has. */
final class EveryTarget implements AutoCloseable {
  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";

  /** What is counted is the people the target itself has. */
  interface Count {
    long now() throws Exception;
  }

  /**
   * One target.
   *
   * @param type after the prefix that all have
   * @param user pairs of an attribute and the expression that computes it; none: the type's own map
   */
  record Kind(
      String name,
      String type,
      Map<String, Object> settings,
      Map<String, String> user,
      Count count) {
    Kind {
      type = "io.tessera.connector." + type;
    }

    Kind(String name, Map<String, Object> settings, Map<String, String> user, Count count) {
      this(name, name, settings, user, count);
    }
  }

  final Directory directory;
  final Path file;
  final Optional<PostgresServer> database;
  private final DomainController domain;
  private final Workspace workspace;
  private final SalesforceOrg org;
  private final SpmlProvider spml;
  private final UserApplication application;
  private final Directory foreign;
  private final TesseraServer other;
  private final List<Kind> kinds = new ArrayList<>();

  /**
   * @param files the folder below which the files of targets lie
   * @param folder for what the counterparts write
   */
  EveryTarget(Path folder, Path files) throws Exception {
    directory = Directory.in(folder.resolve("directory"));
    domain = new DomainController(folder);
    workspace = new Workspace();
    org = new SalesforceOrg();
    spml = new SpmlProvider();
    application = new UserApplication();
    foreign = Directory.in(folder.resolve("foreign"));
    other = TesseraServer.in(folder.resolve("other")).start();
    file = Files.writeString(files.resolve("people.csv"), "id,userName,displayName,active\n");
    database =
        PostgresServer.programs().isPresent()
            ? Optional.of(PostgresServer.start())
            : Optional.empty();
    kinds.add(new Kind("ldap", directory.settings(), Map.of(), () -> directory.people().size()));
    kinds.add(new Kind("activedirectory", domain.settings(), Map.of(), domain::users));
    kinds.add(csv());
    if (database.isPresent()) {
      kinds.add(jdbc(database.get()));
    }
    kinds.add(scim("scim2", "/scim2"));
    kinds.add(scim("scim1", "/wso2/scim"));
    kinds.add(rest());
    kinds.add(google());
    kinds.add(new Kind("salesforce", org.settings(), Map.of(), org::users));
    kinds.add(new Kind("spml", spml.settings(), named("accountId", "displayName"), spml::users));
    kinds.add(
        new Kind(
            "soap", application.settings(), named("userName", "displayName"), application::users));
    kinds.add(connid());
  }

  List<Kind> kinds() {
    return kinds;
  }

  private Kind csv() {
    Map<String, Object> settings =
        Map.of(
            "userFile",
            "people.csv",
            "userIdColumn",
            "id",
            "disabledColumn",
            "active",
            "enabledValue",
            "yes",
            "disabledValue",
            "no");
    return new Kind(
        "csv",
        settings,
        named("userName", "displayName"),
        () -> Files.readAllLines(file).size() - 1);
  }

  private Kind jdbc(PostgresServer server) throws IOException, SQLException {
    sql(
        "CREATE TABLE people (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
            + " login text NOT NULL UNIQUE, display_name text, active boolean DEFAULT true)");
    Map<String, Object> settings =
        Map.of(
            "url",
            server.url(),
            "user",
            server.user(),
            "password",
            Files.readString(server.passwordFile()),
            "userTable",
            "people",
            "activeColumn",
            "active");
    return new Kind(
        "jdbc",
        settings,
        named("login", "display_name"),
        () -> sqlCount("SELECT count(*) FROM people"));
  }

  /** Another server, at which the names of each target begin differently. */
  private Kind scim(String name, String path) {
    Map<String, Object> settings = new HashMap<>(signIn());
    settings.put("usersUrl", other.uri(path + "/Users").toString());
    settings.put("groupsUrl", other.uri(path + "/Groups").toString());
    return new Kind(name, settings, named(name, "userName", "displayName"), () -> there(name));
  }

  private Kind rest() {
    String body = " {\"schemas\": [\"" + CORE + "\"], \"*\": \"{attributes}\"}";
    Map<String, Object> settings = new HashMap<>(signIn());
    settings.put("authentication", "basic");
    settings.put("baseUrl", other.uri("/scim2").toString());
    settings.put("headers", List.of("Content-Type: application/scim+json"));
    settings.put("createUser", "POST /Users" + body);
    settings.put("findUser", "GET /Users?filter=userName%20eq%20%22{login}%22");
    settings.put("readUser", "GET /Users/{id}");
    settings.put("updateUser", "PUT /Users/{id}" + body);
    settings.put("deleteUser", "DELETE /Users/{id}");
    settings.put("listUsers", "GET /Users?startIndex={offset}&count={limit}");
    settings.put("usersAt", "/Resources");
    settings.put("userFields", List.of("login = /userName", "display = /displayName"));
    settings.put("activeField", "/active");
    return new Kind("rest", settings, named("rest", "login", "display"), () -> there("rest"));
  }

  /** Names are addresses of the customer's own domain there. */
  private Kind google() {
    Map<String, Object> settings = workspace.settings();
    Map<String, String> user =
        Map.of(
            "primaryEmail",
            "user.userName + '@" + settings.get("domain") + "'",
            "name.givenName",
            "user.userName",
            "name.familyName",
            "user.displayName");
    return new Kind("google", settings, user, workspace::users);
  }

  /** A connector of the ConnId project; its bundle is {@link #foreignConnector}. */
  private Kind connid() throws IOException {
    Map<String, Object> theirs = foreign.settings();
    String base = theirs.get("userBase").toString();
    Map<String, Object> settings =
        Map.of(
            "host",
            theirs.get("host"),
            "port",
            theirs.get("port"),
            "principal",
            theirs.get("bindDn"),
            "credentials",
            theirs.get("bindPassword"),
            "baseContexts",
            List.of(base),
            "accountObjectClasses",
            List.of("inetOrgPerson"),
            "accountUserNameAttributes",
            List.of("uid"));
    Map<String, String> user =
        Map.of(
            "__NAME__",
            "'uid=' + user.userName + '," + base + "'",
            "cn",
            "user.displayName",
            "sn",
            "user.userName");
    return new Kind(
        "connid",
        "connid.net.tirasa.connid.bundles.ldap.LdapConnector",
        settings,
        user,
        () -> foreign.people().size());
  }

  /** What does not ship with the server and has to be dropped into it. */
  static Path foreignConnector() {
    return Path.of(System.getProperty("tessera.connid"), "ldap.jar");
  }

  private Map<String, Object> signIn() {
    return Map.of("user", "admin", "password", other.admin().text());
  }

  private static Map<String, String> named(String key, String display) {
    return Map.of(key, "user.userName", display, "user.displayName");
  }

  private static Map<String, String> named(String prefix, String key, String display) {
    return Map.of(key, "'" + prefix + "-' + user.userName", display, "user.displayName");
  }

  private long there(String prefix) throws IOException {
    String filter = URLEncoder.encode("userName sw \"" + prefix + "-\"", StandardCharsets.UTF_8);
    return other
        .http()
        .get("/scim2/Users?count=0&filter=" + filter)
        .successful()
        .json()
        .path("totalResults")
        .asLong();
  }

  /** Adds a target of a kind; returns its id. */
  static String add(TesseraServer tessera, Kind kind) throws IOException {
    ObjectNode target =
        Http.JSON
            .createObjectNode()
            .put("name", kind.name())
            .put("identityProvider", "everywhere")
            .put("connectorType", kind.type());
    target.set("settings", Http.JSON.valueToTree(kind.settings()));
    if (!kind.user().isEmpty()) {
      ObjectNode map = target.putObject("policyMap");
      ArrayNode rows = map.putArray("user");
      kind.user().forEach((a, e) -> rows.addObject().put("attribute", a).put("expression", e));
      map.putArray("group");
    }
    return tessera.http().post("/api/v1/targets", target.toString()).successful().id();
  }

  void sql(String statement) throws IOException, SQLException {
    try (Connection connection = connection();
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  private long sqlCount(String query) throws IOException, SQLException {
    try (Connection connection = connection();
        Statement run = connection.createStatement();
        ResultSet row = run.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Connection connection() throws IOException, SQLException {
    PostgresServer server = database.orElseThrow();
    return DriverManager.getConnection(
        server.url(), server.user(), Files.readString(server.passwordFile()));
  }

  @Override
  public void close() {
    directory.close();
    domain.close();
    workspace.close();
    org.close();
    spml.close();
    application.close();
    foreign.close();
    other.close();
    database.ifPresent(PostgresServer::close);
  }
}
