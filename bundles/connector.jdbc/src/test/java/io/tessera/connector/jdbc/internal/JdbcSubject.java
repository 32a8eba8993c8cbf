package io.tessera.connector.jdbc.internal;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.kit.Reach.Credentials;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttributes;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The connector and the tables it is tested against. */
final class JdbcSubject implements Subject {
  private final TestTables tables;
  private final Map<String, Object> settings;
  private final Set<Ability> abilities;
  private final Runnable afterwards;
  private final List<JdbcConnector> connectors = new ArrayList<>();

  JdbcSubject(
      TestTables tables,
      Map<String, Object> settings,
      Set<Ability> abilities,
      Runnable afterwards) {
    this.tables = tables;
    this.settings = settings;
    this.abilities = abilities;
    this.afterwards = afterwards;
  }

  @Override
  public Set<Ability> abilities() {
    return abilities;
  }

  @Override
  public Connector connector(Reach reach) {
    Map<String, Object> own = new HashMap<>(settings);
    if (reach.credentials() == Credentials.WRONG) {
      own.put("_password", "wrong" + UUID.randomUUID());
    }
    InetSocketAddress via = reach.via();
    if (via != null) {
      int port = tables.address().orElseThrow().getPort();
      own.put("url", tables.url().replace(":" + port + "/", ":" + via.getPort() + "/"));
    }
    JdbcConnector connector =
        new JdbcConnector(Configurations.of(JdbcConnector.Config.class, own), new Drivers());
    connectors.add(connector);
    return connector;
  }

  @Override
  public Counterpart counterpart() {
    return tables;
  }

  @Override
  public TargetAttributes named(ObjectType type, String name) {
    if (type == ObjectType.USER && settings.containsKey("procedures")) {
      // A procedure takes all of its parameters each time.
      return TargetAttributes.builder()
          .put("login", name)
          .put("display_name", "X")
          .put("title", "Y")
          .build();
    }
    return type == ObjectType.USER
        ? TargetAttributes.builder().put("login", name).put("display_name", "X").build()
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
    Object password = settings.get("_password");
    return Optional.ofNullable(password).map(Object::toString).filter(p -> !p.isEmpty());
  }

  @Override
  public void close() {
    connectors.forEach(JdbcConnector::close);
    afterwards.run();
  }
}
