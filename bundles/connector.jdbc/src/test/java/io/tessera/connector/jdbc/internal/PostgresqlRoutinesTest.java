package io.tessera.connector.jdbc.internal;

import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable.Step;
import io.tessera.store.kit.PostgresServer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Functions and procedures of PostgreSQL, and tables of the size they have in real life. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlRoutinesTest {
  private static final int MANY = 100_000;

  private final List<JdbcConnector> opened = new ArrayList<>();
  private PostgresServer server;
  private TestTables tables;

  @BeforeAll
  void start() throws Exception {
    assumeTrue(
        PostgresServer.programs().isPresent(), "PostgreSQL is not installed: it is not tested");
    server = PostgresServer.start();
    tables =
        new TestTables(server.url(), server.user(), Files.readString(server.passwordFile()))
            .careful();
    tables.run(
        "CREATE FUNCTION make_person(login varchar, title varchar, active boolean) RETURNS integer"
            + " LANGUAGE sql AS $$ INSERT INTO people (login, title, active) VALUES ($1, $2, $3)"
            + " RETURNING id $$");
    tables.run(
        "CREATE PROCEDURE make_person_too(INOUT id integer, login varchar, secret varchar) LANGUAGE"
            + " plpgsql AS $$ BEGIN INSERT INTO people (login, notes) VALUES"
            + " (make_person_too.login, secret) RETURNING people.id INTO make_person_too.id; END"
            + " $$");
    tables.run(
        "CREATE PROCEDURE change_person(id integer, title varchar, staff_number integer) LANGUAGE"
            + " sql AS $$ UPDATE people SET title = $2, staff_number = $3 WHERE id = $1 $$");
  }

  @AfterEach
  void close() {
    opened.forEach(JdbcConnector::close);
    opened.clear();
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private JdbcConnector connector(String... procedures) {
    Map<String, Object> settings = tables.settings();
    settings.put("procedures", procedures);
    settings.put("responseTimeoutMillis", 30_000);
    JdbcConnector connector =
        new JdbcConnector(Configurations.of(JdbcConnector.Config.class, settings), new Drivers());
    opened.add(connector);
    return connector;
  }

  private static Operation operation(
      Action action, @Nullable RemoteId id, TargetAttributes attributes, Activity activity) {
    OperationKey key = new OperationKey(UUID.randomUUID().toString());
    return new Operation(key, action, USER, 1, id, attributes, activity, MemberDelta.NONE);
  }

  private static TargetAttributes of(String... pairs) {
    TargetAttributes.Builder all = TargetAttributes.builder();
    for (int i = 0; i < pairs.length; i += 2) {
      all.put(pairs[i], pairs[i + 1]);
    }
    return all.build();
  }

  private static RemoteId applied(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    return ((Outcome.Applied) outcome).remoteId();
  }

  @Test
  void a_function_tells_the_id_and_a_procedure_takes_numbers() throws Exception {
    JdbcConnector connector =
        connector(
            "createUser = {:id = call make_person(:login, :title, :active)}",
            "updateUser = {call change_person(:id, :title, :staff_number)}");
    assertThat(connector.test()).allMatch(Step::passed);
    String login = "u" + UUID.randomUUID();
    TargetAttributes wanted = of("login", login, "title", "one", "staff_number", "7");
    RemoteId id =
        applied(connector.apply(operation(Action.CREATE, null, wanted, Activity.DISABLED)));
    Outcome again = connector.apply(operation(Action.CREATE, null, wanted, Activity.DISABLED));
    assertThat(((Outcome.Failed) again).kind()).isEqualTo(FailureKind.CONFLICT);
    TargetAttributes changed = of("login", login, "title", "two", "staff_number", "8");
    applied(connector.apply(operation(Action.UPDATE, id, changed, Activity.ENABLED)));
    Reading.Found found = (Reading.Found) connector.read(new Lookup(USER, id, changed));
    assertThat(found.observed()).isEqualTo(changed);
    assertThat(tables.rows("SELECT active FROM people WHERE login = ?", login).get(0))
        .containsEntry("active", "t");
  }

  @Test
  void a_procedure_tells_the_id_by_a_parameter_and_takes_the_password() throws Exception {
    JdbcConnector connector =
        connector("createUser = {call make_person_too(:id, :login, :password)}");
    String login = "u" + UUID.randomUUID();
    String password = UUID.randomUUID().toString();
    TargetAttributes wanted = of("login", login, "password", password);
    RemoteId id =
        applied(connector.apply(operation(Action.CREATE, null, wanted, Activity.ENABLED)));
    Map<String, String> row = tables.rows("SELECT * FROM people WHERE login = ?", login).get(0);
    assertThat(row).containsEntry("id", id.value()).containsEntry("notes", password);
    Outcome.Failed refused =
        (Outcome.Failed) connector.apply(operation(Action.UPDATE, id, wanted, Activity.ENABLED));
    assertThat(refused.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(refused.detail()).contains(":password").doesNotContain(password);
  }

  @Test
  void a_procedure_that_is_not_there_is_told_by_the_test_of_the_settings() throws Exception {
    JdbcConnector connector = connector("deleteUser = {call no_such_thing(:id)}");
    List<Step> failed = connector.test().stream().filter(s -> !s.passed()).toList();
    assertThat(failed).extracting(Step::name).containsExactly("find the procedures");
    assertThat(failed.get(0).detail()).contains("no_such_thing");
  }

  @Test
  void a_hundred_thousand_rows_are_listed_a_page_at_a_time() throws Exception {
    tables.run(
        "INSERT INTO teams (name) SELECT 'g' || n FROM generate_series(1, " + MANY + ") AS n");
    JdbcConnector connector = connector();
    Optional<Search> next =
        Optional.of(Search.first(io.tessera.connector.spi.ObjectType.GROUP, 1_000));
    int count = 0;
    while (next.isPresent()) {
      Search search = next.get();
      Listing.Page page = (Listing.Page) connector.search(search);
      assertThat(page.accounts()).hasSizeLessThanOrEqualTo(1_000);
      count += page.accounts().size();
      next = page.nextIfAny().map(search::after);
    }
    assertThat(count).isEqualTo(MANY);
  }
}
