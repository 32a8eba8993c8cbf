package io.tessera.connector.connid.internal;

import io.tessera.connector.connid.SyncingConnector;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.derby.iapi.jdbc.AutoloadedDriver;

/** The released database table connector, and a table of Derby. */
final class TableSubject implements Subject, Counterpart {
  private final ReleasedJar jar;
  private final String url = "jdbc:derby:memory:connid";
  private final String table = "T" + UUID.randomUUID().toString().replace('-', '_');
  private final Connection watching;
  private final List<SyncingConnector> connectors = new ArrayList<>();

  TableSubject(ReleasedJar jar) throws SQLException {
    this.jar = jar;
    DriverManager.registerDriver(new AutoloadedDriver());
    watching = DriverManager.getConnection(url + ";create=true");
    run(
        "CREATE TABLE "
            + table
            + " (ID VARCHAR(200) PRIMARY KEY, TITLE VARCHAR(200), NOTE VARCHAR(200),"
            + " PASSWD VARCHAR(200), STATUS VARCHAR(10), AGE INTEGER)");
  }

  void run(String sql, Object... values) {
    try (PreparedStatement statement = watching.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    } catch (SQLException broken) {
      throw new AssertionError(broken);
    }
  }

  Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("jdbcDriver", "org.apache.derby.iapi.jdbc.AutoloadedDriver");
    settings.put("jdbcUrlTemplate", url);
    settings.put("user", "app");
    settings.put(".password", "any");
    settings.put("table", table);
    settings.put("keyColumn", "ID");
    settings.put("passwordColumn", "PASSWD");
    settings.put("statusColumn", "STATUS");
    settings.put("rethrowAllSQLExceptions", true);
    settings.put(HostSettings.TIMEOUT, 2000);
    return settings;
  }

  SyncingConnector connector(Map<String, Object> settings) {
    SyncingConnector connector = jar.connector(ReleasedJar.TABLE, settings);
    connectors.add(connector);
    return connector;
  }

  /** Has no groups; the key is the id, so that nothing keeps it when a name changes. */
  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(
        EnumSet.of(
            Ability.GROUPS,
            Ability.RENAME,
            Ability.NETWORK,
            Ability.SIGN_IN,
            Ability.CHANGES,
            Ability.REMOVALS));
  }

  @Override
  public Connector connector(Reach reach) {
    return connector(settings());
  }

  @Override
  public Counterpart counterpart() {
    return this;
  }

  @Override
  public TargetAttributes named(ObjectType type, String name) {
    return TargetAttributes.builder().put("__NAME__", name).put("AGE", "7").build();
  }

  @Override
  public String nameAttribute(ObjectType type) {
    return "__NAME__";
  }

  @Override
  public String textAttribute() {
    return "TITLE";
  }

  @Override
  public String foreignAttribute() {
    return "NOTE";
  }

  @Override
  public Optional<String> secret() {
    return Optional.empty();
  }

  @Override
  public Optional<Seen> find(ObjectType type, RemoteId id) {
    try (PreparedStatement select =
        watching.prepareStatement("SELECT * FROM " + table + " WHERE ID=?")) {
      select.setString(1, id.value());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(seen(rows)) : Optional.empty();
      }
    } catch (SQLException broken) {
      throw new AssertionError(broken);
    }
  }

  private static Seen seen(ResultSet row) throws SQLException {
    TargetAttributes.Builder attributes = TargetAttributes.builder();
    attributes.put("__NAME__", row.getString("ID"));
    for (String column : List.of("TITLE", "NOTE", "PASSWD", "AGE")) {
      if (row.getString(column) != null) {
        attributes.put(column, row.getString(column));
      }
    }
    return new Seen(attributes.build(), !"false".equals(row.getString("STATUS")), Set.of());
  }

  @Override
  public int count(ObjectType type, String key) {
    return find(type, new RemoteId(key)).isPresent() ? 1 : 0;
  }

  @Override
  public void set(ObjectType type, RemoteId id, String attribute, String value) {
    run("UPDATE " + table + " SET " + attribute + "=? WHERE ID=?", value, id.value());
  }

  @Override
  public boolean accepts(RemoteId user, String password) {
    return find(ObjectType.USER, user)
        .map(s -> s.attributes().all("PASSWD").contains(password))
        .orElse(false);
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.empty();
  }

  @Override
  public void close() {
    connectors.forEach(SyncingConnector::close);
    try {
      watching.close();
    } catch (SQLException broken) {
      throw new AssertionError(broken);
    }
  }
}
