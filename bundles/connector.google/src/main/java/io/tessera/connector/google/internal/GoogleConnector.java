package io.tessera.connector.google.internal;

import static org.osgi.service.metatype.annotations.AttributeType.PASSWORD;

import io.tessera.connector.http.HttpTarget;
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
import io.tessera.connector.spi.Plannable;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.Testable;
import java.time.Clock;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Keeps users and groups of a Google Workspace by its Directory API (Admin SDK, v1). */
@Component(
    name = GoogleConnector.PID,
    service = Connector.class,
    configurationPid = GoogleConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = GoogleConnector.Config.class, factory = true)
public final class GoogleConnector
    implements Connector, Readable, Searchable, Plannable, Testable, Describable, PasswordAware {
  /** Factory PID. */
  public static final String PID = "io.tessera.connector.google";

  /** What an operator sets. */
  @ObjectClassDefinition(
      name = "Google Workspace",
      description = "Creates, changes, suspends and removes users and groups of a Workspace.")
  public @interface Config {
    @AttributeDefinition(
        name = "Key of the service account",
        description = "The JSON document of the key, or the private key in PEM (PKCS #8).",
        type = PASSWORD)
    String _privateKey();

    @AttributeDefinition(
        name = "Administrator",
        description = "The address of the administrator the service account acts as.")
    String subject();

    @AttributeDefinition(
        name = "Service account",
        description = "Its address. Empty: the one the JSON document names.",
        required = false)
    String serviceAccount() default "";

    @AttributeDefinition(
        name = "Customer",
        description = "The customer's id; my_customer is the administrator's own.")
    String customer() default "my_customer";

    @AttributeDefinition(
        name = "Domain",
        description =
            "Put behind names that have none, such as those of groups. Addresses of it are told"
                + " without it.",
        required = false)
    String domain() default "";

    @AttributeDefinition(name = "Groups", description = "Whether groups are kept as well.")
    boolean groups() default true;

    @AttributeDefinition(
        name = "Create organizational units",
        description = "Whether a unit that orgUnitPath names and that does not exist is created.")
    boolean createOrgUnits() default false;

    @AttributeDefinition(
        name = "Custom schemas",
        description = "Whether fields of custom schemas are written.")
    boolean customSchemas() default false;

    @AttributeDefinition(
        name = "Old address",
        description = "What becomes of the address a user had before a rename.",
        options = {
          @Option(label = "It stays as an alias", value = "keep"),
          @Option(label = "It is given up", value = "remove")
        })
    String oldAddress() default "keep";

    @AttributeDefinition(
        name = "Removal of users",
        description = "What is done with a user who is to be removed.",
        options = {
          @Option(label = "Delete", value = "delete"),
          @Option(label = "Suspend", value = "suspend")
        })
    String removal() default "delete";

    @AttributeDefinition(
        name = "New accounts show after (s)",
        description =
            "So long the directory may say of what it has created that it does not exist.",
        min = "0",
        max = "86400")
    int lateSeconds() default 600;

    @AttributeDefinition(
        name = "API URL",
        description = "Where the Directory API is.",
        required = false)
    String apiUrl() default "https://admin.googleapis.com";

    @AttributeDefinition(
        name = "Token URL",
        description = "Where tokens are had. Empty: where the JSON document says.",
        required = false)
    String tokenUrl() default "";

    @AttributeDefinition(
        name = "Trusted certificates",
        description =
            "Certificates (PEM) of the authorities to trust, or the path of a file with"
                + " them. Empty: those the Java runtime trusts.",
        required = false)
    String trustedCertificates() default "";

    @AttributeDefinition(
        name = "Connect time-out (ms)",
        description = "Longest wait for a connection to be opened.",
        min = "100",
        max = "120000")
    int connectTimeoutMillis() default 5_000;

    @AttributeDefinition(
        name = "Request time-out (ms)",
        description = "Longest wait for the whole answer to one request.",
        min = "100",
        max = "600000")
    int requestTimeoutMillis() default 30_000;
  }

  private final Users users;
  private final Groups groups;
  private final Listings listings;
  private final Descriptions descriptions;
  private final SettingsCheck check;
  private final boolean withGroups;

  @Activate
  public GoogleConnector(Config config) {
    this(config, Clock.systemUTC());
  }

  GoogleConnector(Config config, Clock clock) {
    GoogleSettings settings = GoogleSettings.of(config);
    DirectoryClient client = new DirectoryClient(new HttpTarget(settings.http()), settings.api());
    CustomFields custom = new CustomFields(client, settings);
    Newcomers newcomers = new Newcomers(clock, settings.late());
    users = new Users(client, settings, custom, newcomers);
    groups = new Groups(client, settings, newcomers);
    listings = new Listings(client, settings, groups);
    descriptions = new Descriptions(client, settings, custom);
    check = new SettingsCheck(client, settings);
    withGroups = settings.groups();
  }

  @Override
  public Outcome apply(Operation operation) throws InterruptedException {
    try {
      Directory directory = directory(operation.type());
      return switch (operation.action()) {
        case CREATE -> directory.create(operation);
        case UPDATE -> directory.update(operation);
        case DELETE -> directory.delete(operation);
      };
    } catch (TargetFailure failure) {
      return failure.failed();
    }
  }

  private Directory directory(ObjectType type) throws TargetFailure {
    if (type == ObjectType.USER) {
      return users;
    }
    if (!withGroups) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION, "Groups are not kept here; switch groups on.");
    }
    return groups;
  }

  @Override
  public Reading read(Lookup lookup) throws InterruptedException {
    try {
      return directory(lookup.type()).read(lookup);
    } catch (TargetFailure failure) {
      return new Reading.Unreadable(failure.failed());
    }
  }

  @Override
  public Listing search(Search search) throws InterruptedException {
    try {
      directory(search.type());
      return listings.page(search);
    } catch (TargetFailure failure) {
      return new Listing.Unreadable(failure.failed());
    }
  }

  @Override
  public List<String> plan(Operation operation) throws InterruptedException {
    try {
      return directory(operation.type()).plan(operation);
    } catch (TargetFailure failure) {
      return List.of(failure.failed().detail());
    }
  }

  @Override
  public List<Step> test() throws InterruptedException {
    return check.run();
  }

  @Override
  public Description describe(ObjectType type) throws InterruptedException {
    try {
      return descriptions.of(type);
    } catch (TargetFailure failure) {
      return new Description.Unknown(failure.failed());
    }
  }

  @Override
  public String passwordAttribute() {
    return "password";
  }
}
