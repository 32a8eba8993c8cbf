package io.tessera.connector.ldap.internal;

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

/** Keeps accounts and groups of an LDAP directory (RFC 4511) as the operations say. */
@Component(
    name = LdapConnector.PID,
    service = Connector.class,
    configurationPid = LdapConnector.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = LdapConnector.Config.class, factory = true)
public final class LdapConnector
    implements Connector,
        Readable,
        Searchable,
        ChangeSource,
        Testable,
        Describable,
        PasswordAware,
        Plannable {
  /** Factory PID. */
  public static final String PID = "io.tessera.connector.ldap";

  /** What an operator sets. */
  @ObjectClassDefinition(
      name = "LDAP directory",
      description = "Creates, changes and removes entries of an LDAP directory such as OpenLDAP.")
  public @interface Config {
    @AttributeDefinition(
        name = "Host",
        description =
            "Name or address of the directory server; with TLS the name the server's"
                + " certificate carries.")
    String host();

    @AttributeDefinition(
        name = "Port",
        description = "Usually 389, or 636 for LDAPS.",
        min = "1",
        max = "65535")
    int port() default 389;

    @AttributeDefinition(
        name = "Security",
        description =
            "How the connection is protected. Without TLS only for a directory on the"
                + " same machine.",
        options = {
          @Option(label = "StartTLS on the plain port", value = "starttls"),
          @Option(label = "TLS from the start (LDAPS)", value = "ldaps"),
          @Option(label = "None (loopback only)", value = "none")
        })
    String security() default "starttls";

    @AttributeDefinition(
        name = "Trusted certificates",
        description =
            "Certificates (PEM) of the authorities to trust, or the path of a file with"
                + " them. Empty: those the Java runtime trusts.",
        required = false)
    String trustedCertificates() default "";

    @AttributeDefinition(
        name = "Bind DN",
        description = "The account this server signs in with, such as cn=provisioning,dc=example.")
    String bindDn();

    @AttributeDefinition(name = "Bind password", description = "Its password.", type = PASSWORD)
    String _bindPassword();

    @AttributeDefinition(
        name = "User base",
        description =
            "Entries of users are created directly below, and looked for anywhere below,"
                + " this DN.")
    String userBase();

    @AttributeDefinition(
        name = "User place",
        description =
            "Where below the user base an entry has to be, such as ou={departmentNumber}; names in"
                + " braces are attributes. It is moved when they change. Empty: new entries"
                + " directly below the base, others wherever they are.",
        required = false)
    String userPlace() default "";

    @AttributeDefinition(
        name = "User object classes",
        description = "Given to new entries; the first one also marks the entries that are users.")
    String[] userObjectClasses() default {"inetOrgPerson"};

    @AttributeDefinition(
        name = "User naming attribute",
        description = "The attribute that names an entry (its RDN). A change of it renames.")
    String userNamingAttribute() default "uid";

    @AttributeDefinition(
        name = "User key attributes",
        description =
            "Attributes whose values together identify a user when an existing entry is"
                + " to be adopted.")
    String[] userKeyAttributes() default {"uid"};

    @AttributeDefinition(
        name = "Group base",
        description = "As the user base, for groups. Empty: this target has no groups.",
        required = false)
    String groupBase() default "";

    @AttributeDefinition(name = "Group place", description = "As for users.", required = false)
    String groupPlace() default "";

    @AttributeDefinition(name = "Group object classes", description = "As for users.")
    String[] groupObjectClasses() default {"groupOfNames"};

    @AttributeDefinition(name = "Group naming attribute", description = "As for users.")
    String groupNamingAttribute() default "cn";

    @AttributeDefinition(name = "Group key attributes", description = "As for users.")
    String[] groupKeyAttributes() default {"cn"};

    @AttributeDefinition(
        name = "Member attribute",
        description =
            "The attribute of a group that lists its members: member, uniqueMember, or memberUid.")
    String groupMemberAttribute() default "member";

    @AttributeDefinition(
        name = "Members named by",
        description =
            "The attribute of a user whose value groups list: uid for posixGroup. Empty: groups"
                + " list DNs.",
        required = false)
    String memberNamedBy() default "";

    @AttributeDefinition(
        name = "Member of an empty group",
        description =
            "groupOfNames and groupOfUniqueNames need a member at all times. This DN"
                + " stands in while there is none. Empty: the group itself stands in.",
        required = false)
    String emptyGroupMember() default "";

    @AttributeDefinition(
        name = "Remote id attribute",
        description = "The directory's own attribute that identifies an entry for ever.")
    String remoteIdAttribute() default "entryUUID";

    @AttributeDefinition(
        name = "Lock attribute",
        description =
            "The attribute that disables an account. Empty: accounts cannot be disabled"
                + " here, and asking for it is an error.",
        required = false)
    String lockAttribute() default "pwdAccountLockedTime";

    @AttributeDefinition(
        name = "Value when disabled",
        description = "Value of the lock attribute of a disabled account.",
        required = false)
    String lockedValue() default "000001010000Z";

    @AttributeDefinition(
        name = "Value when enabled",
        description =
            "Value of the lock attribute of an enabled account. Empty: the attribute is"
                + " removed.",
        required = false)
    String unlockedValue() default "";

    @AttributeDefinition(
        name = "Password attribute",
        description = "Takes the password of a user, where passwords are sent.")
    String passwordAttribute() default "userPassword";

    @AttributeDefinition(
        name = "Binary attributes",
        description = "Attributes whose values are bytes, not text.",
        required = false)
    String[] binaryAttributes() default {
      "jpegPhoto", "userCertificate;binary", "userSMIMECertificate", "audio"
    };

    @AttributeDefinition(
        name = "Changes",
        description = "How to learn what others changed. Only the logs tell what was removed.",
        options = {
          @Option(label = "By the time of the last change", value = "modifyTimestamp"),
          @Option(label = "Change log (389, Oracle, Ping)", value = "changelog"),
          @Option(label = "Access log (OpenLDAP)", value = "accesslog"),
          @Option(label = "Not at all", value = "none")
        })
    String changes() default "modifyTimestamp";

    @AttributeDefinition(
        name = "Change log base",
        description = "Where the log is. Empty: cn=changelog or cn=accesslog.",
        required = false)
    String changeLogBase() default "";

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
  public LdapConnector(Config config) {
    LdapSettings settings = LdapSettings.of(config);
    target =
        new DirectoryTarget(
            settings.server(),
            settings.layout(),
            new LdapDialect(settings.idAttribute(), settings.lock()),
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
