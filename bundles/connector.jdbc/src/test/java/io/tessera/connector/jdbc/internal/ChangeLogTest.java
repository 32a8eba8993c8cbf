package io.tessera.connector.jdbc.internal;

import static io.tessera.connector.spi.ObjectType.GROUP;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteChanges.Known;
import io.tessera.connector.spi.RemoteChanges.Put;
import io.tessera.connector.spi.RemoteChanges.RemoteChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes that others make in the tables. */
class ChangeLogTest {
  private final TestTables tables = TestTables.inMemory().careful();
  private final Map<String, Object> settings = new HashMap<>(tables.settings());
  private final Hand hand = new Hand();
  private @Nullable Database database;

  /** A clock that is put forward by hand. */
  private static final class Hand extends Clock {
    private Instant now = Instant.parse("2024-05-17T10:00:00Z");

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void create() {
    tables.run("ALTER TABLE people ADD COLUMN changed BIGINT");
    tables.run(
        "CREATE TABLE people_changes (id INTEGER GENERATED ALWAYS AS IDENTITY, row_id"
            + " INTEGER)");
    tables.run(
        "CREATE TRIGGER added AFTER INSERT ON people REFERENCING NEW AS n FOR EACH ROW INSERT INTO"
            + " people_changes (row_id) VALUES (n.id)");
    tables.run(
        "CREATE TRIGGER removed AFTER DELETE ON people REFERENCING OLD AS o FOR EACH ROW INSERT"
            + " INTO people_changes (row_id) VALUES (o.id)");
    settings.put("changeSettleMillis", 0);
    // A busy machine takes its time to describe tables; nothing here is about time-outs.
    settings.put("responseTimeoutMillis", 30_000);
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
    tables.drop();
  }

  private ChangeLog log() {
    JdbcSettings checked = JdbcSettings.of(Configurations.of(JdbcConnector.Config.class, settings));
    database = new Database(checked.access(), new Drivers());
    Layouts layouts = new Layouts(database, checked);
    return new ChangeLog(database, layouts, checked.settling(), hand);
  }

  private static Known known(ChangeLog log, @Nullable String token) throws Exception {
    return (Known) log.changes(USER, token, 100);
  }

  private static List<String> told(Known known) {
    return known.changes().stream().map(ChangeLogTest::told).toList();
  }

  private static String told(RemoteChange change) {
    return change instanceof Put put
        ? "+" + put.account().attributes().first("login").orElse("?")
        : "-" + change.id().value();
  }

  private void put(String login, int number) {
    tables.run("INSERT INTO people (login, changed) VALUES ('" + login + "', " + number + ")");
  }

  @Test
  void the_first_call_tells_nothing_but_where_to_begin() throws Exception {
    settings.put("userChangeColumn", "changed");
    put("a", 1);
    ChangeLog log = log();
    Known first = known(log, null);
    assertThat(first.changes()).isEmpty();
    assertThat(known(log, first.token()).changes()).isEmpty();
    put("b", 2);
    tables.run("UPDATE people SET changed = 3 WHERE login = 'a'");
    Known next = known(log, first.token());
    assertThat(told(next)).containsExactly("+b", "+a");
    assertThat(known(log, next.token()).changes()).isEmpty();
    assertThat(told(known(log, first.token()))).containsExactly("+b", "+a");
  }

  @Test
  void many_changes_come_in_pages_even_of_one_number() throws Exception {
    settings.put("userChangeColumn", "changed");
    ChangeLog log = log();
    String token = known(log, null).token();
    for (int i = 0; i < 7; i++) {
      put("u" + i, i < 5 ? 1 : 2);
    }
    StringBuilder all = new StringBuilder();
    boolean more = true;
    while (more) {
      Known known = (Known) log.changes(USER, token, 3);
      assertThat(known.changes()).hasSizeLessThanOrEqualTo(3);
      told(known).forEach(all::append);
      token = known.token();
      more = known.more();
    }
    assertThat(all).hasToString("+u0+u1+u2+u3+u4+u5+u6");
  }

  @Test
  void a_row_that_is_marked_as_deleted_is_removed() throws Exception {
    settings.put("userChangeColumn", "changed");
    settings.put("userDeletedColumn", "deleted_at");
    put("a", 1);
    ChangeLog log = log();
    String token = known(log, null).token();
    tables.run("UPDATE people SET deleted_at = CURRENT_TIMESTAMP, changed = 2");
    assertThat(told(known(log, token))).containsExactly("-1");
  }

  @Test
  void a_table_of_changes_tells_deletions_too() throws Exception {
    settings.put("userChangeTable", "people_changes");
    ChangeLog log = log();
    String token = known(log, null).token();
    put("a", 1);
    put("b", 1);
    put("c", 1);
    tables.run("DELETE FROM people WHERE login = 'b'");
    Known next = known(log, token);
    assertThat(told(next)).containsExactly("+a", "+c", "-2");
    tables.run("DELETE FROM people_changes");
    assertThat(known(log, next.token()).changes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "CHAR(8) FOR BIT DATA | CHAR(8) FOR BIT DATA | X'00000000000000FF'",
        "CHAR(8) | VARCHAR(8) | 'ab'",
        "NUMERIC(5,2) | INTEGER | 5"
      })
  void a_row_that_is_there_is_not_told_as_removed(String id, String copy, String value)
      throws Exception {
    tables.run("CREATE TABLE staff (id " + id + " NOT NULL PRIMARY KEY, login VARCHAR(20))");
    tables.run(
        "CREATE TABLE staff_changes (id INTEGER GENERATED ALWAYS AS IDENTITY, row_id "
            + copy
            + ")");
    tables.run(
        "CREATE TRIGGER hired AFTER INSERT ON staff REFERENCING NEW AS n FOR EACH ROW INSERT INTO"
            + " staff_changes (row_id) VALUES (n.id)");
    settings.put("userTable", "staff");
    settings.put("userChangeTable", "staff_changes");
    settings.remove("activeColumn");
    settings.remove("membershipTable");
    ChangeLog log = log();
    String token = known(log, null).token();
    tables.run("INSERT INTO staff VALUES (" + value + ", 'a')");
    assertThat(told(known(log, token))).containsExactly("+a");
  }

  @Test
  void an_id_of_char_is_told_without_its_spaces_when_its_row_is_removed() throws Exception {
    tables.run("CREATE TABLE staff (id CHAR(8) NOT NULL PRIMARY KEY, login VARCHAR(20))");
    tables.run(
        "CREATE TABLE staff_changes (id INTEGER GENERATED ALWAYS AS IDENTITY, row_id VARCHAR(8))");
    settings.put("userTable", "staff");
    settings.put("userChangeTable", "staff_changes");
    settings.remove("activeColumn");
    settings.remove("membershipTable");
    ChangeLog log = log();
    String token = known(log, null).token();
    tables.run("INSERT INTO staff_changes (row_id) VALUES ('ab      ')");
    assertThat(told(known(log, token))).containsExactly("-ab");
  }

  @Test
  void a_table_of_changes_that_began_anew_is_told() throws Exception {
    settings.put("userChangeTable", "people_changes");
    put("a", 1);
    put("b", 1);
    ChangeLog log = log();
    String token = known(log, null).token();
    tables.run("DELETE FROM people_changes WHERE id = 2");
    assertThat(catchKind(log, token)).isEqualTo(FailureKind.GONE);
  }

  @Test
  void a_change_whose_transaction_ends_late_is_not_missed() throws Exception {
    settings.put("userChangeColumn", "changed");
    settings.put("changeSettleMillis", 5_000);
    ChangeLog log = log();
    String token = known(log, null).token();
    put("b", 2);
    hand.forward(Duration.ofSeconds(6));
    token = known(log, token).token();
    // Got its number before b, and is seen after it.
    put("a", 1);
    Known tooSoon = known(log, token);
    assertThat(tooSoon.changes()).isEmpty();
    hand.forward(Duration.ofSeconds(6));
    assertThat(told(known(log, tooSoon.token()))).containsExactly("+a", "+b");
  }

  @Test
  void a_time_may_stand_for_a_number() throws Exception {
    settings.put("userChangeColumn", "seen_at");
    ChangeLog log = log();
    String token = known(log, null).token();
    put("a", 1);
    tables.run("UPDATE people SET seen_at = TIMESTAMP('2024-05-17 10:00:00.123456')");
    Known next = known(log, token);
    assertThat(told(next)).containsExactly("+a");
    assertThat(known(log, next.token()).changes()).isEmpty();
  }

  @Test
  void what_cannot_be_ordered_or_is_not_set_is_a_fault_of_the_settings() throws Exception {
    settings.put("userChangeColumn", "login");
    ChangeLog log = log();
    assertThat(catchKind(log, null)).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(catchKind(log, GROUP, null)).isEqualTo(FailureKind.CONFIGURATION);
  }

  @Test
  void a_token_of_somebody_else_is_refused() throws Exception {
    settings.put("userChangeColumn", "changed");
    ChangeLog log = log();
    put("a", 5);
    for (String token : List.of("", "x", "1....", "1._x._y._z.5", "2._MQ.._MQ.5")) {
      assertThat(catchKind(log, token)).as(token).isEqualTo(FailureKind.INVALID);
    }
  }

  private static FailureKind catchKind(ChangeLog log, @Nullable String token) throws Exception {
    return catchKind(log, USER, token);
  }

  private static FailureKind catchKind(ChangeLog log, ObjectType type, @Nullable String token)
      throws Exception {
    try {
      RemoteChanges known = log.changes(type, token, 10);
      throw new AssertionError("was told: " + known);
    } catch (TargetFailure failure) {
      return failure.kind();
    }
  }
}
