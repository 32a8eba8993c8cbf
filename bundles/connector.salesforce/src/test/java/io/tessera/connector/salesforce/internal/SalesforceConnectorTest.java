package io.tessera.connector.salesforce.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceConnectorTest {
  private SalesforceSubject subject;
  private SalesforceConnector connector;

  @BeforeEach
  void start() throws IOException {
    use(Map.of());
  }

  private void use(Map<String, ?> settings) throws IOException {
    if (subject != null) {
      subject.close();
    }
    subject = new SalesforceSubject(settings);
    connector = subject.connector(Reach.DIRECTLY);
  }

  @AfterEach
  void stop() {
    subject.close();
  }

  private RemoteId created(String name) throws InterruptedException {
    return applied(connector.apply(Operations.creation(Operations.person(name))));
  }

  private static RemoteId applied(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    return ((Outcome.Applied) outcome).remoteId();
  }

  private static Outcome.Failed failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return (Outcome.Failed) outcome;
  }

  private JsonNode user(RemoteId id) {
    return subject.org.org.one(id.value());
  }

  private static Lookup byId(RemoteId id, String... names) {
    TargetAttributes.Builder asked = TargetAttributes.builder();
    for (String each : names) {
      asked.put(each);
    }
    return new Lookup(ObjectType.USER, id, asked.build());
  }

  private static Lookup byName(String name) {
    return new Lookup(ObjectType.USER, null, Operations.person(name).build());
  }

  private long changesSent() {
    return subject.org.requests.stream().filter(r -> r.startsWith("PATCH")).count();
  }

  // Documents

  @Test
  void a_new_user_gets_what_the_org_insists_on() throws Exception {
    JsonNode user = user(created("alice.wonder"));
    assertThat(user.path("Username").asText()).isEqualTo("alice.wonder@example.org");
    assertThat(user.path("Alias").asText()).isEqualTo("alice.wo");
    assertThat(user.path("TimeZoneSidKey").asText()).isEqualTo("GMT");
    assertThat(user.path("EmailEncodingKey").asText()).isEqualTo("UTF-8");
    assertThat(user.path("ProfileId").asText()).startsWith("00e");
  }

  @Test
  void what_is_mapped_is_stronger_than_the_settings() throws Exception {
    TargetAttributes.Builder wanted =
        Operations.person("alice")
            .put("TimeZoneSidKey", "Europe/Zurich")
            .put("Alias", "al")
            .put("Profile.Name", "Kund'innen \\ Co")
            .put("UserPermissionsMarketingUser", "true");
    RemoteId id = applied(connector.apply(Operations.creation(wanted)));
    assertThat(user(id).path("TimeZoneSidKey").asText()).isEqualTo("Europe/Zurich");
    assertThat(user(id).path("Alias").asText()).isEqualTo("al");
    assertThat(user(id).path("UserPermissionsMarketingUser").isBoolean()).isTrue();
    Reading.Found found =
        (Reading.Found)
            connector.read(byId(id, "Profile.Name", "UserPermissionsMarketingUser", "Title"));
    assertThat(found.observed().first("Profile.Name")).contains("Kund'innen \\ Co");
    assertThat(found.observed().first("UserPermissionsMarketingUser")).contains("true");
    assertThat(found.observed().all("Title")).isEmpty();
  }

  @Test
  void a_manager_is_named_by_the_user_name() throws Exception {
    RemoteId manager = created("bob");
    TargetAttributes.Builder wanted =
        Operations.person("alice").put("Manager.Username", "bob@example.org");
    RemoteId id = applied(connector.apply(Operations.creation(wanted)));
    assertThat(user(id).path("ManagerId").asText()).isEqualTo(manager.value());
    applied(connector.apply(Operations.update(id, wanted.put("Manager.Username"))));
    assertThat(user(id).path("ManagerId").isNull()).isTrue();
  }

  @Test
  void what_is_so_already_is_not_written_again() throws Exception {
    RemoteId id = created("alice");
    applied(connector.apply(Operations.update(id, Operations.person("alice").put("Title", "x"))));
    applied(connector.apply(Operations.update(id, Operations.person("alice").put("Title", "x"))));
    applied(connector.apply(Operations.activity(id, Activity.ENABLED)));
    assertThat(changesSent()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "NoSuchField",
    "SystemModstamp",
    "Account.Name",
    "Profile.Na'me",
    "'Username FROM User--'"
  })
  void a_mapping_to_what_cannot_be_written_is_named(String attribute) throws Exception {
    Outcome.Failed failed =
        failed(
            connector.apply(Operations.creation(Operations.person("alice").put(attribute, "x"))));
    assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.detail()).contains(attribute);
    assertThat(subject.rows("User")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Alias, far too long for it",
    "Email, nobody",
    "LocaleSidKey, xx",
    "IsActive, perhaps",
    "UserRoleId, 00E000000000000AAA",
    "Profile.Name, Nobody",
    "Username, no.name"
  })
  void a_refused_value_is_named(String attribute, String value) throws Exception {
    use(Map.of("domain", ""));
    TargetAttributes.Builder person = Operations.person("alice@example.org");
    Outcome.Failed failed =
        failed(connector.apply(Operations.creation(person.put(attribute, value))));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains(attribute);
  }

  // Names

  @Test
  void a_name_that_is_taken_in_another_org_cannot_be_adopted() throws Exception {
    subject.org.org.takenElsewhere.add("alice@example.org");
    Outcome.Failed failed =
        failed(connector.apply(Operations.creation(Operations.person("alice"))));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("another org");
  }

  @Test
  void another_field_can_be_the_key() throws Exception {
    use(Map.of("userKeyAttribute", "EmployeeNumber"));
    TargetAttributes.Builder wanted = Operations.person("alice").put("EmployeeNumber", "o'42");
    RemoteId id = applied(connector.apply(Operations.creation(wanted)));
    Lookup lookup = new Lookup(ObjectType.USER, null, wanted.build());
    assertThat(((Reading.Found) connector.read(lookup)).remoteId()).isEqualTo(id);
    applied(connector.apply(Operations.deletion(id)));
    assertThat(connector.read(lookup)).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void several_users_of_one_key_are_told_apart_by_nobody() throws Exception {
    use(Map.of("userKeyAttribute", "EmployeeNumber"));
    for (String name : List.of("alice", "bob")) {
      applied(
          connector.apply(
              Operations.creation(Operations.person(name).put("EmployeeNumber", "42"))));
    }
    Lookup lookup =
        new Lookup(
            ObjectType.USER, null, TargetAttributes.builder().put("EmployeeNumber", "42").build());
    assertThat(((Reading.Unreadable) connector.read(lookup)).why().kind())
        .isEqualTo(FailureKind.INVALID);
  }

  // Removal

  @Test
  void a_removed_user_is_inactive_and_gives_up_what_must_be_unique() throws Exception {
    TargetAttributes.Builder wanted =
        Operations.person("alice").put("FederationIdentifier", "f1").put("CommunityNickname", "al");
    RemoteId id = applied(connector.apply(Operations.creation(wanted)));
    applied(connector.apply(Operations.deletion(id)));
    assertThat(user(id).path("IsActive").asBoolean()).isFalse();
    assertThat(user(id).path("Username").asText()).endsWith("@removed.invalid");
    assertThat(user(id).path("FederationIdentifier").isNull()).isTrue();
    assertThat(applied(connector.apply(Operations.creation(wanted)))).isNotEqualTo(id);
  }

  @Test
  void a_removed_user_can_be_left_deactivated_and_is_taken_up_again() throws Exception {
    use(Map.of("removal", "deactivate"));
    RemoteId id = created("alice");
    applied(connector.apply(Operations.deletion(id)));
    applied(connector.apply(Operations.deletion(id)));
    assertThat(changesSent()).isEqualTo(1);
    assertThat(failed(connector.apply(Operations.creation(Operations.person("alice")))).kind())
        .isEqualTo(FailureKind.CONFLICT);
    assertThat(((Reading.Found) connector.read(byName("alice"))).remoteId()).isEqualTo(id);
    applied(connector.apply(Operations.activity(id, Activity.ENABLED)));
    assertThat(user(id).path("IsActive").asBoolean()).isTrue();
  }

  @Test
  void a_frozen_user_stays_active() throws Exception {
    use(Map.of("disabling", "freeze"));
    RemoteId id = created("alice");
    applied(connector.apply(Operations.activity(id, Activity.DISABLED)));
    assertThat(user(id).path("IsActive").asBoolean()).isTrue();
    assertThat(subject.rows("UserLogin"))
        .singleElement()
        .satisfies(row -> assertThat(row.path("IsFrozen").asBoolean()).isTrue());
    Listing.Page page = (Listing.Page) connector.search(Search.first(ObjectType.USER, 5));
    assertThat(page.accounts().get(0).activityIfAny()).contains(Activity.DISABLED);
  }

  // Passwords

  @Test
  void a_user_whose_password_is_refused_is_looked_at_again() throws Exception {
    Outcome.Failed failed =
        failed(
            connector.apply(
                Operations.creation(Operations.person("alice").put("password", "kurz"))));
    assertThat(failed.kind()).isEqualTo(FailureKind.UNKNOWN);
    RemoteId id = ((Reading.Found) connector.read(byName("alice"))).remoteId();
    Outcome.Failed again =
        failed(
            connector.apply(
                Operations.update(id, Operations.person("alice").put("password", "kurz"))));
    assertThat(again.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(again.detail()).contains("password").doesNotContain("kurz");
  }

  // Groups

  @Test
  void groups_of_similar_names_are_several() throws Exception {
    for (String name : List.of("A b", "A_b", "A-b", "1 b", "Ä")) {
      applied(connector.apply(Operations.group(Action.CREATE, null, name)));
    }
    assertThat(subject.rows("Group"))
        .allSatisfy(
            row -> assertThat(row.path("DeveloperName").asText()).matches("[A-Za-z]\\w*[^_]"));
  }

  @Test
  void a_group_may_be_a_member_of_a_public_group_only() throws Exception {
    RemoteId inner = applied(connector.apply(Operations.group(Action.CREATE, null, "Inner")));
    RemoteId outer = applied(connector.apply(Operations.group(Action.CREATE, null, "Outer")));
    applied(connector.apply(Operations.nested(outer, "Outer", inner)));
    assertThat(subject.rows("GroupMember")).hasSize(1);
  }

  @Test
  void a_group_that_was_created_without_all_its_members_is_looked_at_again() throws Exception {
    RemoteId ghost = new RemoteId("005000000000999AAA");
    assertThat(
            failed(connector.apply(Operations.group(Action.CREATE, null, "Staff", ghost))).kind())
        .isEqualTo(FailureKind.UNKNOWN);
  }

  @Test
  void groups_that_are_not_kept_are_refused() throws Exception {
    use(Map.of("groups", "none"));
    assertThat(failed(connector.apply(Operations.group(Action.CREATE, null, "Staff"))).kind())
        .isEqualTo(FailureKind.CONFIGURATION);
  }

  // Refusals

  @ParameterizedTest
  @CsvSource({
    "400, DUPLICATE_USERNAME, INVALID",
    "400, FIELD_CUSTOM_VALIDATION_EXCEPTION, INVALID",
    "400, REQUIRED_FIELD_MISSING, INVALID",
    "400, INVALID_FIELD, INVALID",
    "400, LICENSE_LIMIT_EXCEEDED, INVALID",
    "400, UNABLE_TO_LOCK_ROW, TRANSIENT",
    "400, ENTITY_IS_DELETED, GONE",
    "401, INVALID_SESSION_ID, AUTHENTICATION",
    "403, REQUEST_LIMIT_EXCEEDED, THROTTLED",
    "403, INSUFFICIENT_ACCESS, AUTHENTICATION",
    "403, API_DISABLED_FOR_ORG, AUTHENTICATION",
    "404, NOT_FOUND, GONE",
    "404, ENTITY_IS_DELETED, GONE",
    "429, TOO_MANY, THROTTLED",
    "500, UNKNOWN_EXCEPTION, TRANSIENT",
    "503, SERVER_UNAVAILABLE, TRANSIENT"
  })
  void a_refused_update_is_typed(int status, String code, FailureKind kind) throws Exception {
    RemoteId id = created("alice");
    subject.org.instead(
        exchange -> {
          if (!exchange.getRequestMethod().equals("PATCH")) {
            return false;
          }
          exchange.getResponseHeaders().set("Retry-After", "7");
          subject.org.refuse(exchange, new Refusal(status, code, "No.", "Title"));
          return true;
        });
    Outcome.Failed failed =
        failed(
            connector.apply(Operations.update(id, Operations.person("alice").put("Title", "x"))));
    assertThat(failed.kind()).isEqualTo(kind);
    if (kind == FailureKind.INVALID) {
      assertThat(failed.detail()).contains("Title");
    }
    if (kind == FailureKind.THROTTLED) {
      assertThat(failed.retryAfterIfAny()).contains(Duration.ofSeconds(7));
    }
  }

  @ParameterizedTest
  @CsvSource({"500, UNKNOWN_EXCEPTION, UNKNOWN", "400, DUPLICATE_VALUE, CONFLICT"})
  void a_refused_creation_is_typed(int status, String code, FailureKind kind) throws Exception {
    subject.org.instead(
        exchange -> {
          if (!exchange.getRequestMethod().equals("POST")) {
            return false;
          }
          subject.org.refuse(exchange, new Refusal(status, code, "No."));
          return true;
        });
    assertThat(failed(connector.apply(Operations.creation(Operations.person("alice")))).kind())
        .isEqualTo(kind);
  }

  @Test
  void when_no_licence_is_left_it_is_said() throws Exception {
    subject.org.org.licences(0);
    Outcome.Failed failed =
        failed(connector.apply(Operations.creation(Operations.person("alice"))));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("licence");
  }

  @Test
  void a_session_that_has_ended_is_begun_anew() throws Exception {
    created("alice");
    subject.org.endSessions();
    created("bob");
  }

  @Test
  void testing_the_settings_says_that_the_profile_is_missing() throws Exception {
    use(Map.of("profile", "Nobody"));
    assertThat(connector.test())
        .filteredOn(step -> !step.passed())
        .singleElement()
        .satisfies(step -> assertThat(step.name()).contains("profile"));
  }

  // Listing and changes

  @Test
  void a_page_may_come_in_several_batches() throws Exception {
    for (int i = 0; i < 23; i++) {
      created("u" + i);
    }
    Listing.Page page = (Listing.Page) connector.search(Search.first(ObjectType.USER, 20));
    assertThat(page.accounts()).hasSize(20);
    Search next = Search.first(ObjectType.USER, 20).after(page.nextIfAny().orElseThrow());
    Listing.Page last = (Listing.Page) connector.search(next);
    assertThat(last.accounts()).hasSize(3);
    assertThat(last.nextIfAny()).isEmpty();
    assertThat(last.accounts().get(2).attributes().first("Username")).contains("u22");
  }

  @Test
  void changes_of_one_moment_are_told_one_by_one() throws Exception {
    String token = known(connector.changes(ObjectType.USER, null, 1)).token();
    for (int i = 0; i < 9; i++) {
      created("u" + i);
    }
    int told = 0;
    boolean more = true;
    while (more) {
      RemoteChanges.Known known = known(connector.changes(ObjectType.USER, token, 1));
      told += known.changes().size();
      token = known.token();
      more = known.more();
    }
    assertThat(told).isEqualTo(9);
  }

  private static RemoteChanges.Known known(RemoteChanges changes) {
    assertThat(changes).isInstanceOf(RemoteChanges.Known.class);
    return (RemoteChanges.Known) changes;
  }

  // Plans and descriptions

  @Test
  void a_plan_tells_calls_and_fields_and_no_values() throws Exception {
    RemoteId id = created("alice");
    assertThat(connector.plan(Operations.update(id, Operations.person("alice").put("Title", "x"))))
        .containsExactly("PATCH /sobjects/User/" + id + ": Title");
    assertThat(connector.plan(Operations.activity(id, Activity.DISABLED)))
        .containsExactly("PATCH /sobjects/User/" + id + ": IsActive");
    assertThat(connector.plan(Operations.creation(Operations.person("bob").put("password", "x"))))
        .hasSize(2)
        .last()
        .isEqualTo("POST /sobjects/User/{id}/password");
    assertThat(changesSent()).isZero();
  }

  @Test
  void required_is_what_the_settings_do_not_give() throws Exception {
    Description.Known known = (Description.Known) connector.describe(ObjectType.USER);
    assertThat(known.find("LastName")).hasValueSatisfying(a -> assertThat(a.required()).isTrue());
    assertThat(known.find("ProfileId")).hasValueSatisfying(a -> assertThat(a.required()).isFalse());
    assertThat(known.find("Profile.Name")).isPresent();
    assertThat(known.find("SystemModstamp"))
        .hasValueSatisfying(a -> assertThat(a.writable()).isFalse());
  }
}
