package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import io.tessera.connector.kit.Configurations;
import io.tessera.connector.kit.Counterpart;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A directory on a loopback socket, strict about its schema, and the connectors to it. */
final class TestDirectory implements Counterpart, AutoCloseable {
  static final String PEOPLE = "ou=people,dc=example,dc=org";
  static final String GROUPS = "ou=groups,dc=example,dc=org";
  static final String ADMINISTRATOR = "cn=admin,dc=example,dc=org";
  private static final String[] LOCK_SCHEMA = {
    "dn: cn=schema",
    "objectClass: top",
    "objectClass: ldapSubentry",
    "objectClass: subschema",
    "cn: schema",
    "attributeTypes: ( 1.3.6.1.4.1.42.2.27.8.1.17 NAME 'pwdAccountLockedTime' EQUALITY"
        + " caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE USAGE"
        + " directoryOperation )",
    "objectClasses: ( 2.5.6.9 NAME 'groupOfNames' SUP top STRUCTURAL MUST ( member $ cn ) MAY ("
        + " businessCategory $ seeAlso $ owner $ ou $ o $ description ) )"
  };

  final String password = UUID.randomUUID().toString();
  final InMemoryDirectoryServer server;
  private final List<LdapConnector> connectors = new ArrayList<>();

  TestDirectory() throws LDAPException, LDIFException {
    this(config -> {});
  }

  TestDirectory(Consumer<InMemoryDirectoryServerConfig> more) throws LDAPException, LDIFException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=org");
    config.setSchema(
        Schema.mergeSchemas(Schema.getDefaultStandardSchema(), new Schema(new Entry(LOCK_SCHEMA))));
    config.addAdditionalBindCredentials(ADMINISTRATOR, password);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig("test", InetAddress.getLoopbackAddress(), 0, null));
    more.accept(config);
    server = new InMemoryDirectoryServer(config);
    server.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
    server.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: people");
    server.add("dn: " + GROUPS, "objectClass: organizationalUnit", "ou: groups");
    server.startListening();
  }

  Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("host", "127.0.0.1");
    settings.put("port", server.getListenPort());
    settings.put("security", "none");
    settings.put("bindDn", ADMINISTRATOR);
    settings.put("_bindPassword", password);
    settings.put("userBase", PEOPLE);
    settings.put("groupBase", GROUPS);
    settings.put("connectTimeoutMillis", 1_000);
    settings.put("responseTimeoutMillis", 1_500);
    return settings;
  }

  LdapConnector connector(Map<String, ?> changes) {
    Map<String, Object> settings = settings();
    settings.putAll(changes);
    LdapConnector connector =
        new LdapConnector(Configurations.of(LdapConnector.Config.class, settings));
    connectors.add(connector);
    return connector;
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
      return Optional.ofNullable(server.getEntry(dn, "*", "+"));
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
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
    String attribute = type == ObjectType.USER ? "uid" : "cn";
    return (int)
        search(type, Filter.createEqualityFilter(attribute, key)).stream()
            .filter(e -> List.of(e.getAttributeValues(attribute)).contains(key))
            .count();
  }

  @Override
  public void set(ObjectType type, RemoteId id, String attribute, String value) {
    try {
      server.modify(
          entry(type, id).orElseThrow().getDN(),
          new Modification(ModificationType.REPLACE, attribute, value));
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.of(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getListenPort()));
  }

  @Override
  public void close() {
    connectors.forEach(LdapConnector::close);
    server.shutDown(true);
  }
}
