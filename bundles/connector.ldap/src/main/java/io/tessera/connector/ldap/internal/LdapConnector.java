package io.tessera.connector.ldap.internal;

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
import java.util.List;
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
    implements Connector, Readable, Testable, Describable, PasswordAware {
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

    @AttributeDefinition(name = "Group object classes", description = "As for users.")
    String[] groupObjectClasses() default {"groupOfNames"};

    @AttributeDefinition(name = "Group naming attribute", description = "As for users.")
    String groupNamingAttribute() default "cn";

    @AttributeDefinition(name = "Group key attributes", description = "As for users.")
    String[] groupKeyAttributes() default {"cn"};

    @AttributeDefinition(
        name = "Member attribute",
        description = "The attribute of a group that lists the DNs of its members.")
    String groupMemberAttribute() default "member";

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
        description = "Takes the password of a user, where passwords are sent; unicodePwd for AD.")
    String passwordAttribute() default "userPassword";

    @AttributeDefinition(
        name = "Binary attributes",
        description = "Attributes whose values are bytes, not text.",
        required = false)
    String[] binaryAttributes() default {
      "jpegPhoto", "userCertificate;binary", "userSMIMECertificate", "audio"
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

  private final Directory directory;
  private final Entries entries;
  private final SettingsCheck check;
  private final DirectorySchema schema;
  private final String passwordAttribute;

  @Activate
  public LdapConnector(Config config) {
    LdapSettings settings = LdapSettings.of(config);
    directory = new Directory(settings.server());
    passwordAttribute = LdapSettings.needed("passwordAttribute", config.passwordAttribute());
    Codec codec = new Codec(settings.binaryAttributes(), passwordAttribute);
    Finder finder = new Finder(directory, settings);
    Memberships memberships = new Memberships(directory, finder, settings);
    entries = new Entries(directory, finder, memberships, codec, settings);
    check = new SettingsCheck(directory, settings);
    schema = new DirectorySchema(directory, finder, settings);
  }

  @Override
  public Outcome apply(Operation operation) throws InterruptedException {
    try {
      return switch (operation.action()) {
        case CREATE -> entries.create(operation);
        case UPDATE -> entries.update(operation);
        case DELETE -> entries.delete(operation);
      };
    } catch (TargetFailure failure) {
      return failure.failed();
    }
  }

  @Override
  public Reading read(Lookup lookup) throws InterruptedException {
    try {
      return entries.read(lookup);
    } catch (TargetFailure failure) {
      return new Reading.Unreadable(failure.failed());
    }
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
      return new Description.Unknown(failure.failed());
    }
  }

  @Override
  public String passwordAttribute() {
    return passwordAttribute;
  }

  /** Closes the connections. Calls in flight have had their time. */
  @Deactivate
  public void close() {
    directory.close();
  }
}
