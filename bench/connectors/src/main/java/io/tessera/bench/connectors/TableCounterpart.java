package io.tessera.bench.connectors;

import io.tessera.connector.jdbc.internal.Drivers;
import io.tessera.connector.jdbc.internal.JdbcConnector;
import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.store.kit.PostgresServer;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A table of a PostgreSQL of its own, and the driver the connector is built on. */
final class TableCounterpart implements Counterpart {
  private static final int CONNECTIONS = 8;
  private static final String INSERT =
      "INSERT INTO people (login, display_name, active) VALUES (?, ?, ?)";

  private final PostgresServer server = PostgresServer.start();
  private final BlockingQueue<java.sql.Connection> bare = new ArrayBlockingQueue<>(CONNECTIONS);
  private final JdbcConnector connector;

  TableCounterpart() throws Exception {
    String password = Files.readString(server.passwordFile()).strip();
    for (int i = 0; i < CONNECTIONS; i++) {
      bare.add(DriverManager.getConnection(server.url(), server.user(), password));
    }
    try (Statement statement = bare.element().createStatement()) {
      statement.execute(
          "CREATE TABLE people (id BIGSERIAL PRIMARY KEY, login VARCHAR(200) UNIQUE,"
              + " display_name VARCHAR(200), active BOOLEAN)");
    }
    connector =
        new JdbcConnector(
            Configurations.of(
                JdbcConnector.Config.class,
                Map.of(
                    "url",
                    server.url(),
                    "user",
                    server.user(),
                    "_password",
                    password,
                    "userTable",
                    "people",
                    "activeColumn",
                    "active",
                    "poolSize",
                    CONNECTIONS)),
            new Drivers());
  }

  @Override
  public String name() {
    return "JDBC";
  }

  @Override
  public Connector connector() {
    return connector;
  }

  @Override
  public TargetAttributes account(String name) {
    return TargetAttributes.builder().put("login", name).put("display_name", "X").build();
  }

  @Override
  public String createBare(String name) throws Exception {
    java.sql.Connection connection = bare.take();
    try (PreparedStatement insert = connection.prepareStatement(INSERT, new String[] {"id"})) {
      insert.setString(1, name);
      insert.setString(2, "X");
      insert.setBoolean(3, true);
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return keys.getString(1);
      }
    } finally {
      bare.add(connection);
    }
  }

  @Override
  public void close() throws Exception {
    connector.close();
    for (java.sql.Connection connection : bare) {
      connection.close();
    }
    server.close();
  }
}
