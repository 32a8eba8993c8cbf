package io.tessera.demo.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.tessera.demo.directory.internal.DemoFiles;
import io.tessera.demo.directory.internal.DemoServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDirectoryTest {
  @TempDir Path data;
  private DemoServer server;

  private void start() throws IOException {
    server = DemoServer.start(DemoFiles.below(data), freePortAtFirst());
  }

  /** The default port may be in use on the machine that runs the tests. */
  private int freePortAtFirst() throws IOException {
    if (Files.exists(data.resolve("demo/port"))) {
      return 0;
    }
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private LDAPConnection administrator() throws LDAPException {
    return new LDAPConnection(server.host(), server.port(), server.bindDn(), server.bindPassword());
  }

  private Entry person(String uid) {
    Entry entry = new Entry("uid=" + uid + "," + server.peopleBase());
    entry.addAttribute("objectClass", "inetOrgPerson");
    entry.addAttribute("uid", uid);
    entry.addAttribute("cn", uid);
    entry.addAttribute("sn", "Zoë");
    return entry;
  }

  private static String idOf(LDAPConnection connection, String dn) throws LDAPException {
    return connection.getEntry(dn, "entryUUID").getAttributeValue("entryUUID");
  }

  @Test
  void entries_keep_their_ids_over_a_restart() throws Exception {
    start();
    int port = server.port();
    String id;
    try (LDAPConnection connection = administrator()) {
      connection.add(person("alice"));
      id = idOf(connection, person("alice").getDN());
    }
    server.close();
    start();
    assertThat(server.port()).isEqualTo(port);
    try (LDAPConnection connection = administrator()) {
      assertThat(idOf(connection, person("alice").getDN())).isEqualTo(id);
    }
  }

  @Test
  void every_kind_of_change_is_there_after_a_restart() throws Exception {
    start();
    String group = "cn=staff," + server.groupsBase();
    try (LDAPConnection connection = administrator()) {
      connection.add(person("alice"));
      connection.add(person("bob"));
      connection.add(person("gone"));
      connection.add(
          "dn: " + group,
          "objectClass: groupOfNames",
          "cn: staff",
          "member: " + dn("alice"),
          "member: " + dn("bob"),
          "member: " + dn("gone"));
      connection.modify(
          dn("alice"), new Modification(ModificationType.REPLACE, "mail", "a@example.org"));
      connection.modifyDN(dn("bob"), "uid=robert", true);
      connection.delete(dn("gone"));
      connection.modify(group, new Modification(ModificationType.ADD, "member", "cn=other"));
    }
    server.close();
    start();
    try (LDAPConnection connection = administrator()) {
      assertThat(connection.getEntry(dn("alice")).getAttributeValue("mail"))
          .isEqualTo("a@example.org");
      assertThat(connection.getEntry(dn("bob"))).isNull();
      assertThat(connection.getEntry(group).getAttributeValues("member"))
          .containsExactlyInAnyOrder(dn("alice"), dn("robert"), "cn=other");
    }
  }

  private String dn(String uid) {
    return person(uid).getDN();
  }

  @Test
  void telephone_numbers_may_be_written_as_scim_does() throws Exception {
    start();
    try (LDAPConnection connection = administrator()) {
      Entry alice = person("alice");
      alice.addAttribute("telephoneNumber", "tel:+1-201-555-0123;ext=5");
      connection.add(alice);
    }
    server.close();
    start();
    try (LDAPConnection connection = administrator()) {
      assertThat(connection.getEntry(dn("alice")).getAttributeValue("telephoneNumber"))
          .isEqualTo("tel:+1-201-555-0123;ext=5");
    }
  }

  @Test
  void a_torn_last_record_is_dropped_and_what_came_before_stays() throws Exception {
    start();
    try (LDAPConnection connection = administrator()) {
      connection.add(person("alice"));
      connection.add(person("bob"));
    }
    server.close();
    Path journal = data.resolve("demo/journal-1.ldif");
    byte[] whole = Files.readAllBytes(journal);
    Files.write(
        journal, Arrays.copyOf(whole, whole.length - 5), StandardOpenOption.TRUNCATE_EXISTING);
    start();
    try (LDAPConnection connection = administrator()) {
      assertThat(connection.getEntry(dn("alice"))).isNotNull();
      assertThat(connection.getEntry(dn("bob"))).isNull();
      connection.add(person("carol"));
    }
    server.close();
    start();
    try (LDAPConnection connection = administrator()) {
      assertThat(connection.getEntry(dn("carol"))).isNotNull();
    }
  }

  @Test
  void a_long_journal_is_folded_into_a_snapshot_at_start() throws Exception {
    start();
    String id;
    try (LDAPConnection connection = administrator()) {
      connection.add(person("alice"));
      id = idOf(connection, dn("alice"));
      for (int i = 0; i < 10; i++) {
        connection.modify(
            dn("alice"),
            new Modification(ModificationType.REPLACE, "description", "x".repeat(600_000) + i));
      }
    }
    server.close();
    start();
    assertThat(Files.size(data.resolve("demo/journal-2.ldif"))).isZero();
    assertThat(data.resolve("demo/journal-1.ldif")).doesNotExist();
    server.close();
    start();
    try (LDAPConnection connection = administrator()) {
      assertThat(idOf(connection, dn("alice"))).isEqualTo(id);
      assertThat(connection.getEntry(dn("alice")).getAttributeValue("description")).endsWith("9");
    }
  }

  @Test
  void changes_of_many_connections_survive_in_the_order_they_were_made() throws Exception {
    start();
    try (LDAPConnection connection = administrator()) {
      connection.add(person("alice"));
    }
    ExecutorService clients = Executors.newFixedThreadPool(8);
    List<Future<?>> done = new ArrayList<>();
    for (int client = 0; client < 8; client++) {
      String value = "client " + client;
      done.add(
          clients.submit(
              () -> {
                try (LDAPConnection connection = administrator()) {
                  for (int i = 0; i < 50; i++) {
                    connection.modify(
                        dn("alice"),
                        new Modification(ModificationType.REPLACE, "title", value + " " + i));
                  }
                }
                return null;
              }));
    }
    for (Future<?> each : done) {
      each.get();
    }
    clients.shutdown();
    String last;
    try (LDAPConnection connection = administrator()) {
      last = connection.getEntry(dn("alice")).getAttributeValue("title");
    }
    server.close();
    start();
    try (LDAPConnection connection = administrator()) {
      assertThat(connection.getEntry(dn("alice")).getAttributeValue("title")).isEqualTo(last);
    }
  }

  @Test
  void a_disabled_account_cannot_sign_in() throws Exception {
    start();
    try (LDAPConnection connection = administrator()) {
      Entry alice = person("alice");
      alice.addAttribute("userPassword", "open sesame");
      connection.add(alice);
      try (LDAPConnection own = new LDAPConnection(server.host(), server.port())) {
        assertThat(own.bind(dn("alice"), "open sesame").getResultCode())
            .isEqualTo(ResultCode.SUCCESS);
      }
      connection.modify(
          dn("alice"),
          new Modification(ModificationType.REPLACE, "pwdAccountLockedTime", "000001010000Z"));
      try (LDAPConnection own = new LDAPConnection(server.host(), server.port())) {
        assertThatThrownBy(() -> own.bind(dn("alice"), "open sesame"))
            .isInstanceOf(LDAPException.class);
      }
    }
  }

  @Test
  void passwords_are_nowhere_in_the_files_in_clear() throws Exception {
    start();
    try (LDAPConnection connection = administrator()) {
      connection.add(person("alice"));
      connection.modify(
          dn("alice"), new Modification(ModificationType.REPLACE, "userPassword", "open sesame"));
    }
    server.close();
    assertThat(Files.readString(data.resolve("demo/journal-1.ldif")))
        .contains("userPassword")
        .doesNotContain("open sesame")
        .doesNotContain("b3BlbiBzZXNhbWU");
    start();
    try (LDAPConnection own = new LDAPConnection(server.host(), server.port())) {
      assertThat(own.bind(dn("alice"), "open sesame").getResultCode())
          .isEqualTo(ResultCode.SUCCESS);
    }
  }

  @Test
  void nobody_reads_or_writes_without_signing_in() throws Exception {
    start();
    try (LDAPConnection anonymous = new LDAPConnection(server.host(), server.port())) {
      assertThatThrownBy(() -> anonymous.add(person("alice"))).isInstanceOf(LDAPException.class);
      SearchResultEntry nothing = null;
      try {
        nothing = anonymous.getEntry(server.peopleBase());
      } catch (LDAPException refused) {
        assertThat(refused.getResultCode()).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
      }
      assertThat(nothing).isNull();
    }
  }

  @Test
  void files_are_readable_by_their_owner_alone() throws Exception {
    start();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("demo"))))
        .isEqualTo("rwx------");
    for (String file : List.of("password", "snapshot-1.ldif", "journal-1.ldif", "port")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("demo").resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void two_directories_do_not_share_their_files() throws Exception {
    start();
    assertThatThrownBy(() -> DemoServer.start(DemoFiles.below(data), 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use");
  }

  @Test
  void an_entry_is_shown_by_its_name_as_ldif() throws Exception {
    start();
    try (LDAPConnection connection = administrator()) {
      connection.add(person("alice"));
    }
    assertThat(show("alice")).contains("dn: " + dn("alice")).contains("entryUUID: ");
    assertThat(show("*")).contains("no entry named *");
  }

  private String show(String name) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, UTF_8);
    ShowEntry.run(new String[] {data.toString(), name}, out, out);
    return said.toString(UTF_8);
  }
}
