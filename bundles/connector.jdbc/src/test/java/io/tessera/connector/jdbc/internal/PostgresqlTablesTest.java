package io.tessera.connector.jdbc.internal;

import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable.Step;
import io.tessera.store.kit.PostgresServer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.osgi.service.jdbc.DataSourceFactory;
import org.postgresql.osgi.PGDataSourceFactory;

/** What only PostgreSQL has: its own types, conditional constraints, rights. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlTablesTest {
  private final List<JdbcConnector> opened = new ArrayList<>();
  private PostgresServer server;
  private TestTables tables;

  @BeforeAll
  void start() throws Exception {
    assumeTrue(
        PostgresServer.programs().isPresent(), "PostgreSQL is not installed: it is not tested");
    server = PostgresServer.start();
    String password = Files.readString(server.passwordFile());
    tables = new TestTables(server.url(), server.user(), password);
    tables.run("CREATE SCHEMA app");
    tables.run("CREATE TYPE mood AS ENUM ('glad', 'sad')");
  }

  @BeforeEach
  void create() {
    tables.run(
        "CREATE TABLE app.staff (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, login text NOT"
            + " NULL, mood mood, extra jsonb, seen_at timestamptz, photo bytea, bits bit(1),"
            + " deleted boolean NOT NULL DEFAULT false)");
    tables.run("CREATE UNIQUE INDEX alive ON app.staff (login) WHERE NOT deleted");
  }

  @AfterEach
  void drop() {
    opened.forEach(JdbcConnector::close);
    opened.clear();
    tables.run("DROP TABLE app.staff");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = tables.settings();
    settings.put("userTable", "app.staff");
    settings.keySet().removeAll(List.of("activeColumn", "groupTable", "membershipTable"));
    settings.put("userDeletedColumn", "deleted");
    settings.put("userDeletedValue", "true");
    settings.put("userPresentValue", "false");
    return settings;
  }

  private JdbcConnector connector(Map<String, Object> settings) {
    Drivers drivers = new Drivers();
    drivers.addFactory(
        new PGDataSourceFactory(),
        Map.of(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS, "org.postgresql.Driver"));
    JdbcConnector connector =
        new JdbcConnector(Configurations.of(JdbcConnector.Config.class, settings), drivers);
    opened.add(connector);
    return connector;
  }

  private static Operation operation(
      Action action, @Nullable RemoteId id, TargetAttributes attributes) {
    OperationKey key = new OperationKey(UUID.randomUUID().toString());
    return new Operation(key, action, USER, 1, id, attributes, null, MemberDelta.NONE);
  }

  private static TargetAttributes login(String login) {
    return TargetAttributes.builder().put("login", login).build();
  }

  private static RemoteId applied(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    return ((Outcome.Applied) outcome).remoteId();
  }

  private static FailureKind failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).kind();
  }

  @Test
  void types_of_its_own_take_texts() throws Exception {
    JdbcConnector connector = connector(settings());
    TargetAttributes wanted =
        TargetAttributes.builder()
            .put("login", "ann")
            .put("mood", "glad")
            .put("extra", "{\"a\": 1}")
            .put("seen_at", "2024-05-17T10:20:30Z")
            .put("photo", "AAEC")
            .build();
    RemoteId id = applied(connector.apply(operation(Action.CREATE, null, wanted)));
    assertThat(UUID.fromString(id.value())).isNotNull();
    Reading.Found found = (Reading.Found) connector.read(new Lookup(USER, id, wanted));
    assertThat(found.observed()).isEqualTo(wanted);
    TargetAttributes emptied =
        TargetAttributes.builder().put("mood").put("extra").put("seen_at").put("photo").build();
    applied(connector.apply(operation(Action.UPDATE, id, emptied)));
    assertThat(((Reading.Found) connector.read(new Lookup(USER, id, emptied))).observed())
        .isEqualTo(emptied);
  }

  @Test
  void a_value_its_type_does_not_know_is_refused() throws Exception {
    JdbcConnector connector = connector(settings());
    for (String[] wrong : new String[][] {{"mood", "hungry"}, {"extra", "{"}}) {
      TargetAttributes wanted =
          TargetAttributes.builder().put("login", "ann").put(wrong[0], wrong[1]).build();
      assertThat(failed(connector.apply(operation(Action.CREATE, null, wanted))))
          .isEqualTo(FailureKind.INVALID);
    }
  }

  @Test
  void a_conditional_constraint_lets_a_deleted_name_be_used_again() throws Exception {
    JdbcConnector connector = connector(settings());
    RemoteId first = applied(connector.apply(operation(Action.CREATE, null, login("ann"))));
    assertThat(failed(connector.apply(operation(Action.CREATE, null, login("ann")))))
        .isEqualTo(FailureKind.CONFLICT);
    applied(connector.apply(operation(Action.DELETE, first, login("ann"))));
    RemoteId second = applied(connector.apply(operation(Action.CREATE, null, login("ann"))));
    assertThat(second).isNotEqualTo(first);
    assertThat(failed(connector.apply(operation(Action.UPDATE, first, login("ann")))))
        .isIn(FailureKind.GONE, FailureKind.INVALID);
  }

  @Test
  void an_account_without_rights_is_told_at_the_step_that_needs_them() throws Exception {
    tables.run("CREATE ROLE guest LOGIN PASSWORD 'guest'");
    tables.run("GRANT USAGE ON SCHEMA app TO guest");
    Map<String, Object> settings = settings();
    settings.put("user", "guest");
    settings.put("_password", "guest");
    JdbcConnector connector = connector(settings);
    List<Step> failed = connector.test().stream().filter(s -> !s.passed()).toList();
    assertThat(failed).extracting(Step::name).containsExactly("read the user table");
    assertThat(failed.get(0).detail()).contains("42501");
    assertThat(failed(connector.apply(operation(Action.CREATE, null, login("ann")))))
        .isEqualTo(FailureKind.AUTHENTICATION);
  }

  @Test
  void a_table_that_is_changed_under_the_connector_is_seen_anew() throws Exception {
    JdbcConnector connector = connector(settings());
    applied(connector.apply(operation(Action.CREATE, null, login("ann"))));
    tables.run("ALTER TABLE app.staff RENAME COLUMN login TO name");
    assertThat(failed(connector.apply(operation(Action.CREATE, null, login("bob")))))
        .isEqualTo(FailureKind.CONFIGURATION);
    tables.run("ALTER TABLE app.staff RENAME COLUMN name TO login");
    applied(connector.apply(operation(Action.CREATE, null, login("bob"))));
  }

  @Test
  void a_refused_sign_in_is_tried_once() throws Exception {
    Map<String, Object> settings = settings();
    settings.put("_password", "wrong");
    DriverSource source =
        new DriverSource(
            Access.of(Configurations.of(JdbcConnector.Config.class, settings)), new Drivers());
    List<Throwable> said = new ArrayList<>();
    for (int time = 0; time < 3; time++) {
      try {
        source.getConnection().close();
      } catch (java.sql.SQLException refused) {
        said.add(refused);
      }
    }
    assertThat(said).hasSize(3);
    assertThat(said.get(1)).isSameAs(said.get(0)).isSameAs(said.get(2));
  }
}
