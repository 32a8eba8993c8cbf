package io.tessera.connector.directory;

import com.unboundid.util.ssl.SSLUtil;
import io.tessera.connector.spi.ConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Where the directory is and how to sign in.
 *
 * @param trust null: what the Java runtime trusts
 */
public record ServerSettings(
    String host,
    int port,
    Security security,
    @Nullable TrustManager trust,
    String bindName,
    String bindPassword,
    int poolSize,
    int connectTimeoutMillis,
    int responseTimeoutMillis) {
  private static final int MAX_PORT = 65_535;
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\\]?");

  /** How a connection is protected. */
  public enum Security {
    NONE,
    STARTTLS,
    LDAPS
  }

  /**
   * Checks what an operator set.
   *
   * @param security {@code none}, {@code starttls} or {@code ldaps}
   * @param trustedCertificates PEM, or the path of a file; empty: what the Java runtime trusts
   * @param bindName a DN, or what else the directory takes for a name
   */
  public static ServerSettings of(
      String host,
      int port,
      String security,
      String trustedCertificates,
      String bindName,
      @Nullable String bindPassword,
      int poolSize,
      int connectTimeoutMillis,
      int responseTimeoutMillis) {
    String name = Checks.needed("host", host);
    Security how = security(security);
    refuseForbidden(name, how);
    return new ServerSettings(
        name,
        Checks.between("port", port, 1, MAX_PORT),
        how,
        how == Security.NONE ? null : TrustedCertificates.of(trustedCertificates),
        bindName,
        password(bindPassword),
        Checks.between("poolSize", poolSize, 1, 64),
        Checks.between("connectTimeoutMillis", connectTimeoutMillis, 100, 120_000),
        Checks.between("responseTimeoutMillis", responseTimeoutMillis, 100, 600_000));
  }

  /** For people: {@code ldaps://directory.example.org:636}. */
  String address() {
    return (security == Security.LDAPS ? "ldaps://" : "ldap://") + host + ":" + port;
  }

  /** Trusts what was configured. */
  SSLUtil ssl() {
    return trust == null ? new SSLUtil() : new SSLUtil(trust);
  }

  private static Security security(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "none" -> Security.NONE;
      case "starttls" -> Security.STARTTLS;
      case "ldaps" -> Security.LDAPS;
      default ->
          throw new ConfigurationException(
              "security", "is none of starttls, ldaps and none; choose one.");
    };
  }

  /** An LDAP bind with a DN and no password "succeeds" as anonymous (RFC 4513 section 5.1.2). */
  private static String password(@Nullable String password) {
    if (password == null || password.isEmpty()) {
      throw new ConfigurationException(".bindPassword", "is missing; set it.");
    }
    return password;
  }

  private static void refuseForbidden(String host, Security security) {
    boolean loopback = host.equalsIgnoreCase("localhost");
    if (ADDRESS.matcher(host).matches()) {
      InetAddress address = address(host);
      loopback = address.isLoopbackAddress();
      if (address.isLinkLocalAddress() || address.isMulticastAddress()) {
        throw new ConfigurationException(
            "host", "is a link-local or multicast address; name the directory server.");
      }
    }
    if (security == Security.NONE && !loopback) {
      throw new ConfigurationException(
          "security", "may be none for a loopback host only; choose starttls or ldaps.");
    }
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException malformed) {
      throw new ConfigurationException("host", "is no valid address.");
    }
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return host + ":" + port + " " + security;
  }
}
