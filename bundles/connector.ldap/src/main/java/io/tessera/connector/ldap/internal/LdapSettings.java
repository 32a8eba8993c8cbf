package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.sdk.DN;
import io.tessera.connector.directory.ChangeSettings;
import io.tessera.connector.directory.Checks;
import io.tessera.connector.directory.Codec;
import io.tessera.connector.directory.Layout;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.directory.Layout.Membership;
import io.tessera.connector.directory.Place;
import io.tessera.connector.directory.ServerSettings;
import io.tessera.connector.spi.ConfigurationException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The configuration, checked and in the directory's own terms. */
record LdapSettings(
    ServerSettings server, Layout layout, Lock lock, String idAttribute, ChangeSettings changes) {

  /** How an account is disabled; texts are empty where there is no such thing. */
  record Lock(String attribute, String lockedValue, String unlockedValue) {
    boolean exists() {
      return !attribute.isEmpty();
    }
  }

  static LdapSettings of(LdapConnector.Config config) {
    return new LdapSettings(
        server(config),
        new Layout(
            users(config),
            groups(config),
            membership(config),
            Checks.folded(config.binaryAttributes()),
            Checks.needed("passwordAttribute", config.passwordAttribute())),
        lock(config),
        Checks.needed("remoteIdAttribute", config.remoteIdAttribute()),
        changes(config));
  }

  private static ServerSettings server(LdapConnector.Config config) {
    return ServerSettings.of(
        config.host(),
        config.port(),
        config.security(),
        config.trustedCertificates(),
        Checks.dn("bindDn", Checks.needed("bindDn", config.bindDn())).toString(),
        config._bindPassword(),
        config.poolSize(),
        config.connectTimeoutMillis(),
        config.responseTimeoutMillis());
  }

  private static Kind users(LdapConnector.Config config) {
    return new Kind(
        "user",
        Checks.dn("userBase", Checks.needed("userBase", config.userBase())),
        Checks.list("userObjectClasses", config.userObjectClasses()),
        Checks.needed("userNamingAttribute", config.userNamingAttribute()),
        Checks.list("userKeyAttributes", config.userKeyAttributes()),
        Place.of("userPlace", config.userPlace()));
  }

  private static Optional<Kind> groups(LdapConnector.Config config) {
    if (config.groupBase().isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new Kind(
            "group",
            Checks.dn("groupBase", config.groupBase()),
            Checks.list("groupObjectClasses", config.groupObjectClasses()),
            Checks.needed("groupNamingAttribute", config.groupNamingAttribute()),
            Checks.list("groupKeyAttributes", config.groupKeyAttributes()),
            Place.of("groupPlace", config.groupPlace())));
  }

  private static Membership membership(LdapConnector.Config config) {
    boolean required =
        Arrays.stream(config.groupObjectClasses())
            .map(Codec::fold)
            .anyMatch(c -> c.equals("groupofnames") || c.equals("groupofuniquenames"));
    String standIn = config.emptyGroupMember().strip();
    String named = config.memberNamedBy().strip();
    if (!named.isEmpty() && (required || !standIn.isEmpty())) {
      throw new ConfigurationException(
          "memberNamedBy", "is for groups like posixGroup, which may be empty; these name DNs.");
    }
    return new Membership(
        Checks.needed("groupMemberAttribute", config.groupMemberAttribute()),
        named.isEmpty() ? null : named,
        required || !standIn.isEmpty(),
        standIn.isEmpty() ? null : Checks.dn("emptyGroupMember", standIn));
  }

  private static Lock lock(LdapConnector.Config config) {
    String attribute = config.lockAttribute().strip();
    if (!attribute.isEmpty()) {
      Checks.needed("lockedValue", config.lockedValue());
    }
    return new Lock(attribute, config.lockedValue(), config.unlockedValue());
  }

  private static ChangeSettings changes(LdapConnector.Config config) {
    DN log =
        config.changeLogBase().isBlank()
            ? null
            : Checks.dn("changeLogBase", config.changeLogBase());
    return switch (config.changes().strip().toLowerCase(Locale.ROOT)) {
      case "none" -> ChangeSettings.none();
      case "modifytimestamp" -> ChangeSettings.stamps(Clock.systemUTC());
      case "changelog" ->
          ChangeSettings.changeLog(log == null ? Checks.dn("changeLogBase", "cn=changelog") : log);
      case "accesslog" ->
          ChangeSettings.accessLog(
              log == null ? Checks.dn("changeLogBase", "cn=accesslog") : log, Clock.systemUTC());
      default ->
          throw new ConfigurationException(
              "changes", "is none of modifyTimestamp, changelog, accesslog and none; choose one.");
    };
  }
}
