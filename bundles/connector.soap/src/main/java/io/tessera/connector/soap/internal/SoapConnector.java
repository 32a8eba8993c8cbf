package io.tessera.connector.soap.internal;

import static org.osgi.service.metatype.annotations.AttributeType.PASSWORD;

import io.tessera.connector.http.HttpFailure;
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
import io.tessera.connector.xml.SoapClient;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Keeps users and groups of an application by the operations of its own web service. */
@Component(
    name = SoapConnector.PID,
    service = Connector.class,
    configurationPid = SoapConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SoapConnector.Config.class, factory = true)
public final class SoapConnector
    implements Connector, Readable, Searchable, Testable, Describable, Plannable, PasswordAware {
  /** Factory PID. */
  public static final String PID = "io.tessera.connector.soap";

  /** What an operator sets. Calls are lines: an operation, path = source, name <- path. */
  @ObjectClassDefinition(
      name = "SOAP web service",
      description = "Users and groups of an application, by the operations of its web service.")
  public @interface Config {
    @AttributeDefinition(
        name = "WSDL",
        description =
            "URL such as https://app.example.org/users?wsdl, path of a file, or the WSDL itself.")
    String wsdl();

    @AttributeDefinition(
        name = "Endpoint",
        description = "Where the service is. Empty: the address in the WSDL.",
        required = false)
    String endpoint() default "";

    @AttributeDefinition(
        name = "Port",
        description = "Name of the port in the WSDL. Empty: the first one of SOAP.",
        required = false)
    String port() default "";

    @AttributeDefinition(
        name = "SOAP version",
        description = "Which to speak where the WSDL offers both.",
        options = {
          @Option(label = "The first the WSDL offers", value = "auto"),
          @Option(label = "SOAP 1.1", value = "1.1"),
          @Option(label = "SOAP 1.2", value = "1.2")
        })
    String soapVersion() default "auto";

    @AttributeDefinition(
        name = "Authentication",
        description = "How the connector signs in.",
        options = {
          @Option(label = "HTTP Basic", value = "basic"),
          @Option(label = "Bearer token", value = "bearer"),
          @Option(label = "WS-Security UsernameToken", value = "usernameToken"),
          @Option(label = "None", value = "none")
        })
    String authentication() default "basic";

    @AttributeDefinition(
        name = "User",
        description = "Who signs in, by HTTP Basic or UsernameToken.",
        required = false)
    String user() default "";

    @AttributeDefinition(
        name = "Password",
        description = "Of this user.",
        type = PASSWORD,
        required = false)
    String _password() default "";

    @AttributeDefinition(
        name = "Token",
        description = "Bearer token.",
        type = PASSWORD,
        required = false)
    String _token() default "";

    @AttributeDefinition(
        name = "Trusted certificates",
        description =
            "Certificates (PEM) of the authorities to trust, or the path of a file with"
                + " them. Empty: those the Java runtime trusts.",
        required = false)
    String trustedCertificates() default "";

    @AttributeDefinition(
        name = "User attributes",
        description = "Where each is in a user, such as: name/first = givenName",
        required = false)
    String[] userAttributes() default {};

    @AttributeDefinition(
        name = "User key attribute",
        description = "The attribute that identifies a user when an existing one is to be adopted.")
    String userKeyAttribute() default "userName";

    @AttributeDefinition(
        name = "Create a user",
        description = "Such as: createUser | user/* = * | password = $password | $id <- id")
    String[] createUser();

    @AttributeDefinition(
        name = "Update a user",
        description = "Such as: updateUser | id = $id | user/* = *",
        required = false)
    String[] updateUser() default {};

    @AttributeDefinition(
        name = "Delete a user",
        description = "Such as: deleteUser | id = $id",
        required = false)
    String[] deleteUser() default {};

    @AttributeDefinition(
        name = "Get a user by its id",
        description = "Such as: getUser | id = $id | $id <- user/id | * <- user",
        required = false)
    String[] getUser() default {};

    @AttributeDefinition(
        name = "Find a user by its key",
        description = "Such as: findUsers | login = userName | $each <- user | $id <- id | * <- .",
        required = false)
    String[] findUser() default {};

    @AttributeDefinition(
        name = "List users",
        description =
            "Such as: listUsers | from = $offset | count = $limit | $each <- user | $id <- id |"
                + " * <- .",
        required = false)
    String[] listUsers() default {};

    @AttributeDefinition(
        name = "Enable a user",
        description = "Not where $active or $inactive is sent with the user.",
        required = false)
    String[] enableUser() default {};

    @AttributeDefinition(
        name = "Disable a user",
        description = "Such as: setActive | id = $id | active = \"false\"",
        required = false)
    String[] disableUser() default {};

    @AttributeDefinition(
        name = "Set a password",
        description = "Such as: setPassword | id = $id | password = $password",
        required = false)
    String[] setPassword() default {};

    @AttributeDefinition(
        name = "Password attribute",
        description = "Name of the attribute that holds a user's password.")
    String passwordAttribute() default "password";

    @AttributeDefinition(name = "Group attributes", description = "As for users.", required = false)
    String[] groupAttributes() default {};

    @AttributeDefinition(name = "Group key attribute", description = "As for users.")
    String groupKeyAttribute() default "displayName";

    @AttributeDefinition(
        name = "Create a group",
        description = "As for users. Empty: groups are not created.",
        required = false)
    String[] createGroup() default {};

    @AttributeDefinition(name = "Update a group", required = false)
    String[] updateGroup() default {};

    @AttributeDefinition(name = "Delete a group", required = false)
    String[] deleteGroup() default {};

    @AttributeDefinition(name = "Get a group by its id", required = false)
    String[] getGroup() default {};

    @AttributeDefinition(name = "Find a group by its key", required = false)
    String[] findGroup() default {};

    @AttributeDefinition(name = "List groups", required = false)
    String[] listGroups() default {};

    @AttributeDefinition(
        name = "Add a member",
        description = "Such as: addMember | groupId = $id | userId = $member",
        required = false)
    String[] addMember() default {};

    @AttributeDefinition(name = "Remove a member", required = false)
    String[] removeMember() default {};

    @AttributeDefinition(name = "Add a group to a group", required = false)
    String[] addGroupMember() default {};

    @AttributeDefinition(name = "Remove a group from a group", required = false)
    String[] removeGroupMember() default {};

    @AttributeDefinition(
        name = "Faults",
        description =
            "What the service's faults mean, such as: CONFLICT = UserExists, or GONE = *no such"
                + " user*",
        required = false)
    String[] faults() default {};

    @AttributeDefinition(
        name = "Update by",
        description =
            "Whether an update may leave out what it does not change. As a whole: the account is"
                + " read first.",
        options = {
          @Option(label = "What changes", value = "changes"),
          @Option(label = "The account as a whole", value = "whole")
        })
    String updateBy() default "changes";

    @AttributeDefinition(
        name = "Empty values",
        description = "How an attribute is sent that is to be emptied.",
        options = {
          @Option(label = "As the schema allows", value = "auto"),
          @Option(label = "An empty element", value = "empty"),
          @Option(label = "A nil element", value = "nil"),
          @Option(label = "No element", value = "omit")
        })
    String emptyValues() default "auto";

    @AttributeDefinition(
        name = "Page size",
        description = "Most accounts asked for at once.",
        min = "1",
        max = "10000")
    int pageSize() default 200;

    @AttributeDefinition(
        name = "Members per request",
        description = "Most members in one request, where the schema has room for several.",
        min = "1",
        max = "1000")
    int membersPerRequest() default 100;

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
    int requestTimeoutMillis() default 15_000;
  }

  private final SoapSettings settings;
  private final Contract contract;
  private final Accounts accounts;
  private final Finder finder;
  private final Pages pages;
  private final SettingsCheck check;

  @Activate
  public SoapConnector(Config config) {
    settings = SoapSettings.of(config);
    SoapClient client = new SoapClient(new HttpTarget(settings.http()), settings.token());
    contract = new Contract(WsdlSource.of(config.wsdl(), client), settings.wanted());
    Service service = new Service(client, contract, settings.clearing(), settings.faults());
    finder = new Finder(service, settings);
    accounts = new Accounts(service, settings, finder);
    pages = new Pages(service, settings);
    check = new SettingsCheck(service, settings, finder, pages);
  }

  @Override
  public Outcome apply(Operation operation) throws InterruptedException {
    try {
      return switch (operation.action()) {
        case CREATE -> accounts.create(operation);
        case UPDATE -> accounts.update(operation);
        case DELETE -> accounts.delete(operation);
      };
    } catch (HttpFailure failure) {
      return failed(failure);
    }
  }

  @Override
  public Reading read(Lookup lookup) throws InterruptedException {
    try {
      return finder.read(lookup);
    } catch (HttpFailure failure) {
      return new Reading.Unreadable(failed(failure));
    }
  }

  @Override
  public Listing search(Search search) throws InterruptedException {
    try {
      return pages.search(search);
    } catch (HttpFailure failure) {
      return new Listing.Unreadable(failed(failure));
    }
  }

  @Override
  public List<Step> test() throws InterruptedException {
    return check.run();
  }

  @Override
  public Description describe(ObjectType type) throws InterruptedException {
    try {
      return new ServiceSchema(contract, settings).describe(type);
    } catch (HttpFailure failure) {
      return new Description.Unknown(failed(failure));
    }
  }

  @Override
  public List<String> plan(Operation operation) {
    return accounts.plan(operation);
  }

  @Override
  public String passwordAttribute() {
    return settings.passwordAttribute();
  }

  /** A WSDL that does not fit any more is read again. */
  private Outcome.Failed failed(HttpFailure failure) {
    if (failure.failed().kind() == FailureKind.CONFIGURATION) {
      contract.forget();
    }
    return failure.failed();
  }
}
