package io.tessera.connector.rest.internal;

import static org.osgi.service.metatype.annotations.AttributeType.PASSWORD;

import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
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
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Keeps users and groups of a service that speaks JSON over HTTP, by calls that are described. */
@Component(
    name = RestConnector.PID,
    service = Connector.class,
    configurationPid = RestConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RestConnector.Config.class, factory = true)
public final class RestConnector
    implements Connector, Readable, Searchable, Testable, Describable, PasswordAware, Plannable {
  /** Factory PID. */
  public static final String PID = "io.tessera.connector.rest";

  /** What an operator sets. */
  @ObjectClassDefinition(
      name = "REST service",
      description = "Creates, changes and removes users and groups by HTTP calls with JSON.")
  public @interface Config {
    @AttributeDefinition(
        name = "Base URL",
        description = "Of the service, such as https://app.example.org/api/v2; paths follow it.")
    String baseUrl();

    @AttributeDefinition(
        name = "Create a user",
        description =
            "Method, path, body and statuses of success, e.g. POST /users -> 201. The fields are"
                + " the body where none is written.",
        required = false)
    String createUser() default "POST /users";

    @AttributeDefinition(
        name = "Read a user",
        description = "By its id, e.g. GET /users/{id}.",
        required = false)
    String readUser() default "GET /users/{id}";

    @AttributeDefinition(
        name = "Find a user",
        description = "By its key, e.g. GET /users?login={login}. May find more than that one.",
        required = false)
    String findUser() default "";

    @AttributeDefinition(
        name = "Change a user",
        description =
            "PATCH sends the fields; PUT reads the user first and keeps what is none of ours.",
        required = false)
    String updateUser() default "PATCH /users/{id}";

    @AttributeDefinition(
        name = "Enable a user",
        description = "Where that is a call of its own, e.g. POST /users/{id}/enable.",
        required = false)
    String enableUser() default "";

    @AttributeDefinition(name = "Disable a user", description = "As above.", required = false)
    String disableUser() default "";

    @AttributeDefinition(
        name = "Delete a user",
        description = "Not found is success, too.",
        required = false)
    String deleteUser() default "DELETE /users/{id}";

    @AttributeDefinition(
        name = "List users",
        description =
            "With {page}, {offset} or {cursor}, and {limit}, e.g. GET"
                + " /users?page={page}&size={limit}.",
        required = false)
    String listUsers() default "";

    @AttributeDefinition(
        name = "User fields",
        description =
            "Each as attribute = /pointer type, e.g. roles = /access/roles string[]. Types are"
                + " string, number, boolean, each with [] for an array; read or write behind it for"
                + " one way only.")
    String[] userFields() default {"login = /login"};

    @AttributeDefinition(
        name = "User key",
        description = "The attribute that identifies a user when an existing one is to be adopted.",
        required = false)
    String userKey() default "login";

    @AttributeDefinition(
        name = "User id",
        description = "JSON Pointer to the id in a user.",
        required = false)
    String userId() default "/id";

    @AttributeDefinition(
        name = "Place of a user",
        description = "JSON Pointer to the user in an answer that tells one. Empty: the whole.",
        required = false)
    String userAt() default "";

    @AttributeDefinition(
        name = "Place of users",
        description =
            "JSON Pointer to the array in an answer that tells several. Empty: the whole.",
        required = false)
    String usersAt() default "";

    @AttributeDefinition(
        name = "Field of disabled users",
        description =
            "JSON Pointer to what tells whether a user may be used. Empty: there is none.",
        required = false)
    String activeField() default "";

    @AttributeDefinition(
        name = "Value when enabled",
        description = "In that field, as JSON.",
        required = false)
    String enabledValue() default "true";

    @AttributeDefinition(
        name = "Value when disabled",
        description = "In that field, as JSON.",
        required = false)
    String disabledValue() default "false";

    @AttributeDefinition(
        name = "Password attribute",
        description =
            "The attribute among the user fields that takes the password; it is only sent.",
        required = false)
    String passwordAttribute() default "password";

    @AttributeDefinition(
        name = "Create a group",
        description = "As for users. Empty: this target has no groups.",
        required = false)
    String createGroup() default "";

    @AttributeDefinition(name = "Read a group", description = "As for users.", required = false)
    String readGroup() default "";

    @AttributeDefinition(name = "Find a group", description = "As for users.", required = false)
    String findGroup() default "";

    @AttributeDefinition(name = "Change a group", description = "As for users.", required = false)
    String updateGroup() default "";

    @AttributeDefinition(name = "Delete a group", description = "As for users.", required = false)
    String deleteGroup() default "";

    @AttributeDefinition(name = "List groups", description = "As for users.", required = false)
    String listGroups() default "";

    @AttributeDefinition(
        name = "Add members",
        description =
            "One, {member}, or several at once, {members}, e.g. PUT /groups/{id}/members/{member}.",
        required = false)
    String addMember() default "";

    @AttributeDefinition(name = "Remove members", description = "As above.", required = false)
    String removeMember() default "";

    @AttributeDefinition(name = "Group fields", description = "As for users.", required = false)
    String[] groupFields() default {"name = /name"};

    @AttributeDefinition(name = "Group key", description = "As for users.", required = false)
    String groupKey() default "name";

    @AttributeDefinition(name = "Group id", description = "As for users.", required = false)
    String groupId() default "/id";

    @AttributeDefinition(name = "Place of a group", description = "As for users.", required = false)
    String groupAt() default "";

    @AttributeDefinition(name = "Place of groups", description = "As for users.", required = false)
    String groupsAt() default "";

    @AttributeDefinition(
        name = "Next page",
        description =
            "JSON Pointer to the cursor or URL of the next page in a list. Empty: from the Link"
                + " header.",
        required = false)
    String nextPage() default "";

    @AttributeDefinition(
        name = "Page size",
        description = "Most that is asked for by {limit}.",
        min = "1",
        max = "1000",
        required = false)
    int pageSize() default 100;

    @AttributeDefinition(
        name = "First page",
        description = "Number of the first page, 0 or 1.",
        min = "0",
        max = "1",
        required = false)
    int firstPage() default 1;

    @AttributeDefinition(
        name = "Members per request",
        description = "Most members in {members}.",
        min = "1",
        max = "1000",
        required = false)
    int membersPerRequest() default 100;

    @AttributeDefinition(
        name = "Value of empty fields",
        description = "What a field gets that is to be emptied, as JSON.",
        required = false)
    String emptyValue() default "null";

    @AttributeDefinition(
        name = "Read-only fields",
        description = "JSON Pointers to what PUT must not send back, such as /id or /meta/created.",
        required = false)
    String[] readOnlyFields() default {};

    @AttributeDefinition(
        name = "Failures",
        description =
            "Statuses that mean something else than usual, each as status = kind or status code ="
                + " kind, e.g. 422 = CONFLICT or 400 name_taken = CONFLICT.",
        required = false)
    String[] failures() default {};

    @AttributeDefinition(
        name = "Code of an error",
        description = "JSON Pointer to a code in an answer that is no success.",
        required = false)
    String errorCode() default "";

    @AttributeDefinition(
        name = "Text of an error",
        description =
            "JSON Pointer to words for the operator in such an answer. They must not quote"
                + " secrets.",
        required = false)
    String errorText() default "";

    @AttributeDefinition(
        name = "Headers",
        description = "Sent with every request, each as Name: value.",
        required = false)
    String[] headers() default {};

    @AttributeDefinition(
        name = "Header of the operation key",
        description =
            "Gets a key that is the same when an operation is tried again, e.g. Idempotency-Key.",
        required = false)
    String keyHeader() default "";

    @AttributeDefinition(
        name = "Authentication",
        description = "How the service knows us. Empty: by what is set below.",
        options = {
          @Option(label = "By what is set", value = ""),
          @Option(label = "None", value = "none"),
          @Option(label = "Basic", value = "basic"),
          @Option(label = "Bearer token", value = "bearer"),
          @Option(label = "API key", value = "apiKey"),
          @Option(label = "OAuth 2.0 client credentials", value = "clientCredentials"),
          @Option(label = "The same, credentials in the form", value = "clientCredentialsInForm")
        },
        required = false)
    String authentication() default "";

    @AttributeDefinition(name = "User", description = "For Basic authentication.", required = false)
    String user() default "";

    @AttributeDefinition(
        name = "Password",
        description = "For Basic authentication.",
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
        name = "API key header",
        description = "Name of the header that holds the key.",
        required = false)
    String apiKeyHeader() default "";

    @AttributeDefinition(
        name = "API key",
        description = "Value of that header.",
        type = PASSWORD,
        required = false)
    String _apiKey() default "";

    @AttributeDefinition(
        name = "Token URL",
        description = "For client credentials.",
        required = false)
    String tokenUrl() default "";

    @AttributeDefinition(
        name = "Client id",
        description = "For client credentials.",
        required = false)
    String clientId() default "";

    @AttributeDefinition(
        name = "Client secret",
        description = "For client credentials.",
        type = PASSWORD,
        required = false)
    String _clientSecret() default "";

    @AttributeDefinition(name = "Scope", description = "For client credentials.", required = false)
    String scope() default "";

    @AttributeDefinition(
        name = "Trusted certificates",
        description =
            "Certificates (PEM) of the authorities to trust, or the path of a file with them."
                + " Empty: those the Java runtime trusts.",
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
    int requestTimeoutMillis() default 15_000;
  }

  private final Objects objects;
  private final Roster roster;
  private final Plan plan;
  private final SettingsCheck check;
  private final RestSettings settings;

  @Activate
  public RestConnector(Config config) {
    settings = RestSettings.of(config);
    Service service = new Service(settings);
    Finder finder = new Finder(service, settings);
    objects = new Objects(service, settings, finder);
    roster = new Roster(service, settings);
    plan = new Plan(settings);
    check = new SettingsCheck(settings, finder, roster);
  }

  @Override
  public Outcome apply(Operation operation) throws InterruptedException {
    try {
      return switch (operation.action()) {
        case CREATE -> objects.create(operation);
        case UPDATE -> objects.update(operation);
        case DELETE -> objects.delete(operation);
      };
    } catch (TargetFailure failure) {
      return failure.failed();
    }
  }

  @Override
  public Reading read(Lookup lookup) throws InterruptedException {
    try {
      return objects.read(lookup);
    } catch (TargetFailure failure) {
      return new Reading.Unreadable(failure.failed());
    }
  }

  @Override
  public Listing search(Search search) throws InterruptedException {
    try {
      return roster.search(search);
    } catch (TargetFailure failure) {
      return new Listing.Unreadable(failure.failed());
    }
  }

  @Override
  public List<String> plan(Operation operation) {
    return plan.of(operation);
  }

  @Override
  public List<Step> test() throws InterruptedException {
    return check.run();
  }

  /** A service of this kind does not tell its attributes: the fields say what is known of them. */
  @Override
  public Description describe(ObjectType type) {
    try {
      Shape shape = settings.shape(type);
      return new Description.Known(
          shape.fields().stream().map(f -> f.described(f.attribute().equals(shape.key()))).toList(),
          false);
    } catch (TargetFailure none) {
      return new Description.Unknown(none.failed());
    }
  }

  @Override
  public String passwordAttribute() {
    return settings.passwordAttribute();
  }
}
