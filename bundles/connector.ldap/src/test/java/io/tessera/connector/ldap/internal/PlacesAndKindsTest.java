package io.tessera.connector.ldap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.SearchResultEntry;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where entries are kept, and groups of several kinds. */
class PlacesAndKindsTest {
  private TestDirectory directory;

  @BeforeEach
  void start() throws Exception {
    directory = new TestDirectory();
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

  private SearchResultEntry entry(ObjectType type, RemoteId id) {
    return directory.counterpart().entry(type, id).orElseThrow();
  }

  private void unit(String name) throws Exception {
    directory.server.add(
        "dn: ou=" + name + "," + TestDirectory.PEOPLE,
        "objectClass: organizationalUnit",
        "ou: " + name);
  }

  private static TargetAttributes in(String uid, String... department) {
    return TargetAttributes.builder()
        .put("uid", uid)
        .put("cn", uid)
        .put("sn", "Y")
        .put("departmentNumber", department)
        .build();
  }

  // Places

  @Test
  void an_entry_moves_with_its_department_and_keeps_its_id() throws Exception {
    unit("sales");
    unit("research");
    LdapConnector placed = directory.connector(Map.of("userPlace", "ou={departmentNumber}"));
    RemoteId id = applied(placed.apply(Operations.creation(in("alice", "sales"))));
    assertThat(entry(ObjectType.USER, id).getDN())
        .isEqualTo("uid=alice,ou=sales," + TestDirectory.PEOPLE);
    applied(placed.apply(Operations.update(id, in("alice", "research"), null)));
    assertThat(entry(ObjectType.USER, id).getDN())
        .isEqualTo("uid=alice,ou=research," + TestDirectory.PEOPLE);
    applied(placed.apply(Operations.update(id, in("alicia", "sales"), null)));
    assertThat(entry(ObjectType.USER, id).getDN())
        .isEqualTo("uid=alicia,ou=sales," + TestDirectory.PEOPLE);
    assertThat(placed.plan(Operations.update(id, in("alicia", "research"), null)))
        .first()
        .asString()
        .startsWith("modify DN uid=alicia,ou=sales,");
  }

  @Test
  void an_update_that_does_not_speak_of_the_department_moves_nobody() throws Exception {
    unit("sales");
    LdapConnector placed = directory.connector(Map.of("userPlace", "ou={departmentNumber}"));
    RemoteId id = applied(placed.apply(Operations.creation(in("alice", "sales"))));
    applied(placed.apply(Operations.update(id, Operations.person("alice"), null)));
    assertThat(entry(ObjectType.USER, id).getDN()).contains("ou=sales");
  }

  @Test
  void a_place_that_is_missing_is_a_matter_of_this_entry_alone() throws Exception {
    unit("sales");
    LdapConnector placed = directory.connector(Map.of("userPlace", "ou={departmentNumber}"));
    Outcome.Failed nowhere = failed(placed.apply(Operations.creation(in("alice", "nowhere"))));
    assertThat(nowhere.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(nowhere.detail()).contains("ou=nowhere");
    Outcome.Failed none = failed(placed.apply(Operations.creation(in("alice"))));
    assertThat(none.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(none.detail()).contains("departmentNumber");
    RemoteId id = applied(placed.apply(Operations.creation(in("alice", "sales"))));
    Outcome.Failed moved = failed(placed.apply(Operations.update(id, in("alice", "x"), null)));
    assertThat(moved.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(moved.detail()).contains("ou=x");
  }

  @Test
  void a_department_cannot_name_another_branch() throws Exception {
    unit("sales");
    LdapConnector placed = directory.connector(Map.of("userPlace", "ou={departmentNumber}"));
    Outcome.Failed outside =
        failed(placed.apply(Operations.creation(in("alice", "sales,dc=example,dc=org"))));
    assertThat(outside.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(outside.detail()).contains("sales\\,dc=example");
  }

  // Kinds of groups

  private LdapConnector posix() {
    return directory.connector(
        Map.of(
            "userObjectClasses",
            new String[] {"inetOrgPerson", "posixAccount"},
            "groupObjectClasses",
            new String[] {"posixGroup"},
            "groupMemberAttribute",
            "memberUid",
            "memberNamedBy",
            "uid"));
  }

  private static TargetAttributes posixPerson(String uid) {
    return TargetAttributes.builder()
        .put("uid", uid)
        .put("cn", uid)
        .put("sn", "Y")
        .put("uidNumber", "1000")
        .put("gidNumber", "1000")
        .put("homeDirectory", "/home/" + uid)
        .build();
  }

  private RemoteId posixGroup(LdapConnector posix, String cn, Member... members)
      throws InterruptedException {
    TargetAttributes wanted =
        TargetAttributes.builder().put("cn", cn).put("gidNumber", "5000").build();
    return applied(
        posix.apply(
            Operations.of(
                Action.CREATE,
                ObjectType.GROUP,
                null,
                wanted,
                null,
                new MemberDelta(List.of(members), List.of()))));
  }

  private List<String> memberUids(RemoteId group) {
    String[] values = entry(ObjectType.GROUP, group).getAttributeValues("memberUid");
    return values == null ? List.of() : List.of(values);
  }

  @Test
  void a_posix_group_lists_its_members_by_their_uid() throws Exception {
    LdapConnector posix = posix();
    Member alice =
        new Member(
            ObjectType.USER, applied(posix.apply(Operations.creation(posixPerson("alice")))));
    Member bob =
        new Member(ObjectType.USER, applied(posix.apply(Operations.creation(posixPerson("bob")))));
    RemoteId group = posixGroup(posix, "staff", alice, bob);
    assertThat(memberUids(group)).containsExactlyInAnyOrder("alice", "bob");
    MemberDelta gone = new MemberDelta(List.of(), List.of(alice, bob));
    applied(posix.apply(Operations.groupUpdate(group, "staff", gone)));
    assertThat(memberUids(group)).isEmpty();
  }

  @Test
  void posix_groups_follow_a_rename_and_forget_who_was_deleted() throws Exception {
    LdapConnector posix = posix();
    RemoteId id = applied(posix.apply(Operations.creation(posixPerson("alice"))));
    RemoteId group = posixGroup(posix, "staff", new Member(ObjectType.USER, id));
    applied(posix.apply(Operations.update(id, posixPerson("alicia"), null)));
    assertThat(memberUids(group)).containsExactly("alicia");
    assertThat(entry(ObjectType.USER, id).getAttributeValues("uid")).containsExactly("alicia");
    applied(
        posix.apply(
            Operations.of(
                Action.DELETE,
                ObjectType.USER,
                id,
                posixPerson("alicia"),
                null,
                MemberDelta.NONE)));
    assertThat(memberUids(group)).as("a new alicia is in no group").isEmpty();
  }

  @Test
  void a_rename_that_is_refused_leaves_the_groups_alone() throws Exception {
    LdapConnector posix = posix();
    RemoteId id = applied(posix.apply(Operations.creation(posixPerson("alice"))));
    applied(posix.apply(Operations.creation(posixPerson("bob"))));
    RemoteId group = posixGroup(posix, "staff", new Member(ObjectType.USER, id));
    failed(posix.apply(Operations.update(id, posixPerson("bob"), null)));
    assertThat(memberUids(group)).containsExactly("alice");
  }

  @Test
  void a_group_of_unique_names_may_be_empty_here_as_well() throws Exception {
    LdapConnector unique =
        directory.connector(
            Map.of(
                "groupObjectClasses",
                new String[] {"groupOfUniqueNames"},
                "groupMemberAttribute",
                "uniqueMember"));
    RemoteId id = applied(unique.apply(Operations.creation(Operations.person("alice"))));
    RemoteId group = applied(unique.apply(Operations.groupCreation("staff", MemberDelta.NONE)));
    MemberDelta delta = new MemberDelta(List.of(new Member(ObjectType.USER, id)), List.of());
    applied(unique.apply(Operations.groupUpdate(group, "staff", delta)));
    assertThat(entry(ObjectType.GROUP, group).getAttributeValues("uniqueMember"))
        .containsExactly("uid=alice," + TestDirectory.PEOPLE);
  }

  // Object classes

  @Test
  void an_adopted_entry_gets_the_object_classes_it_lacks() throws Exception {
    directory.server.add(
        "dn: uid=carol," + TestDirectory.PEOPLE,
        "objectClass: inetOrgPerson",
        "uid: carol",
        "cn: carol",
        "sn: Y");
    LdapConnector posix = posix();
    Reading.Found found =
        (Reading.Found) posix.read(new Lookup(ObjectType.USER, null, posixPerson("carol")));
    applied(
        posix.apply(Operations.update(found.remoteId(), posixPerson("carol"), Activity.ENABLED)));
    assertThat(entry(ObjectType.USER, found.remoteId()).getObjectClassValues())
        .contains("posixAccount");
  }

  @Test
  void an_object_class_the_directory_does_not_know_is_told_at_its_step() throws Exception {
    LdapConnector odd =
        directory.connector(
            Map.of("userObjectClasses", new String[] {"inetOrgPerson", "acmePerson"}));
    assertThat(odd.test())
        .filteredOn(step -> !step.passed())
        .singleElement()
        .satisfies(step -> assertThat(step.name()).isEqualTo("find the user object classes"))
        .extracting(Testable.Step::detail)
        .asString()
        .contains("acmePerson")
        .contains("userObjectClasses");
  }
}
