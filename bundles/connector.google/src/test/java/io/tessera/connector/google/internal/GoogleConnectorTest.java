package io.tessera.connector.google.internal;

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
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable.Step;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleConnectorTest {
  private GoogleSubject subject;
  private GoogleConnector connector;

  @BeforeEach
  void start() throws IOException {
    use(Map.of(), Clock.systemUTC());
  }

  private void use(Map<String, ?> settings, Clock clock) throws IOException {
    if (subject != null) {
      subject.close();
    }
    subject = new GoogleSubject(settings, clock);
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
    return subject.directory.holdings.raw(ObjectType.USER, id.value());
  }

  private String lastBody() {
    List<String> requests = subject.directory.requests;
    return requests.get(requests.size() - 1);
  }

  private static Lookup lookup(String name) {
    return new Lookup(ObjectType.USER, null, Operations.person(name).build());
  }

  // Passwords

  @Test
  void an_update_never_sets_a_password_unless_one_is_given() throws Exception {
    RemoteId id = created("alice");
    String unknown = user(id).path("password").asText();
    assertThat(unknown).hasSizeGreaterThan(40);
    TargetAttributes.Builder wanted =
        Operations.person("alice")
            .put("changePasswordAtNextLogin", "true")
            .put("hashFunction", "crypt");
    applied(connector.apply(Operations.update(id, wanted)));
    assertThat(user(id).path("password").asText()).isEqualTo(unknown);
    assertThat(lastBody()).doesNotContain("assword").doesNotContain("hashFunction");
  }

  @Test
  void a_given_password_comes_with_what_belongs_to_it() throws Exception {
    RemoteId id = created("alice");
    TargetAttributes.Builder wanted =
        Operations.person("alice")
            .put("password", "0123456789abcdef0123456789abcdef")
            .put("changePasswordAtNextLogin", "true")
            .put("hashFunction", "MD5");
    applied(connector.apply(Operations.update(id, wanted)));
    assertThat(user(id).path("changePasswordAtNextLogin").asBoolean()).isTrue();
    assertThat(user(id).path("hashFunction").asText()).isEqualTo("MD5");
  }

  @Test
  void a_password_the_directory_refuses_is_named_and_not_told() throws Exception {
    Outcome.Failed failed =
        failed(
            connector.apply(
                Operations.creation(Operations.person("alice").put("password", "kurz"))));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("password").doesNotContain("kurz");
  }

  // Documents

  @Test
  void fields_get_the_types_of_the_schema() throws Exception {
    use(Map.of("customSchemas", true), Clock.systemUTC());
    RemoteId id =
        applied(
            connector.apply(
                Operations.creation(
                    Operations.person("alice")
                        .put("includeInGlobalAddressList", "false")
                        .put("organizations[type eq \"work\"].fullTimeEquivalent", "50000")
                        .put("organizations[type eq \"work\"].primary", "true")
                        .put("externalIds[customType eq \"badge\"]", "42")
                        .put("languages.languageCode", "de", "fr")
                        .put("notes.value", "A note")
                        .put("customSchemas.Staff.floor", "3")
                        .put("customSchemas.Staff.keys", "a", "b"))));
    JsonNode user = user(id);
    assertThat(user.path("includeInGlobalAddressList").isBoolean()).isTrue();
    assertThat(user.at("/organizations/0/fullTimeEquivalent").asInt()).isEqualTo(50_000);
    assertThat(user.at("/organizations/0/primary").asBoolean()).isTrue();
    assertThat(user.at("/externalIds/0/type").asText()).isEqualTo("custom");
    assertThat(user.at("/externalIds/0/value").asText()).isEqualTo("42");
    assertThat(user.at("/languages/1/languageCode").asText()).isEqualTo("fr");
    assertThat(user.at("/customSchemas/Staff/floor").isNumber()).isTrue();
    assertThat(user.at("/customSchemas/Staff/keys/1/value").asText()).isEqualTo("b");
    Reading.Found found =
        (Reading.Found)
            connector.read(
                new Lookup(
                    ObjectType.USER,
                    id,
                    TargetAttributes.builder()
                        .put("customSchemas.Staff.keys")
                        .put("externalIds[customType eq \"badge\"]")
                        .build()));
    assertThat(found.observed().all("customSchemas.Staff.keys")).containsExactly("a", "b");
    assertThat(found.observed().all("externalIds[customType eq \"badge\"]")).containsExactly("42");
  }

  @Test
  void a_list_is_written_with_the_elements_that_are_not_ours() throws Exception {
    RemoteId id = created("alice");
    TargetAttributes.Builder phones =
        Operations.person("alice")
            .put("phones[type eq \"work\"].value", "1")
            .put("phones[type eq \"mobile\"].value", "2");
    applied(connector.apply(Operations.update(id, phones)));
    TargetAttributes.Builder fewer =
        Operations.person("alice").put("phones[type eq \"work\"].value");
    applied(connector.apply(Operations.update(id, fewer)));
    assertThat(user(id).path("phones")).hasSize(1);
    assertThat(user(id).at("/phones/0/type").asText()).isEqualTo("mobile");
  }

  @Test
  void what_is_so_already_is_not_written_again() throws Exception {
    TargetAttributes.Builder wanted =
        TargetAttributes.builder().put("phones[type eq \"work\"].value", "1");
    RemoteId id = created("alice");
    applied(connector.apply(Operations.update(id, wanted)));
    applied(connector.apply(Operations.update(id, wanted)));
    assertThat(subject.directory.requests).filteredOn(r -> r.startsWith("PUT")).hasSize(1);
  }

  @Test
  void a_change_by_somebody_else_between_reading_and_writing_is_not_overwritten() throws Exception {
    RemoteId id = created("alice");
    subject.directory.instead(
        exchange -> {
          if (exchange.getRequestMethod().equals("PUT")) {
            assertThat(exchange.getRequestHeaders().getFirst("If-Match"))
                .isEqualTo(user(id).path("etag").asText());
            subject.directory.refuse(
                exchange, new Refusal(412, "conditionNotMet", "Precondition Failed"));
            return true;
          }
          return false;
        });
    TargetAttributes.Builder wanted =
        TargetAttributes.builder().put("phones[type eq \"work\"].value", "1");
    assertThat(failed(connector.apply(Operations.update(id, wanted))).kind())
        .isEqualTo(FailureKind.TRANSIENT);
  }

  @ParameterizedTest
  @CsvSource({
    "noSuchField",
    "name.noSuchPart",
    "suspended",
    "id",
    "primaryEmail.value",
    "name",
    "customSchemas.Staff.badge",
    "'phones[type]'"
  })
  void a_mapping_to_what_cannot_be_written_is_named(String attribute) throws Exception {
    Outcome.Failed failed =
        failed(
            connector.apply(Operations.creation(Operations.person("alice").put(attribute, "x"))));
    assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.detail()).contains(attribute);
    assertThat(subject.directory.holdings.all(ObjectType.USER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "name.givenName, ''",
    "orgUnitPath, /Nowhere",
    "recoveryPhone, 031",
    "archived, perhaps",
    "primaryEmail, x@other.example"
  })
  void a_refused_value_is_named(String attribute, String value) throws Exception {
    Outcome.Failed failed =
        failed(
            connector.apply(Operations.creation(Operations.person("alice").put(attribute, value))));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains(attribute);
  }

  // Names

  @Test
  void an_address_with_a_domain_is_told_with_it() throws Exception {
    created("alice@example.org");
    Reading.Found with = (Reading.Found) connector.read(lookup("alice@example.org"));
    assertThat(with.observed().first("primaryEmail")).contains("alice@example.org");
    Reading.Found without = (Reading.Found) connector.read(lookup("alice"));
    assertThat(without.observed().first("primaryEmail")).contains("alice");
  }

  @Test
  void an_alias_of_another_is_not_taken_for_the_account() throws Exception {
    RemoteId id = created("alice");
    applied(connector.apply(Operations.update(id, Operations.person("alice.b"))));
    assertThat(failed(connector.apply(Operations.creation(Operations.person("alice")))).kind())
        .isEqualTo(FailureKind.CONFLICT);
    Outcome.Failed why = ((Reading.Unreadable) connector.read(lookup("alice"))).why();
    assertThat(why.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(why.detail()).contains("alias");
  }

  @Test
  void an_address_can_be_given_up_by_a_rename() throws Exception {
    use(Map.of("oldAddress", "remove"), Clock.systemUTC());
    RemoteId id = created("alice");
    applied(connector.apply(Operations.update(id, Operations.person("alice.b"))));
    assertThat(user(id).path("aliases")).isEmpty();
    created("alice");
  }

  // Organizational units

  @Test
  void a_missing_unit_is_created_where_that_is_wanted() throws Exception {
    use(Map.of("createOrgUnits", true), Clock.systemUTC());
    TargetAttributes.Builder wanted =
        Operations.person("alice").put("orgUnitPath", "/Staff/Sales/North");
    RemoteId id = applied(connector.apply(Operations.creation(wanted)));
    assertThat(user(id).path("orgUnitPath").asText()).isEqualTo("/Staff/Sales/North");
    applied(
        connector.apply(
            Operations.update(id, Operations.person("alice").put("orgUnitPath", "/Staff/South"))));
    assertThat(user(id).path("orgUnitPath").asText()).isEqualTo("/Staff/South");
  }

  // Removal

  @Test
  void a_removed_user_can_be_kept_suspended() throws Exception {
    use(Map.of("removal", "suspend"), Clock.systemUTC());
    RemoteId id = created("alice");
    applied(connector.apply(Operations.deletion(id)));
    assertThat(user(id).path("suspended").asBoolean()).isTrue();
    applied(connector.apply(Operations.deletion(new RemoteId("12345"))));
  }

  // A directory that is late

  @Test
  void what_was_just_created_and_does_not_show_is_neither_gone_nor_absent() throws Exception {
    subject.directory.holdings.hideNew();
    RemoteId id = created("alice");
    assertThat(failed(connector.apply(Operations.suspension(id))).kind())
        .isEqualTo(FailureKind.TRANSIENT);
    Reading byId = connector.read(new Lookup(ObjectType.USER, id, TargetAttributes.none()));
    assertThat(((Reading.Unreadable) byId).why().kind()).isEqualTo(FailureKind.TRANSIENT);
    subject.directory.holdings.showAll();
    applied(connector.apply(Operations.suspension(id)));
  }

  @Test
  void an_address_that_is_taken_by_what_does_not_show_yet_is_not_absent() throws Exception {
    subject.directory.holdings.hideNew();
    GoogleConnector other = subject.connector(Reach.DIRECTLY);
    applied(other.apply(Operations.creation(Operations.person("alice"))));
    assertThat(failed(connector.apply(Operations.creation(Operations.person("alice")))).kind())
        .isEqualTo(FailureKind.CONFLICT);
    Outcome.Failed why = ((Reading.Unreadable) connector.read(lookup("alice"))).why();
    assertThat(why.kind()).isEqualTo(FailureKind.TRANSIENT);
    subject.directory.holdings.showAll();
    assertThat(connector.read(lookup("alice"))).isInstanceOf(Reading.Found.class);
  }

  @Test
  void after_its_time_what_does_not_show_is_gone() throws Exception {
    MovedClock clock = new MovedClock();
    use(Map.of("lateSeconds", 60), clock);
    subject.directory.holdings.hideNew();
    RemoteId id = created("alice");
    clock.move(Duration.ofSeconds(61));
    assertThat(failed(connector.apply(Operations.suspension(id))).kind())
        .isEqualTo(FailureKind.GONE);
  }

  @Test
  void a_member_that_does_not_show_yet_can_be_added_later() throws Exception {
    RemoteId group = applied(connector.apply(Operations.group(Action.CREATE, null)));
    subject.directory.holdings.hideNew();
    RemoteId member = created("alice");
    assertThat(failed(connector.apply(Operations.group(Action.UPDATE, group, member))).kind())
        .isEqualTo(FailureKind.TRANSIENT);
  }

  @Test
  void a_group_that_was_created_without_all_its_members_is_looked_at_again() throws Exception {
    RemoteId ghost = new RemoteId("12345");
    assertThat(failed(connector.apply(Operations.group(Action.CREATE, null, ghost))).kind())
        .isEqualTo(FailureKind.UNKNOWN);
    assertThat(subject.directory.holdings.all(ObjectType.GROUP)).hasSize(1);
  }

  // Refusals

  @ParameterizedTest
  @CsvSource({
    "400, invalid, INVALID",
    "400, failedPrecondition, TRANSIENT",
    "401, authError, AUTHENTICATION",
    "403, forbidden, AUTHENTICATION",
    "403, insufficientPermissions, AUTHENTICATION",
    "403, domainCannotUseApis, AUTHENTICATION",
    "403, accessNotConfigured, CONFIGURATION",
    "403, userRateLimitExceeded, THROTTLED",
    "403, rateLimitExceeded, THROTTLED",
    "403, quotaExceeded, THROTTLED",
    "403, dailyLimitExceeded, THROTTLED",
    "404, notFound, GONE",
    "409, duplicate, INVALID",
    "409, entityExists, INVALID",
    "412, conditionNotMet, TRANSIENT",
    "412, limitExceeded, INVALID",
    "429, rateLimitExceeded, THROTTLED",
    "500, backendError, TRANSIENT",
    "503, backendError, TRANSIENT"
  })
  void a_refused_update_is_typed(int status, String reason, FailureKind kind) throws Exception {
    RemoteId id = new RemoteId("12345");
    subject.directory.instead(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "7");
          subject.directory.refuse(exchange, new Refusal(status, reason, "No."));
          return true;
        });
    Outcome.Failed failed =
        failed(connector.apply(Operations.update(id, Operations.person("alice"))));
    assertThat(failed.kind()).isEqualTo(kind);
    if (kind == FailureKind.THROTTLED) {
      assertThat(failed.retryAfterIfAny()).contains(Duration.ofSeconds(7));
    }
  }

  @ParameterizedTest
  @CsvSource({"500, UNKNOWN", "503, TRANSIENT", "409, CONFLICT", "429, THROTTLED"})
  void a_refused_creation_is_typed(int status, FailureKind kind) throws Exception {
    subject.directory.instead(
        exchange -> {
          subject.directory.refuse(exchange, new Refusal(status, "some", "No."));
          return true;
        });
    assertThat(failed(connector.apply(Operations.creation(Operations.person("alice")))).kind())
        .isEqualTo(kind);
  }

  @Test
  void a_rename_into_a_strange_domain_is_no_loss_of_the_account() throws Exception {
    RemoteId id = created("alice");
    Outcome.Failed failed =
        failed(connector.apply(Operations.update(id, Operations.person("alice@other.example"))));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("primaryEmail").contains("domain");
    RemoteId group = applied(connector.apply(Operations.group(Action.CREATE, null)));
    assertThat(
            failed(connector.apply(Operations.group(Action.UPDATE, group, "x@other.example")))
                .kind())
        .isEqualTo(FailureKind.INVALID);
  }

  @Test
  void an_address_that_is_forbidden_is_no_lack_of_rights() throws Exception {
    subject.directory.instead(
        exchange -> {
          boolean list = exchange.getRequestURI().getPath().endsWith("/users");
          if (list && exchange.getRequestMethod().equals("GET")) {
            return false;
          }
          subject.directory.refuse(
              exchange,
              new Refusal(403, "forbidden", "Not Authorized to access this resource/api"));
          return true;
        });
    Outcome.Failed why = ((Reading.Unreadable) connector.read(lookup("x@other.example"))).why();
    assertThat(why.kind()).isEqualTo(FailureKind.INVALID);
    Outcome.Failed own = ((Reading.Unreadable) connector.read(lookup("x"))).why();
    assertThat(own.kind()).isEqualTo(FailureKind.AUTHENTICATION);
  }

  @Test
  void when_no_licence_is_left_it_is_said() throws Exception {
    subject.directory.holdings.licences(0);
    Outcome.Failed failed =
        failed(connector.apply(Operations.creation(Operations.person("alice"))));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("licence");
  }

  @Test
  void success_with_garbage_is_not_believed() throws Exception {
    subject.directory.instead(
        exchange -> {
          subject.directory.sendText(exchange, 200, "text/html", "<html>Welcome</html>");
          return true;
        });
    assertThat(failed(connector.apply(Operations.creation(Operations.person("alice")))).kind())
        .isEqualTo(FailureKind.UNKNOWN);
    Outcome.Failed why = ((Reading.Unreadable) connector.read(lookup("alice"))).why();
    assertThat(why.kind()).isEqualTo(FailureKind.CONFIGURATION);
  }

  @Test
  void a_redirect_is_a_wrong_setting() throws Exception {
    subject.directory.instead(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/loop");
          exchange.sendResponseHeaders(302, -1);
          return true;
        });
    Outcome.Failed why = ((Reading.Unreadable) connector.read(lookup("alice"))).why();
    assertThat(why.kind()).isEqualTo(FailureKind.CONFIGURATION);
  }

  @Test
  void a_token_that_is_worth_nothing_any_more_is_had_anew() throws Exception {
    created("alice");
    subject.directory.forgetTokens();
    created("bob");
  }

  @Test
  void scopes_that_are_not_granted_fail_the_first_step_of_the_test() throws Exception {
    subject.directory.grant("user");
    List<Step> steps = connector.test();
    assertThat(steps).noneMatch(Step::passed);
    assertThat(steps.get(0).detail()).contains("unauthorized_client");
    use(Map.of("groups", false), Clock.systemUTC());
    subject.directory.grant("user");
    assertThat(connector.test()).hasSize(1).allMatch(Step::passed);
  }

  @Test
  void groups_that_are_not_kept_are_refused() throws Exception {
    use(Map.of("groups", false), Clock.systemUTC());
    assertThat(failed(connector.apply(Operations.group(Action.CREATE, null))).kind())
        .isEqualTo(FailureKind.CONFIGURATION);
  }

  // Listing

  @Test
  void all_users_are_listed_page_by_page() throws Exception {
    HashSet<RemoteId> all = new HashSet<>();
    for (int i = 0; i < 23; i++) {
      all.add(created("u" + i));
    }
    RemoteId suspended = all.iterator().next();
    applied(connector.apply(Operations.suspension(suspended)));
    List<RemoteId> seen = new ArrayList<>();
    Search search = Search.first(ObjectType.USER, 5);
    while (search != null) {
      Listing.Page page = (Listing.Page) connector.search(search);
      assertThat(page.accounts()).hasSizeLessThanOrEqualTo(5);
      page.accounts()
          .forEach(
              account -> {
                seen.add(account.id());
                boolean active = account.activityIfAny().orElseThrow() == Activity.ENABLED;
                assertThat(active).isEqualTo(!account.id().equals(suspended));
                assertThat(account.attributes().first("primaryEmail").orElseThrow())
                    .startsWith("u")
                    .doesNotContain("@");
                assertThat(account.versionIfAny()).isPresent();
              });
      Search now = search;
      search = page.nextIfAny().map(now::after).orElse(null);
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void a_cursor_of_somebody_else_is_refused() throws Exception {
    Search users = Search.first(ObjectType.USER, 5);
    assertThat(kindOf(connector.search(users.after("odd")))).isEqualTo(FailureKind.INVALID);
    assertThat(kindOf(connector.search(users.after("users odd")))).isEqualTo(FailureKind.GONE);
    Search groups = Search.first(ObjectType.GROUP, 5);
    assertThat(kindOf(connector.search(groups.after("users t.1")))).isEqualTo(FailureKind.INVALID);
    assertThat(((Listing.Page) connector.search(groups)).accounts()).isEmpty();
  }

  private static FailureKind kindOf(Listing listing) {
    return ((Listing.Unreadable) listing).why().kind();
  }

  // Plans and descriptions

  @Test
  void a_plan_tells_calls_and_fields_and_no_values() throws Exception {
    assertThat(connector.plan(Operations.creation(Operations.person("alice").put("password", "x"))))
        .containsExactly("POST /users: primaryEmail, name[givenName, familyName], password");
    RemoteId id = created("alice");
    assertThat(connector.plan(Operations.suspension(id)))
        .containsExactly("PUT /users/" + id + ": suspended");
    assertThat(connector.plan(Operations.deletion(id))).containsExactly("DELETE /users/" + id);
    assertThat(connector.plan(Operations.group(Action.UPDATE, new RemoteId("0g"), id)))
        .containsExactly("PUT /groups/0g: email", "POST /groups/0g/members: " + id);
    assertThat(connector.plan(Operations.creation(Operations.person("a").put("nope", "x"))))
        .singleElement()
        .asString()
        .contains("nope");
    assertThat(subject.directory.requests).hasSize(1);
  }

  @Test
  void custom_fields_are_told_where_they_are_kept() throws Exception {
    use(Map.of("customSchemas", true), Clock.systemUTC());
    Description.Known known = (Description.Known) connector.describe(ObjectType.USER);
    assertThat(known.find("customSchemas.Staff.keys")).isPresent();
    assertThat(known.find("phones[type eq \"work\"].value")).isPresent();
    assertThat(known.find("aliases")).hasValueSatisfying(a -> assertThat(a.writable()).isFalse());
  }

  /** A clock that is moved by hand. */
  private static final class MovedClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void move(Duration on) {
      now = now.plus(on);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
