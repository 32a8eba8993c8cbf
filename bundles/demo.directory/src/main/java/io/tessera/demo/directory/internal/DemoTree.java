package io.tessera.demo.directory.internal;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** What the directory looks like before anybody has written to it. */
public final class DemoTree {
  public static final String HOST = "127.0.0.1";
  public static final String BASE = "dc=demo,dc=tessera";
  public static final String PEOPLE = "ou=people," + BASE;
  public static final String GROUPS = "ou=groups," + BASE;
  public static final String ADMINISTRATOR = "cn=admin," + BASE;

  /** The attribute of a disabled account, as of draft-behera-ldap-password-policy. */
  public static final String LOCK = "pwdAccountLockedTime";

  /** Its value for "until an administrator says otherwise". */
  public static final String LOCKED = "000001010000Z";

  private static final String ADDITIONS =
      """
      dn: cn=schema
      objectClass: top
      objectClass: ldapSubentry
      objectClass: subschema
      cn: schema
      attributeTypes: ( 1.3.6.1.4.1.42.2.27.8.1.17 NAME '%s'
        EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15
        SINGLE-VALUE USAGE directoryOperation )
      """
          .formatted(LOCK);

  static final String[] FIRST_ENTRIES = {
    "dn: " + BASE + "\nobjectClass: domain\ndc: demo",
    "dn: " + PEOPLE + "\nobjectClass: organizationalUnit\nou: people",
    "dn: " + GROUPS + "\nobjectClass: organizationalUnit\nou: groups"
  };

  private DemoTree() {}

  /** Of {@link #HOST}. */
  static InetAddress address() throws UnknownHostException {
    return InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
  }

  static Schema schema() throws IOException {
    try (LDIFReader reader =
        new LDIFReader(new ByteArrayInputStream(ADDITIONS.getBytes(StandardCharsets.US_ASCII)))) {
      return Schema.mergeSchemas(Schema.getDefaultStandardSchema(), new Schema(reader.readEntry()));
    } catch (LDAPException | LDIFException builtInTextIsWrong) {
      throw new IllegalStateException(builtInTextIsWrong);
    }
  }
}
