package io.tessera.connector.rest.internal;

import io.tessera.connector.http.AuthenticationSettings;
import io.tessera.connector.http.HttpSettings;
import io.tessera.connector.http.TargetUrl;
import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.ObjectType;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, checked.
 *
 * @param base without a slash at its end
 * @param headers sent with every request
 * @param nextPage where an answer has the cursor or URL of the next page; the whole: nowhere
 * @param readOnly what a replacement must not send back
 * @param empty what a field that is to be emptied gets
 */
record RestSettings(
    URI base,
    HttpSettings http,
    Map<String, String> headers,
    String keyHeader,
    Map<String, Action> actions,
    Shape users,
    Optional<Shape> groups,
    Kinds kinds,
    Pointer nextPage,
    int pageSize,
    int firstPage,
    Json empty,
    int membersPerRequest,
    String passwordAttribute,
    List<Pointer> readOnly) {
  private static final Set<String> OF_AN_OBJECT = Set.of("id", "attributes", "active", "operation");
  private static final Set<String> OF_MEMBERS = Set.of("id", "member", "members", "operation");
  private static final Set<String> OF_LISTS = Set.of("page", "offset", "limit", "cursor");
  private static final Set<String> RESERVED =
      Set.of(
          "authorization", "cookie", "host", "content-length", "connection", "transfer-encoding");
  private static final Set<String> OF_BODIES = Set.of("accept", "content-type", "if-match");
  private static final int MOST = 1_000;

  static RestSettings of(RestConnector.Config config) {
    boolean withGroups = !config.readGroup().isBlank() || !config.createGroup().isBlank();
    Shape users = users(config);
    Optional<Shape> groups = withGroups ? Optional.of(groups(config)) : Optional.empty();
    return new RestSettings(
        TargetUrl.of("baseUrl", config.baseUrl()),
        HttpSettings.of(
            AuthenticationSettings.of(config.authentication())
                .basic(config.user(), config._password())
                .bearer(config._token())
                .apiKey(config.apiKeyHeader(), config._apiKey())
                .clientCredentials(
                    config.tokenUrl(), config.clientId(), config._clientSecret(), config.scope())
                .checked(),
            config.trustedCertificates(),
            config.connectTimeoutMillis(),
            config.requestTimeoutMillis()),
        headers(config.headers()),
        keyHeader(config.keyHeader().strip()),
        marking(withoutPasswords(actions(config, users, groups), password(config, users)), users),
        users,
        groups,
        Kinds.of(
            config.failures(),
            pointer("errorCode", config.errorCode()),
            pointer("errorText", config.errorText())),
        pointer("nextPage", config.nextPage()),
        between("pageSize", config.pageSize(), 1, MOST),
        between("firstPage", config.firstPage(), 0, 1),
        json("emptyValue", config.emptyValue()),
        between("membersPerRequest", config.membersPerRequest(), 1, MOST),
        password(config, users),
        readOnly(config.readOnlyFields()));
  }

  private static Shape users(RestConnector.Config config) {
    return shape(
        "user",
        Shape.fields("userFields", config.userFields()),
        new String[] {config.userId(), config.userAt(), config.usersAt(), config.userKey()},
        mark(config));
  }

  /** Whoever passes a password on must not be told it. */
  private static String password(RestConnector.Config config, Shape users) {
    String named = config.passwordAttribute().strip();
    String attribute = named.isEmpty() ? "password" : named;
    if (users.field(attribute).filter(Field::isRead).isPresent()) {
      throw new ConfigurationException(
          "userFields", attribute + " is the password; write " + attribute + " = /... write.");
    }
    return attribute;
  }

  private static Shape groups(RestConnector.Config config) {
    return shape(
        "group",
        Shape.fields("groupFields", config.groupFields()),
        new String[] {config.groupId(), config.groupAt(), config.groupsAt(), config.groupKey()},
        null);
  }

  private static Shape shape(
      String kind, List<Field> fields, String[] places, Shape.@Nullable Mark mark) {
    String key = places[3].strip();
    if (fields.stream().noneMatch(f -> f.attribute().equals(key))) {
      throw new ConfigurationException(
          kind + "Key", "\"" + key + "\" is none of " + kind + "Fields; name one of them.");
    }
    Pointer id = pointer(kind + "Id", places[0]);
    if (id.steps().isEmpty()) {
      throw new ConfigurationException(kind + "Id", "is missing; write it like /id.");
    }
    return new Shape(
        fields, id, pointer(kind + "At", places[1]), pointer(kind + "sAt", places[2]), key, mark);
  }

  private static Shape.@Nullable Mark mark(RestConnector.Config config) {
    if (config.activeField().isBlank()) {
      return null;
    }
    Json enabled = json("enabledValue", config.enabledValue());
    Json disabled = json("disabledValue", config.disabledValue());
    if (enabled.equals(disabled)) {
      throw new ConfigurationException(
          "disabledValue", "is the same as enabledValue; tell them apart.");
    }
    return new Shape.Mark(pointer("activeField", config.activeField()), enabled, disabled);
  }

  private static Map<String, Action> actions(
      RestConnector.Config config, Shape users, Optional<Shape> groups) {
    Map<String, Action> actions = new LinkedHashMap<>();
    Set<String> user = names(users, OF_AN_OBJECT);
    add(actions, "createUser", config.createUser(), user);
    add(actions, "readUser", config.readUser(), user);
    add(actions, "findUser", config.findUser(), user);
    add(actions, "updateUser", config.updateUser(), user);
    add(actions, "enableUser", config.enableUser(), user);
    add(actions, "disableUser", config.disableUser(), user);
    add(actions, "deleteUser", config.deleteUser(), user);
    add(actions, "listUsers", config.listUsers(), OF_LISTS);
    if (groups.isPresent()) {
      Set<String> group = names(groups.get(), OF_AN_OBJECT);
      add(actions, "createGroup", config.createGroup(), group);
      add(actions, "readGroup", config.readGroup(), group);
      add(actions, "findGroup", config.findGroup(), group);
      add(actions, "updateGroup", config.updateGroup(), group);
      add(actions, "deleteGroup", config.deleteGroup(), group);
      add(actions, "listGroups", config.listGroups(), OF_LISTS);
      add(actions, "addMember", config.addMember(), OF_MEMBERS);
      add(actions, "removeMember", config.removeMember(), OF_MEMBERS);
    }
    if (actions.isEmpty()) {
      throw new ConfigurationException("createUser", "and all other actions are missing.");
    }
    return Map.copyOf(actions);
  }

  /** URLs are told by the plan, and logged by every server on their way. */
  private static Map<String, Action> withoutPasswords(
      Map<String, Action> actions, String password) {
    for (Action action : actions.values()) {
      if (action.url().has(password)) {
        throw new ConfigurationException(
            action.property(),
            "has {" + password + "} in its URL, which is logged; send it in the body.");
      }
    }
    return actions;
  }

  /** Somebody disabled must not stay enabled because a body has no place to say so. */
  private static Map<String, Action> marking(Map<String, Action> actions, Shape users) {
    if (users.active() == null || actions.containsKey("disableUser")) {
      return actions;
    }
    for (String property : List.of("createUser", "updateUser")) {
      Optional<Action> mute =
          Optional.ofNullable(actions.get(property)).filter(RestSettings::isMute);
      if (mute.isPresent()) {
        throw new ConfigurationException(
            property,
            "has neither {active} nor {attributes}, so that nobody could be disabled; add one of"
                + " them, or set disableUser.");
      }
    }
    return actions;
  }

  private static boolean isMute(Action action) {
    boolean sendsAll = action.body().isEmpty() && !action.isGet();
    return !sendsAll && !action.takes("active") && !action.takes("attributes");
  }

  private static Set<String> names(Shape shape, Set<String> own) {
    Set<String> names = new HashSet<>(own);
    shape.fields().stream().filter(Field::isSent).forEach(f -> names.add(f.attribute()));
    return names;
  }

  private static void add(
      Map<String, Action> actions, String property, String written, Set<String> known) {
    Optional<Action> action = Action.of(property, written, known);
    action.ifPresent(a -> actions.put(property, a));
    boolean ofOne =
        !property.startsWith("create")
            && !property.startsWith("find")
            && !property.startsWith("list");
    if (ofOne && action.isPresent() && !action.get().takes("id")) {
      throw new ConfigurationException(property, "has no {id}; say which one is meant.");
    }
    // A lost answer to a GET would be asked for again, and a GET has neither a body nor a key.
    if (action.filter(a -> a.isGet() && !a.isQuestion()).isPresent()) {
      throw new ConfigurationException(
          property, "changes something, which GET must not; write POST, PUT, PATCH or DELETE.");
    }
    if (property.endsWith("Member")
        && action.isPresent()
        && action.get().takes("member") == action.get().takes("members")) {
      throw new ConfigurationException(
          property, "has either {member}, for one, or {members}, for several; write one of them.");
    }
  }

  private static Map<String, String> headers(String[] lines) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : lines) {
      if (!line.isBlank()) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).strip();
        if (!name.matches("[A-Za-z0-9-]+")) {
          throw new ConfigurationException(
              "headers", "\"" + line.strip() + "\" is no Name: value; write it so.");
        }
        headers.put(name, sendable("headers", name, line.substring(colon + 1).strip()));
      }
    }
    return headers;
  }

  /** What the HTTP client refuses must be told now and not thrown with the first change. */
  private static String sendable(String property, String name, String value) {
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new ConfigurationException(property, name + " is not for here; leave it out.");
    }
    try {
      HttpRequest.newBuilder().setHeader(name, value);
    } catch (IllegalArgumentException refused) {
      // Not its own words: they quote the value.
      throw new ConfigurationException(
          property, name + " is no header that can be sent, or its value is none; correct it.");
    }
    return value;
  }

  private static String keyHeader(String name) {
    if (OF_BODIES.contains(name.toLowerCase(Locale.ROOT))) {
      throw new ConfigurationException("keyHeader", name + " is not for here; name another.");
    }
    if (!name.isEmpty()) {
      sendable("keyHeader", name, "key");
    }
    return name;
  }

  private static Pointer pointer(String property, String written) {
    try {
      return Pointer.of(written.strip());
    } catch (IllegalArgumentException malformed) {
      throw new ConfigurationException(property, malformed.getMessage() + ".");
    }
  }

  private static List<Pointer> readOnly(String[] lines) {
    List<Pointer> pointers =
        Arrays.stream(lines)
            .filter(l -> !l.isBlank())
            .map(l -> pointer("readOnlyFields", l))
            .toList();
    if (pointers.stream().anyMatch(p -> p.steps().isEmpty())) {
      throw new ConfigurationException(
          "readOnlyFields", "holds nothing but the whole; name fields.");
    }
    return pointers;
  }

  private static Json json(String property, String written) {
    try {
      return JsonText.read(written.strip().getBytes(StandardCharsets.UTF_8));
    } catch (JsonText.FormatException malformed) {
      throw new ConfigurationException(
          property, malformed.getMessage() + "; write texts with quotation marks.");
    }
  }

  private static int between(String property, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ConfigurationException(
          property, "is " + value + "; allowed are " + least + " to " + most + ".");
    }
    return value;
  }

  Shape shape(ObjectType type) throws TargetFailure {
    if (type == ObjectType.USER) {
      return users;
    }
    return groups.orElseThrow(
        () ->
            new TargetFailure(
                io.tessera.connector.spi.FailureKind.CONFIGURATION,
                "This target has no groups; set createGroup and the others."));
  }

  /**
   * An action of users or of groups.
   *
   * @param verb e.g. {@code create}
   */
  Optional<Action> action(String verb, ObjectType type) {
    return Optional.ofNullable(actions.get(verb + (type == ObjectType.USER ? "User" : "Group")));
  }
}
