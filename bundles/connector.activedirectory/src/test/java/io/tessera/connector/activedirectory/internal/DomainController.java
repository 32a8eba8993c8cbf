package io.tessera.connector.activedirectory.internal;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.tessera.connector.kit.ServerCertificate;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A directory that behaves like an Active Directory domain controller, on loopback sockets. Needs
 * the LDAP SDK and the connectors' contract kit.
 */
public final class DomainController implements AutoCloseable {
  static final String DOMAIN = "DC=example,DC=org";
  static final String PEOPLE = "OU=People," + DOMAIN;
  static final String GROUPS = "OU=Groups," + DOMAIN;
  static final String ADMINISTRATOR = "CN=Administrator," + DOMAIN;
  private static final String BURIED = "CN=Deleted Objects," + DOMAIN;

  final String password = UUID.randomUUID().toString();
  private final AtomicLong number = new AtomicLong(1_000);
  private final SecureRandom random = new SecureRandom();
  private final ServerCertificate certificate;
  private final InMemoryDirectoryServer server;
  private final int mostValues;

  /**
   * Starts one.
   *
   * @param folder for a moment, to make a certificate in
   */
  public DomainController(Path folder) throws Exception {
    this(ServerCertificate.forNames(folder, "ip:127.0.0.1"), 1_500);
  }

  /** What a target of it is set to, as the use-case API names it. */
  public Map<String, Object> settings() throws GeneralSecurityException {
    return Map.of(
        "host",
        "127.0.0.1",
        "port",
        port("ldaps"),
        "trustedCertificates",
        certificate.pem(),
        "bindName",
        ADMINISTRATOR,
        "bindPassword",
        password,
        "userBase",
        PEOPLE,
        "groupBase",
        GROUPS);
  }

  /** How many users it has that are not deleted. */
  public int users() {
    return count("user");
  }

  /** How many groups it has that are not deleted. */
  public int groups() {
    return count("group");
  }

  private int count(String objectClass) {
    try {
      Filter filter =
          Filter.createANDFilter(
              Filter.createEqualityFilter("objectClass", objectClass),
              Filter.createNOTFilter(Filter.createPresenceFilter("isDeleted")));
      return server.search(DOMAIN, SearchScope.SUB, filter, "1.1").getEntryCount();
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  /**
   * Starts one.
   *
   * @param mostValues how many values of an attribute it tells at once; 1500 in real ones
   */
  DomainController(ServerCertificate certificate, int mostValues) throws Exception {
    this.certificate = certificate;
    this.mostValues = mostValues;
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(DOMAIN);
    config.setSchema(DomainSchema.schema());
    config.addAdditionalBindCredentials(ADMINISTRATOR, password);
    config.setReferentialIntegrityAttributes("member");
    config.setGenerateOperationalAttributes(true);
    config.setEqualityIndexAttributes("sAMAccountName", "objectGUID", "objectClass", "member");
    InetAddress loopback = InetAddress.getLoopbackAddress();
    var tls = certificate.serverContext();
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPSConfig(
            "ldaps", loopback, 0, tls.getServerSocketFactory(), null),
        InMemoryListenerConfig.createLDAPConfig("ldap", loopback, 0, null));
    config.addInMemoryOperationInterceptor(new DomainRules(this));
    config.addInMemoryOperationInterceptor(new DomainAnswers(this));
    server = new InMemoryDirectoryServer(config);
    server.add("dn: " + DOMAIN, "objectClass: domain", "objectClass: adState", "dc: example");
    unit(PEOPLE, "People");
    unit(GROUPS, "Groups");
    server.add("dn: " + BURIED, "objectClass: applicationProcess", "cn: Deleted Objects");
    server.startListening();
  }

  void unit(String dn, String name) throws LDAPException {
    Entry unit = new Entry(dn);
    unit.addAttribute("objectClass", "organizationalUnit", "adState");
    unit.addAttribute("ou", name);
    unit.addAttribute("objectGUID", newGuid());
    server.add(unit);
  }

  InMemoryDirectoryServer server() {
    return server;
  }

  int port(String listener) {
    return server.getListenPort(listener);
  }

  String pem() throws Exception {
    return certificate.pem();
  }

  boolean isProtected(int port) {
    return port == port("ldaps");
  }

  int mostValues() {
    return mostValues;
  }

  byte[] newGuid() {
    byte[] guid = new byte[16];
    random.nextBytes(guid);
    return guid;
  }

  String nextNumber() {
    return Long.toString(number.incrementAndGet());
  }

  String highestNumber() {
    return Long.toString(number.get());
  }

  @Nullable Entry entry(String dn) {
    try {
      return DN.isValidDN(dn) && !dn.isEmpty() ? server.getEntry(dn, "*") : null;
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  /** Names of accounts are the domain's, not the container's. */
  void refuseTaken(@Nullable String account, byte @Nullable [] owner) throws LDAPException {
    if (account == null) {
      return;
    }
    Filter filter = Filter.createEqualityFilter("sAMAccountName", account);
    for (SearchResultEntry other :
        server
            .search(DOMAIN, SearchScope.SUB, filter, "objectGUID", "isDeleted")
            .getSearchEntries()) {
      if (!Arrays.equals(other.getAttributeValueBytes("objectGUID"), owner)
          && !other.hasAttribute("isDeleted")) {
        throw new LDAPException(
            ResultCode.ENTRY_ALREADY_EXISTS,
            "00000524: UpdErr: DSID-031A11E2, problem 6005 (ENTRY_EXISTS), data 0");
      }
    }
  }

  String named(String principal) throws LDAPException {
    Filter filter = Filter.createEqualityFilter("userPrincipalName", principal);
    List<SearchResultEntry> found =
        server.search(DOMAIN, SearchScope.SUB, filter, "1.1").getSearchEntries();
    return found.isEmpty() ? "CN=nobody," + DOMAIN : found.get(0).getDN();
  }

  List<String> groupsOf(String member) {
    try {
      return server
          .search(DOMAIN, SearchScope.SUB, Filter.createEqualityFilter("member", member), "1.1")
          .getSearchEntries()
          .stream()
          .map(SearchResultEntry::getDN)
          .toList();
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  /** Gives an entry that was changed its new number. */
  void touch(String dn) {
    try {
      server.modify(dn, new Modification(ModificationType.REPLACE, "uSNChanged", nextNumber()));
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  void bury(Entry entry) {
    try {
      String guid = ObjectGuid.text(entry.getAttributeValueBytes("objectGUID")).orElseThrow();
      String cn = entry.getAttributeValue("cn") + "\nDEL:" + guid;
      Entry tombstone = new Entry(new DN(new RDN("cn", cn), new DN(BURIED)).toString());
      tombstone.addAttribute("cn", cn);
      for (String kept : List.of("objectClass", "objectGUID", "sAMAccountName", "groupType")) {
        if (entry.hasAttribute(kept)) {
          tombstone.addAttribute(entry.getAttribute(kept));
        }
      }
      tombstone.addAttribute("isDeleted", "TRUE");
      tombstone.addAttribute("lastKnownParent", new DN(entry.getDN()).getParentString());
      tombstone.addAttribute("uSNChanged", nextNumber());
      server.add(tombstone);
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  @Override
  public void close() {
    server.shutDown(true);
  }
}
