package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An OpenLDAP server of our own, where the Debian package {@code slapd} is installed. */
final class Slapd implements AutoCloseable {
  private static final long SECONDS_TO_START = 20;

  final String password = UUID.randomUUID().toString();
  final int port;
  private final Process process;
  private final LDAPConnection administrator;

  private Slapd(Path program, Path folder)
      throws IOException, InterruptedException, LDAPException, LDIFException {
    port = freePort();
    Path configuration = Files.writeString(folder.resolve("slapd.conf"), text(program, folder));
    process =
        new ProcessBuilder(
                program.toString(),
                "-h",
                "ldap://127.0.0.1:" + port,
                "-f",
                configuration.toString(),
                "-d",
                "0")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("slapd.log").toFile())
            .start();
    administrator = connect();
    administrator.add(
        "dn: dc=example,dc=org",
        "objectClass: dcObject",
        "objectClass: organization",
        "o: e",
        "dc: example");
    for (String ou : new String[] {"people", "groups"}) {
      administrator.add(
          "dn: ou=" + ou + ",dc=example,dc=org", "objectClass: organizationalUnit", "ou: " + ou);
    }
  }

  /** Where it is; the environment variable {@code TESSERA_SLAPD} goes before the usual places. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("TESSERA_SLAPD"), "/usr/sbin/slapd", "/usr/local/sbin/slapd")
        .filter(p -> p != null)
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Slapd start(Path folder)
      throws IOException, InterruptedException, LDAPException, LDIFException {
    return new Slapd(installed().orElseThrow(), folder);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private String text(Path program, Path folder) throws IOException {
    Path usr = program.toRealPath().getParent().getParent();
    Path schema = usr.resolveSibling("etc/ldap/schema");
    return """
    include %2$s/core.schema
    include %2$s/cosine.schema
    include %2$s/inetorgperson.schema
    modulepath %1$s/lib/ldap
    moduleload back_mdb
    moduleload ppolicy
    moduleload accesslog
    database mdb
    suffix "cn=accesslog"
    rootdn "%5$s"
    directory %6$s
    maxsize 1073741824
    dbnosync
    index objectClass,reqStart,reqResult eq
    database mdb
    suffix "dc=example,dc=org"
    rootdn "%5$s"
    rootpw %4$s
    directory %3$s
    maxsize 1073741824
    dbnosync
    index objectClass,entryUUID,uid,cn eq
    overlay ppolicy
    overlay accesslog
    logdb cn=accesslog
    logops writes
    logsuccess TRUE
    """
        .formatted(
            usr,
            schema,
            Files.createDirectories(folder.resolve("data")),
            password,
            LdapCounterpart.ADMINISTRATOR,
            Files.createDirectories(folder.resolve("log")));
  }

  private LDAPConnection connect() throws InterruptedException, LDAPException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    while (true) {
      try {
        return new LDAPConnection("127.0.0.1", port, LdapCounterpart.ADMINISTRATOR, password);
      } catch (LDAPException notYet) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          process.destroyForcibly();
          throw notYet;
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  LdapCounterpart counterpart() {
    return new LdapCounterpart(administrator, port);
  }

  @Override
  public void close() {
    administrator.close();
    process.destroy();
  }
}
