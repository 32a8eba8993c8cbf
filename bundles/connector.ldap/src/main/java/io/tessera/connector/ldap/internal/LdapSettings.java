package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import io.tessera.connector.spi.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The configuration, checked and in the directory's own terms. */
record LdapSettings(
    ServerSettings server,
    Kind users,
    Optional<Kind> groups,
    Membership membership,
    Lock lock,
    String idAttribute,
    Set<String> binaryAttributes) {

  /**
   * How one kind of object is kept.
   *
   * @param label {@code user} or {@code group}, for messages
   * @param objectClasses the first one marks entries of this kind
   */
  record Kind(
      String label,
      DN base,
      List<String> objectClasses,
      String namingAttribute,
      List<String> keyAttributes) {}

  /**
   * How members are kept.
   *
   * @param required whether a group without members is against the schema
   * @param standIn who stands in for nobody; null: the group itself
   */
  record Membership(String attribute, boolean required, @Nullable DN standIn) {
    /** The value that keeps the schema content while a group has no members. */
    String standInFor(String groupDn) {
      return standIn == null ? groupDn : standIn.toString();
    }
  }

  /** How an account is disabled; texts are empty where there is no such thing. */
  record Lock(String attribute, String lockedValue, String unlockedValue) {
    boolean exists() {
      return !attribute.isEmpty();
    }
  }

  static LdapSettings of(LdapConnector.Config config) {
    return new LdapSettings(
        ServerSettings.of(config),
        users(config),
        groups(config),
        membership(config),
        lock(config),
        needed("remoteIdAttribute", config.remoteIdAttribute()),
        Arrays.stream(config.binaryAttributes())
            .map(Codec::fold)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static Kind users(LdapConnector.Config config) {
    return new Kind(
        "user",
        dn("userBase", needed("userBase", config.userBase())),
        list("userObjectClasses", config.userObjectClasses()),
        needed("userNamingAttribute", config.userNamingAttribute()),
        list("userKeyAttributes", config.userKeyAttributes()));
  }

  private static Optional<Kind> groups(LdapConnector.Config config) {
    if (config.groupBase().isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new Kind(
            "group",
            dn("groupBase", config.groupBase()),
            list("groupObjectClasses", config.groupObjectClasses()),
            needed("groupNamingAttribute", config.groupNamingAttribute()),
            list("groupKeyAttributes", config.groupKeyAttributes())));
  }

  private static Membership membership(LdapConnector.Config config) {
    boolean required =
        Arrays.stream(config.groupObjectClasses())
            .map(Codec::fold)
            .anyMatch(c -> c.equals("groupofnames") || c.equals("groupofuniquenames"));
    String standIn = config.emptyGroupMember().strip();
    return new Membership(
        needed("groupMemberAttribute", config.groupMemberAttribute()),
        required || !standIn.isEmpty(),
        standIn.isEmpty() ? null : dn("emptyGroupMember", standIn));
  }

  private static Lock lock(LdapConnector.Config config) {
    String attribute = config.lockAttribute().strip();
    if (!attribute.isEmpty()) {
      needed("lockedValue", config.lockedValue());
    }
    return new Lock(attribute, config.lockedValue(), config.unlockedValue());
  }

  static String needed(String property, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new ConfigurationException(property, "is missing; set it.");
    }
    return value.strip();
  }

  static DN dn(String property, String value) {
    try {
      DN dn = new DN(value);
      if (dn.isNullDN()) {
        throw new ConfigurationException(property, "is empty; name an entry.");
      }
      return dn;
    } catch (LDAPException malformed) {
      throw new ConfigurationException(
          property, "is no distinguished name; write it like ou=people,dc=example,dc=org.");
    }
  }

  private static List<String> list(String property, String[] values) {
    List<String> cleaned =
        Arrays.stream(values).map(String::strip).filter(v -> !v.isEmpty()).toList();
    if (cleaned.isEmpty()) {
      throw new ConfigurationException(property, "is empty; name at least one.");
    }
    return cleaned;
  }
}
