package io.tessera.connector.scim2.internal;

import static org.osgi.service.metatype.annotations.AttributeType.PASSWORD;

import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.Testable;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Keeps users and groups of a SCIM 2.0 service (RFC 7643, RFC 7644) as the operations say. */
@Component(
    name = ScimConnector.PID,
    service = Connector.class,
    configurationPid = ScimConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ScimConnector.Config.class, factory = true)
public final class ScimConnector
    implements Connector, Readable, Testable, Describable, PasswordAware {
  /** Factory PID. */
  public static final String PID = "io.tessera.connector.scim2";

  /** What an operator sets. */
  @ObjectClassDefinition(
      name = "SCIM 2.0 service",
      description = "Creates, changes and removes users and groups of a service that speaks SCIM.")
  public @interface Config {
    @AttributeDefinition(
        name = "Users URL",
        description = "The endpoint of users, such as https://app.example.org/scim/v2/Users.")
    String usersUrl();

    @AttributeDefinition(
        name = "Groups URL",
        description = "The endpoint of groups. Empty: this target has no groups.",
        required = false)
    String groupsUrl() default "";

    @AttributeDefinition(
        name = "User",
        description = "User name for Basic authentication. Empty: a token is used.",
        required = false)
    String user() default "";

    @AttributeDefinition(
        name = "Password",
        description = "Password for Basic authentication.",
        type = PASSWORD,
        required = false)
    String _password() default "";

    @AttributeDefinition(
        name = "Token",
        description = "Bearer token, where the service wants one instead of a password.",
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
        name = "Update by",
        description =
            "How changes are written. PUT reads the resource first, so that attributes"
                + " which are not ours survive.",
        options = {
          @Option(label = "PATCH", value = "patch"),
          @Option(label = "PUT", value = "put")
        })
    String updateMode() default "patch";

    @AttributeDefinition(
        name = "User key attribute",
        description = "The attribute that identifies a user when an existing one is to be adopted.")
    String userKeyAttribute() default "userName";

    @AttributeDefinition(name = "Group key attribute", description = "As for users.")
    String groupKeyAttribute() default "displayName";

    @AttributeDefinition(
        name = "Members per request",
        description = "Most members added or removed by one request.",
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

  private final ScimClient client;
  private final ScimSettings settings;
  private final Resources resources;

  @Activate
  public ScimConnector(Config config) {
    settings = ScimSettings.of(config);
    client = new ScimClient(settings);
    resources = new Resources(client, settings);
  }

  @Override
  public Outcome apply(Operation operation) throws InterruptedException {
    try {
      return switch (operation.action()) {
        case CREATE -> resources.create(operation);
        case UPDATE -> resources.update(operation);
        case DELETE -> resources.delete(operation);
      };
    } catch (TargetFailure failure) {
      return failure.failed();
    }
  }

  @Override
  public Reading read(Lookup lookup) throws InterruptedException {
    try {
      return resources.read(lookup);
    } catch (TargetFailure failure) {
      return new Reading.Unreadable(failure.failed());
    }
  }

  @Override
  public List<Step> test() throws InterruptedException {
    List<Step> steps = new ArrayList<>();
    steps.add(listing("read the users", settings.users()));
    if (settings.groups().isPresent()) {
      steps.add(listing("read the groups", settings.groups().get()));
    }
    return steps;
  }

  private Step listing(String name, Endpoint endpoint) throws InterruptedException {
    try {
      long total = client.get(endpoint.page(1)).total();
      return new Step(name, true, endpoint.uri() + " answers and has " + total + " in all.");
    } catch (TargetFailure failure) {
      return new Step(name, false, failure.failed().detail());
    }
  }

  @Override
  public String passwordAttribute() {
    return "password";
  }

  @Override
  public Description describe(ObjectType type) throws InterruptedException {
    try {
      return new ServiceSchema(client, settings).describe(type);
    } catch (TargetFailure failure) {
      return new Description.Unknown(failure.failed());
    }
  }
}
