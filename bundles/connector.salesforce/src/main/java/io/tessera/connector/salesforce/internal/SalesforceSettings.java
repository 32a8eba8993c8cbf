package io.tessera.connector.salesforce.internal;

import io.tessera.connector.http.Authentication;
import io.tessera.connector.http.Authentication.ClientAuthentication;
import io.tessera.connector.http.HttpSettings;
import io.tessera.connector.http.TargetUrl;
import io.tessera.connector.spi.ConfigurationException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The configuration, checked.
 *
 * @param org the org's own address
 * @param userKey the field that identifies a user besides the id
 * @param profile name or id of the one new users get; empty: it is mapped
 * @param defaults fields of new users and their values, where nothing is mapped to them
 */
record SalesforceSettings(
    HttpSettings http,
    URI org,
    String version,
    Usernames usernames,
    String userKey,
    String profile,
    Map<String, String> defaults,
    Optional<GroupKind> groupKind,
    Disabling disabling,
    Removal removal) {
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]\\.0");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z]\\w*");
  private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

  /** FIELDS(ALL) is there since this version. */
  private static final int OLDEST = 51;

  /** A page of users with all they have, or a long description, in bytes. */
  private static final int LARGEST = 16 << 20;

  /** What becomes of a user who is disabled. */
  enum Disabling {
    DEACTIVATE,
    FREEZE
  }

  /** What becomes of a user who is removed. */
  enum Removal {
    RELEASE,
    DEACTIVATE
  }

  static SalesforceSettings of(SalesforceConnector.Config config) {
    URI org = TargetUrl.of("url", config.url());
    return new SalesforceSettings(
        HttpSettings.of(
                authentication(config, org),
                config.trustedCertificates(),
                config.connectTimeoutMillis(),
                config.requestTimeoutMillis())
            .withLargestAnswer(LARGEST),
        org,
        version(config.apiVersion()),
        new Usernames(domain(config.domain())),
        matching("userKeyAttribute", config.userKeyAttribute(), FIELD, "a name of a field"),
        config.profile().strip(),
        defaults(config),
        groupKind(config.groups()),
        disabling(config.disabling()),
        removal(config.removal()));
  }

  private static Authentication authentication(SalesforceConnector.Config config, URI org) {
    String tokenUrl =
        config.tokenUrl().isBlank() ? org + "/services/oauth2/token" : config.tokenUrl();
    return switch (config.grant().strip()) {
      case "clientCredentials" ->
          Authentication.clientCredentials(
              tokenUrl, config.clientId(), config._clientSecret(), "", ClientAuthentication.FORM);
      case "jwtBearer" ->
          Authentication.jwtBearer(
              tokenUrl,
              config.clientId(),
              config.subject(),
              config.audience(),
              "",
              "",
              config._privateKey());
      default ->
          throw new ConfigurationException(
              "grant", "is neither clientCredentials nor jwtBearer; choose one.");
    };
  }

  private static Map<String, String> defaults(SalesforceConnector.Config config) {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("TimeZoneSidKey", config.timeZone().strip());
    defaults.put("LocaleSidKey", config.locale().strip());
    defaults.put("LanguageLocaleKey", config.language().strip());
    defaults.put("EmailEncodingKey", config.emailEncoding().strip());
    return defaults;
  }

  private static String version(String text) {
    String version = matching("apiVersion", text, VERSION, "a version such as 60.0");
    if (Integer.parseInt(version.substring(0, 2)) < OLDEST) {
      throw new ConfigurationException("apiVersion", "is older than " + OLDEST + ".0.");
    }
    return version;
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

  private static Optional<GroupKind> groupKind(String text) {
    return switch (text.strip()) {
      case "none" -> Optional.empty();
      case "publicGroups" -> Optional.of(GroupKind.PUBLIC_GROUPS);
      case "permissionSets" -> Optional.of(GroupKind.PERMISSION_SETS);
      default ->
          throw new ConfigurationException(
              "groups", "is none of publicGroups, permissionSets and none; choose one.");
    };
  }

  private static Disabling disabling(String text) {
    return switch (text.strip()) {
      case "deactivate" -> Disabling.DEACTIVATE;
      case "freeze" -> Disabling.FREEZE;
      default ->
          throw new ConfigurationException(
              "disabling", "is neither deactivate nor freeze; choose one.");
    };
  }

  private static Removal removal(String text) {
    return switch (text.strip()) {
      case "release" -> Removal.RELEASE;
      case "deactivate" -> Removal.DEACTIVATE;
      default ->
          throw new ConfigurationException(
              "removal", "is neither release nor deactivate; choose one.");
    };
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return org.toString();
  }
}
