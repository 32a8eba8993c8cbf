package io.tessera.connector.jdbc.internal;

import static org.osgi.service.metatype.annotations.AttributeType.PASSWORD;

import io.tessera.connector.spi.ChangeSource;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.Testable;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Keeps accounts, groups and memberships in tables of a database as the operations say. */
@Component(
    name = JdbcConnector.PID,
    service = Connector.class,
    configurationPid = JdbcConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = JdbcConnector.Config.class, factory = true)
public final class JdbcConnector
    implements Connector, Readable, Searchable, ChangeSource, PasswordAware, Testable, Describable {
  /** Factory PID. */
  public static final String PID = "io.tessera.connector.jdbc";

  /** What an operator sets. */
  @ObjectClassDefinition(
      name = "JDBC table",
      description = "Creates, changes and removes rows in tables of any database.")
  public @interface Config {
    @AttributeDefinition(
        name = "URL",
        description = "Of JDBC, such as jdbc:postgresql://db.example.org/hr; without a password.")
    String url();

    @AttributeDefinition(
        name = "User",
        description = "Who signs in to the database. Empty: nobody, where it allows that.",
        required = false)
    String user() default "";

    @AttributeDefinition(
        name = "Password",
        description = "Of this user.",
        type = PASSWORD,
        required = false)
    String _password();

    @AttributeDefinition(
        name = "Driver class",
        description = "Only where several drivers know the URL. Empty: the one that knows it.",
        required = false)
    String driver() default "";

    @AttributeDefinition(
        name = "User table",
        description = "A row is a user. Written as table or schema.table.")
    String userTable();

    @AttributeDefinition(name = "User id column", description = "Identifies a row for ever.")
    String userIdColumn() default "id";

    @AttributeDefinition(
        name = "User ids",
        description = "Where the id of a new row comes from.",
        options = {
          @Option(label = "The database makes it", value = "database"),
          @Option(label = "A UUID made here", value = "uuid"),
          @Option(label = "An attribute of the policy map", value = "attribute")
        })
    String userIds() default "database";

    @AttributeDefinition(
        name = "User key columns",
        description =
            "Columns whose values together identify a user when an existing row is to be adopted.")
    String[] userKeyColumns() default {"login"};

    @AttributeDefinition(
        name = "User filter",
        description =
            "Each as column=value. Rows without these values are none of ours; new rows get them.",
        required = false)
    String[] userFilter() default {};

    @AttributeDefinition(
        name = "Column of disabled users",
        description =
            "Tells whether a user may be used. Empty: users cannot be disabled here, and asking"
                + " for it is an error.",
        required = false)
    String activeColumn() default "";

    @AttributeDefinition(name = "Value when enabled", description = "In that column.")
    String enabledValue() default "true";

    @AttributeDefinition(name = "Value when disabled", description = "In that column.")
    String disabledValue() default "false";

    @AttributeDefinition(
        name = "Column of deleted users",
        description =
            "Marks rows as deleted; such a row counts as absent. Empty: rows are really deleted.",
        required = false)
    String userDeletedColumn() default "";

    @AttributeDefinition(
        name = "Value of deleted users",
        description = "In that column; now is the time of the deletion.",
        required = false)
    String userDeletedValue() default "now";

    @AttributeDefinition(
        name = "Value of users that are not deleted",
        description = "In that column. Empty: NULL.",
        required = false)
    String userPresentValue() default "";

    @AttributeDefinition(
        name = "Group table",
        description = "As for users. Empty: this target has no groups.",
        required = false)
    String groupTable() default "";

    @AttributeDefinition(name = "Group id column", description = "As for users.")
    String groupIdColumn() default "id";

    @AttributeDefinition(
        name = "Group ids",
        description = "As for users.",
        options = {
          @Option(label = "The database makes it", value = "database"),
          @Option(label = "A UUID made here", value = "uuid"),
          @Option(label = "An attribute of the policy map", value = "attribute")
        })
    String groupIds() default "database";

    @AttributeDefinition(name = "Group key columns", description = "As for users.")
    String[] groupKeyColumns() default {"name"};

    @AttributeDefinition(name = "Group filter", description = "As for users.", required = false)
    String[] groupFilter() default {};

    @AttributeDefinition(
        name = "Column of deleted groups",
        description = "As for users.",
        required = false)
    String groupDeletedColumn() default "";

    @AttributeDefinition(
        name = "Value of deleted groups",
        description = "As for users.",
        required = false)
    String groupDeletedValue() default "now";

    @AttributeDefinition(
        name = "Value of groups that are not deleted",
        description = "As for users.",
        required = false)
    String groupPresentValue() default "";

    @AttributeDefinition(
        name = "Membership table",
        description =
            "A row says that a user is in a group. Empty: groups have no members here, and asking"
                + " for them is an error.",
        required = false)
    String membershipTable() default "";

    @AttributeDefinition(
        name = "Group column of memberships",
        description = "Holds the id of the group.",
        required = false)
    String membershipGroupColumn() default "group_id";

    @AttributeDefinition(
        name = "Member column of memberships",
        description = "Holds the id of the user.",
        required = false)
    String membershipMemberColumn() default "user_id";

    @AttributeDefinition(
        name = "Columns never read",
        description = "Left out where rows are listed, such as hashes of passwords.",
        required = false)
    String[] unreadColumns() default {"password", "password_hash", "passwd", "pwd"};

    @AttributeDefinition(
        name = "Change column of users",
        description =
            "A number or a time that every change of a row makes greater than in any other row."
                + " Empty: changes are not told, or come from a table.",
        required = false)
    String userChangeColumn() default "";

    @AttributeDefinition(
        name = "Change column of groups",
        description = "As for users.",
        required = false)
    String groupChangeColumn() default "";

    @AttributeDefinition(
        name = "Change table of users",
        description = "Gets a row for each change of a user, by triggers; instead of a column.",
        required = false)
    String userChangeTable() default "";

    @AttributeDefinition(
        name = "Change table of groups",
        description = "As for users.",
        required = false)
    String groupChangeTable() default "";

    @AttributeDefinition(
        name = "Number column of change tables",
        description = "A number or a time that grows.",
        required = false)
    String changeNumberColumn() default "id";

    @AttributeDefinition(
        name = "Row column of change tables",
        description = "Holds the id of the row that was changed or deleted.",
        required = false)
    String changeRowColumn() default "row_id";

    @AttributeDefinition(
        name = "Settling time (ms)",
        description =
            "Longest time between the moment a change gets its number and the end of its"
                + " transaction; it is told no sooner.",
        min = "0",
        max = "3600000")
    int changeSettleMillis() default 5_000;

    @AttributeDefinition(
        name = "Procedures",
        description =
            "Called in place of statements, each as action = call, e.g."
                + " createUser = {call create_user(:id, :login, :active)}. Actions: createUser,"
                + " updateUser, deleteUser, enableUser, disableUser, createGroup, updateGroup,"
                + " deleteGroup, addMember, removeMember.",
        required = false)
    String[] procedures() default {};

    @AttributeDefinition(
        name = "Pool size",
        description = "Most connections open at once; opened when first needed.",
        min = "1",
        max = "64")
    int poolSize() default 8;

    @AttributeDefinition(
        name = "Connect time-out (ms)",
        description = "Longest wait for a connection.",
        min = "250",
        max = "120000")
    int connectTimeoutMillis() default 5_000;

    @AttributeDefinition(
        name = "Response time-out (ms)",
        description = "Longest wait for the answer to one request; the connection is then closed.",
        min = "100",
        max = "600000")
    int responseTimeoutMillis() default 15_000;
  }

  private final Database database;
  private final Layouts layouts;
  private final Rows rows;
  private final Roster roster;
  private final ChangeLog changeLog;
  private final SettingsCheck check;
  private final TableSchema schema;

  @Activate
  public JdbcConnector(Config config, @Reference(name = "drivers") Drivers drivers) {
    JdbcSettings settings = JdbcSettings.of(config);
    database = new Database(settings.access(), drivers);
    layouts = new Layouts(database, settings);
    rows = new Rows(database, layouts, new Memberships(database, layouts, settings));
    roster = new Roster(database, layouts);
    changeLog = new ChangeLog(database, layouts, settings.settling(), Clock.systemUTC());
    check = new SettingsCheck(database, layouts, settings);
    schema = new TableSchema(layouts);
  }

  @Override
  public Outcome apply(Operation operation) throws InterruptedException {
    try {
      return switch (operation.action()) {
        case CREATE -> rows.create(operation);
        case UPDATE -> rows.update(operation);
        case DELETE -> rows.delete(operation);
      };
    } catch (TargetFailure failure) {
      return failed(failure);
    }
  }

  @Override
  public Reading read(Lookup lookup) throws InterruptedException {
    try {
      return rows.read(lookup);
    } catch (TargetFailure failure) {
      return new Reading.Unreadable(failed(failure));
    }
  }

  @Override
  public Listing search(Search search) throws InterruptedException {
    try {
      return roster.search(search);
    } catch (TargetFailure failure) {
      return new Listing.Unreadable(failed(failure));
    }
  }

  @Override
  public RemoteChanges changes(ObjectType type, @Nullable String token, int most)
      throws InterruptedException {
    try {
      return changeLog.changes(type, token, most);
    } catch (TargetFailure failure) {
      return new RemoteChanges.Unreadable(failed(failure));
    }
  }

  @Override
  public String passwordAttribute() {
    return Procedures.PASSWORD;
  }

  @Override
  public List<Step> test() throws InterruptedException {
    return check.run();
  }

  @Override
  public Description describe(ObjectType type) throws InterruptedException {
    try {
      return schema.describe(type);
    } catch (TargetFailure failure) {
      return new Description.Unknown(failed(failure));
    }
  }

  /** Whoever repairs a table need not touch the target for us to see it. */
  private Outcome.Failed failed(TargetFailure failure) {
    if (failure.kind() == FailureKind.CONFIGURATION) {
      layouts.forget();
    }
    return failure.failed();
  }

  /** Closes the connections. Calls in flight have had their time. */
  @Deactivate
  public void close() {
    database.close();
  }
}
