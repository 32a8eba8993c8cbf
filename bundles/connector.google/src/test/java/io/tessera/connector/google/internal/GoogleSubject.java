package io.tessera.connector.google.internal;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The connector and the directory it is tested against. Names get the domain example.org. */
final class GoogleSubject implements Subject, Counterpart {
  private static final String TITLE = "organizations[type eq \"work\"].title";
  private static final String DEPARTMENT = "organizations[type eq \"work\"].department";

  final DirectoryDouble directory;
  private final Map<String, ?> changes;
  private final Clock clock;

  GoogleSubject(Map<String, ?> changes) throws IOException {
    this(changes, Clock.systemUTC());
  }

  GoogleSubject(Map<String, ?> changes, Clock clock) throws IOException {
    this.directory = new DirectoryDouble();
    this.changes = changes;
    this.clock = clock;
  }

  @Override
  public GoogleConnector connector(Reach reach) {
    String base = "http://127.0.0.1:" + reach.orElse(directory.address()).getPort();
    ServiceKeys keys =
        reach.credentials() == Credentials.RIGHT ? ServiceKeys.RIGHT : ServiceKeys.WRONG;
    Map<String, Object> settings = new HashMap<>();
    settings.put("_privateKey", keys.json(DirectoryDouble.ACCOUNT, base + "/token"));
    settings.put("subject", DirectoryDouble.ADMIN);
    settings.put("apiUrl", base);
    settings.put("domain", UserRules.DOMAIN);
    settings.put("connectTimeoutMillis", 1_000);
    settings.put("requestTimeoutMillis", 1_000);
    settings.putAll(changes);
    return new GoogleConnector(Configurations.of(GoogleConnector.Config.class, settings), clock);
  }

  @Override
  public Counterpart counterpart() {
    return this;
  }

  @Override
  public TargetAttributes named(ObjectType type, String name) {
    return type == ObjectType.USER
        ? TargetAttributes.builder()
            .put("primaryEmail", name)
            .put("name.givenName", "X")
            .put("name.familyName", "Y")
            .put("phones[type eq \"work\"].value", "+41 31 000 00 00")
            .build()
        : TargetAttributes.builder().put("email", name).put("name", "A group").build();
  }

  @Override
  public String nameAttribute(ObjectType type) {
    return type == ObjectType.USER ? "primaryEmail" : "email";
  }

  @Override
  public String textAttribute() {
    return TITLE;
  }

  @Override
  public String foreignAttribute() {
    return DEPARTMENT;
  }

  @Override
  public Optional<String> secret() {
    return Optional.of(ServiceKeys.RIGHT.heart());
  }

  @Override
  public boolean speaksHttp() {
    return true;
  }

  // The directory, looked at from outside

  @Override
  public Optional<Seen> find(ObjectType type, RemoteId id) {
    ObjectNode raw = directory.holdings.raw(type, id.value());
    return raw.isEmpty() ? Optional.empty() : Optional.of(seen(type, raw));
  }

  private Seen seen(ObjectType type, ObjectNode raw) {
    String field = nameAttribute(type);
    TargetAttributes.Builder attributes =
        TargetAttributes.builder().put(field, local(raw.path(field).asText()));
    for (JsonNode each : raw.path("organizations")) {
      if (each.path("type").asText().equals("work")) {
        put(attributes, TITLE, each.path("title"));
        put(attributes, DEPARTMENT, each.path("department"));
      }
    }
    return new Seen(
        attributes.build(),
        !raw.path("suspended").asBoolean(),
        directory.holdings.members(raw.path("id").asText()).stream()
            .map(RemoteId::new)
            .collect(Collectors.toSet()));
  }

  private static void put(TargetAttributes.Builder attributes, String name, JsonNode value) {
    if (value.isTextual()) {
      attributes.put(name, value.asText());
    }
  }

  private static String local(String address) {
    return address.substring(0, address.length() - UserRules.DOMAIN.length() - 1);
  }

  @Override
  public int count(ObjectType type, String key) {
    String address = key + "@" + UserRules.DOMAIN;
    String field = nameAttribute(type);
    return (int)
        directory.holdings.all(type).values().stream()
            .filter(each -> each.path(field).asText().equals(address))
            .count();
  }

  @Override
  public void set(ObjectType type, RemoteId id, String attribute, String value) {
    ObjectNode user = directory.holdings.raw(type, id.value());
    user.withArray("organizations").addObject().put("type", "work").put("department", value);
    directory.holdings.replace(id.value(), user);
  }

  @Override
  public boolean accepts(RemoteId user, String password) {
    JsonNode kept = directory.holdings.raw(ObjectType.USER, user.value()).path("password");
    return kept.asText().equals(password);
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.of(directory.address());
  }

  @Override
  public void close() {
    directory.close();
  }
}
