package io.tessera.connector.csv.internal;

import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.Testable;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Keeps accounts and groups as lines of CSV files (RFC 4180). */
@Component(
    name = CsvConnector.PID,
    service = Connector.class,
    configurationPid = CsvConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CsvConnector.Config.class, factory = true)
public final class CsvConnector implements Connector, Readable, Searchable, Testable, Describable {
  /** Factory PID. */
  public static final String PID = "io.tessera.connector.csv";

  /** What an operator sets. */
  @ObjectClassDefinition(
      name = "CSV file",
      description = "Creates, changes and removes lines of a CSV file that another system reads.")
  public @interface Config {
    @AttributeDefinition(
        name = "User file",
        description =
            "The file with one line per user, below the server's folder of files, such as"
                + " payroll/users.csv. It must exist; its first line names the columns.")
    String userFile();

    @AttributeDefinition(
        name = "User columns",
        description =
            "Entries of the form attribute=column, such as mail=E-Mail address. An attribute that"
                + " is not listed has the column of its own name.",
        required = false)
    String[] userColumns() default {};

    @AttributeDefinition(
        name = "User key column",
        description = "The column that names a user; no two lines have the same value in it.")
    String userKeyColumn() default "userName";

    @AttributeDefinition(
        name = "User id column",
        description =
            "The column with an id that never changes, given by the connector. Empty: the key is"
                + " the id, and users cannot be renamed.",
        required = false)
    String userIdColumn() default "";

    @AttributeDefinition(
        name = "Multi-valued columns",
        description = "Columns of users that hold several values.",
        required = false)
    String[] userMultiValuedColumns() default {};

    @AttributeDefinition(
        name = "Value separator",
        description = "Stands between the values of a multi-valued column, and between members.")
    String valueSeparator() default ";";

    @AttributeDefinition(
        name = "Disabled column",
        description =
            "The column that disables a user. Empty: users cannot be disabled here, and asking for"
                + " it is an error.",
        required = false)
    String disabledColumn() default "";

    @AttributeDefinition(
        name = "Value when disabled",
        description = "Value of the disabled column of a disabled user.",
        required = false)
    String disabledValue() default "true";

    @AttributeDefinition(
        name = "Value when enabled",
        description = "Value of the disabled column of any other user.",
        required = false)
    String enabledValue() default "false";

    @AttributeDefinition(
        name = "Deleted column",
        description =
            "The column that marks a user as deleted. Empty: a deletion removes the line.",
        required = false)
    String userDeletedColumn() default "";

    @AttributeDefinition(
        name = "Value when deleted",
        description = "Value of the deleted column of a deleted user or group.",
        required = false)
    String deletedValue() default "true";

    @AttributeDefinition(
        name = "Value when not deleted",
        description = "Value of the deleted column of new users and groups.",
        required = false)
    String notDeletedValue() default "";

    @AttributeDefinition(
        name = "Group file",
        description = "As the user file, for groups. Empty: this target has no groups.",
        required = false)
    String groupFile() default "";

    @AttributeDefinition(name = "Group columns", description = "As for users.", required = false)
    String[] groupColumns() default {};

    @AttributeDefinition(name = "Group key column", description = "As for users.")
    String groupKeyColumn() default "displayName";

    @AttributeDefinition(name = "Group id column", description = "As for users.", required = false)
    String groupIdColumn() default "";

    @AttributeDefinition(
        name = "Group deleted column",
        description = "As for users.",
        required = false)
    String groupDeletedColumn() default "";

    @AttributeDefinition(
        name = "Members column",
        description = "The column of groups with the keys of their members.")
    String groupMembersColumn() default "members";

    @AttributeDefinition(
        name = "Delimiter",
        description = "The sign between columns, such as a comma or a semicolon, or the word tab.")
    String delimiter() default ",";

    @AttributeDefinition(name = "Quote", description = "The sign around values that need it.")
    String quote() default "\"";

    @AttributeDefinition(
        name = "Quote all values",
        description = "In lines that the connector writes; otherwise only values that need it.")
    boolean quoteAll() default false;

    @AttributeDefinition(
        name = "Encoding",
        description =
            "Such as UTF-8, UTF-16, ISO-8859-1 or windows-1252. A byte order mark is kept.")
    String encoding() default "UTF-8";

    @AttributeDefinition(
        name = "Last line ends with a line break",
        description =
            "Refuses a file whose last line has none: it may be half written. Switch off for"
                + " programs that never write one.")
    boolean lastLineEnds() default true;

    @AttributeDefinition(
        name = "Largest file (MB)",
        description = "A bigger one is refused. About five times as much memory is used.",
        min = "1",
        max = "512")
    int maxMegabytes() default 32;

    @AttributeDefinition(
        name = "Time-out (ms)",
        description = "Longest wait for the file to be free, read and written.",
        min = "100",
        max = "600000")
    int timeoutMillis() default 10_000;
  }

  private final Desk desk;
  private final SettingsCheck check;
  private final Map<ObjectType, Accounts> accounts = new EnumMap<>(ObjectType.class);

  /**
   * @param files where files may be
   */
  @Activate
  public CsvConnector(@Reference(name = "files") FileArea files, Config config) {
    this(files, config, Clock.systemUTC(), () -> UUID.randomUUID().toString());
  }

  CsvConnector(FileArea files, Config config, Clock clock, Supplier<String> ids) {
    CsvSettings settings = CsvSettings.of(config, files.base());
    Encoding encoding = settings.format().encoding();
    @Nullable Members members = settings.groups().flatMap(CsvConnector::members).orElse(null);
    CsvFile users = new CsvFile(settings.users(), settings.format(), clock);
    @Nullable CsvFile groups =
        settings.groups().map(g -> new CsvFile(g, settings.format(), clock)).orElse(null);
    Layout layout = settings.users();
    accounts.put(ObjectType.USER, new Accounts(layout, new Cells(layout, encoding), members, ids));
    settings
        .groups()
        .ifPresent(
            g ->
                accounts.put(
                    ObjectType.GROUP, new Accounts(g, new Cells(g, encoding), members, ids)));
    desk = new Desk(new Books(users, groups, files.locks()), settings.bound());
    check =
        new SettingsCheck(
            Stream.concat(Stream.of(users), Stream.ofNullable(groups)).toList(),
            files.locks(),
            settings.bound());
  }

  @Override
  public Outcome apply(Operation operation) throws InterruptedException {
    try {
      return desk.ask(books -> of(operation.type()).apply(operation, books));
    } catch (TargetFailure failure) {
      return failure.failed();
    }
  }

  @Override
  public Reading read(Lookup lookup) throws InterruptedException {
    try {
      return desk.ask(books -> of(lookup.type()).read(lookup, books));
    } catch (TargetFailure failure) {
      return new Reading.Unreadable(failure.failed());
    }
  }

  @Override
  public Listing search(Search search) throws InterruptedException {
    try {
      @Nullable String after = after(search);
      return desk.ask(books -> of(search.type()).list(search, after, books));
    } catch (TargetFailure failure) {
      return new Listing.Unreadable(failure.failed());
    }
  }

  private static @Nullable String after(Search search) throws TargetFailure {
    Optional<String> cursor = search.cursorIfAny();
    if (cursor.isEmpty()) {
      return null;
    }
    if (!cursor.get().startsWith(Accounts.CURSOR)) {
      throw TargetFailure.of(FailureKind.INVALID, "The cursor is none of this connector's.");
    }
    return cursor.get().substring(Accounts.CURSOR.length());
  }

  @Override
  public List<Step> test() throws InterruptedException {
    return check.run();
  }

  @Override
  public Description describe(ObjectType type) throws InterruptedException {
    try {
      return desk.ask(books -> new Columns(books.of(type)).describe());
    } catch (TargetFailure failure) {
      return new Description.Unknown(failure.failed());
    }
  }

  private static Optional<Members> members(Layout groups) {
    return Optional.ofNullable(groups.members())
        .map(column -> new Members(column, groups.separator()));
  }

  /**
   * @throws TargetFailure the target has no groups
   */
  private Accounts of(ObjectType type) throws TargetFailure {
    Accounts found = accounts.get(type);
    if (found == null) {
      throw TargetFailure.of(FailureKind.CONFIGURATION, "There is no group file; set groupFile.");
    }
    return found;
  }

  /** Finishes what was asked for. */
  @Deactivate
  public void close() {
    desk.close();
  }
}
