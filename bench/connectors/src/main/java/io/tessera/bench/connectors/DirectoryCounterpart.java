package io.tessera.bench.connectors;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import io.tessera.connector.kit.Configurations;
import io.tessera.connector.ldap.internal.LdapConnector;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.TargetAttributes;
import java.net.InetAddress;
import java.util.Map;
import java.util.UUID;

/** An LDAP directory in this process, and the library the connector is built on. */
final class DirectoryCounterpart implements Counterpart {
  private static final String BASE = "ou=people,dc=bench";
  private static final String ADMINISTRATOR = "cn=admin";
  private static final int CONNECTIONS = 16;

  private final InMemoryDirectoryServer server;
  private final LdapConnector connector;
  private final LDAPConnectionPool bare;

  DirectoryCounterpart() throws Exception {
    String password = UUID.randomUUID().toString();
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=bench");
    config.addAdditionalBindCredentials(ADMINISTRATOR, password);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig(
            "bench", InetAddress.getLoopbackAddress(), 0, null));
    server = new InMemoryDirectoryServer(config);
    server.add("dn: dc=bench", "objectClass: domain", "dc: bench");
    server.add("dn: " + BASE, "objectClass: organizationalUnit", "ou: people");
    server.startListening();
    int port = server.getListenPort();
    connector =
        new LdapConnector(
            Configurations.of(
                LdapConnector.Config.class,
                Map.of(
                    "host", "127.0.0.1",
                    "port", port,
                    "security", "none",
                    "bindDn", ADMINISTRATOR,
                    "_bindPassword", password,
                    "userBase", BASE,
                    // The directory sorts all it has for each page.
                    "responseTimeoutMillis", 120_000)));
    bare =
        new LDAPConnectionPool(
            new LDAPConnection("127.0.0.1", port, ADMINISTRATOR, password), CONNECTIONS);
  }

  @Override
  public String name() {
    return "LDAP";
  }

  @Override
  public Connector connector() {
    return connector;
  }

  @Override
  public TargetAttributes account(String name) {
    return TargetAttributes.builder().put("uid", name).put("cn", "X").put("sn", "Y").build();
  }

  @Override
  public String createBare(String name) throws Exception {
    AddRequest request =
        new AddRequest(
            "uid=" + name + "," + BASE,
            new Attribute("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson"),
            new Attribute("uid", name),
            new Attribute("cn", "X"),
            new Attribute("sn", "Y"));
    request.addControl(new PostReadRequestControl("entryUUID"));
    LDAPResult result = bare.add(request);
    return PostReadResponseControl.get(result).getEntry().getAttributeValue("entryUUID");
  }

  @Override
  public void close() {
    bare.close();
    connector.close();
    server.shutDown(true);
  }
}
