package io.tessera.connector.spml.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tessera.connector.kit.Configurations;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.xml.XmlElement;
import io.tessera.connector.xml.XmlFormatException;
import io.tessera.connector.xml.XmlIntake;
import io.tessera.connector.xml.XmlOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provider of SPML 2.0 on a loopback port. Strict: what has not the shape that the OASIS schemas
 * give it is {@code malformedRequest}, and nobody gets in without credentials.
 */
final class SpmlDouble implements Counterpart, AutoCloseable {
  static final String CORE = "urn:oasis:names:tc:SPML:2:0";
  static final String DSML = "urn:oasis:names:tc:DSML:2:0:core";
  static final String SEARCH = CORE + ":search";
  static final String SUSPEND = CORE + ":suspend";
  static final String PASSWORD = CORE + ":password";
  static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  static final String TARGET = "directory";
  private static final Set<String> WRITTEN =
      Set.of("accountId", "displayName", "title", "mail", "name", "member", "objectclass");

  final String user = "provisioning";
  final String password = UUID.randomUUID().toString();
  private final XmlIntake intake = new XmlIntake();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private volatile boolean capitals;
  private final Map<String, Pso> objects = new LinkedHashMap<>();
  private final Map<String, List<String>> iterators = new LinkedHashMap<>();

  /** What a request is refused with. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String error) {
      super(error);
    }
  }

  private static final class Pso {
    private final Map<String, List<String>> attributes = new LinkedHashMap<>();
    private boolean active = true;
    private String password = "";

    boolean is(String name, String value) {
      return attributes.getOrDefault(name, List.of()).contains(value);
    }

    /** What tells it from others of its class. */
    String key() {
      return attributes
          .getOrDefault(is("objectclass", "user") ? "accountId" : "name", List.of(""))
          .get(0);
    }
  }

  SpmlDouble() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.createContext("/spml", this::serve);
      server.start();
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  /** Answers with attribute names that are written differently from those in requests. */
  void writeNamesInCapitals() {
    capitals = true;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String expected =
          "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
      if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      byte[] answer = XmlOutput.bytes(answer(intake.read(body, null)));
      exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (XmlFormatException noXml) {
      throw new IOException(noXml);
    }
  }

  private XmlElement answer(XmlElement envelope) {
    XmlElement request = envelope.child(SOAP, "Body").orElseThrow().children().get(0);
    String name = request.name().replaceAll("Request$", "Response");
    XmlElement.Builder response = XmlElement.of(request.namespace(), name);
    request.attribute("requestID").ifPresent(id -> response.attribute("requestID", id));
    try {
      List<XmlElement> content = carryOut(request);
      response.attribute("status", "success").children(content);
    } catch (RefusedException refused) {
      response.attribute("status", "failure").attribute("error", refused.getMessage());
      response.child(CORE, "errorMessage", "This cannot be done.");
    }
    XmlElement body = XmlElement.of(SOAP, "Body").child(response.build()).build();
    return XmlElement.of(SOAP, "Envelope").child(body).build();
  }

  private synchronized List<XmlElement> carryOut(XmlElement request) throws RefusedException {
    String id = request.attribute("requestID").orElse("");
    require(id.matches("[A-Za-z_][A-Za-z0-9_.-]*"));
    require(request.attribute("executionMode").filter("synchronous"::equals).isPresent());
    return switch (request.namespace() + " " + request.name()) {
      case CORE + " listTargetsRequest" -> targets();
      case CORE + " addRequest" -> add(request);
      case CORE + " modifyRequest" -> modify(request);
      case CORE + " deleteRequest" -> delete(request);
      case CORE + " lookupRequest" -> List.of(pso(CORE, identified(request, CORE, 1), true));
      case SUSPEND + " suspendRequest" -> suspend(request, false);
      case SUSPEND + " resumeRequest" -> suspend(request, true);
      case PASSWORD + " setPasswordRequest" -> setPassword(request);
      case SEARCH + " searchRequest" -> search(request);
      case SEARCH + " iterateRequest" -> iterate(request);
      default -> throw new RefusedException("unsupportedOperation");
    };
  }

  private static void require(boolean wellFormed) throws RefusedException {
    if (!wellFormed) {
      throw new RefusedException("malformedRequest");
    }
  }

  /** The object a request is about; its {@code psoID} comes first. */
  private String identified(XmlElement request, String namespace, int children)
      throws RefusedException {
    require(children < 0 || request.children().size() == children);
    XmlElement id = request.children().get(0);
    require(id.is(namespace, "psoID"));
    require(id.attribute("targetID").filter(TARGET::equals).isPresent());
    String value = id.attribute("ID").orElse("");
    if (!objects.containsKey(value)) {
      throw new RefusedException("noSuchIdentifier");
    }
    return value;
  }

  private List<XmlElement> add(XmlElement request) throws RefusedException {
    require(request.attribute("targetID").filter(TARGET::equals).isPresent());
    require(request.children().size() == 1 && request.children().get(0).is(CORE, "data"));
    Pso pso = new Pso();
    for (XmlElement attr : request.children().get(0).children()) {
      require(attr.is(DSML, "attr") && !attr.children().isEmpty());
      set(pso, attr.attribute("name").orElse(""), values(attr));
    }
    require(pso.is("objectclass", "user") || pso.is("objectclass", "group"));
    requireFree(pso, "");
    requireMembers(pso.attributes.getOrDefault("member", List.of()));
    String id = UUID.randomUUID().toString();
    objects.put(id, pso);
    return List.of(pso(CORE, id, false));
  }

  private static void set(Pso pso, String name, List<String> values) throws RefusedException {
    if (!WRITTEN.contains(name)) {
      throw new RefusedException("customError");
    }
    if (values.isEmpty()) {
      pso.attributes.remove(name);
    } else {
      pso.attributes.put(name, values);
    }
  }

  private static List<String> values(XmlElement attribute) throws RefusedException {
    for (XmlElement value : attribute.children()) {
      require(value.is(DSML, "value"));
    }
    return attribute.children().stream().map(XmlElement::text).toList();
  }

  private void requireFree(Pso pso, String except) throws RefusedException {
    String objectClass = pso.is("objectclass", "user") ? "user" : "group";
    for (Map.Entry<String, Pso> each : objects.entrySet()) {
      boolean same =
          each.getValue().is("objectclass", objectClass) && each.getValue().key().equals(pso.key());
      if (same && !each.getKey().equals(except)) {
        throw new RefusedException("alreadyExists");
      }
    }
  }

  private void requireMembers(List<String> ids) throws RefusedException {
    if (!objects.keySet().containsAll(ids)) {
      throw new RefusedException("noSuchIdentifier");
    }
  }

  private List<XmlElement> modify(XmlElement request) throws RefusedException {
    String id = identified(request, CORE, -1);
    Pso changed = new Pso();
    changed.attributes.putAll(objects.get(id).attributes);
    List<XmlElement> modifications = request.children().subList(1, request.children().size());
    require(!modifications.isEmpty());
    for (XmlElement modification : modifications) {
      require(modification.is(CORE, "modification") && modification.children().size() == 1);
      XmlElement change = modification.children().get(0);
      require(change.is(DSML, "modification"));
      change(changed, change);
    }
    requireFree(changed, id);
    objects.get(id).attributes.clear();
    objects.get(id).attributes.putAll(changed.attributes);
    return List.of(pso(CORE, id, false));
  }

  private void change(Pso pso, XmlElement change) throws RefusedException {
    String name = change.attribute("name").orElse("");
    List<String> values = values(change);
    List<String> present = new ArrayList<>(pso.attributes.getOrDefault(name, List.of()));
    switch (change.attribute("operation").orElse("")) {
      case "replace" -> set(pso, name, values);
      case "add" -> {
        requireMembers(values);
        if (present.stream().anyMatch(values::contains)) {
          throw new RefusedException("customError");
        }
        present.addAll(values);
        set(pso, name, present);
      }
      case "delete" -> {
        if (!present.removeAll(values)) {
          throw new RefusedException("customError");
        }
        set(pso, name, present);
      }
      default -> throw new RefusedException("malformedRequest");
    }
  }

  private List<XmlElement> delete(XmlElement request) throws RefusedException {
    String id = identified(request, CORE, 1);
    objects.remove(id);
    for (Pso each : objects.values()) {
      List<String> members = new ArrayList<>(each.attributes.getOrDefault("member", List.of()));
      if (members.remove(id)) {
        set(each, "member", members);
      }
    }
    return List.of();
  }

  private List<XmlElement> suspend(XmlElement request, boolean active) throws RefusedException {
    objects.get(identified(request, SUSPEND, 1)).active = active;
    return List.of();
  }

  private List<XmlElement> setPassword(XmlElement request) throws RefusedException {
    String id = identified(request, PASSWORD, 2);
    require(request.children().get(1).is(PASSWORD, "password"));
    objects.get(id).password = request.children().get(1).text();
    return List.of();
  }

  private List<XmlElement> search(XmlElement request) throws RefusedException {
    require(request.children().size() == 1 && request.children().get(0).is(SEARCH, "query"));
    XmlElement query = request.children().get(0);
    require(query.attribute("targetID").filter(TARGET::equals).isPresent());
    require(query.attribute("scope").filter("subTree"::equals).isPresent());
    require(query.children().size() == 1 && query.children().get(0).is(DSML, "filter"));
    XmlElement and = query.children().get(0).children().get(0);
    require(and.is(DSML, "and"));
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, Pso> each : objects.entrySet()) {
      boolean all = true;
      for (XmlElement match : and.children()) {
        require(match.is(DSML, "equalityMatch") && match.children().size() == 1);
        String value = match.children().get(0).text();
        all &= value.equals("*") || each.getValue().is(match.attribute("name").orElse(""), value);
      }
      if (all) {
        found.add(each.getKey());
      }
    }
    return page(found, most(request));
  }

  private static int most(XmlElement request) {
    return Integer.parseInt(request.attribute("maxSelect").orElse("1000"));
  }

  private List<XmlElement> iterate(XmlElement request) throws RefusedException {
    require(request.children().size() == 1 && request.children().get(0).is(SEARCH, "iterator"));
    List<String> left = iterators.get(request.children().get(0).attribute("ID").orElse(""));
    if (left == null) {
      throw new RefusedException("noSuchIdentifier");
    }
    return page(left, most(request));
  }

  private List<XmlElement> page(List<String> ids, int most) {
    List<XmlElement> page = new ArrayList<>();
    ids.stream()
        .limit(most)
        .filter(objects::containsKey)
        .forEach(id -> page.add(pso(SEARCH, id, true)));
    if (ids.size() > most) {
      String iterator = UUID.randomUUID().toString();
      iterators.put(iterator, List.copyOf(ids.subList(most, ids.size())));
      page.add(XmlElement.of(SEARCH, "iterator").attribute("ID", iterator).build());
    }
    return page;
  }

  private XmlElement pso(String namespace, String id, boolean data) {
    XmlElement.Builder pso =
        XmlElement.of(namespace, "pso")
            .child(
                XmlElement.of(CORE, "psoID")
                    .attribute("ID", id)
                    .attribute("targetID", TARGET)
                    .build());
    if (data) {
      XmlElement.Builder attributes = XmlElement.of(CORE, "data");
      objects
          .get(id)
          .attributes
          .forEach(
              (name, values) -> {
                XmlElement.Builder attr =
                    XmlElement.of(DSML, "attr")
                        .attribute("name", capitals ? name.toUpperCase(Locale.ROOT) : name);
                values.forEach(v -> attr.child(DSML, "value", v));
                attributes.child(attr.build());
              });
      pso.child(attributes.build());
    }
    return pso.build();
  }

  private static List<XmlElement> targets() {
    String dsml = "urn:oasis:names:tc:SPML:2:0:DSML";
    XmlElement.Builder schema = XmlElement.of(dsml, "schema");
    for (List<String> objectClass :
        List.of(
            List.of("user", "accountId", "displayName", "title", "mail"),
            List.of("group", "name", "member"))) {
      XmlElement.Builder members = XmlElement.of(dsml, "memberAttributes");
      objectClass.stream()
          .skip(1)
          .forEach(
              a ->
                  members.child(
                      XmlElement.of(dsml, "attributeDefinitionReference")
                          .attribute("name", a)
                          .build()));
      schema.child(
          XmlElement.of(dsml, "objectClassDefinition")
              .attribute("name", objectClass.get(0))
              .child(members.build())
              .build());
    }
    XmlElement.Builder capabilities = XmlElement.of(CORE, "capabilities");
    List.of(SEARCH, SUSPEND, PASSWORD)
        .forEach(
            c ->
                capabilities.child(
                    XmlElement.of(CORE, "capability").attribute("namespaceURI", c).build()));
    return List.of(
        XmlElement.of(CORE, "target")
            .attribute("targetID", TARGET)
            .child(XmlElement.of(CORE, "schema").child(schema.build()).build())
            .child(capabilities.build())
            .build());
  }

  synchronized int users() {
    return (int) objects.values().stream().filter(p -> p.is("objectclass", "user")).count();
  }

  @Override
  public synchronized Optional<Seen> find(ObjectType type, RemoteId id) {
    return Optional.ofNullable(objects.get(id.value()))
        .map(
            pso -> {
              Set<RemoteId> members = new LinkedHashSet<>();
              pso.attributes
                  .getOrDefault("member", List.of())
                  .forEach(m -> members.add(new RemoteId(m)));
              return new Seen(TargetAttributes.of(pso.attributes), pso.active, members);
            });
  }

  @Override
  public synchronized int count(ObjectType type, String key) {
    String objectClass = type == ObjectType.USER ? "user" : "group";
    return (int)
        objects.values().stream()
            .filter(p -> p.is("objectclass", objectClass) && p.key().equals(key))
            .count();
  }

  @Override
  public synchronized void set(ObjectType type, RemoteId id, String attribute, String value) {
    objects.get(id.value()).attributes.put(attribute, List.of(value));
  }

  @Override
  public synchronized boolean accepts(RemoteId account, String given) {
    return objects.get(account.value()).password.equals(given);
  }

  /** The connector with the settings for this provider. */
  SpmlConnector connector(InetSocketAddress at, String givenPassword) {
    Map<String, Object> settings =
        Map.of(
            "url",
            "http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + "/spml",
            "user",
            user,
            "_password",
            givenPassword,
            "targetId",
            TARGET,
            "suspend",
            true,
            "requestTimeoutMillis",
            2_000,
            "connectTimeoutMillis",
            2_000);
    return new SpmlConnector(Configurations.of(SpmlConnector.Config.class, settings));
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.of(server.getAddress());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
