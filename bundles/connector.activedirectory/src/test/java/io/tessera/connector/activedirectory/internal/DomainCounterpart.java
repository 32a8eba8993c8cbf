package io.tessera.connector.activedirectory.internal;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
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

/** Looks into the domain without the connector. */
final class DomainCounterpart implements Counterpart {
  private final DomainController domain;

  DomainCounterpart(DomainController domain) {
    this.domain = domain;
  }

  @Override
  public Optional<Seen> find(ObjectType type, RemoteId id) {
    return entry(type, id).map(DomainCounterpart.this::seen);
  }

  Optional<SearchResultEntry> entry(ObjectType type, RemoteId id) {
    return ObjectGuid.bytes(id.value())
        .flatMap(
            g -> search(type, Filter.createEqualityFilter("objectGUID", g)).stream().findFirst());
  }

  private Seen seen(SearchResultEntry entry) {
    Map<String, List<String>> attributes = new HashMap<>();
    entry.getAttributes().forEach(a -> attributes.put(a.getName(), List.of(a.getValues())));
    Set<RemoteId> members = new LinkedHashSet<>();
    for (String dn : attributes.getOrDefault("member", List.of())) {
      var member = domain.entry(dn);
      if (member != null) {
        members.add(idOf(member.getAttributeValueBytes("objectGUID")));
      }
    }
    Integer bits = entry.getAttributeValueAsInteger("userAccountControl");
    return new Seen(TargetAttributes.of(attributes), bits == null || (bits & 2) == 0, members);
  }

  private static RemoteId idOf(byte[] guid) {
    return new RemoteId(ObjectGuid.text(guid).orElseThrow());
  }

  private List<SearchResultEntry> search(ObjectType type, Filter filter) {
    try {
      String base = type == ObjectType.USER ? DomainController.PEOPLE : DomainController.GROUPS;
      return domain.server().search(base, SearchScope.SUB, filter, "*").getSearchEntries();
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  @Override
  public int count(ObjectType type, String key) {
    return (int)
        search(type, Filter.createEqualityFilter("cn", key)).stream()
            .filter(e -> List.of(e.getAttributeValues("cn")).contains(key))
            .count();
  }

  @Override
  public void set(ObjectType type, RemoteId id, String attribute, String value) {
    try (LDAPConnection connection =
        new LDAPConnection(
            "127.0.0.1", domain.port("ldap"), DomainController.ADMINISTRATOR, domain.password)) {
      connection.modify(
          entry(type, id).orElseThrow().getDN(),
          new Modification(ModificationType.REPLACE, attribute, value));
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  @Override
  public boolean accepts(RemoteId user, String password) {
    String dn = entry(ObjectType.USER, user).orElseThrow().getDN();
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", domain.port("ldap"))) {
      return connection.bind(dn, password).getResultCode().equals(ResultCode.SUCCESS);
    } catch (LDAPException refused) {
      return false;
    }
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.of(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), domain.port("ldaps")));
  }
}
