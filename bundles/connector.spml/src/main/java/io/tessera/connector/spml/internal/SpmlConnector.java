package io.tessera.connector.spml.internal;

import static org.osgi.service.metatype.annotations.AttributeType.PASSWORD;

import io.tessera.connector.http.HttpFailure;
import io.tessera.connector.http.HttpTarget;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.Plannable;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.Testable;
import io.tessera.connector.xml.SoapClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Keeps users and groups of a provisioning service provider that speaks SPML 2.0. */
@Component(
    name = SpmlConnector.PID,
    service = Connector.class,
    configurationPid = SpmlConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SpmlConnector.Config.class, factory = true)
public final class SpmlConnector
    implements Connector, Readable, Searchable, Testable, Describable, Plannable, PasswordAware {
  /** Factory PID. */
  public static final String PID = "io.tessera.connector.spml";

  /** What an operator sets. */
  @ObjectClassDefinition(
      name = "SPML 2.0 provider",
      description = "Users and groups of a service that speaks SPML 2.0 with DSML, over SOAP.")
  public @interface Config {
    @AttributeDefinition(
        name = "URL",
        description = "Of the provider, such as https://app.example.org/spml.")
    String url();

    @AttributeDefinition(
        name = "SOAP version",
        options = {
          @Option(label = "SOAP 1.1", value = "1.1"),
          @Option(label = "SOAP 1.2", value = "1.2")
        })
    String soapVersion() default "1.1";

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
        name = "Target id",
        description = "Which of the provider's targets. Empty: its only one.",
        required = false)
    String targetId() default "";

    @AttributeDefinition(
        name = "Class attribute",
        description = "The attribute that tells users from groups.")
    String classAttribute() default "objectclass";

    @AttributeDefinition(name = "User object class", description = "Its value for users.")
    String userObjectClass() default "user";

    @AttributeDefinition(
        name = "User key attribute",
        description = "The attribute that identifies a user when an existing one is to be adopted.")
    String userKeyAttribute() default "accountId";

    @AttributeDefinition(
        name = "User container",
        description = "Identifier of the object below which users are. Empty: none.",
        required = false)
    String userContainer() default "";

    @AttributeDefinition(name = "Group object class", description = "As for users.")
    String groupObjectClass() default "group";

    @AttributeDefinition(name = "Group key attribute", description = "As for users.")
    String groupKeyAttribute() default "name";

    @AttributeDefinition(name = "Group container", description = "As for users.", required = false)
    String groupContainer() default "";

    @AttributeDefinition(
        name = "Member attribute",
        description = "The attribute of groups that holds the identifiers of their members.")
    String memberAttribute() default "member";

    @AttributeDefinition(
        name = "Password attribute",
        description = "Name of the attribute that holds a user's password.")
    String passwordAttribute() default "password";

    @AttributeDefinition(
        name = "Password by",
        description = "How passwords are set.",
        options = {
          @Option(label = "A request of the password capability", value = "request"),
          @Option(label = "An attribute like others", value = "attribute")
        })
    String passwordBy() default "request";

    @AttributeDefinition(
        name = "Suspend",
        description = "Users are disabled by the suspend capability. Off: that is an error.")
    boolean suspend() default true;

    @AttributeDefinition(
        name = "Page size",
        description = "Most objects asked for at once.",
        min = "1",
        max = "10000")
    int pageSize() default 200;

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

  private final SpmlSettings settings;
  private final Lookups lookups;
  private final Changes changes;
  private final TargetSchema schema;

  @Activate
  public SpmlConnector(Config config) {
    settings = SpmlSettings.of(config);
    SoapClient client = new SoapClient(new HttpTarget(settings.http()), settings.token());
    Provider provider = new Provider(client, settings.endpoint(), settings.version());
    Spml spml = new Spml(settings.targetId());
    lookups = new Lookups(provider, settings, spml);
    changes = new Changes(provider, settings, spml, lookups);
    schema = new TargetSchema(provider, settings);
  }

  @Override
  public Outcome apply(Operation operation) throws InterruptedException {
    try {
      return switch (operation.action()) {
        case CREATE -> changes.create(operation);
        case UPDATE -> changes.update(operation);
        case DELETE -> changes.delete(operation);
      };
    } catch (HttpFailure failure) {
      return failure.failed();
    }
  }

  @Override
  public Reading read(Lookup lookup) throws InterruptedException {
    try {
      Optional<RemoteId> id = lookup.remoteIdIfKnown();
      Optional<Account> found =
          id.isPresent()
              ? lookups.byId(id.get())
              : lookups.byKey(lookup.type(), lookup.attributes());
      return found
          .<Reading>map(account -> new Reading.Found(account.id(), account.attributes()))
          .orElseGet(Reading.Absent::new);
    } catch (HttpFailure failure) {
      return new Reading.Unreadable(failure.failed());
    }
  }

  /** An iterator that the provider does not know any more, or never did, is gone. */
  @Override
  public Listing search(Search search) throws InterruptedException {
    try {
      return lookups.search(search);
    } catch (HttpFailure failure) {
      return new Listing.Unreadable(failure.failed());
    }
  }

  @Override
  public List<Step> test() throws InterruptedException {
    List<Step> steps = new ArrayList<>();
    steps.add(schema.check());
    if (steps.get(0).passed()) {
      steps.add(listing());
    }
    return steps;
  }

  private Step listing() throws InterruptedException {
    String name = "search for users";
    Listing listing = search(Search.first(ObjectType.USER, 1));
    return listing.fold(
        page -> new Step(name, true, "It finds " + (page.accounts().isEmpty() ? "none." : "some.")),
        unreadable -> new Step(name, false, detail(unreadable.why())));
  }

  private static String detail(Failed why) {
    return why.kind() == FailureKind.GONE ? why.detail() + " Check userContainer." : why.detail();
  }

  @Override
  public Description describe(ObjectType type) throws InterruptedException {
    try {
      return schema.describe(type);
    } catch (HttpFailure failure) {
      return new Description.Unknown(failure.failed());
    }
  }

  @Override
  public List<String> plan(Operation operation) {
    return changes.plan(operation);
  }

  @Override
  public String passwordAttribute() {
    return settings.passwordAttribute();
  }
}
