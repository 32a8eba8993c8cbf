package io.tessera.connector.jdbc.internal;

import static io.tessera.connector.spi.ObjectType.GROUP;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttribute;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable.Step;
import io.tessera.lib.derby.internal.DerbyDataSourceFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.jdbc.DataSourceFactory;

/** What the contract does not ask: the tables of this world, on Derby. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcConnectorTest {
  private final TestTables tables = TestTables.inMemory();
  private final Map<String, Object> settings = new HashMap<>();
  private final List<JdbcConnector> opened = new ArrayList<>();

  @BeforeEach
  void create() {
    settings.clear();
    settings.putAll(tables.careful().settings());
    // A busy machine takes its time to describe tables; nothing here is about time-outs.
    settings.put("responseTimeoutMillis", 30_000);
  }

  @AfterEach
  void clear() {
    opened.forEach(JdbcConnector::close);
    opened.clear();
    tables.clear();
  }

  @AfterAll
  void drop() {
    tables.drop();
  }

  private JdbcConnector connector() {
    Drivers drivers = new Drivers();
    drivers.addFactory(
        new DerbyDataSourceFactory(),
        Map.of(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS, "org.apache.derby.jdbc.EmbeddedDriver"));
    JdbcConnector connector =
        new JdbcConnector(Configurations.of(JdbcConnector.Config.class, settings), drivers);
    opened.add(connector);
    return connector;
  }

  private static TargetAttributes of(String... namesAndValues) {
    TargetAttributes.Builder all = TargetAttributes.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return all.build();
  }

  private static Operation operation(
      Action action, ObjectType type, @Nullable RemoteId id, TargetAttributes attributes) {
    return operation(action, type, id, attributes, MemberDelta.NONE);
  }

  private static Operation operation(
      Action action,
      ObjectType type,
      @Nullable RemoteId id,
      TargetAttributes attributes,
      MemberDelta members) {
    OperationKey key = new OperationKey(UUID.randomUUID().toString());
    return new Operation(key, action, type, 1, id, attributes, null, members);
  }

  private static Operation creation(TargetAttributes attributes) {
    return operation(Action.CREATE, USER, null, attributes);
  }

  private static Operation disabled(TargetAttributes attributes) {
    OperationKey key = new OperationKey(UUID.randomUUID().toString());
    return new Operation(
        key, Action.CREATE, USER, 1, null, attributes, Activity.DISABLED, MemberDelta.NONE);
  }

  private static RemoteId applied(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    return ((Outcome.Applied) outcome).remoteId();
  }

  private static Outcome.Failed failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return (Outcome.Failed) outcome;
  }

  private Map<String, String> row(String login) {
    return tables.rows("SELECT * FROM people WHERE login = ?", login).get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "staff_number, 42, 42",
    "salary, 1234.5, 1234.50",
    "born, 1980-02-29, 1980-02-29",
    "born, 1980-02-29T23:30:00Z, 1980-02-29",
    "seen_at, 2024-05-17T10:20:30.123Z, 2024-05-17T10:20:30.123Z",
    "seen_at, 2024-05-17T12:20:30+02:00, 2024-05-17T10:20:30Z",
    "code, ab, ab",
    "active, false, false",
    "ACTIVE, 0, false",
    "Title, Dr, Dr"
  })
  void a_value_takes_the_type_of_its_column(String column, String written, String read)
      throws Exception {
    settings.remove("activeColumn");
    JdbcConnector connector = connector();
    TargetAttributes wanted = of("login", "ann", column, written);
    RemoteId id = applied(connector.apply(creation(wanted)));
    Reading.Found found = (Reading.Found) connector.read(new Lookup(USER, id, wanted));
    assertThat(found.observed().all(column)).containsExactly(read);
  }

  @ParameterizedTest
  @CsvSource({
    "staff_number, many",
    "staff_number, 99999999999",
    "salary, a lot",
    "born, yesterday",
    "seen_at, 10:20",
    "code, much too long",
    "active, perhaps"
  })
  void a_value_that_does_not_fit_is_refused_without_being_told(String column, String value)
      throws Exception {
    settings.remove("activeColumn");
    Outcome.Failed refused = failed(connector().apply(creation(of("login", "ann", column, value))));
    assertThat(refused.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(refused.detail()).doesNotContain(value);
    assertThat(tables.count(USER, "ann")).isZero();
  }

  @Test
  void two_values_do_not_fit_one_column() throws Exception {
    TargetAttributes two =
        TargetAttributes.builder().put("login", "a").put("title", "x", "y").build();
    assertThat(failed(connector().apply(creation(two))).detail()).contains("TITLE");
  }

  @Test
  void a_column_that_needs_a_value_keeps_it() throws Exception {
    JdbcConnector connector = connector();
    RemoteId id = applied(connector.apply(creation(of("login", "ann"))));
    TargetAttributes emptied = TargetAttributes.builder().put("login").build();
    Outcome.Failed refused = failed(connector.apply(operation(Action.UPDATE, USER, id, emptied)));
    assertThat(refused.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(refused.detail()).contains("LOGIN");
  }

  @Test
  void a_column_that_does_not_exist_concerns_the_target_until_it_does() throws Exception {
    JdbcConnector connector = connector();
    Operation creation = creation(of("login", "ann", "badge", "7"));
    Outcome.Failed refused = failed(connector.apply(creation));
    assertThat(refused.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(refused.detail()).contains("people", "badge");
    tables.run("ALTER TABLE people ADD COLUMN badge VARCHAR(10)");
    applied(connector.apply(creation));
    assertThat(row("ann")).containsEntry("badge", "7");
  }

  @Test
  void a_name_is_never_taken_for_sql() throws Exception {
    String evil = "title\" = 'x'; DROP TABLE people; --";
    Outcome.Failed refused = failed(connector().apply(creation(of("login", "ann", evil, "x"))));
    assertThat(refused.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(tables.count(USER, "ann")).isZero();
  }

  @Test
  void a_table_and_its_columns_may_be_written_in_lower_case_and_need_quotes() throws Exception {
    tables.run(
        "CREATE TABLE \"Order\" (\"User Id\" INTEGER GENERATED ALWAYS AS IDENTITY,"
            + " \"select\" VARCHAR(20) UNIQUE NOT NULL)");
    settings.put("userTable", "app.Order");
    settings.put("userIdColumn", "user id");
    settings.put("userKeyColumns", new String[] {"select"});
    settings.remove("activeColumn");
    JdbcConnector connector = connector();
    RemoteId id = applied(connector.apply(creation(of("select", "ann"))));
    applied(connector.apply(operation(Action.UPDATE, USER, id, of("select", "bob"))));
    assertThat(tables.rows("SELECT \"select\" FROM \"Order\"").get(0)).containsValue("bob");
  }

  @Test
  void a_unique_column_that_is_not_the_key_is_no_reason_to_adopt() throws Exception {
    tables.run("CREATE UNIQUE INDEX one_title ON people (title)");
    JdbcConnector connector = connector();
    applied(connector.apply(creation(of("login", "ann", "title", "Boss"))));
    Outcome.Failed refused = failed(connector.apply(creation(of("login", "bob", "title", "Boss"))));
    assertThat(refused.kind()).isEqualTo(FailureKind.INVALID);
  }

  @Test
  void rows_of_others_are_none_of_ours() throws Exception {
    tables.run("INSERT INTO people (login, tenant) VALUES ('theirs', 'south')");
    settings.put("userFilter", new String[] {"tenant=north"});
    JdbcConnector connector = connector();
    applied(connector.apply(creation(of("login", "ours", "tenant", "south"))));
    assertThat(row("ours")).containsEntry("tenant", "north");
    RemoteId theirs = new RemoteId(row("theirs").get("id"));
    assertThat(connector.read(new Lookup(USER, null, of("login", "theirs"))))
        .isInstanceOf(Reading.Absent.class);
    assertThat(
            failed(connector.apply(operation(Action.UPDATE, USER, theirs, of("login", "x"))))
                .kind())
        .isEqualTo(FailureKind.GONE);
    applied(connector.apply(operation(Action.DELETE, USER, theirs, of("login", "theirs"))));
    assertThat(row("theirs")).containsEntry("tenant", "south");
  }

  @Test
  void a_deleted_row_stays_and_is_marked() throws Exception {
    settings.put("userDeletedColumn", "notes");
    settings.put("userDeletedValue", "gone");
    settings.put("userPresentValue", "here");
    JdbcConnector connector = connector();
    RemoteId id = applied(connector.apply(creation(of("login", "ann"))));
    assertThat(row("ann")).containsEntry("notes", "here");
    applied(connector.apply(operation(Action.DELETE, USER, id, of("login", "ann"))));
    assertThat(row("ann")).containsEntry("notes", "gone");
    Outcome.Failed refused = failed(connector.apply(creation(of("login", "ann"))));
    assertThat(refused.kind()).as("nothing to adopt").isEqualTo(FailureKind.INVALID);
  }

  @Test
  void an_id_may_be_an_attribute_that_never_changes() throws Exception {
    settings.put("userIdColumn", "login");
    settings.put("userIds", "attribute");
    settings.remove("membershipTable");
    JdbcConnector connector = connector();
    RemoteId id = applied(connector.apply(creation(of("login", "ann"))));
    assertThat(id.value()).isEqualTo("ann");
    applied(connector.apply(operation(Action.UPDATE, USER, id, of("login", "ann", "title", "Dr"))));
    Outcome.Failed refused =
        failed(connector.apply(operation(Action.UPDATE, USER, id, of("login", "anna"))));
    assertThat(refused.kind()).isEqualTo(FailureKind.INVALID);
  }

  @Test
  void a_user_who_is_deleted_leaves_the_groups() throws Exception {
    JdbcConnector connector = connector();
    RemoteId ann = applied(connector.apply(creation(of("login", "ann"))));
    MemberDelta joins = new MemberDelta(List.of(new Member(USER, ann)), List.of());
    applied(connector.apply(operation(Action.CREATE, GROUP, null, of("name", "staff"), joins)));
    applied(connector.apply(operation(Action.DELETE, USER, ann, of("login", "ann"))));
    assertThat(tables.rows("SELECT * FROM team_people")).isEmpty();
  }

  @Test
  void a_group_is_no_member() throws Exception {
    JdbcConnector connector = connector();
    RemoteId inner =
        applied(connector.apply(operation(Action.CREATE, GROUP, null, of("name", "inner"))));
    MemberDelta joins = new MemberDelta(List.of(new Member(GROUP, inner)), List.of());
    Outcome.Failed refused =
        failed(connector.apply(operation(Action.CREATE, GROUP, null, of("name", "outer"), joins)));
    assertThat(refused.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(tables.count(GROUP, "outer")).isZero();
  }

  @Test
  void without_a_column_for_it_nobody_can_be_disabled() throws Exception {
    settings.remove("activeColumn");
    assertThat(failed(connector().apply(disabled(of("login", "ann")))).detail())
        .contains("activeColumn");
  }

  @Test
  void a_procedure_tells_an_id_of_bytes_and_no_other_row_is_disabled() throws Exception {
    tables.run(
        "CREATE TABLE badges (id CHAR(4) FOR BIT DATA NOT NULL PRIMARY KEY, login VARCHAR(20),"
            + " active BOOLEAN)");
    tables.run("INSERT INTO badges VALUES (X'00000001', 'bob', TRUE)");
    StoredProcedures.declare(
        tables, "create_badge(OUT id CHAR(4) FOR BIT DATA, login VARCHAR(20))", "createBadge");
    settings.put("userTable", "badges");
    settings.remove("membershipTable");
    settings.put("procedures", new String[] {"createUser = {call create_badge(:id, :login)}"});
    JdbcConnector connector = connector();
    RemoteId id = applied(connector.apply(disabled(of("login", "ann"))));
    Reading.Found found = (Reading.Found) connector.read(new Lookup(USER, id, of("login", "ann")));
    assertThat(found.remoteId()).isEqualTo(id);
    assertThat(tables.rows("SELECT login FROM badges WHERE active"))
        .containsExactly(Map.of("login", "bob"));
  }

  private JdbcConnector hiring(String signature, String method, String... procedures) {
    tables.run(
        "CREATE TABLE staff (id VARCHAR(40) NOT NULL DEFAULT 'made', login VARCHAR(20),"
            + " active BOOLEAN)");
    StoredProcedures.declare(tables, signature, method);
    settings.put("userTable", "staff");
    settings.remove("activeColumn");
    settings.remove("membershipTable");
    settings.put("procedures", procedures);
    return connector();
  }

  @Test
  void an_id_that_a_procedure_does_not_get_is_read_back() throws Exception {
    settings.put("userIds", "uuid");
    JdbcConnector connector =
        hiring(
            "hire_by_login(login VARCHAR(20))",
            "hirePerson",
            "createUser = {call hire_by_login(:login)}");
    assertThat(applied(connector.apply(creation(of("login", "ann")))).value()).isEqualTo("made");
  }

  @Test
  void a_row_that_a_procedure_made_and_that_cannot_be_read_back_is_unknown() throws Exception {
    JdbcConnector connector =
        hiring(
            "hire_twins(login VARCHAR(20))",
            "hirePerson",
            "createUser = {call hire_twins(:login)}");
    Outcome.Failed twins = failed(connector.apply(creation(of("login", "twins"))));
    assertThat(twins.kind()).isEqualTo(FailureKind.UNKNOWN);
    assertThat(twins.detail()).contains("doubles");
  }

  @Test
  void a_row_whose_table_is_gone_when_it_is_read_back_is_unknown() throws Exception {
    JdbcConnector connector =
        hiring("hire_last(login VARCHAR(20))", "hireLast", "createUser = {call hire_last(:login)}");
    assertThat(failed(connector.apply(creation(of("login", "ann")))).kind())
        .isEqualTo(FailureKind.UNKNOWN);
    assertThat(tables.rows("SELECT * FROM former_staff")).hasSize(1);
  }

  @Test
  void nobody_is_created_by_a_procedure_who_could_not_be_disabled_then() throws Exception {
    JdbcConnector connector =
        hiring(
            "hire_enabled(login VARCHAR(20))",
            "hirePerson",
            "createUser = {call hire_enabled(:login)}");
    Outcome.Failed refused = failed(connector.apply(disabled(of("login", "ann"))));
    assertThat(refused.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(refused.detail()).contains("activeColumn");
    assertThat(tables.rows("SELECT * FROM staff")).isEmpty();
  }

  @Test
  void no_group_is_created_whose_members_nothing_can_hold() throws Exception {
    RemoteId ann = applied(connector().apply(creation(of("login", "ann"))));
    settings.remove("membershipTable");
    MemberDelta joins = new MemberDelta(List.of(new Member(USER, ann)), List.of());
    Outcome.Failed refused =
        failed(
            connector().apply(operation(Action.CREATE, GROUP, null, of("name", "staff"), joins)));
    assertThat(refused.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(refused.detail()).contains("membershipTable");
    assertThat(tables.count(GROUP, "staff")).isZero();
  }

  @Test
  void ids_of_bytes_become_members_once_and_leave() throws Exception {
    String id = "id CHAR(4) FOR BIT DATA NOT NULL, ";
    tables.run("CREATE TABLE badges (" + id + "login VARCHAR(20))");
    tables.run("INSERT INTO badges VALUES (X'000000FF', 'ann')");
    tables.run("CREATE TABLE joined (team_id INTEGER, person_id CHAR(4) FOR BIT DATA)");
    settings.put("userTable", "badges");
    settings.put("membershipTable", "joined");
    settings.remove("activeColumn");
    JdbcConnector connector = connector();
    Member ann = new Member(USER, new RemoteId("AAAA/w=="));
    MemberDelta joins = new MemberDelta(List.of(ann), List.of());
    TargetAttributes named = of("name", "staff");
    RemoteId team = applied(connector.apply(operation(Action.CREATE, GROUP, null, named, joins)));
    applied(connector.apply(operation(Action.UPDATE, GROUP, team, named, joins)));
    assertThat(tables.rows("SELECT * FROM joined")).hasSize(1);
    MemberDelta leaves = new MemberDelta(List.of(), List.of(ann));
    applied(connector.apply(operation(Action.UPDATE, GROUP, team, named, leaves)));
    assertThat(tables.rows("SELECT * FROM joined")).isEmpty();
  }

  @Test
  void several_rows_with_one_key_are_told() throws Exception {
    tables.run("CREATE TABLE twins (id INTEGER, login VARCHAR(20))");
    tables.run("INSERT INTO twins VALUES (1, 'ann'), (2, 'ann')");
    settings.put("userTable", "twins");
    settings.remove("activeColumn");
    Reading reading = connector().read(new Lookup(USER, null, of("login", "ann")));
    assertThat(((Reading.Unreadable) reading).why().kind()).isEqualTo(FailureKind.INVALID);
  }

  @ParameterizedTest
  @CsvSource({
    "url, jdbc:nobody:knows, find a driver",
    "url, jdbc:derby:memory:nothing, connect and sign in",
    "userTable, persons, find the user table",
    "userTable, app2.people, find the user table",
    "userIdColumn, number, find the columns of users",
    "activeColumn, alive, find the columns of users",
    "enabledValue, yes, find the columns of users",
    "groupTable, group, find the group table",
    "membershipTable, members, find the membership table",
    "membershipMemberColumn, who, find the columns of memberships"
  })
  void a_test_says_which_step_fails(String property, String value, String step) throws Exception {
    settings.put(property, value);
    List<Step> steps = connector().test();
    assertThat(steps.stream().filter(s -> !s.passed()).map(Step::name)).containsExactly(step);
    assertThat(steps).allMatch(s -> !s.detail().isEmpty());
  }

  @Test
  void columns_are_told_with_their_types() throws Exception {
    Description.Known known = (Description.Known) connector().describe(USER);
    assertThat(known.find("staff_number").map(TargetAttribute::type))
        .contains(TargetAttribute.Type.NUMBER);
    assertThat(known.find("born").map(TargetAttribute::type)).contains(TargetAttribute.Type.DATE);
    assertThat(known.find("login").map(TargetAttribute::required)).contains(true);
    assertThat(known.find("title").map(TargetAttribute::required)).contains(false);
    assertThat(known.find("id").map(TargetAttribute::writable)).contains(false);
    assertThat(known.find("active").map(TargetAttribute::writable)).contains(false);
  }

  @Test
  void a_driver_that_goes_away_is_missed() throws Exception {
    Drivers drivers = new Drivers();
    DataSourceFactory derby = new DerbyDataSourceFactory();
    drivers.addFactory(derby, Map.of());
    assertThat(drivers.find("jdbc:derby:memory:x", "")).isPresent();
    assertThat(drivers.find("jdbc:derby:memory:x", "org.example.Other")).isEmpty();
    drivers.removeFactory(derby);
    assertThat(drivers.find("jdbc:nobody:knows", "")).isEmpty();
  }
}
