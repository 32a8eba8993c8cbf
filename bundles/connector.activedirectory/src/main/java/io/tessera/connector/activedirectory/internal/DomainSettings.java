package io.tessera.connector.activedirectory.internal;

import io.tessera.connector.directory.ChangeSettings;
import io.tessera.connector.directory.Checks;
import io.tessera.connector.directory.Layout;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.directory.Layout.Membership;
import io.tessera.connector.directory.Place;
import io.tessera.connector.directory.ServerSettings;
import io.tessera.connector.directory.ServerSettings.Security;
import io.tessera.connector.spi.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The configuration, checked and in the domain's own terms. */
record DomainSettings(
    ServerSettings server, Layout layout, Accounts accounts, ChangeSettings changes) {
  static final String PASSWORD = "unicodePwd";
  private static final String NAMING = "cn";

  /** What becomes of an account that is created without a password. */
  enum Passwords {
    /** It gets one that nobody knows. */
    GENERATED,
    /** It may have none. */
    NOT_REQUIRED,
    /** The domain decides. */
    AS_GIVEN
  }

  /**
   * How accounts are made.
   *
   * @param changeAtNextLogon whether a password of a new account must be changed
   * @param groupType of new groups (MS-ADTS section 2.2.12)
   * @param isProtected whether passwords may be sent
   */
  record Accounts(
      Passwords passwords, boolean changeAtNextLogon, int groupType, boolean isProtected) {}

  static DomainSettings of(ActiveDirectoryConnector.Config config) {
    ServerSettings server = server(config);
    return new DomainSettings(
        server,
        new Layout(
            users(config),
            groups(config),
            new Membership("member", null, false, null),
            Checks.folded(config.binaryAttributes()),
            PASSWORD),
        new Accounts(
            passwords(config.passwordless()),
            config.changePasswordAtNextLogon(),
            groupType(config.groupType()),
            server.security() != Security.NONE),
        changes(config.changes()));
  }

  private static ServerSettings server(ActiveDirectoryConnector.Config config) {
    return ServerSettings.of(
        config.host(),
        config.port(),
        config.security(),
        config.trustedCertificates(),
        Checks.needed("bindName", config.bindName()),
        config._bindPassword(),
        config.poolSize(),
        config.connectTimeoutMillis(),
        config.responseTimeoutMillis());
  }

  private static Kind users(ActiveDirectoryConnector.Config config) {
    return new Kind(
        "user",
        Checks.dn("userBase", Checks.needed("userBase", config.userBase())),
        Checks.list("userObjectClasses", config.userObjectClasses()),
        NAMING,
        Checks.list("userKeyAttributes", config.userKeyAttributes()),
        Place.of("userPlace", config.userPlace()));
  }

  private static Optional<Kind> groups(ActiveDirectoryConnector.Config config) {
    if (config.groupBase().isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new Kind(
            "group",
            Checks.dn("groupBase", config.groupBase()),
            List.of("group"),
            NAMING,
            Checks.list("groupKeyAttributes", config.groupKeyAttributes()),
            Place.of("groupPlace", config.groupPlace())));
  }

  private static Passwords passwords(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "generated" -> Passwords.GENERATED;
      case "notrequired" -> Passwords.NOT_REQUIRED;
      case "asgiven" -> Passwords.AS_GIVEN;
      default ->
          throw new ConfigurationException(
              "passwordless", "is none of generated, notRequired and asGiven; choose one.");
    };
  }

  private static int groupType(String text) {
    int scope =
        switch (text.strip().toLowerCase(Locale.ROOT).replaceAll("^(security|distribution)-", "")) {
          case "global" -> 0x2;
          case "domainlocal" -> 0x4;
          case "universal" -> 0x8;
          default ->
              throw new ConfigurationException(
                  "groupType", "is none of those offered, such as security-global; choose one.");
        };
    return text.strip().toLowerCase(Locale.ROOT).startsWith("security-")
        ? scope | 0x80000000
        : scope;
  }

  private static ChangeSettings changes(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "usnchanged" -> ChangeSettings.updateSequence();
      case "none" -> ChangeSettings.none();
      default ->
          throw new ConfigurationException(
              "changes", "is neither uSNChanged nor none; choose one.");
    };
  }
}
