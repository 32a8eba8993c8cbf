package io.tessera.connector.google.internal;

import io.tessera.connector.http.Authentication;
import io.tessera.connector.http.HttpSettings;
import io.tessera.connector.http.TargetUrl;
import io.tessera.connector.spi.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The configuration, checked.
 *
 * @param api scheme, host and port of the Directory API
 * @param customer {@code my_customer}, or a customer's id
 * @param ownDomain the administrator's, which certainly is the customer's
 * @param late how long the directory may not show what it has created
 */
record GoogleSettings(
    HttpSettings http,
    URI api,
    String customer,
    Addresses addresses,
    String ownDomain,
    boolean groups,
    boolean createOrgUnits,
    boolean customSchemas,
    boolean removeOldAddress,
    Removal removal,
    Duration late) {
  private static final String SCOPE = "https://www.googleapis.com/auth/admin.directory.";
  private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  private static final Pattern CUSTOMER = Pattern.compile("my_customer|C[A-Za-z0-9]{1,40}");
  private static final int DAY_SECONDS = 86_400;

  /** A page of users with all they have, or a long description, in bytes. */
  private static final int LARGEST = 16 << 20;

  /** What becomes of an account that is removed. */
  enum Removal {
    DELETE,
    SUSPEND
  }

  static GoogleSettings of(GoogleConnector.Config config) {
    return new GoogleSettings(
        HttpSettings.of(
                authentication(config),
                config.trustedCertificates(),
                config.connectTimeoutMillis(),
                config.requestTimeoutMillis())
            .withLargestAnswer(LARGEST),
        TargetUrl.of("apiUrl", config.apiUrl()),
        matching("customer", config.customer(), CUSTOMER, "my_customer or an id such as C01abc"),
        new Addresses(domain(config.domain())),
        config.subject().strip().replaceAll("^.*@", ""),
        config.groups(),
        config.createOrgUnits(),
        config.customSchemas(),
        oldAddress(config.oldAddress()),
        removal(config.removal()),
        late(config.lateSeconds()));
  }

  private static Authentication authentication(GoogleConnector.Config config) {
    ServiceAccount account =
        ServiceAccount.of(config.serviceAccount(), config._privateKey(), config.tokenUrl());
    if (config.subject().isBlank()) {
      throw new ConfigurationException(
          "subject", "is missing; name the administrator the service account acts as.");
    }
    return Authentication.jwtBearer(
        account.tokenUrl(),
        account.email(),
        config.subject(),
        "",
        String.join(" ", scopes(config)),
        account.keyId(),
        account.privateKey());
  }

  /** Google refuses a token where one of them is not granted; so no more than needed. */
  static List<String> scopes(GoogleConnector.Config config) {
    List<String> scopes = new ArrayList<>(List.of(SCOPE + "user"));
    if (config.groups()) {
      scopes.add(SCOPE + "group");
    }
    if (config.createOrgUnits()) {
      scopes.add(SCOPE + "orgunit");
    }
    if (config.customSchemas()) {
      scopes.add(SCOPE + "userschema.readonly");
    }
    return scopes;
  }

  /** Whether an address is in a domain that is known to be the customer's. */
  boolean isOwn(String address) {
    String domain = address.replaceAll("^.*@", "");
    return domain.equalsIgnoreCase(ownDomain) || domain.equalsIgnoreCase(addresses.domain());
  }

  private static String domain(String text) {
    return text.isBlank() ? "" : matching("domain", text, DOMAIN, "a domain such as example.org");
  }

  private static String matching(String property, String text, Pattern pattern, String what) {
    if (!pattern.matcher(text.strip()).matches()) {
      throw new ConfigurationException(property, "is not " + what + ".");
    }
    return text.strip();
  }

  private static boolean oldAddress(String text) {
    return switch (text.strip()) {
      case "keep" -> false;
      case "remove" -> true;
      default ->
          throw new ConfigurationException("oldAddress", "is neither keep nor remove; choose one.");
    };
  }

  private static Removal removal(String text) {
    return switch (text.strip()) {
      case "delete" -> Removal.DELETE;
      case "suspend" -> Removal.SUSPEND;
      default ->
          throw new ConfigurationException("removal", "is neither delete nor suspend; choose one.");
    };
  }

  private static Duration late(int seconds) {
    if (seconds < 0 || seconds > DAY_SECONDS) {
      throw new ConfigurationException(
          "lateSeconds", "is " + seconds + "; allowed are 0 to " + DAY_SECONDS + ".");
    }
    return Duration.ofSeconds(seconds);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return api + " " + customer;
  }
}
