package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import io.tessera.connector.kit.Configurations;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** A directory on a loopback socket, strict about its schema, and the connectors to it. */
final class TestDirectory implements AutoCloseable {
  static final String PEOPLE = LdapCounterpart.PEOPLE;
  static final String GROUPS = LdapCounterpart.GROUPS;
  private static final String[] LOCK_SCHEMA = {
    "dn: cn=schema",
    "objectClass: top",
    "objectClass: ldapSubentry",
    "objectClass: subschema",
    "cn: schema",
    "attributeTypes: ( 1.3.6.1.4.1.42.2.27.8.1.17 NAME 'pwdAccountLockedTime' EQUALITY"
        + " caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE USAGE"
        + " directoryOperation )",
    "attributeTypes: ( 1.3.6.1.1.1.1.0 NAME 'uidNumber' EQUALITY integerMatch SYNTAX"
        + " 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )",
    "attributeTypes: ( 1.3.6.1.1.1.1.1 NAME 'gidNumber' EQUALITY integerMatch SYNTAX"
        + " 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )",
    "attributeTypes: ( 1.3.6.1.1.1.1.3 NAME 'homeDirectory' EQUALITY caseExactIA5Match SYNTAX"
        + " 1.3.6.1.4.1.1466.115.121.1.26 SINGLE-VALUE )",
    "attributeTypes: ( 1.3.6.1.1.1.1.12 NAME 'memberUid' EQUALITY caseExactIA5Match SYNTAX"
        + " 1.3.6.1.4.1.1466.115.121.1.26 )",
    "objectClasses: ( 1.3.6.1.1.1.2.0 NAME 'posixAccount' SUP top AUXILIARY MUST ( cn $ uid $"
        + " uidNumber $ gidNumber $ homeDirectory ) )",
    "objectClasses: ( 1.3.6.1.1.1.2.2 NAME 'posixGroup' SUP top STRUCTURAL MUST ( cn $ gidNumber )"
        + " MAY ( memberUid $ description ) )",
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
    config.setMaxChangeLogEntries(100_000);
    config.addAdditionalBindCredentials(LdapCounterpart.ADMINISTRATOR, password);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig("test", InetAddress.getLoopbackAddress(), 0, null));
    more.accept(config);
    server = new InMemoryDirectoryServer(config);
    server.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
    server.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: people");
    server.add("dn: " + GROUPS, "objectClass: organizationalUnit", "ou: groups");
    server.startListening();
  }

  static Map<String, Object> settings(int port, String password) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("host", "127.0.0.1");
    settings.put("port", port);
    settings.put("security", "none");
    settings.put("bindDn", LdapCounterpart.ADMINISTRATOR);
    settings.put("_bindPassword", password);
    settings.put("userBase", PEOPLE);
    settings.put("groupBase", GROUPS);
    settings.put("connectTimeoutMillis", 1_000);
    settings.put("responseTimeoutMillis", 1_500);
    return settings;
  }

  LdapConnector connector(Map<String, ?> changes) {
    Map<String, Object> settings = settings(server.getListenPort(), password);
    settings.putAll(changes);
    LdapConnector connector =
        new LdapConnector(Configurations.of(LdapConnector.Config.class, settings));
    connectors.add(connector);
    return connector;
  }

  LdapCounterpart counterpart() {
    return new LdapCounterpart(server, server.getListenPort());
  }

  @Override
  public void close() {
    connectors.forEach(LdapConnector::close);
    server.shutDown(true);
  }
}
