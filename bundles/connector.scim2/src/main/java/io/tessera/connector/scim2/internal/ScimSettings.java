package io.tessera.connector.scim2.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.model.ResourceType;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, checked.
 *
 * @param trust null: what the Java runtime trusts
 * @param authorization the value of the header; a secret
 */
record ScimSettings(
    Endpoint users,
    Optional<Endpoint> groups,
    String authorization,
    @Nullable TrustManager trust,
    UpdateMode updateMode,
    int membersPerRequest,
    Duration connectTimeout,
    Duration requestTimeout) {
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+(%[0-9a-zA-Z]+)?\\]");
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  enum UpdateMode {
    PATCH,
    PUT
  }

  static ScimSettings of(ScimConnector.Config config) {
    return new ScimSettings(
        endpoint(ResourceType.USER, "usersUrl", config.usersUrl(), config.userKeyAttribute()),
        groups(config),
        authorization(config),
        TrustedCertificates.of(config.trustedCertificates()),
        updateMode(config.updateMode()),
        between("membersPerRequest", config.membersPerRequest(), 1, 1_000),
        millis("connectTimeoutMillis", config.connectTimeoutMillis(), 120_000),
        millis("requestTimeoutMillis", config.requestTimeoutMillis(), 600_000));
  }

  private static Optional<Endpoint> groups(ScimConnector.Config config) {
    return config.groupsUrl().isBlank()
        ? Optional.empty()
        : Optional.of(
            endpoint(
                ResourceType.GROUP, "groupsUrl", config.groupsUrl(), config.groupKeyAttribute()));
  }

  private static Endpoint endpoint(ResourceType type, String property, String url, String key) {
    if (url == null || url.isBlank()) {
      throw new ConfigurationException(property, "is missing; set it.");
    }
    URI uri = uri(property, url.strip().replaceAll("/+$", ""));
    refuseForbidden(property, uri);
    String attribute = key.strip();
    if (attribute.isEmpty()) {
      throw new ConfigurationException(
          type == ResourceType.USER ? "userKeyAttribute" : "groupKeyAttribute",
          "is missing; set it.");
    }
    return new Endpoint(type, uri, attribute);
  }

  private static URI uri(String property, String url) {
    try {
      URI uri = new URI(url);
      boolean complete = uri.getScheme() != null && uri.getHost() != null;
      if (!complete || uri.getRawUserInfo() != null) {
        throw new ConfigurationException(
            property, "is no URL of the form https://host/path without user and password.");
      }
      if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
        throw new ConfigurationException(property, "has a query or fragment; leave it out.");
      }
      return uri;
    } catch (URISyntaxException malformed) {
      throw new ConfigurationException(
          property, "is no URL of the form https://host/path without user and password.");
    }
  }

  private static void refuseForbidden(String property, URI uri) {
    boolean loopback = uri.getHost().equalsIgnoreCase("localhost");
    if (ADDRESS.matcher(uri.getHost()).matches()) {
      InetAddress address = address(property, uri.getHost());
      loopback = address.isLoopbackAddress();
      if (address.isLinkLocalAddress() || address.isMulticastAddress()) {
        throw new ConfigurationException(
            property, "has a link-local or multicast address; name the service.");
      }
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(scheme.equals("http") && loopback)) {
      throw new ConfigurationException(
          property, "must begin with https:// (http:// for a loopback host only).");
    }
  }

  private static InetAddress address(String property, String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException malformed) {
      throw new ConfigurationException(property, "has no valid address as its host.");
    }
  }

  private static String authorization(ScimConnector.Config config) {
    boolean basic = !config.user().isEmpty() || !config._password().isEmpty();
    String token = config._token().strip();
    if (basic && !token.isEmpty()) {
      throw new ConfigurationException(
          ".token", "is set together with a user or password; use one of them.");
    }
    if (basic) {
      return basic(config.user(), config._password());
    }
    if (!TOKEN.matcher(token).matches()) {
      throw new ConfigurationException(
          ".token", "is missing or holds blanks; set it, or user and password.");
    }
    return "Bearer " + token;
  }

  private static String basic(String user, String password) {
    if (user.isEmpty() || user.indexOf(':') >= 0) {
      throw new ConfigurationException("user", "is missing or holds a colon.");
    }
    if (password.isEmpty()) {
      throw new ConfigurationException(".password", "is missing; set it.");
    }
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  private static UpdateMode updateMode(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "patch" -> UpdateMode.PATCH;
      case "put" -> UpdateMode.PUT;
      default ->
          throw new ConfigurationException("updateMode", "is neither patch nor put; choose one.");
    };
  }

  private static Duration millis(String property, int value, int most) {
    return Duration.ofMillis(between(property, value, 100, most));
  }

  private static int between(String property, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ConfigurationException(
          property, "is " + value + "; allowed are " + least + " to " + most + ".");
    }
    return value;
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return users.uri().toString();
  }
}
