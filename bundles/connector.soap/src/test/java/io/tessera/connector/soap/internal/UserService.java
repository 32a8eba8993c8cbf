package io.tessera.connector.soap.internal;

import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * An application's own user service, in memory: what is behind {@code users.wsdl}. Its messages
 * have been validated against the schema when they come here.
 */
final class UserService implements Counterpart {
  static final String MESSAGES = "urn:example:users";
  static final String TYPES = "urn:example:users:types";
  static final String TITLE = "urn:title";

  private final boolean replaces;
  private final Supplier<InetSocketAddress> address;
  private final Map<String, User> users = new LinkedHashMap<>();
  private final Map<String, Group> groups = new LinkedHashMap<>();

  /** A refusal. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param name of the element in the fault's detail
     */
    RefusedException(String name, String reason) {
      super(name + ":" + reason);
    }

    String name() {
      return getMessage().substring(0, getMessage().indexOf(':'));
    }

    String reason() {
      return getMessage().substring(getMessage().indexOf(':') + 1);
    }
  }

  private static final class User {
    private String login = "";
    private final Map<String, String> names = new LinkedHashMap<>();
    private List<String> emails = List.of();
    private final Map<String, String> claims = new LinkedHashMap<>();
    private String badge = "";
    private String born = "";
    private boolean active = true;
    private String password = "";
  }

  private static final class Group {
    private String title = "";
    private final Set<String> members = new LinkedHashSet<>();
  }

  /**
   * @param replaces whether an update removes what it does not mention
   */
  UserService(boolean replaces, Supplier<InetSocketAddress> address) {
    this.replaces = replaces;
    this.address = address;
  }

  /** Carries a request out and fills the answer. */
  synchronized void answer(Element request, Element response) throws RefusedException {
    switch (request.getLocalName()) {
      case "createUser" -> createUser(request, response);
      case "updateUser" -> updateUser(user(request, "id"), child(request, "user"));
      case "deleteUser" -> deleteUser(request);
      case "setPassword" -> user(request, "id").password = text(request, "password");
      case "setActive" -> user(request, "id").active = truth(text(request, "active"));
      case "getUser" -> write(response, text(request, "id"), user(request, "id"));
      case "findUsers" -> findUsers(text(request, "login"), response);
      case "listUsers" -> listUsers(request, response);
      case "createGroup" -> createGroup(request, response);
      case "updateGroup" -> rename(request);
      case "deleteGroup" -> deleteGroup(request);
      case "getGroup" -> write(response, text(request, "id"), group(request, "id"));
      case "findGroups" -> findGroups(text(request, "title"), response);
      case "listGroups" -> groups.forEach((id, group) -> write(response, id, group));
      case "addMembers" -> addMembers(request);
      case "removeMembers" -> group(request, "groupId").members.removeAll(texts(request, "userId"));
      default -> throw new RefusedException("Unknown", "no such operation");
    }
  }

  private void createUser(Element request, Element response) throws RefusedException {
    Element wanted = child(request, "user");
    requireFree(text(wanted, "login"), "");
    User user = new User();
    set(user, wanted);
    user.password = optional(request, "password").orElse("");
    String id = UUID.randomUUID().toString();
    users.put(id, user);
    append(response, "", "id", id);
  }

  private void requireFree(String login, String except) throws RefusedException {
    boolean taken =
        users.entrySet().stream()
            .anyMatch(e -> e.getValue().login.equals(login) && !e.getKey().equals(except));
    if (taken) {
      throw new RefusedException("UserExists", "the login is taken");
    }
  }

  private void updateUser(User user, Element wanted) throws RefusedException {
    String id =
        users.entrySet().stream().filter(e -> e.getValue() == user).findFirst().get().getKey();
    requireFree(text(wanted, "login"), id);
    if (replaces) {
      user.names.clear();
      user.emails = List.of();
      user.claims.clear();
      user.badge = "";
      user.born = "";
      user.active = true;
    }
    set(user, wanted);
  }

  private static void set(User user, Element wanted) {
    user.login = text(wanted, "login");
    if (wanted.hasAttribute("badge")) {
      user.badge = wanted.getAttribute("badge");
    }
    for (Element name : children(wanted, "name")) {
      for (Element part : children(name, "*")) {
        put(user.names, part.getLocalName(), part.getTextContent());
      }
    }
    List<Element> emails = children(wanted, "email");
    if (!emails.isEmpty()) {
      user.emails = emails.stream().map(e -> text(e, "address")).filter(a -> !a.isEmpty()).toList();
    }
    for (Element claim : children(wanted, "claim")) {
      put(user.claims, text(claim, "uri"), text(claim, "value"));
    }
    optional(wanted, "born").ifPresent(day -> user.born = day);
    optional(wanted, "active").ifPresent(active -> user.active = truth(active));
  }

  private static void put(Map<String, String> map, String key, String value) {
    if (value.isEmpty()) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  private void deleteUser(Element request) throws RefusedException {
    user(request, "id");
    users.remove(text(request, "id"));
    groups.values().forEach(g -> g.members.remove(text(request, "id")));
  }

  private void findUsers(String login, Element response) {
    users.entrySet().stream()
        .filter(e -> login.equals("*") || e.getValue().login.equals(login))
        .forEach(e -> write(response, e.getKey(), e.getValue()));
  }

  private void listUsers(Element request, Element response) {
    users.entrySet().stream()
        .skip(Integer.parseInt(text(request, "from")))
        .limit(Math.min(50, Integer.parseInt(text(request, "count"))))
        .forEach(e -> write(response, e.getKey(), e.getValue()));
    append(response, "", "total", String.valueOf(users.size()));
  }

  private void createGroup(Element request, Element response) throws RefusedException {
    String title = text(child(request, "group"), "title");
    requireFreeTitle(title, "");
    Group group = new Group();
    group.title = title;
    String id = UUID.randomUUID().toString();
    groups.put(id, group);
    append(response, "", "id", id);
  }

  private void requireFreeTitle(String title, String except) throws RefusedException {
    boolean taken =
        groups.entrySet().stream()
            .anyMatch(e -> e.getValue().title.equals(title) && !e.getKey().equals(except));
    if (taken) {
      throw new RefusedException("GroupExists", "the title is taken");
    }
  }

  private void rename(Element request) throws RefusedException {
    Group group = group(request, "id");
    String title = text(child(request, "group"), "title");
    requireFreeTitle(title, text(request, "id"));
    group.title = title;
  }

  private void deleteGroup(Element request) throws RefusedException {
    group(request, "id");
    groups.remove(text(request, "id"));
  }

  private void findGroups(String title, Element response) {
    groups.entrySet().stream()
        .filter(e -> e.getValue().title.equals(title))
        .forEach(e -> write(response, e.getKey(), e.getValue()));
  }

  private void addMembers(Element request) throws RefusedException {
    Group group = group(request, "groupId");
    List<String> ids = texts(request, "userId");
    if (!users.keySet().containsAll(ids)) {
      throw new RefusedException("NoSuchUser", "nobody has the id");
    }
    group.members.addAll(ids);
  }

  private User user(Element request, String element) throws RefusedException {
    User user = users.get(text(request, element));
    if (user == null) {
      throw new RefusedException("NoSuchUser", "nobody has the id");
    }
    return user;
  }

  private Group group(Element request, String element) throws RefusedException {
    Group group = groups.get(text(request, element));
    if (group == null) {
      throw new RefusedException("NoSuchGroup", "no group has the id");
    }
    return group;
  }

  private static void write(Element response, String id, User user) {
    Element element = append(response, "", "user", "");
    append(element, TYPES, "id", id);
    append(element, TYPES, "login", user.login);
    if (!user.names.isEmpty()) {
      Element name = append(element, TYPES, "name", "");
      user.names.forEach((part, value) -> append(name, TYPES, part, value));
    }
    for (String each : user.emails) {
      append(append(element, TYPES, "email", ""), TYPES, "address", each);
    }
    if (!user.born.isEmpty()) {
      append(element, TYPES, "born", user.born);
    }
    user.claims.forEach(
        (uri, value) -> {
          Element claim = append(element, TYPES, "claim", "");
          append(claim, TYPES, "uri", uri);
          append(claim, TYPES, "value", value);
        });
    append(element, TYPES, "active", String.valueOf(user.active));
    if (!user.badge.isEmpty()) {
      element.setAttribute("badge", user.badge);
    }
  }

  private static void write(Element response, String id, Group group) {
    Element element = append(response, "", "group", "");
    append(element, TYPES, "id", id);
    append(element, TYPES, "title", group.title);
  }

  synchronized int users() {
    return users.size();
  }

  @Override
  public synchronized Optional<Seen> find(ObjectType type, RemoteId id) {
    return type == ObjectType.USER
        ? Optional.ofNullable(users.get(id.value())).map(UserService::seen)
        : Optional.ofNullable(groups.get(id.value())).map(UserService::seen);
  }

  private static Seen seen(User user) {
    TargetAttributes.Builder attributes =
        TargetAttributes.builder().put("userName", user.login).put("email", user.emails);
    user.names.forEach((part, value) -> attributes.put(part + "Name", value));
    Optional.ofNullable(user.claims.get(TITLE)).ifPresent(t -> attributes.put("title", t));
    if (!user.badge.isEmpty()) {
      attributes.put("badge", user.badge);
    }
    if (!user.born.isEmpty()) {
      attributes.put("born", user.born);
    }
    return new Seen(attributes.build(), user.active, Set.of());
  }

  private static Seen seen(Group group) {
    Set<RemoteId> members = new LinkedHashSet<>();
    group.members.forEach(m -> members.add(new RemoteId(m)));
    return new Seen(
        TargetAttributes.builder().put("displayName", group.title).build(), true, members);
  }

  @Override
  public synchronized int count(ObjectType type, String key) {
    return (int)
        (type == ObjectType.USER
            ? users.values().stream().filter(u -> u.login.equals(key)).count()
            : groups.values().stream().filter(g -> g.title.equals(key)).count());
  }

  @Override
  public synchronized void set(ObjectType type, RemoteId id, String attribute, String value) {
    users.get(id.value()).claims.put(TITLE, value);
  }

  @Override
  public synchronized boolean accepts(RemoteId user, String password) {
    return users.get(user.value()).password.equals(password);
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.of(address.get());
  }

  private static boolean truth(String text) {
    return text.equals("true") || text.equals("1");
  }

  private static Element append(Element parent, String namespace, String name, String text) {
    Document document = parent.getOwnerDocument();
    Element element =
        namespace.isEmpty()
            ? document.createElementNS(null, name)
            : document.createElementNS(namespace, "t:" + name);
    element.setTextContent(text);
    parent.appendChild(element);
    return element;
  }

  static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (var at = parent.getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at instanceof Element element
          && (name.equals("*") || element.getLocalName().equals(name))) {
        children.add(element);
      }
    }
    return children;
  }

  private static Element child(Element parent, String name) {
    return children(parent, name).get(0);
  }

  private static Optional<String> optional(Element parent, String name) {
    return children(parent, name).stream().map(Element::getTextContent).findFirst();
  }

  private static String text(Element parent, String name) {
    return optional(parent, name).orElse("");
  }

  private static List<String> texts(Element parent, String name) {
    return children(parent, name).stream().map(Element::getTextContent).toList();
  }
}
