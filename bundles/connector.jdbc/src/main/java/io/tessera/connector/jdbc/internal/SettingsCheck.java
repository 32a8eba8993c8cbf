package io.tessera.connector.jdbc.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Testable.Step;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries the settings without changing anything. */
final class SettingsCheck {
  private final Database database;
  private final Layouts layouts;
  private final JdbcSettings settings;

  SettingsCheck(Database database, Layouts layouts, JdbcSettings settings) {
    this.database = database;
    this.layouts = layouts;
    this.settings = settings;
  }

  /** One thing to try; says what was seen. */
  private interface Attempt {
    String run() throws TargetFailure, InterruptedException;
  }

  List<Step> run() throws InterruptedException {
    layouts.forget();
    List<Step> steps = new ArrayList<>();
    if (passes(steps, "find a driver", this::driver)
        && passes(steps, "connect and sign in", this::connect)) {
      tables(steps);
    }
    return steps;
  }

  private void tables(List<Step> steps) throws InterruptedException {
    kind(steps, settings.users(), ObjectType.USER);
    if (settings.groups().isPresent()) {
      kind(steps, settings.groups().get(), ObjectType.GROUP);
    }
    if (!settings.procedures().calls().isEmpty()) {
      passes(steps, "find the procedures", this::procedures);
    }
    if (settings.membership().isPresent()) {
      JdbcSettings.Membership membership = settings.membership().get();
      if (passes(steps, "find the membership table", () -> table(membership.table()))) {
        passes(steps, "find the columns of memberships", () -> memberships(membership));
      }
    }
  }

  /** Looks for all of them, in whichever schema or package. */
  private String procedures() throws TargetFailure, InterruptedException {
    for (Call call : settings.procedures().calls().values()) {
      String name = call.routine().substring(call.routine().lastIndexOf('.') + 1);
      if (!database.ask("look up procedures", c -> new Catalogue(c).hasRoutine(name))) {
        throw TargetFailure.of(
            FailureKind.CONFIGURATION,
            "There is no procedure "
                + call.routine()
                + " that this account may see; correct its name, or grant the right.");
      }
    }
    return "They are there.";
  }

  private String changes(ObjectType type) throws TargetFailure, InterruptedException {
    ChangeFeed feed = ChangeFeed.of(layouts, layouts.of(type));
    Optional<String> last = database.ask("ask for changes", feed::last);
    return last.isPresent() ? "They may be read." : "They may be read; there is none yet.";
  }

  private void kind(List<Step> steps, JdbcSettings.Kind kind, ObjectType type)
      throws InterruptedException {
    String label = kind.label();
    if (passes(steps, "find the " + label + " table", () -> table(kind.table()))
        && passes(steps, "find the columns of " + label + "s", () -> columns(type))) {
      passes(steps, "read the " + label + " table", () -> read(type));
      if (!(kind.changes() instanceof JdbcSettings.NoChanges)) {
        passes(steps, "ask for changes of " + label + "s", () -> changes(type));
      }
    }
  }

  private static boolean passes(List<Step> steps, String name, Attempt attempt)
      throws InterruptedException {
    Step step = step(name, attempt);
    steps.add(step);
    return step.passed();
  }

  private static Step step(String name, Attempt attempt) throws InterruptedException {
    try {
      return new Step(name, true, attempt.run());
    } catch (TargetFailure failure) {
      return new Step(name, false, failure.failed().detail());
    }
  }

  private String driver() throws TargetFailure {
    return database.driver() + " knows the URL.";
  }

  private String connect() throws TargetFailure, InterruptedException {
    return database.ask("connect and sign in", SettingsCheck::product);
  }

  private static String product(Connection connection) throws SQLException {
    DatabaseMetaData description = connection.getMetaData();
    return "Signed in to "
        + description.getDatabaseProductName()
        + " "
        + description.getDatabaseProductVersion()
        + ".";
  }

  private String table(Table.Name name) throws TargetFailure, InterruptedException {
    return layouts.table(name).quoted() + " is there.";
  }

  private String columns(ObjectType type) throws TargetFailure, InterruptedException {
    Layout layout = layouts.of(type);
    if (layout.kind().activation().exists()) {
      layout.activity(Activity.ENABLED);
      layout.activity(Activity.DISABLED);
    }
    if (layout.kind().deletion().isSoft()) {
      layout.deleted();
    }
    return layout.keepsKeysApart()
        ? "They are there."
        : "They are there. No unique constraint covers the key columns; every creation and"
            + " change looks first.";
  }

  private String memberships(JdbcSettings.Membership membership)
      throws TargetFailure, InterruptedException {
    layouts.membership(membership);
    return "They are there.";
  }

  /** Asks for no row: it is the right to read that is tried. */
  private String read(ObjectType type) throws TargetFailure, InterruptedException {
    Layout layout = layouts.of(type);
    Sql sql =
        new Sql("SELECT " + layout.id().quoted() + " FROM " + layout.table().quoted())
            .add(" WHERE 1 = 0");
    return database.ask("read the " + layout.kind().label() + " table", c -> read(c, sql));
  }

  private static String read(Connection connection, Sql sql) throws SQLException {
    try (PreparedStatement statement = sql.prepare(connection)) {
      statement.executeQuery().close();
      return "It may be read.";
    }
  }
}
