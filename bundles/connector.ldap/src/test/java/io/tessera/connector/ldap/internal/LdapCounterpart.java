package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks into a directory without the connector. */
final class LdapCounterpart implements Counterpart {
  static final String PEOPLE = "ou=people,dc=example,dc=org";
  static final String GROUPS = "ou=groups,dc=example,dc=org";
  static final String ADMINISTRATOR = "cn=admin,dc=example,dc=org";

  private final LDAPInterface directory;
  private final int port;

  LdapCounterpart(LDAPInterface directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  @Override
  public Optional<Seen> find(ObjectType type, RemoteId id) {
    return entry(type, id).map(this::seen);
  }

  private Seen seen(SearchResultEntry entry) {
    Map<String, List<String>> attributes = new HashMap<>();
    entry.getAttributes().forEach(a -> attributes.put(a.getName(), List.of(a.getValues())));
    Set<RemoteId> members = new LinkedHashSet<>();
    for (String dn : attributes.getOrDefault("member", List.of())) {
      entryAt(dn)
          .filter(m -> !m.getDN().equals(entry.getDN()))
          .ifPresent(m -> members.add(new RemoteId(m.getAttributeValue("entryUUID"))));
    }
    return new Seen(
        TargetAttributes.of(attributes), !attributes.containsKey("pwdAccountLockedTime"), members);
  }

  Optional<SearchResultEntry> entry(ObjectType type, RemoteId id) {
    List<SearchResultEntry> found =
        search(type, Filter.createEqualityFilter("entryUUID", id.value()));
    return found.stream().findFirst();
  }

  private Optional<SearchResultEntry> entryAt(String dn) {
    try {
      return Optional.ofNullable(directory.getEntry(dn, "*", "+"));
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  private List<SearchResultEntry> search(ObjectType type, Filter filter) {
    try {
      return directory
          .search(type == ObjectType.USER ? PEOPLE : GROUPS, SearchScope.SUB, filter, "*", "+")
          .getSearchEntries();
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  @Override
  public int count(ObjectType type, String key) {
    String attribute = type == ObjectType.USER ? "uid" : "cn";
    return (int)
        search(type, Filter.createEqualityFilter(attribute, key)).stream()
            .filter(e -> List.of(e.getAttributeValues(attribute)).contains(key))
            .count();
  }

  @Override
  public void set(ObjectType type, RemoteId id, String attribute, String value) {
    try {
      directory.modify(
          entry(type, id).orElseThrow().getDN(),
          new Modification(ModificationType.REPLACE, attribute, value));
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  @Override
  public boolean accepts(RemoteId user, String password) {
    String dn = entry(ObjectType.USER, user).orElseThrow().getDN();
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port)) {
      return connection.bind(dn, password).getResultCode().equals(ResultCode.SUCCESS);
    } catch (LDAPException refused) {
      return false;
    }
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }
}
