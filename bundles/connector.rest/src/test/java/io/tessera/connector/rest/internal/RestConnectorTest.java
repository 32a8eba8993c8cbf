package io.tessera.connector.rest.internal;

import static io.tessera.connector.spi.ObjectType.GROUP;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the contract does not ask: types, places, pages, failures as an operator describes them. */
class RestConnectorTest {
  private final Map<String, Object> settings = new HashMap<>(RestSubject.plain());
  private UserService service;

  @SuppressWarnings("NullAway.Init")
  RestConnectorTest() {}

  @BeforeEach
  void start() throws Exception {
    service = new UserService(false);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private RestConnector connector() {
    settings.put("baseUrl", service.url());
    settings.putIfAbsent("_token", service.token);
    return new RestConnector(Configurations.of(RestConnector.Config.class, settings));
  }

  private static Operation operation(
      Action action, @Nullable RemoteId id, TargetAttributes attributes) {
    OperationKey key = new OperationKey(UUID.randomUUID().toString());
    return new Operation(key, action, USER, 1, id, attributes, null, MemberDelta.NONE);
  }

  private static TargetAttributes of(String... pairs) {
    TargetAttributes.Builder all = TargetAttributes.builder();
    for (int i = 0; i < pairs.length; i += 2) {
      all.add(pairs[i], pairs[i + 1]);
    }
    return all.build();
  }

  private static RemoteId applied(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    return ((Outcome.Applied) outcome).remoteId();
  }

  private static Outcome.Failed failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return (Outcome.Failed) outcome;
  }

  private RemoteId created(String... pairs) throws Exception {
    return applied(connector().apply(operation(Action.CREATE, null, of(pairs))));
  }

  @Test
  void values_have_their_types_and_their_places() throws Exception {
    RemoteId id = created("login", "ann", "age", "42", "roles", "a", "roles", "b", "city", "Ghent");
    assertThat(service.user(id.value()).toString())
        .contains("\"age\":42", "\"roles\":[\"a\",\"b\"]")
        .contains("\"profile\":{\"address\":{\"city\":\"Ghent\"}}");
    TargetAttributes all = of("login", "x", "age", "1", "roles", "x", "city", "x");
    Reading.Found found = (Reading.Found) connector().read(new Lookup(USER, id, all));
    assertThat(found.observed())
        .isEqualTo(of("login", "ann", "age", "42", "roles", "a", "roles", "b", "city", "Ghent"));
    TargetAttributes emptied =
        TargetAttributes.builder().put("age").put("roles").put("city").build();
    applied(connector().apply(operation(Action.UPDATE, id, emptied)));
    assertThat(service.user(id.value()).toString())
        .contains("\"roles\":[]")
        .doesNotContain("age", "Ghent");
  }

  @ParameterizedTest
  @CsvSource({"age, old, numbers", "age, 1e999999999, numbers", "title, two, one value"})
  void a_value_that_does_not_fit_its_field_is_refused_before_anything_is_sent(
      String attribute, String value, String why) throws Exception {
    TargetAttributes wanted = of("login", "ann", attribute, value, "title", "one");
    Outcome.Failed refused = failed(connector().apply(operation(Action.CREATE, null, wanted)));
    assertThat(refused.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(refused.detail()).contains(attribute, why);
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void an_attribute_that_has_no_place_is_a_fault_of_the_settings() throws Exception {
    Outcome.Failed refused =
        failed(connector().apply(operation(Action.CREATE, null, of("login", "a", "shoe", "9"))));
    assertThat(refused.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(refused.detail()).contains("shoe");
  }

  @Test
  void a_status_and_a_code_mean_what_the_operator_says() throws Exception {
    settings.put("failures", new String[] {"422 invalid_login = CONFIGURATION", "409 = THROTTLED"});
    Outcome.Failed refused =
        failed(connector().apply(operation(Action.CREATE, null, of("login", " "))));
    assertThat(refused.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(refused.detail()).contains("422", "refused: invalid_login");
    created("login", "ann");
    assertThat(failed(connector().apply(operation(Action.CREATE, null, of("login", "ann")))).kind())
        .isEqualTo(FailureKind.THROTTLED);
    settings.put("emptyValue", "[]");
    RemoteId id = created("login", "bob");
    TargetAttributes emptied = TargetAttributes.builder().put("title").build();
    assertThat(failed(connector().apply(operation(Action.UPDATE, id, emptied))).kind())
        .as("another code")
        .isEqualTo(FailureKind.INVALID);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /users?size={limit}&page={page}",
    "GET /users?size={limit}&offset={offset}",
    "GET /users?size={limit}&after={cursor}",
    "GET /users?size={limit}",
    "GET /users"
  })
  void each_kind_of_pages_is_followed_to_its_end(String list) throws Exception {
    for (int i = 0; i < 25; i++) {
      created("login", "u" + i);
    }
    settings.put("listUsers", list);
    if (!list.contains("cursor")) {
      settings.put("nextPage", "");
    }
    for (int most : List.of(1, 7, 100)) {
      List<String> logins = new ArrayList<>();
      Optional<Search> next = Optional.of(Search.first(USER, most));
      while (next.isPresent()) {
        Search search = next.get();
        Listing.Page page = (Listing.Page) connector().search(search);
        assertThat(page.accounts()).hasSizeLessThanOrEqualTo(most);
        page.accounts().forEach(a -> logins.addAll(a.attributes().all("login")));
        next = page.nextIfAny().map(search::after);
      }
      assertThat(logins).hasSize(25).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_hundred_thousand_users_are_listed_a_page_at_a_time() throws Exception {
    service.fill(100_000);
    settings.put("pageSize", 1_000);
    RestConnector connector = connector();
    Optional<Search> next = Optional.of(Search.first(USER, 1_000));
    int count = 0;
    while (next.isPresent()) {
      Search search = next.get();
      Listing.Page page = (Listing.Page) connector.search(search);
      assertThat(page.accounts()).hasSizeLessThanOrEqualTo(1_000);
      count += page.accounts().size();
      next = page.nextIfAny().map(search::after);
    }
    assertThat(count).isEqualTo(100_000);
    assertThat(service.requests()).hasSize(100);
  }

  @Test
  void a_next_page_elsewhere_is_not_followed() throws Exception {
    created("login", "ann");
    settings.put("listUsers", "GET /users");
    for (String url :
        List.of("http://127.0.0.1:1/", "//example.org/", "https://a@b/", "file:///x")) {
      Search made = new Search(USER, "url:10:0:" + url, 10);
      Listing.Unreadable refused = (Listing.Unreadable) connector().search(made);
      assertThat(refused.why().kind()).as(url).isEqualTo(FailureKind.INVALID);
    }
    assertThat(service.requests()).hasSize(1);
  }

  @Test
  void an_account_that_is_listed_tells_its_state_and_no_password() throws Exception {
    RemoteId id = created("login", "ann", "password", "p");
    settings.put("activeField", "/active");
    Listing.Page page = (Listing.Page) connector().search(Search.first(USER, 10));
    Account account = page.accounts().get(0);
    assertThat(account.id()).isEqualTo(id);
    assertThat(account.activityIfAny()).contains(Activity.ENABLED);
    assertThat(account.attributes().has("password")).isFalse();
  }

  @Test
  void a_replacement_keeps_what_is_none_of_ours_and_fails_when_somebody_else_was_faster()
      throws Exception {
    settings.put("updateUser", "PUT /users/{id}");
    RemoteId id = created("login", "ann", "title", "one");
    service.set(USER, id, "notes", "theirs");
    applied(connector().apply(operation(Action.UPDATE, id, of("login", "ann", "title", "two"))));
    assertThat(service.user(id.value()).path("notes").asText()).isEqualTo("theirs");
    assertThat(service.user(id.value()).path("title").asText()).isEqualTo("two");
    settings.put("headers", new String[] {"X-Way: 1"});
    settings.put("keyHeader", "Idempotency-Key");
    applied(connector().apply(operation(Action.UPDATE, id, of("login", "ann", "title", "three"))));
  }

  @Test
  void what_is_read_only_is_not_sent_back() throws Exception {
    settings.put("updateUser", "PUT /users/{id}");
    RemoteId id = created("login", "ann", "city", "Ghent");
    settings.put("readOnlyFields", new String[] {"/profile/address", "/none/at/all", "/title"});
    applied(connector().apply(operation(Action.UPDATE, id, of("login", "ann", "title", "two"))));
    assertThat(service.user(id.value()).toString()).contains("\"profile\":{}", "\"title\":\"two\"");
  }

  @Test
  void an_id_may_come_from_the_location_of_what_was_created() throws Exception {
    settings.put("userAt", "/nowhere");
    RemoteId id = created("login", "ann");
    assertThat(service.user(id.value()).path("login").asText()).isEqualTo("ann");
  }

  @Test
  void calls_are_told_without_being_made() throws Exception {
    settings.put("disableUser", "POST /users/{id}/disable");
    TargetAttributes wanted = of("login", "ann", "title", "Dr", "password", "geheim");
    OperationKey key = new OperationKey("k");
    Operation creation =
        new Operation(
            key, Action.CREATE, USER, 1, null, wanted, Activity.DISABLED, MemberDelta.NONE);
    assertThat(connector().plan(creation))
        .containsExactly("POST /users: login, title, password", "POST /users/%28new%29/disable");
    MemberDelta delta = new MemberDelta(List.of(new Member(USER, new RemoteId("7"))), List.of());
    Operation joining =
        new Operation(
            key, Action.UPDATE, GROUP, 1, new RemoteId("9"), TargetAttributes.none(), null, delta);
    assertThat(connector().plan(joining)).containsExactly("PUT /groups/9/members/7: 1 members");
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void the_fields_are_the_attributes() {
    Description.Known users = (Description.Known) connector().describe(USER);
    assertThat(users.find("login")).hasValueSatisfying(a -> assertThat(a.required()).isTrue());
    assertThat(users.find("roles")).hasValueSatisfying(a -> assertThat(a.multiValued()).isTrue());
    assertThat(users.find("shoe")).isEmpty();
    settings.keySet().removeIf(s -> s.contains("Group") || s.contains("Member"));
    assertThat(connector().describe(GROUP)).isInstanceOf(Description.Unknown.class);
  }

  @Test
  void the_test_of_the_settings_says_which_call_does_not_work() throws Exception {
    settings.put("listUsers", "GET /people");
    settings.put("groupsAt", "/wrong");
    List<Step> failed = connector().test().stream().filter(s -> !s.passed()).toList();
    assertThat(failed)
        .extracting(Step::name)
        .containsExactly("list users", "list groups", "look for one of the groups");
    assertThat(failed.get(0).detail()).contains("404", "no_such_path", "correct baseUrl");
    assertThat(failed.get(1).detail()).contains("no array at \"/wrong\"");
  }
}
