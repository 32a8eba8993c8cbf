package io.tessera.connector.activedirectory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.tessera.connector.directory.Dialect.Meaning;
import io.tessera.connector.kit.ServerCertificate;
import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActiveDirectoryConnectorTest {
  private static final String PASSWORD = "Very-Good-" + UUID.randomUUID();
  private static ServerCertificate certificate;
  private final List<ActiveDirectoryConnector> connectors = new ArrayList<>();
  private DomainController domain;
  private ActiveDirectoryConnector connector;

  @BeforeAll
  static void certificate(@TempDir Path folder) throws Exception {
    certificate = ServerCertificate.forNames(folder, "ip:127.0.0.1");
  }

  @BeforeEach
  void start() throws Exception {
    domain = new DomainController(certificate, 5);
    connector = with(Map.of());
  }

  @AfterEach
  void stop() {
    connectors.forEach(ActiveDirectoryConnector::close);
    domain.close();
  }

  private ActiveDirectoryConnector with(Map<String, ?> changes) {
    Map<String, Object> settings = new HashMap<>(DomainSubject.settings(domain));
    settings.putAll(changes);
    ActiveDirectoryConnector made = DomainSubject.connector(settings);
    connectors.add(made);
    return made;
  }

  private static TargetAttributes person(String name, String... more) {
    TargetAttributes.Builder person =
        TargetAttributes.builder().put("cn", name).put("sAMAccountName", name);
    for (int i = 0; i < more.length; i += 2) {
      person.put(more[i], more[i + 1]);
    }
    return person.build();
  }

  private static Operation operation(
      Action action, ObjectType type, RemoteId id, TargetAttributes wanted, Activity activity) {
    return operation(action, type, id, wanted, activity, MemberDelta.NONE);
  }

  private static Operation operation(
      Action action,
      ObjectType type,
      RemoteId id,
      TargetAttributes wanted,
      Activity activity,
      MemberDelta members) {
    OperationKey key = new OperationKey(UUID.randomUUID().toString());
    return new Operation(key, action, type, 1, id, wanted, activity, members);
  }

  private static Operation creation(TargetAttributes wanted) {
    return operation(Action.CREATE, ObjectType.USER, null, wanted, Activity.ENABLED);
  }

  private static Operation update(RemoteId id, TargetAttributes wanted) {
    return operation(Action.UPDATE, ObjectType.USER, id, wanted, Activity.ENABLED);
  }

  private static RemoteId applied(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    return ((Outcome.Applied) outcome).remoteId();
  }

  private static Outcome.Failed failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return (Outcome.Failed) outcome;
  }

  private SearchResultEntry entry(RemoteId id) {
    return new DomainCounterpart(domain).entry(ObjectType.USER, id).orElseThrow();
  }

  private RemoteId created(String name) throws InterruptedException {
    return applied(connector.apply(creation(person(name))));
  }

  // Accounts

  @Test
  void an_account_comes_with_its_password_and_can_be_used() throws Exception {
    RemoteId id = applied(connector.apply(creation(person("alice", "unicodePwd", PASSWORD))));
    assertThat(entry(id).getAttributeValueAsInteger("userAccountControl")).isEqualTo(512);
    assertThat(new DomainCounterpart(domain).accepts(id, PASSWORD)).isTrue();
  }

  @Test
  void a_password_to_be_changed_at_the_next_logon_is_marked_so() throws Exception {
    ActiveDirectoryConnector strict = with(Map.of("changePasswordAtNextLogon", true));
    RemoteId id = applied(strict.apply(creation(person("alice", "unicodePwd", PASSWORD))));
    assertThat(entry(id).getAttributeValue("pwdLastSet")).isEqualTo("0");
  }

  @Test
  void a_password_against_the_rules_leaves_no_account_behind() throws Exception {
    Outcome.Failed failed =
        failed(connector.apply(creation(person("alice", "unicodePwd", "short"))));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("unicodePwd").contains("0000052D").doesNotContain("short");
    assertThat(new DomainCounterpart(domain).count(ObjectType.USER, "alice")).isZero();
    applied(connector.apply(creation(person("alice", "unicodePwd", PASSWORD))));
  }

  @Test
  void a_password_never_travels_without_tls() throws Exception {
    ActiveDirectoryConnector open = with(Map.of("security", "none", "port", domain.port("ldap")));
    Outcome.Failed failed = failed(open.apply(creation(person("alice", "unicodePwd", PASSWORD))));
    assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.detail()).contains("TLS");
    assertThat(open.test())
        .filteredOn(step -> !step.passed())
        .extracting(Testable.Step::name)
        .containsExactly("protect passwords");
  }

  @Test
  void an_account_without_a_password_may_be_allowed_to_have_none() throws Exception {
    ActiveDirectoryConnector open =
        with(
            Map.of("security", "none", "port", domain.port("ldap"), "passwordless", "notRequired"));
    RemoteId id = applied(open.apply(creation(person("alice"))));
    assertThat(entry(id).getAttributeValueAsInteger("userAccountControl")).isEqualTo(512 | 32);
  }

  @Test
  void the_domain_may_decide_that_no_account_goes_without_a_password() throws Exception {
    ActiveDirectoryConnector asGiven = with(Map.of("passwordless", "asGiven"));
    Outcome.Failed failed = failed(asGiven.apply(creation(person("alice"))));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    applied(
        asGiven.apply(
            operation(Action.CREATE, ObjectType.USER, null, person("alice"), Activity.DISABLED)));
  }

  @Test
  void an_account_whose_creation_ended_half_way_is_finished_by_the_next_update() throws Exception {
    RemoteId id =
        applied(
            with(Map.of("passwordless", "asGiven"))
                .apply(
                    operation(
                        Action.CREATE, ObjectType.USER, null, person("alice"), Activity.DISABLED)));
    applied(connector.apply(update(id, person("alice"))));
    assertThat(entry(id).getAttributeValueAsInteger("userAccountControl")).isEqualTo(512);
    assertThat(entry(id).hasAttribute("userPassword")).isTrue();
  }

  @Test
  void disabling_keeps_the_other_bits() throws Exception {
    RemoteId id = created("alice");
    domain
        .server()
        .modify(
            entry(id).getDN(),
            new Modification(ModificationType.REPLACE, "userAccountControl", "66048"));
    applied(
        connector.apply(
            operation(Action.UPDATE, ObjectType.USER, id, person("alice"), Activity.DISABLED)));
    assertThat(entry(id).getAttributeValueAsInteger("userAccountControl")).isEqualTo(66050);
    applied(connector.apply(update(id, person("alice"))));
    assertThat(entry(id).getAttributeValueAsInteger("userAccountControl")).isEqualTo(66048);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a@b", "a\"b", "ends.", "longer-than-twenty-chars", " "})
  void an_account_name_that_no_domain_takes_is_refused_by_its_attribute(String name)
      throws Exception {
    TargetAttributes wanted =
        TargetAttributes.builder().put("cn", "x").put("sAMAccountName", name).build();
    Outcome.Failed failed = failed(connector.apply(creation(wanted)));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).startsWith("sAMAccountName");
  }

  @Test
  void an_account_name_taken_elsewhere_in_the_domain_is_a_conflict() throws Exception {
    domain.unit("OU=Old," + DomainController.PEOPLE, "Old");
    RemoteId first =
        applied(
            with(Map.of("userBase", "OU=Old," + DomainController.PEOPLE))
                .apply(creation(person("alice"))));
    Outcome.Failed failed = failed(connector.apply(creation(person("alice"))));
    assertThat(failed.kind()).isEqualTo(FailureKind.CONFLICT);
    Reading.Found found =
        (Reading.Found) connector.read(new Lookup(ObjectType.USER, null, person("alice")));
    assertThat(found.remoteId()).isEqualTo(first);
  }

  @Test
  void an_account_name_taken_by_another_is_no_reason_to_change_anything() throws Exception {
    created("alice");
    RemoteId bob = created("bob");
    TargetAttributes wanted =
        TargetAttributes.builder().put("cn", "bob").put("sAMAccountName", "alice").build();
    Outcome.Failed failed = failed(connector.apply(update(bob, wanted)));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(entry(bob).getAttributeValue("sAMAccountName")).isEqualTo("bob");
  }

  @Test
  void an_account_moves_when_its_place_changes_and_keeps_its_id() throws Exception {
    domain.unit("OU=Sales," + DomainController.PEOPLE, "Sales");
    domain.unit("OU=R\\,D," + DomainController.PEOPLE, "R,D");
    ActiveDirectoryConnector placed = with(Map.of("userPlace", "OU={department}"));
    RemoteId id = applied(placed.apply(creation(person("alice", "department", "Sales"))));
    assertThat(entry(id).getDN()).isEqualTo("cn=alice,OU=Sales," + DomainController.PEOPLE);
    assertThat(applied(placed.apply(update(id, person("alicia", "department", "R,D")))))
        .isEqualTo(id);
    assertThat(entry(id).getDN()).isEqualTo("cn=alicia,OU=R\\,D," + DomainController.PEOPLE);
    Outcome.Failed nowhere =
        failed(placed.apply(update(id, person("alicia", "department", "Nowhere"))));
    assertThat(nowhere.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(nowhere.detail()).contains("Nowhere");
  }

  @Test
  void computers_are_no_users() throws Exception {
    domain
        .server()
        .add(
            "dn: CN=PC1," + DomainController.PEOPLE,
            "objectClass: user",
            "objectClass: computer",
            "cn: PC1",
            "sAMAccountName: PC1");
    assertThat(connector.read(new Lookup(ObjectType.USER, null, person("PC1"))))
        .isInstanceOf(Reading.Absent.class);
  }

  // Groups

  @Test
  void members_beyond_what_is_told_at_once_are_read_to_the_end() throws Exception {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      members.add(new Member(ObjectType.USER, created("user" + i)));
    }
    TargetAttributes wanted = TargetAttributes.builder().put("cn", "staff").build();
    RemoteId group =
        applied(
            connector.apply(
                operation(
                    Action.CREATE,
                    ObjectType.GROUP,
                    null,
                    wanted,
                    null,
                    new MemberDelta(members, List.of()))));
    TargetAttributes asked =
        TargetAttributes.builder().put("cn", "staff").put("member", List.of()).build();
    Reading.Found found =
        (Reading.Found) connector.read(new Lookup(ObjectType.GROUP, group, asked));
    assertThat(found.observed().all("member")).hasSize(12).doesNotHaveDuplicates();
    Reading.Found member =
        (Reading.Found)
            connector.read(
                new Lookup(
                    ObjectType.USER, members.get(0).id(), person("user0", "memberOf", "any")));
    assertThat(member.observed().all("memberOf"))
        .containsExactly("cn=staff," + DomainController.GROUPS);
  }

  @Test
  void what_groups_somebody_is_in_is_not_written_at_the_account() throws Exception {
    Outcome.Failed failed =
        failed(connector.apply(creation(person("alice", "memberOf", "CN=x,DC=example,DC=org"))));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("memberOf").contains("group");
  }

  @ParameterizedTest
  @CsvSource({
    "security-global, -2147483646",
    "security-universal, -2147483640",
    "distribution-domainLocal, 4"
  })
  void a_new_group_is_of_the_configured_type(String type, String number) throws Exception {
    TargetAttributes wanted = TargetAttributes.builder().put("cn", "staff").build();
    RemoteId id =
        applied(
            with(Map.of("groupType", type))
                .apply(operation(Action.CREATE, ObjectType.GROUP, null, wanted, null)));
    assertThat(
            new DomainCounterpart(domain)
                .entry(ObjectType.GROUP, id)
                .orElseThrow()
                .getAttributeValue("groupType"))
        .isEqualTo(number);
  }

  // Changes

  @Test
  void numbers_of_another_controller_mean_nothing() throws Exception {
    RemoteChanges.Known now = (RemoteChanges.Known) connector.changes(ObjectType.USER, null, 10);
    RemoteChanges.Unreadable foreign =
        (RemoteChanges.Unreadable)
            connector.changes(ObjectType.USER, now.token().replace("DC1", "DC2"), 10);
    assertThat(foreign.why().kind()).isEqualTo(FailureKind.GONE);
  }

  @Test
  void changes_come_in_their_order_with_what_was_removed_between_them() throws Exception {
    RemoteId alice = created("alice");
    String token = ((RemoteChanges.Known) connector.changes(ObjectType.USER, null, 10)).token();
    RemoteId bob = created("bob");
    applied(
        connector.apply(operation(Action.DELETE, ObjectType.USER, alice, person("alice"), null)));
    RemoteId carol = created("carol");
    List<RemoteId> told = new ArrayList<>();
    boolean more = true;
    while (more) {
      RemoteChanges.Known some = (RemoteChanges.Known) connector.changes(ObjectType.USER, token, 1);
      some.changes().forEach(change -> told.add(change.id()));
      token = some.token();
      more = some.more();
    }
    assertThat(told).containsExactly(bob, alice, carol);
  }

  // Failures

  @ParameterizedTest
  @CsvSource({
    "49, 'x, comment: AcceptSecurityContext error, data 533, v1', AUTHENTICATION, disabled",
    "49, 'x, comment: AcceptSecurityContext error, data 52e, v1', AUTHENTICATION, wrong",
    "49, 'x, comment: AcceptSecurityContext error, data 775, v1', AUTHENTICATION, locked",
    "53, '0000052D: SvcErr: DSID-031A12D2, problem 5003', INVALID, unicodePwd",
    "19, '0000052D: AtrErr: DSID-03190F80, #1:', INVALID, unicodePwd",
    "53, '0000001F: SvcErr: DSID-031A12D2, problem 5003', CONFIGURATION, TLS",
    "8, '00002028: LdapErr: DSID-0C090257', CONFIGURATION, TLS",
    "1, '000004DC: LdapErr: DSID-0C090A5C', AUTHENTICATION, sign-in",
    "10, '0000202B: RefErr: DSID-0310082F', CONFIGURATION, domain",
    "53, '0000055E: SvcErr: DSID-031A1254', INVALID, primary",
    "19, '000021C8: AtrErr: DSID-03200BBA', INVALID, userPrincipalName"
  })
  void what_a_controller_says_is_understood(
      int code, String words, FailureKind kind, String advice) {
    Meaning meaning = DomainWords.meaningOf(refusal(ResultCode.valueOf(code), words)).orElseThrow();
    assertThat(meaning.kind()).isEqualTo(kind);
    assertThat(meaning.advice()).contains(advice);
  }

  private static LDAPException refusal(ResultCode code, String words) {
    return new LDAPException(new LDAPResult(1, code, words, null, new String[0], new Control[0]));
  }

  @Test
  void what_is_not_known_means_what_its_code_means() {
    assertThat(
            DomainWords.meaningOf(
                refusal(ResultCode.NO_SUCH_OBJECT, "0000208D: NameErr: DSID-0310020A")))
        .isEmpty();
  }

  @Test
  void a_wrong_password_is_told_as_such_and_at_its_step() throws Exception {
    List<Testable.Step> steps = with(Map.of("_bindPassword", "wrong")).test();
    assertThat(steps).extracting(Testable.Step::passed).containsExactly(true, true, false);
    assertThat(steps.get(2).name()).isEqualTo("sign in");
    assertThat(steps.get(2).detail()).contains("name or the password is wrong");
  }

  @Test
  void a_base_that_does_not_exist_is_told_at_its_step() throws Exception {
    assertThat(with(Map.of("userBase", "OU=Nowhere," + DomainController.DOMAIN)).test())
        .filteredOn(step -> !step.passed())
        .extracting(Testable.Step::name)
        .containsExactly("read the user base");
  }

  @Test
  void one_signs_in_by_principal_name_as_well() throws Exception {
    applied(
        connector.apply(
            creation(
                person("svc", "unicodePwd", PASSWORD, "userPrincipalName", "svc@example.org"))));
    assertThat(with(Map.of("bindName", "svc@example.org", "_bindPassword", PASSWORD)).test().get(2))
        .extracting(Testable.Step::passed)
        .isEqualTo(true);
  }

  @Test
  void a_password_is_in_no_plan() throws Exception {
    List<String> plan = connector.plan(creation(person("alice", "unicodePwd", PASSWORD)));
    assertThat(plan)
        .hasSize(3)
        .noneMatch(line -> line.contains(PASSWORD))
        .anyMatch(line -> line.contains("unicodePwd"));
  }

  @ParameterizedTest
  @CsvSource({
    "passwordless, maybe",
    "groupType, security",
    "groupType, sometimes",
    "changes, dirsync",
    "userPlace, nowhere",
    "bindName, ''"
  })
  void a_setting_that_cannot_work_is_named(String property, String value) {
    assertThatThrownBy(() -> with(Map.of(property, value)))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            refused -> assertThat(refused.property()).isEqualTo(property));
  }

  @Test
  void an_id_is_the_same_in_text_and_in_bytes() {
    byte[] bytes = new byte[16];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i + 0xF0);
    }
    String text = ObjectGuid.text(bytes).orElseThrow();
    assertThat(text).isEqualTo("f3f2f1f0-f5f4-f7f6-f8f9-fafbfcfdfeff");
    assertThat(ObjectGuid.bytes(text)).contains(bytes);
    assertThat(ObjectGuid.bytes("*")).isEmpty();
    assertThat(ObjectGuid.text(new byte[3])).isEmpty();
  }
}
