package io.tessera.connector.connid.internal;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.tessera.connector.connid.SyncingConnector;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.kit.Reach.Credentials;
import io.tessera.connector.kit.Subject;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The released LDAP connector, and a directory. */
final class DirectorySubject implements Subject, Counterpart {
  private static final String BASE = "dc=example,dc=org";
  private static final String PEOPLE = "ou=people," + BASE;
  private static final String GROUPS = "ou=groups," + BASE;
  private static final String ADMINISTRATOR = "cn=admin," + BASE;

  private final ReleasedJar jar;
  private final String password = UUID.randomUUID().toString();
  private final InMemoryDirectoryServer server;
  private final List<SyncingConnector> connectors = new ArrayList<>();

  DirectorySubject(ReleasedJar jar) throws LDAPException {
    this.jar = jar;
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
    config.addAdditionalBindCredentials(ADMINISTRATOR, password);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig("test", InetAddress.getLoopbackAddress(), 0, null));
    server = new InMemoryDirectoryServer(config);
    try {
      server.add("dn: " + BASE, "objectClass: domain", "dc: example");
      server.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: people");
      server.add("dn: " + GROUPS, "objectClass: organizationalUnit", "ou: groups");
    } catch (com.unboundid.ldif.LDIFException broken) {
      throw new AssertionError(broken);
    }
    server.startListening();
  }

  Map<String, Object> settings(int port, String secret) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("host", "127.0.0.1");
    settings.put("port", port);
    settings.put("principal", ADMINISTRATOR);
    settings.put(".credentials", secret);
    settings.put("baseContexts", new String[] {BASE});
    settings.put("accountObjectClasses", new String[] {"inetOrgPerson"});
    settings.put("accountUserNameAttributes", new String[] {"uid"});
    settings.put("connectTimeout", 1_000L);
    settings.put("readTimeout", 1_500L);
    settings.put("addPrincipalToNewGroups", true);
    settings.put(HostSettings.GROUP_CLASS, "__GROUP__");
    settings.put(HostSettings.MEMBER_ATTRIBUTE, "uniqueMember");
    settings.put(HostSettings.MEMBER_VALUE, HostSettings.BY_NAME);
    settings.put(HostSettings.TIMEOUT, 2_000);
    return settings;
  }

  /** Its status classes belong to other servers; it knows changes of a changelog only. */
  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(EnumSet.of(Ability.DISABLE, Ability.CHANGES, Ability.REMOVALS));
  }

  @Override
  public Connector connector(Reach reach) {
    int port = reach.orElse(address().orElseThrow()).getPort();
    String secret = reach.credentials() == Credentials.RIGHT ? password : "wrong";
    SyncingConnector connector = jar.connector(ReleasedJar.LDAP, settings(port, secret));
    connectors.add(connector);
    return connector;
  }

  @Override
  public Counterpart counterpart() {
    return this;
  }

  @Override
  public TargetAttributes named(ObjectType type, String name) {
    return type == ObjectType.USER
        ? TargetAttributes.builder()
            .put("__NAME__", dn(type, name))
            .put("cn", "X")
            .put("sn", "Y")
            .build()
        : TargetAttributes.builder().put("__NAME__", dn(type, name)).build();
  }

  private static String dn(ObjectType type, String name) {
    boolean user = type == ObjectType.USER;
    return new RDN(user ? "uid" : "cn", name) + "," + (user ? PEOPLE : GROUPS);
  }

  @Override
  public String nameAttribute(ObjectType type) {
    return type == ObjectType.USER ? "uid" : "cn";
  }

  @Override
  public String textAttribute() {
    return "title";
  }

  @Override
  public String foreignAttribute() {
    return "description";
  }

  @Override
  public Optional<String> secret() {
    return Optional.of(password);
  }

  @Override
  public Optional<Seen> find(ObjectType type, RemoteId id) {
    return search(type, Filter.createEqualityFilter("entryUUID", id.value())).stream()
        .findFirst()
        .map(this::seen);
  }

  private Seen seen(SearchResultEntry entry) {
    Map<String, List<String>> attributes = new HashMap<>();
    entry.getAttributes().forEach(a -> attributes.put(a.getName(), List.of(a.getValues())));
    Set<RemoteId> members = new LinkedHashSet<>();
    for (String dn : attributes.getOrDefault("uniqueMember", List.of())) {
      try {
        SearchResultEntry member = server.getEntry(dn, "entryUUID");
        if (member != null) {
          members.add(new RemoteId(member.getAttributeValue("entryUUID")));
        }
      } catch (LDAPException broken) {
        throw new AssertionError(broken);
      }
    }
    return new Seen(TargetAttributes.of(attributes), true, members);
  }

  private List<SearchResultEntry> search(ObjectType type, Filter filter) {
    try {
      return server
          .search(type == ObjectType.USER ? PEOPLE : GROUPS, SearchScope.SUB, filter, "*", "+")
          .getSearchEntries();
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  @Override
  public int count(ObjectType type, String key) {
    String attribute = nameAttribute(type);
    return (int)
        search(type, Filter.createEqualityFilter(attribute, key)).stream()
            .filter(e -> List.of(e.getAttributeValues(attribute)).contains(key))
            .count();
  }

  @Override
  public void set(ObjectType type, RemoteId id, String attribute, String value) {
    try {
      String dn = search(type, Filter.createEqualityFilter("entryUUID", id.value())).get(0).getDN();
      server.modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  @Override
  public boolean accepts(RemoteId user, String secret) {
    String dn =
        search(ObjectType.USER, Filter.createEqualityFilter("entryUUID", user.value()))
            .get(0)
            .getDN();
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", server.getListenPort())) {
      return DN.isValidDN(dn) && connection.bind(dn, secret).getResultCode().intValue() == 0;
    } catch (LDAPException refused) {
      return false;
    }
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.of(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getListenPort()));
  }

  @Override
  public void close() {
    connectors.forEach(SyncingConnector::close);
    server.shutDown(true);
  }
}
