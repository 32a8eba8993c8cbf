package io.tessera.connector.salesforce.internal;

import static org.osgi.service.metatype.annotations.AttributeType.PASSWORD;

import io.tessera.connector.http.HttpTarget;
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
import io.tessera.connector.spi.Plannable;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.Testable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Keeps users and groups of a Salesforce org by its REST API. */
@Component(
    name = SalesforceConnector.PID,
    service = Connector.class,
    configurationPid = SalesforceConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SalesforceConnector.Config.class, factory = true)
public final class SalesforceConnector
    implements Connector,
        Readable,
        Searchable,
        ChangeSource,
        Plannable,
        Testable,
        Describable,
        PasswordAware {
  /** Factory PID. */
  public static final String PID = "io.tessera.connector.salesforce";

  /** Not a field of the API's; passwords are set by a call of their own. */
  static final String PASSWORD_ATTRIBUTE = "password";

  /** What an operator sets. */
  @ObjectClassDefinition(
      name = "Salesforce",
      description = "Creates, changes and deactivates users and groups of an org.")
  public @interface Config {
    @AttributeDefinition(
        name = "URL",
        description = "The org's own address, such as https://example.my.salesforce.com.")
    String url();

    @AttributeDefinition(
        name = "Sign in by",
        description = "The OAuth flow of the connected app.",
        options = {
          @Option(label = "Client credentials", value = "clientCredentials"),
          @Option(label = "JWT bearer", value = "jwtBearer")
        })
    String grant() default "clientCredentials";

    @AttributeDefinition(name = "Client id", description = "The connected app's consumer key.")
    String clientId();

    @AttributeDefinition(
        name = "Client secret",
        description = "The connected app's consumer secret, for client credentials.",
        type = PASSWORD,
        required = false)
    String _clientSecret() default "";

    @AttributeDefinition(
        name = "Integration user",
        description = "The user name to act as, for JWT bearer.",
        required = false)
    String subject() default "";

    @AttributeDefinition(
        name = "Private key",
        description = "Of the certificate the connected app has (PEM, PKCS #8), for JWT bearer.",
        type = PASSWORD,
        required = false)
    String _privateKey() default "";

    @AttributeDefinition(
        name = "Audience",
        description = "For JWT bearer: https://test.salesforce.com where the org is a sandbox.")
    String audience() default "https://login.salesforce.com";

    @AttributeDefinition(
        name = "Token URL",
        description = "Empty: the org's own.",
        required = false)
    String tokenUrl() default "";

    @AttributeDefinition(name = "API version", description = "From 51.0 on.")
    String apiVersion() default "60.0";

    @AttributeDefinition(
        name = "Domain",
        description = "Put behind user names that have none. User names of it are told without it.",
        required = false)
    String domain() default "";

    @AttributeDefinition(
        name = "User key attribute",
        description = "The field that identifies a user when an existing one is to be adopted.")
    String userKeyAttribute() default "Username";

    @AttributeDefinition(
        name = "Profile",
        description = "Name or id of the profile new users get where none is mapped.",
        required = false)
    String profile() default "";

    @AttributeDefinition(name = "Time zone", description = "Of new users.", required = false)
    String timeZone() default "GMT";

    @AttributeDefinition(name = "Locale", description = "Of new users.", required = false)
    String locale() default "en_US";

    @AttributeDefinition(name = "Language", description = "Of new users.", required = false)
    String language() default "en_US";

    @AttributeDefinition(
        name = "Encoding of mails",
        description = "Of new users.",
        required = false)
    String emailEncoding() default "UTF-8";

    @AttributeDefinition(
        name = "Groups",
        description = "What groups are in the org.",
        options = {
          @Option(label = "Public groups", value = "publicGroups"),
          @Option(label = "Permission sets", value = "permissionSets"),
          @Option(label = "Nothing", value = "none")
        })
    String groups() default "publicGroups";

    @AttributeDefinition(
        name = "Disable by",
        description = "A frozen user keeps the licence.",
        options = {
          @Option(label = "Deactivating", value = "deactivate"),
          @Option(label = "Freezing", value = "freeze")
        })
    String disabling() default "deactivate";

    @AttributeDefinition(
        name = "Removal of users",
        description =
            "The org never deletes one. Where the user name is given up, the user counts as gone.",
        options = {
          @Option(label = "Deactivate and give up the user name", value = "release"),
          @Option(label = "Deactivate", value = "deactivate")
        })
    String removal() default "release";

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
  private final Optional<Groups> groups;
  private final Listings listings;
  private final Changes changes;
  private final Descriptions descriptions;
  private final SettingsCheck check;

  @Activate
  public SalesforceConnector(Config config) {
    SalesforceSettings settings = SalesforceSettings.of(config);
    SalesforceClient client =
        new SalesforceClient(new HttpTarget(settings.http()), settings.org(), settings.version());
    References references = new References(client, Clock.systemUTC());
    Descriptions described = new Descriptions(client, settings);
    UserRecords records = new UserRecords(client, settings);
    users =
        new Users(
            client, settings, new UserDocuments(settings, described.users(), references), records);
    groups = settings.groupKind().map(kind -> new Groups(client, kind, described.groups()));
    listings = new Listings(client, settings);
    changes = new Changes(client, listings);
    descriptions = described;
    check = new SettingsCheck(client, settings, references);
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
    return type == ObjectType.USER
        ? users
        : groups.orElseThrow(
            () ->
                TargetFailure.of(
                    FailureKind.CONFIGURATION,
                    "Groups are not kept here; set groups to what they are in the org."));
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
  public RemoteChanges changes(ObjectType type, @Nullable String token, int most)
      throws InterruptedException {
    try {
      directory(type);
      return changes.since(type, token, most);
    } catch (TargetFailure failure) {
      return new RemoteChanges.Unreadable(failure.failed());
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
      directory(type);
      return descriptions.of(type);
    } catch (TargetFailure failure) {
      return new Description.Unknown(failure.failed());
    }
  }

  @Override
  public String passwordAttribute() {
    return PASSWORD_ATTRIBUTE;
  }
}
