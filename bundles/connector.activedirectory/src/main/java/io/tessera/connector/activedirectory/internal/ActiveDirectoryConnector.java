package io.tessera.connector.activedirectory.internal;

import static org.osgi.service.metatype.annotations.AttributeType.PASSWORD;

import io.tessera.connector.directory.DirectoryTarget;
import io.tessera.connector.spi.ChangeSource;
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
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.Testable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Keeps accounts and groups of an Active Directory domain as the operations say. */
@Component(
    name = ActiveDirectoryConnector.PID,
    service = Connector.class,
    configurationPid = ActiveDirectoryConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ActiveDirectoryConnector.Config.class, factory = true)
public final class ActiveDirectoryConnector
    implements Connector,
        Readable,
        Searchable,
        ChangeSource,
        Testable,
        Describable,
        PasswordAware,
        Plannable {
  /** Factory PID. */
  public static final String PID = "io.tessera.connector.activedirectory";

  /** What an operator sets. */
  @ObjectClassDefinition(
      name = "Active Directory",
      description = "Creates, changes and removes users and groups of an Active Directory domain.")
  public @interface Config {
    @AttributeDefinition(
        name = "Host",
        description =
            "Name of a domain controller, as its certificate carries it. Changes are followed at"
                + " this very controller.")
    String host();

    @AttributeDefinition(
        name = "Port",
        description = "Usually 636 for LDAPS, or 389.",
        min = "1",
        max = "65535")
    int port() default 636;

    @AttributeDefinition(
        name = "Security",
        description = "How the connection is protected. Passwords are taken over TLS only.",
        options = {
          @Option(label = "TLS from the start (LDAPS)", value = "ldaps"),
          @Option(label = "StartTLS on the plain port", value = "starttls"),
          @Option(label = "None (loopback only)", value = "none")
        })
    String security() default "ldaps";

    @AttributeDefinition(
        name = "Trusted certificates",
        description =
            "Certificates (PEM) of the authorities to trust, or the path of a file with"
                + " them. Empty: those the Java runtime trusts.",
        required = false)
    String trustedCertificates() default "";

    @AttributeDefinition(
        name = "Bind name",
        description =
            "The account this server signs in with: provisioning@example.org,"
                + " EXAMPLE\\provisioning, or its DN.")
    String bindName();

    @AttributeDefinition(name = "Bind password", description = "Its password.", type = PASSWORD)
    String _bindPassword();

    @AttributeDefinition(
        name = "User base",
        description =
            "Users are created directly below, and looked for anywhere below, this DN, such as"
                + " OU=People,DC=example,DC=org.")
    String userBase();

    @AttributeDefinition(
        name = "User place",
        description =
            "Where below the user base an account has to be, such as OU={department}; names in"
                + " braces are attributes. It is moved when they change. Empty: new accounts"
                + " directly below the base, others wherever they are.",
        required = false)
    String userPlace() default "";

    @AttributeDefinition(
        name = "User object classes",
        description = "Given to new accounts; the first one also marks the entries that are users.")
    String[] userObjectClasses() default {"user"};

    @AttributeDefinition(
        name = "User key attributes",
        description =
            "Attributes whose values together identify a user when an existing account is"
                + " to be adopted.")
    String[] userKeyAttributes() default {"sAMAccountName"};

    @AttributeDefinition(
        name = "Accounts without a password",
        description =
            "What a new account gets when no password comes with it. A domain enables no account"
                + " without one, unless it is not required.",
        options = {
          @Option(label = "A password that nobody knows", value = "generated"),
          @Option(label = "None, and none is required", value = "notRequired"),
          @Option(label = "None; the domain decides", value = "asGiven")
        })
    String passwordless() default "generated";

    @AttributeDefinition(
        name = "Change password at next logon",
        description = "Whether the password a new account comes with must be changed at once.")
    boolean changePasswordAtNextLogon() default false;

    @AttributeDefinition(
        name = "Group base",
        description = "As the user base, for groups. Empty: this target has no groups.",
        required = false)
    String groupBase() default "";

    @AttributeDefinition(name = "Group place", description = "As for users.", required = false)
    String groupPlace() default "";

    @AttributeDefinition(name = "Group key attributes", description = "As for users.")
    String[] groupKeyAttributes() default {"cn"};

    @AttributeDefinition(
        name = "Group type",
        description = "Of new groups.",
        options = {
          @Option(label = "Security, global", value = "security-global"),
          @Option(label = "Security, universal", value = "security-universal"),
          @Option(label = "Security, domain local", value = "security-domainLocal"),
          @Option(label = "Distribution, global", value = "distribution-global"),
          @Option(label = "Distribution, universal", value = "distribution-universal"),
          @Option(label = "Distribution, domain local", value = "distribution-domainLocal")
        })
    String groupType() default "security-global";

    @AttributeDefinition(
        name = "Changes",
        description = "How to learn what others changed.",
        options = {
          @Option(label = "By the controller's update sequence number", value = "uSNChanged"),
          @Option(label = "Not at all", value = "none")
        })
    String changes() default "uSNChanged";

    @AttributeDefinition(
        name = "Binary attributes",
        description = "Attributes whose values are bytes, not text.",
        required = false)
    String[] binaryAttributes() default {
      "thumbnailPhoto", "jpegPhoto", "userCertificate", "userSMIMECertificate", "objectSid",
      "objectGUID", "sIDHistory", "logonHours", "mS-DS-ConsistencyGuid", "msExchMailboxGuid",
      "nTSecurityDescriptor", "audio", "photo"
    };

    @AttributeDefinition(
        name = "Pool size",
        description = "Most connections open at once; opened when first needed.",
        min = "1",
        max = "64")
    int poolSize() default 8;

    @AttributeDefinition(
        name = "Connect time-out (ms)",
        description = "Longest wait for a connection to be opened.",
        min = "100",
        max = "120000")
    int connectTimeoutMillis() default 5_000;

    @AttributeDefinition(
        name = "Response time-out (ms)",
        description = "Longest wait for the answer to one request.",
        min = "100",
        max = "600000")
    int responseTimeoutMillis() default 10_000;
  }

  private final DirectoryTarget target;

  @Activate
  public ActiveDirectoryConnector(Config config) {
    DomainSettings settings = DomainSettings.of(config);
    target =
        new DirectoryTarget(
            settings.server(),
            settings.layout(),
            new DomainDialect(settings.accounts()),
            settings.changes());
  }

  @Override
  public Outcome apply(Operation operation) throws InterruptedException {
    return target.apply(operation);
  }

  @Override
  public Reading read(Lookup lookup) throws InterruptedException {
    return target.read(lookup);
  }

  @Override
  public Listing search(Search search) throws InterruptedException {
    return target.search(search);
  }

  @Override
  public RemoteChanges changes(ObjectType type, @Nullable String token, int most)
      throws InterruptedException {
    return target.changes(type, token, most);
  }

  @Override
  public List<Step> test() throws InterruptedException {
    return target.test();
  }

  @Override
  public Description describe(ObjectType type) throws InterruptedException {
    return target.describe(type);
  }

  @Override
  public List<String> plan(Operation operation) throws InterruptedException {
    return target.plan(operation);
  }

  @Override
  public String passwordAttribute() {
    return target.passwordAttribute();
  }

  /** Closes the connections. Calls in flight have had their time. */
  @Deactivate
  public void close() {
    target.close();
  }
}
