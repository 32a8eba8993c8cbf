package io.tessera.connector.ldap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LdapConnectorTest {
  private final Interference interference = new Interference();
  private TestDirectory directory;
  private LdapConnector connector;

  /** Sees every addition, and refuses it and what touches a protected entry when told to. */
  private static final class Interference extends InMemoryOperationInterceptor {
    private final Set<Long> connections = ConcurrentHashMap.newKeySet();
    private volatile ResultCode refusal = ResultCode.SUCCESS;
    private volatile @Nullable CyclicBarrier meeting;

    @Override
    public void processAddRequest(InMemoryInterceptedAddRequest asked) throws LDAPException {
      connections.add(asked.getConnectionID());
      if (!refusal.equals(ResultCode.SUCCESS)) {
        throw new LDAPException(refusal, "told to refuse");
      }
    }

    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest asked) throws LDAPException {
      protect(asked.getRequest().getDN());
    }

    @Override
    public void processModifyDNRequest(InMemoryInterceptedModifyDNRequest asked)
        throws LDAPException {
      protect(asked.getRequest().getDN());
    }

    @Override
    public void processDeleteRequest(InMemoryInterceptedDeleteRequest asked) throws LDAPException {
      protect(asked.getRequest().getDN());
    }

    private void protect(String dn) throws LDAPException {
      if (dn.contains("=guarded,")) {
        throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "it is guarded");
      }
    }

    /** Two questions of one listing go on only together. */
    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest asked) throws LDAPException {
      CyclicBarrier together = meeting;
      if (together != null) {
        try {
          together.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
          throw new LDAPException(ResultCode.OTHER, "nobody else asks", alone);
        }
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    directory = new TestDirectory(config -> config.addInMemoryOperationInterceptor(interference));
    connector = directory.connector(Map.of());
  }

  @AfterEach
  void stop() {
    directory.close();
  }

  private static RemoteId applied(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    return ((Outcome.Applied) outcome).remoteId();
  }

  private static Outcome.Failed failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return (Outcome.Failed) outcome;
  }

  private RemoteId person(String uid) throws InterruptedException {
    return applied(connector.apply(Operations.creation(Operations.person(uid))));
  }

  private SearchResultEntry entry(ObjectType type, RemoteId id) {
    return directory.counterpart().entry(type, id).orElseThrow();
  }

  // Entries

  @Test
  void an_entry_gets_the_configured_place_name_and_classes() throws Exception {
    SearchResultEntry alice = entry(ObjectType.USER, person("alice"));
    assertThat(alice.getDN()).isEqualTo("uid=alice," + TestDirectory.PEOPLE);
    assertThat(alice.getObjectClassValues()).contains("inetOrgPerson");
  }

  @Test
  void an_existing_entry_is_found_by_its_keys_wherever_it_is_and_adopted() throws Exception {
    directory.server.add(
        "dn: ou=old," + TestDirectory.PEOPLE, "objectClass: organizationalUnit", "ou: old");
    directory.server.add(
        "dn: cn=Bob,ou=old," + TestDirectory.PEOPLE,
        "objectClass: inetOrgPerson",
        "cn: Bob",
        "sn: Old",
        "uid: bob");
    Reading.Found found =
        (Reading.Found) connector.read(new Lookup(ObjectType.USER, null, Operations.person("bob")));
    TargetAttributes wanted =
        TargetAttributes.builder().put("uid", "robert").put("cn", "Bob").put("sn", "New").build();
    applied(connector.apply(Operations.update(found.remoteId(), wanted, Activity.ENABLED)));
    SearchResultEntry bob = entry(ObjectType.USER, found.remoteId());
    assertThat(bob.getDN()).isEqualTo("cn=Bob,ou=old," + TestDirectory.PEOPLE);
    assertThat(bob.getAttributeValue("uid")).isEqualTo("robert");
    assertThat(bob.getAttributeValue("sn")).isEqualTo("New");
  }

  @Test
  void several_entries_with_the_same_keys_are_nobody() throws Exception {
    person("carol");
    directory.server.add(
        "dn: cn=Carol," + TestDirectory.PEOPLE,
        "objectClass: inetOrgPerson",
        "cn: Carol",
        "sn: Other",
        "uid: carol");
    Reading.Unreadable reading =
        (Reading.Unreadable)
            connector.read(new Lookup(ObjectType.USER, null, Operations.person("carol")));
    assertThat(reading.why().detail()).contains("Several");
  }

  @Test
  void a_name_without_a_value_is_invalid_and_says_which() throws Exception {
    TargetAttributes nameless = TargetAttributes.builder().put("cn", "X").put("sn", "Y").build();
    Outcome.Failed failed = failed(connector.apply(Operations.creation(nameless)));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("uid");
  }

  @Test
  void values_against_the_schema_are_invalid_with_the_words_of_the_directory() throws Exception {
    TargetAttributes odd = TargetAttributes.builder().put("uid", "x").put("nonsense", "1").build();
    Outcome.Failed failed = failed(connector.apply(Operations.creation(odd)));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("nonsense");
  }

  @Test
  void several_values_replace_what_was_there() throws Exception {
    RemoteId id = person("dora");
    for (List<String> numbers : List.of(List.of("1", "2"), List.of("3"), List.<String>of())) {
      TargetAttributes wanted =
          TargetAttributes.builder()
              .put("uid", "dora")
              .put("cn", "dora")
              .put("sn", "Y")
              .put("telephoneNumber", numbers)
              .build();
      applied(connector.apply(Operations.update(id, wanted, Activity.ENABLED)));
      assertThat(directory.counterpart().find(ObjectType.USER, id).orElseThrow().attributes())
          .extracting(a -> a.all("telephoneNumber"))
          .isEqualTo(numbers);
    }
  }

  @Test
  void binary_values_arrive_as_bytes_and_come_back_as_base64() throws Exception {
    byte[] photo = {(byte) 0xff, (byte) 0xd8, 0, 1, 2, (byte) 0xff};
    String base64 = Base64.getEncoder().encodeToString(photo);
    TargetAttributes wanted =
        TargetAttributes.builder()
            .put("uid", "eve")
            .put("cn", "Eve")
            .put("sn", "Y")
            .put("jpegPhoto", base64)
            .build();
    RemoteId id = applied(connector.apply(Operations.creation(wanted)));
    assertThat(entry(ObjectType.USER, id).getAttributeValueBytes("jpegPhoto")).isEqualTo(photo);
    Reading.Found found = (Reading.Found) connector.read(new Lookup(ObjectType.USER, id, wanted));
    assertThat(found.observed().first("jpegPhoto")).contains(base64);
  }

  @Test
  void a_password_is_written_and_never_read() throws Exception {
    TargetAttributes wanted =
        TargetAttributes.builder()
            .put("uid", "fay")
            .put("cn", "Fay")
            .put("sn", "Y")
            .put("userPassword", "open sesame")
            .build();
    RemoteId id = applied(connector.apply(Operations.creation(wanted)));
    assertThat(entry(ObjectType.USER, id).hasAttribute("userPassword")).isTrue();
    Reading.Found found = (Reading.Found) connector.read(new Lookup(ObjectType.USER, id, wanted));
    assertThat(found.observed().has("userPassword")).isFalse();
  }

  @Test
  void hashes_and_keys_made_of_passwords_are_never_read() throws Exception {
    List<String> secrets =
        List.of(
            "authPassword",
            "pwdHistory",
            "passwordHistory",
            "userPKCS12",
            "sambaNTPassword",
            "sambaLMPassword",
            "sambaPasswordHistory",
            "ipaNTHash",
            "krbPrincipalKey",
            "krb5Key",
            "unicodePwd",
            "dBCSPwd",
            "ntPwdHistory",
            "lmPwdHistory",
            "supplementalCredentials");
    try (TestDirectory lax = new TestDirectory(config -> config.setSchema(null))) {
      LdapConnector reader = lax.connector(Map.of());
      RemoteId id = applied(reader.apply(Operations.creation(Operations.person("tess"))));
      TargetAttributes.Builder asked = TargetAttributes.builder().put("uid", "tess");
      for (String secret : secrets) {
        lax.server.modify(
            "uid=tess," + TestDirectory.PEOPLE,
            new Modification(ModificationType.REPLACE, secret, "hashed"));
        asked.put(secret, "any");
      }
      Reading.Found found =
          (Reading.Found) reader.read(new Lookup(ObjectType.USER, id, asked.build()));
      assertThat(found.observed().names()).containsExactly("uid");
      assertThat(((Listing.Page) reader.search(Search.first(ObjectType.USER, 5))).accounts())
          .singleElement()
          .extracting(a -> a.attributes().names())
          .asInstanceOf(InstanceOfAssertFactories.iterable(String.class))
          .doesNotContainAnyElementsOf(secrets);
    }
  }

  // Disabling

  @Test
  void disabling_without_a_lock_attribute_fails_and_enabling_does_not() throws Exception {
    LdapConnector without = directory.connector(Map.of("lockAttribute", ""));
    RemoteId id = applied(without.apply(Operations.creation(Operations.person("gil"))));
    applied(without.apply(Operations.update(id, Operations.person("gil"), Activity.ENABLED)));
    Outcome.Failed failed =
        failed(without.apply(Operations.update(id, Operations.person("gil"), Activity.DISABLED)));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("lockAttribute");
  }

  @Test
  void a_lock_may_have_a_value_for_enabled_too() throws Exception {
    LdapConnector other =
        directory.connector(
            Map.of(
                "lockAttribute", "employeeType", "lockedValue", "left", "unlockedValue", "active"));
    RemoteId id = applied(other.apply(Operations.creation(Operations.person("hal"))));
    assertThat(entry(ObjectType.USER, id).getAttributeValue("employeeType")).isEqualTo("active");
    applied(other.apply(Operations.update(id, Operations.person("hal"), Activity.DISABLED)));
    assertThat(entry(ObjectType.USER, id).getAttributeValue("employeeType")).isEqualTo("left");
  }

  // Groups

  @Test
  void an_empty_group_stands_in_for_its_members_until_there_is_one() throws Exception {
    RemoteId member = person("ida");
    RemoteId group = applied(connector.apply(Operations.groupCreation("staff", MemberDelta.NONE)));
    String dn = "cn=staff," + TestDirectory.GROUPS;
    assertThat(members(group)).containsExactly(dn);
    MemberDelta ida = new MemberDelta(List.of(new Member(ObjectType.USER, member)), List.of());
    applied(connector.apply(Operations.groupUpdate(group, "staff", ida)));
    assertThat(members(group)).containsExactly("uid=ida," + TestDirectory.PEOPLE);
    MemberDelta nobody = new MemberDelta(List.of(), ida.add());
    applied(connector.apply(Operations.groupUpdate(group, "staff", nobody)));
    assertThat(members(group)).containsExactly(dn);
    applied(connector.apply(Operations.groupUpdate(group, "team", MemberDelta.NONE)));
    assertThat(members(group)).containsExactly("cn=team," + TestDirectory.GROUPS);
  }

  @Test
  void somebody_else_may_stand_in_for_the_members() throws Exception {
    LdapConnector other = directory.connector(Map.of("emptyGroupMember", "cn=nobody"));
    RemoteId group = applied(other.apply(Operations.groupCreation("staff", MemberDelta.NONE)));
    assertThat(members(group)).containsExactly("cn=nobody");
    MemberDelta kim =
        new MemberDelta(List.of(new Member(ObjectType.USER, person("kim"))), List.of());
    applied(other.apply(Operations.groupUpdate(group, "staff", kim)));
    assertThat(members(group)).containsExactly("uid=kim," + TestDirectory.PEOPLE);
  }

  @Test
  void a_group_may_be_a_member_of_a_group() throws Exception {
    RemoteId inner = applied(connector.apply(Operations.groupCreation("inner", MemberDelta.NONE)));
    MemberDelta delta = new MemberDelta(List.of(new Member(ObjectType.GROUP, inner)), List.of());
    RemoteId outer = applied(connector.apply(Operations.groupCreation("outer", delta)));
    assertThat(members(outer)).containsExactly("cn=inner," + TestDirectory.GROUPS);
  }

  @Test
  void members_that_exist_are_added_even_when_another_does_not() throws Exception {
    Member there = new Member(ObjectType.USER, person("lea"));
    Member missing =
        new Member(ObjectType.USER, new RemoteId("00000000-0000-4000-8000-000000000000"));
    RemoteId group = applied(connector.apply(Operations.groupCreation("staff", MemberDelta.NONE)));
    Outcome.Failed failed =
        failed(
            connector.apply(
                Operations.groupUpdate(
                    group, "staff", new MemberDelta(List.of(there, missing), List.of()))));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("1 member to add does not exist");
    assertThat(members(group)).containsExactly("uid=lea," + TestDirectory.PEOPLE);
  }

  @Test
  void a_group_keeps_the_members_that_others_have_put_there() throws Exception {
    RemoteId group = applied(connector.apply(Operations.groupCreation("staff", MemberDelta.NONE)));
    directory.server.modify(
        "cn=staff," + TestDirectory.GROUPS,
        new Modification(ModificationType.ADD, "member", "cn=theirs"));
    MemberDelta max =
        new MemberDelta(List.of(new Member(ObjectType.USER, person("max"))), List.of());
    applied(connector.apply(Operations.groupUpdate(group, "staff", max)));
    assertThat(members(group))
        .containsExactlyInAnyOrder("cn=theirs", "uid=max," + TestDirectory.PEOPLE);
  }

  @Test
  void a_target_without_groups_says_so() throws Exception {
    LdapConnector without = directory.connector(Map.of("groupBase", ""));
    Outcome.Failed failed =
        failed(without.apply(Operations.groupCreation("staff", MemberDelta.NONE)));
    assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.detail()).contains("groupBase");
  }

  private List<String> members(RemoteId group) {
    return List.of(entry(ObjectType.GROUP, group).getAttributeValues("member"));
  }

  // Lists

  @Test
  void a_listing_that_gave_way_to_newer_ones_begins_anew_or_goes_on() throws Exception {
    for (int i = 0; i < 3; i++) {
      person("rob" + i);
    }
    Search first = Search.first(ObjectType.USER, 1);
    String cursor = page(first).nextIfAny().orElseThrow();
    for (int i = 0; i < 6; i++) {
      page(first);
    }
    Listing again = connector.search(first.after(cursor));
    again.fold(
        page -> assertThat(page.accounts()).hasSize(1),
        unreadable -> assertThat(unreadable.why().kind()).isEqualTo(FailureKind.GONE));
  }

  @Test
  void two_calls_with_one_cursor_leave_no_connection_behind() throws Exception {
    try (TestDirectory watched =
        new TestDirectory(config -> config.addInMemoryOperationInterceptor(interference))) {
      LdapConnector listing = watched.connector(Map.of());
      for (int i = 0; i < 3; i++) {
        applied(listing.apply(Operations.creation(Operations.person("sam" + i))));
      }
      Search first = Search.first(ObjectType.USER, 1);
      Search next = first.after(((Listing.Page) listing.search(first)).nextIfAny().orElseThrow());
      interference.meeting = new CyclicBarrier(2);
      ExecutorService callers = Executors.newFixedThreadPool(2);
      Callable<Listing> asking = () -> listing.search(next);
      for (Future<Listing> page : callers.invokeAll(List.of(asking, asking))) {
        assertThat(page.get()).isInstanceOf(Listing.Page.class);
      }
      callers.shutdown();
      assertThat(connectionsTo(watched.server.getListenPort())).isPositive();
      listing.close();
      await(() -> connectionsTo(watched.server.getListenPort()) == 0);
    }
  }

  /** By the threads of the server, one for each. */
  private static long connectionsTo(int port) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(n -> n.startsWith("LDAPListener client connection") && n.endsWith(":" + port))
        .count();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void a_cursor_with_half_a_cookie_is_none_of_ours() throws Exception {
    String cursor = "00000000-0000-4000-8000-000000000000:A";
    Listing.Unreadable refused =
        (Listing.Unreadable) connector.search(Search.first(ObjectType.USER, 1).after(cursor));
    assertThat(refused.why().kind()).isEqualTo(FailureKind.INVALID);
  }

  private Listing.Page page(Search search) throws InterruptedException {
    return (Listing.Page) connector.search(search);
  }

  // Failures

  @ParameterizedTest
  @CsvSource({
    "51, TRANSIENT",
    "52, TRANSIENT",
    "1, TRANSIENT",
    "80, TRANSIENT",
    "11, THROTTLED",
    "68, CONFLICT",
    "19, INVALID",
    "21, INVALID",
    "17, INVALID",
    "65, INVALID",
    "64, INVALID",
    "53, INVALID",
    "49, AUTHENTICATION",
    "50, AUTHENTICATION",
    "8, AUTHENTICATION",
    "32, CONFIGURATION",
    "10, CONFIGURATION",
    "4, CONFIGURATION",
    "13, CONFIGURATION",
    "3, UNKNOWN",
    "4711, INVALID"
  })
  void every_result_code_says_what_to_do_next(int code, FailureKind kind) throws Exception {
    interference.refusal = ResultCode.valueOf(code);
    Outcome.Failed failed = failed(connector.apply(Operations.creation(Operations.person("nia"))));
    assertThat(failed.kind()).isEqualTo(kind);
  }

  @Test
  void an_entry_that_is_guarded_is_no_reason_to_leave_the_others_alone() throws Exception {
    RemoteId id = person("guarded");
    RemoteId group =
        applied(connector.apply(Operations.groupCreation("guarded", MemberDelta.NONE)));
    MemberDelta delta = new MemberDelta(List.of(new Member(ObjectType.USER, id)), List.of());
    TargetAttributes same = Operations.person("guarded");
    TargetAttributes renamed = Operations.person("other");
    for (Operation refused :
        List.of(
            Operations.update(id, same, Activity.ENABLED),
            Operations.update(id, renamed, Activity.ENABLED),
            Operations.of(Action.DELETE, ObjectType.USER, id, same, null, MemberDelta.NONE),
            Operations.groupUpdate(group, "guarded", delta))) {
      Outcome.Failed failed = failed(connector.apply(refused));
      assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
      assertThat(failed.detail()).contains("grant the right").contains("it is guarded");
    }
  }

  @Test
  void a_base_that_does_not_exist_concerns_the_target_as_a_whole() throws Exception {
    LdapConnector lost = directory.connector(Map.of("userBase", "ou=nowhere,dc=example,dc=org"));
    assertThat(failed(lost.apply(Operations.creation(Operations.person("oda")))).kind())
        .isEqualTo(FailureKind.CONFIGURATION);
    assertThat(lost.test())
        .filteredOn(step -> !step.passed())
        .extracting(Testable.Step::detail)
        .singleElement()
        .asString()
        .contains("ou=nowhere");
  }

  @Test
  void entries_beyond_the_size_limit_of_the_directory_are_not_taken_for_missing() throws Exception {
    try (TestDirectory small = new TestDirectory(config -> config.setMaxSizeLimit(1))) {
      LdapConnector limited = small.connector(Map.of());
      List<Member> both = new ArrayList<>();
      for (String uid : List.of("quin", "ray")) {
        RemoteId id = applied(limited.apply(Operations.creation(Operations.person(uid))));
        both.add(new Member(ObjectType.USER, id));
      }
      Outcome.Failed failed =
          failed(
              limited.apply(Operations.groupCreation("staff", new MemberDelta(both, List.of()))));
      assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION);
      assertThat(failed.detail()).contains("size limit");
    }
  }

  @Test
  void testing_the_settings_finds_a_lock_attribute_the_directory_does_not_know() throws Exception {
    LdapConnector odd = directory.connector(Map.of("lockAttribute", "isLocked"));
    assertThat(odd.test())
        .filteredOn(step -> !step.passed())
        .extracting(Testable.Step::name)
        .containsExactly("find the lock attribute");
  }

  @Test
  void no_more_connections_are_opened_than_the_pool_may_have() throws Exception {
    LdapConnector small = directory.connector(Map.of("poolSize", 2));
    interference.connections.clear();
    ExecutorService callers = Executors.newFixedThreadPool(16);
    List<Future<Outcome>> calls = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      String uid = "many" + i;
      calls.add(callers.submit(() -> small.apply(Operations.creation(Operations.person(uid)))));
    }
    for (Future<Outcome> call : calls) {
      applied(call.get());
    }
    callers.shutdown();
    assertThat(interference.connections).hasSizeBetween(1, 2);
  }

  @Test
  void a_directory_that_cannot_be_reached_is_told_by_its_address_and_the_reason() throws Exception {
    int port = unused();
    LdapConnector lost = directory.connector(Map.of("port", port));
    Outcome.Failed failed = failed(lost.apply(Operations.creation(Operations.person("una"))));
    assertThat(failed.kind()).isEqualTo(FailureKind.TRANSIENT);
    assertThat(failed.detail())
        .isEqualTo(
            "The directory cannot be reached at ldap://127.0.0.1:"
                + port
                + ": connection refused.");
  }

  @Test
  void a_directory_that_goes_away_is_told_without_the_request() throws Exception {
    try (TestDirectory brief = new TestDirectory()) {
      LdapConnector left = brief.connector(Map.of());
      applied(left.apply(Operations.creation(Operations.person("vic"))));
      brief.server.shutDown(true);
      Outcome.Failed failed = failed(left.apply(Operations.creation(Operations.person("walt"))));
      assertThat(failed.detail()).contains("ldap://127.0.0.1:").doesNotContain("walt", "Exception");
    }
  }

  private static int unused() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void a_closed_connector_leaves_no_connection_behind() throws Exception {
    person("pam");
    connector.close();
    assertThat(failed(connector.apply(Operations.creation(Operations.person("pam")))).kind())
        .isEqualTo(FailureKind.TRANSIENT);
  }
}
