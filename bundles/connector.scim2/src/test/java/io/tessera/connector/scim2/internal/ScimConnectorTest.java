package io.tessera.connector.scim2.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScimConnectorTest {
  private static final String DEPARTMENT =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  private ScimSubject subject;
  private Connector connector;

  @BeforeEach
  void start() throws IOException {
    use(Map.of());
  }

  private void use(Map<String, ?> settings) throws IOException {
    if (subject != null) {
      subject.close();
    }
    subject = new ScimSubject(settings);
    connector = subject.connector(Reach.DIRECTLY);
  }

  @AfterEach
  void stop() {
    subject.close();
  }

  private static RemoteId applied(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    return ((Outcome.Applied) outcome).remoteId();
  }

  private static Outcome.Failed failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return (Outcome.Failed) outcome;
  }

  private JsonNode json(RemoteId id) {
    return subject.service.json(ObjectType.USER, id);
  }

  private static TargetAttributes.Builder full() {
    return TargetAttributes.builder()
        .put("userName", "alice")
        .put("name.familyName", "Doe")
        .put("name.givenName", "Alice")
        .put("emails[type eq \"work\"].value", "alice@example.org")
        .put("emails[type eq \"work\"].primary", "true")
        .put("phoneNumbers[type eq \"mobile\"].value", "123")
        .put("addresses[type eq \"work\"].locality", "Bern")
        .put("entitlements", "one", "two")
        .put(DEPARTMENT, "Sales")
        .put(ENTERPRISE + ":manager.value", "42");
  }

  // Documents

  @Test
  void target_attributes_become_a_resource_with_the_types_of_the_schema() throws Exception {
    JsonNode alice = json(applied(connector.apply(Operations.creation(full().build()))));
    assertThat(alice.at("/schemas/0").asText())
        .isEqualTo("urn:ietf:params:scim:schemas:core:2.0:User");
    assertThat(alice.at("/schemas/1").asText()).isEqualTo(ENTERPRISE);
    assertThat(alice.at("/active").isBoolean()).isTrue();
    assertThat(alice.at("/name/givenName").asText()).isEqualTo("Alice");
    assertThat(alice.at("/emails")).hasSize(1);
    assertThat(alice.at("/emails/0/type").asText()).isEqualTo("work");
    assertThat(alice.at("/emails/0/value").asText()).isEqualTo("alice@example.org");
    assertThat(alice.at("/emails/0/primary").isBoolean()).isTrue();
    assertThat(alice.at("/addresses/0/locality").asText()).isEqualTo("Bern");
    assertThat(alice.at("/entitlements/1/value").asText()).isEqualTo("two");
    assertThat(alice.path(ENTERPRISE).at("/department").asText()).isEqualTo("Sales");
    assertThat(alice.path(ENTERPRISE).at("/manager/value").asText()).isEqualTo("42");
  }

  @Test
  void attributes_without_values_are_not_sent_on_creation() throws Exception {
    TargetAttributes sparse =
        TargetAttributes.builder()
            .put("userName", "bob")
            .put("title")
            .put("emails[type eq \"work\"].value")
            .put("name.givenName")
            .put(DEPARTMENT)
            .build();
    JsonNode bob = json(applied(connector.apply(Operations.creation(sparse))));
    assertThat(bob.properties())
        .extracting(Map.Entry::getKey)
        .containsOnly("schemas", "userName", "active", "id", "meta");
  }

  @ParameterizedTest
  @ValueSource(strings = {"patch", "put"})
  void every_kind_of_attribute_is_changed_emptied_and_set_again(String mode) throws Exception {
    use(Map.of("updateMode", mode));
    RemoteId id = applied(connector.apply(Operations.creation(full().build())));
    TargetAttributes.Builder emptied = TargetAttributes.builder();
    full().build().names().forEach(name -> emptied.put(name));
    applied(connector.apply(Operations.update(id, emptied.put("userName", "alice").build())));
    JsonNode empty = json(id);
    assertThat(empty.at("/emails/0").isMissingNode()).isTrue();
    assertThat(empty.at("/name/givenName").isMissingNode()).isTrue();
    assertThat(empty.path(ENTERPRISE).at("/department").isMissingNode()).isTrue();
    applied(connector.apply(Operations.update(id, emptied.build())));
    TargetAttributes changed =
        full()
            .put("emails[type eq \"work\"].value", "new@example.org")
            .put(DEPARTMENT, "Research")
            .build();
    for (int time = 0; time < 2; time++) {
      applied(connector.apply(Operations.update(id, changed)));
      JsonNode full = json(id);
      assertThat(full.at("/emails")).hasSize(1);
      assertThat(full.at("/emails/0/value").asText()).isEqualTo("new@example.org");
      assertThat(full.at("/emails/0/primary").asBoolean()).isTrue();
      assertThat(full.at("/name/givenName").asText()).isEqualTo("Alice");
      assertThat(full.at("/entitlements")).hasSize(2);
      assertThat(full.path(ENTERPRISE).at("/department").asText()).isEqualTo("Research");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"patch", "put"})
  void elements_that_are_not_ours_stay(String mode) throws Exception {
    use(Map.of("updateMode", mode));
    TargetAttributes both =
        full().put("emails[type eq \"home\"].value", "home@example.org").build();
    RemoteId id = applied(connector.apply(Operations.creation(both)));
    TargetAttributes ours = full().put("emails[type eq \"work\"].value", "new@example.org").build();
    applied(connector.apply(Operations.update(id, ours)));
    assertThat(json(id).at("/emails"))
        .extracting(e -> e.path("value").asText())
        .containsExactlyInAnyOrder("new@example.org", "home@example.org");
  }

  @Test
  void what_is_read_has_the_names_that_were_asked_for() throws Exception {
    RemoteId id = applied(connector.apply(Operations.creation(full().build())));
    Lookup lookup = new Lookup(ObjectType.USER, id, full().put("title").build());
    Reading.Found found = (Reading.Found) ((Readable) connector).read(lookup);
    assertThat(found.observed()).isEqualTo(full().put("title").build());
  }

  @Test
  void a_password_is_not_read_even_where_a_service_tells_it() throws Exception {
    answering(200, "{\"id\":\"7\",\"userName\":\"x\",\"password\":\"word\"}");
    TargetAttributes asked =
        TargetAttributes.builder().put("userName", "x").put("password", "word").build();
    Lookup lookup = new Lookup(ObjectType.USER, new RemoteId("7"), asked);
    Reading.Found found = (Reading.Found) ((Readable) connector).read(lookup);
    assertThat(found.observed()).isEqualTo(Operations.person("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "name..x", "emails[type eq \"work\"", "emails[type co \"w\"].value", "a b"})
  void a_mapping_to_no_scim_path_concerns_the_target_as_a_whole(String path) throws Exception {
    TargetAttributes odd =
        TargetAttributes.builder().put("userName", "x").put(path, "value").build();
    assertThat(failed(connector.apply(Operations.creation(odd))).kind())
        .isEqualTo(FailureKind.CONFIGURATION);
  }

  @Test
  void a_value_of_the_wrong_type_is_invalid() throws Exception {
    TargetAttributes odd =
        TargetAttributes.builder()
            .put("userName", "x")
            .put("emails[type eq \"work\"].primary", "perhaps")
            .build();
    Outcome.Failed failed = failed(connector.apply(Operations.creation(odd)));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("primary").contains("boolean").doesNotContain("perhaps");
  }

  // Members

  @Test
  void members_go_in_requests_of_the_configured_size() throws Exception {
    use(Map.of("membersPerRequest", 2));
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      members.add(
          new Member(
              ObjectType.USER,
              applied(connector.apply(Operations.creation(Operations.person("u" + i))))));
    }
    RemoteId group =
        applied(connector.apply(Operations.group(Action.CREATE, null, MemberDelta.NONE)));
    subject.service.requests.clear();
    applied(
        connector.apply(
            Operations.group(Action.UPDATE, group, new MemberDelta(members, List.of()))));
    assertThat(subject.service.requests).hasSize(4).allMatch(r -> r.startsWith("PATCH "));
    assertThat(subject.service.find(ObjectType.GROUP, group).orElseThrow().members()).hasSize(5);
  }

  @Test
  void a_service_that_remembers_keys_gets_all_members_and_the_same_keys_again() throws Exception {
    use(Map.of("membersPerRequest", 2));
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      members.add(new Member(ObjectType.USER, person("u" + i)));
    }
    RemoteId group =
        applied(connector.apply(Operations.group(Action.CREATE, null, MemberDelta.NONE)));
    Set<String> keys = ConcurrentHashMap.newKeySet();
    subject.service.instead(
        exchange -> {
          boolean known = !keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          if (known) {
            subject.service.send(exchange, 200, null);
          }
          return known;
        });
    Operation all = Operations.group(Action.UPDATE, group, new MemberDelta(members, List.of()));
    applied(connector.apply(all));
    assertThat(subject.service.find(ObjectType.GROUP, group).orElseThrow().members()).hasSize(5);
    assertThat(keys).hasSize(4).contains(all.key().value());
    applied(connector.apply(all));
    assertThat(keys).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404})
  void removing_absent_members_is_success_even_where_the_service_minds(int status)
      throws Exception {
    Member there = new Member(ObjectType.USER, person("there"));
    Member absent = new Member(ObjectType.USER, person("absent"));
    RemoteId group =
        applied(
            connector.apply(
                Operations.group(Action.CREATE, null, new MemberDelta(List.of(there), List.of()))));
    subject.service.refuseRemovingAbsentMembers(status);
    MemberDelta both = new MemberDelta(List.of(), List.of(absent, there));
    applied(connector.apply(Operations.group(Action.UPDATE, group, both)));
    applied(connector.apply(Operations.group(Action.UPDATE, group, both)));
    assertThat(subject.service.find(ObjectType.GROUP, group).orElseThrow().members()).isEmpty();
  }

  @Test
  void a_group_that_goes_while_members_are_removed_is_gone() throws Exception {
    Member alice = new Member(ObjectType.USER, person("alice"));
    MemberDelta with = new MemberDelta(List.of(alice), List.of());
    RemoteId group = applied(connector.apply(Operations.group(Action.CREATE, null, with)));
    AtomicInteger requests = new AtomicInteger();
    subject.service.instead(
        exchange -> {
          if (requests.getAndIncrement() > 0) {
            subject.service.send(exchange, 404, null);
          }
          return requests.get() > 1;
        });
    MemberDelta without = new MemberDelta(List.of(), List.of(alice));
    assertThat(failed(connector.apply(Operations.group(Action.UPDATE, group, without))).kind())
        .isEqualTo(FailureKind.GONE);
  }

  private RemoteId person(String name) throws InterruptedException {
    return applied(connector.apply(Operations.creation(Operations.person(name))));
  }

  // Failures

  private void answering(int status, String body, String... headers) {
    subject.service.instead(
        exchange -> {
          for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
          }
          write(exchange, status, body);
          return true;
        });
  }

  private static void write(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "301, CONFIGURATION",
    "302, CONFIGURATION",
    "307, CONFIGURATION",
    "400, INVALID",
    "401, AUTHENTICATION",
    "403, AUTHENTICATION",
    "404, CONFIGURATION",
    "405, CONFIGURATION",
    "408, TRANSIENT",
    "409, CONFLICT",
    "413, INVALID",
    "415, CONFIGURATION",
    "418, INVALID",
    "422, INVALID",
    "429, THROTTLED",
    "500, UNKNOWN",
    "501, CONFIGURATION",
    "502, UNKNOWN",
    "503, TRANSIENT",
    "504, UNKNOWN",
    "599, UNKNOWN"
  })
  void every_status_of_a_creation_says_what_to_do_next(int status, FailureKind kind)
      throws Exception {
    answering(status, "<html>", "Location", "http://127.0.0.1:1/");
    assertThat(failed(connector.apply(Operations.creation(Operations.person("x")))).kind())
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID", "401, AUTHENTICATION", "404, GONE", "410, GONE", "409, INVALID",
    "412, TRANSIENT", "405, CONFIGURATION", "429, THROTTLED", "500, TRANSIENT", "502, TRANSIENT",
    "503, TRANSIENT", "504, TRANSIENT"
  })
  void every_status_of_an_update_says_what_to_do_next(int status, FailureKind kind)
      throws Exception {
    answering(status, "");
    RemoteId id = new RemoteId("1");
    assertThat(failed(connector.apply(Operations.update(id, Operations.person("x")))).kind())
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void deleting_what_is_gone_is_success(int status) throws Exception {
    answering(status, "");
    applied(connector.apply(Operations.deletion(new RemoteId("1"))));
  }

  @ParameterizedTest
  @CsvSource({
    "404, application/json, <html>no such application</html>",
    "410, text/html, Not here",
    "404, application/xml, <?xml version='1.0'?><error/>"
  })
  void a_page_of_a_gateway_says_nothing_of_an_account(int status, String type, String page)
      throws Exception {
    answering(status, page, "Content-Type", type);
    RemoteId id = new RemoteId("1");
    Outcome.Failed failed = failed(connector.apply(Operations.deletion(id)));
    assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.detail()).contains(String.valueOf(status)).contains("check the URL");
    assertThat(failed(connector.apply(Operations.update(id, Operations.person("x")))).kind())
        .isEqualTo(FailureKind.CONFIGURATION);
    Lookup lookup = new Lookup(ObjectType.USER, id, Operations.person("x"));
    assertThat(((Readable) connector).read(lookup)).isInstanceOf(Reading.Unreadable.class);
  }

  @ParameterizedTest
  @CsvSource({"text/html, {\"status\":\"404\"}", "text/plain, Not found", "text/html, ''"})
  void what_a_service_may_say_of_an_account_that_is_gone_is_believed(String type, String words)
      throws Exception {
    answering(404, words, "Content-Type", type);
    applied(connector.apply(Operations.deletion(new RemoteId("1"))));
  }

  @Test
  void a_service_that_wants_a_pause_gets_it() throws Exception {
    answering(429, "", "Retry-After", "17");
    assertThat(failed(connector.apply(Operations.deletion(new RemoteId("1")))).retryAfterIfAny())
        .contains(Duration.ofSeconds(17));
    String inAnHour =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
    answering(503, "", "Retry-After", inAnHour);
    assertThat(
            failed(connector.apply(Operations.deletion(new RemoteId("1"))))
                .retryAfterIfAny()
                .orElseThrow())
        .isBetween(Duration.ofMinutes(58), Duration.ofHours(1));
    answering(503, "", "Retry-After", "999999999");
    assertThat(failed(connector.apply(Operations.deletion(new RemoteId("1")))).retryAfterIfAny())
        .contains(Duration.ofDays(1));
    answering(503, "", "Retry-After", "soon");
    assertThat(failed(connector.apply(Operations.deletion(new RemoteId("1")))).retryAfterIfAny())
        .isEmpty();
  }

  @Test
  void the_words_of_the_service_reach_the_operator_bounded_and_on_one_line() throws Exception {
    String detail = "The attribute x\\nis not y. " + "z".repeat(5_000);
    answering(400, "{\"scimType\":\"invalidValue\",\"detail\":\"" + detail + "\"}");
    Outcome.Failed failed = failed(connector.apply(Operations.creation(Operations.person("x"))));
    assertThat(failed.detail())
        .contains("400")
        .contains("invalidValue")
        .contains("The attribute x is not y.")
        .hasSizeLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>sign in</html>", "{}", "{\"id\":7}", "{\"id\":\"\"}", "[1]"})
  void a_creation_answered_with_anything_but_an_id_is_unknown(String body) throws Exception {
    answering(201, body);
    assertThat(failed(connector.apply(Operations.creation(Operations.person("x")))).kind())
        .isEqualTo(FailureKind.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>sign in</html>",
        "{}",
        "{\"totalResults\":\"many\"}",
        "{\"totalResults\":1,\"Resources\":[{\"userName\":\"x\"}]}",
        "{\"totalResults\":1,\"Resources\":[{\"id\":\"7\",\"userName\":\"somebody else\"}]}"
      })
  void a_lookup_answered_with_anything_but_the_account_is_no_account(String body) throws Exception {
    answering(200, body);
    Reading reading =
        ((Readable) connector).read(new Lookup(ObjectType.USER, null, Operations.person("x")));
    assertThat(((Reading.Unreadable) reading).why().kind()).isEqualTo(FailureKind.CONFIGURATION);
  }

  @Test
  void several_accounts_with_the_key_are_nobody() throws Exception {
    answering(
        200,
        "{\"totalResults\":2,\"Resources\":[{\"id\":\"1\",\"userName\":\"x\"},"
            + "{\"id\":\"2\",\"userName\":\"x\"}]}");
    Reading reading =
        ((Readable) connector).read(new Lookup(ObjectType.USER, null, Operations.person("x")));
    assertThat(((Reading.Unreadable) reading).why().detail()).contains("Several");
  }

  @Test
  void an_answer_without_end_is_cut_off() throws Exception {
    subject.service.instead(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] much = new byte[1 << 20];
          for (int i = 0; i < 64; i++) {
            exchange.getResponseBody().write(much);
          }
          return true;
        });
    Lookup lookup = new Lookup(ObjectType.USER, new RemoteId("1"), Operations.person("x"));
    Reading reading = ((Readable) connector).read(lookup);
    assertThat(((Reading.Unreadable) reading).why().detail()).contains("larger than");
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    answering(302, "", "Location", "/scim/v2/Elsewhere");
    subject.service.requests.clear();
    failed(connector.apply(Operations.creation(Operations.person("x"))));
    assertThat(subject.service.requests).hasSize(1);
  }

  @Test
  void an_answer_that_trickles_costs_no_more_than_the_time_out() throws Exception {
    subject.service.instead(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            await();
          }
          return true;
        });
    long start = System.nanoTime();
    assertThat(failed(connector.apply(Operations.creation(Operations.person("x")))).kind())
        .isEqualTo(FailureKind.UNKNOWN);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private static void await() throws IOException {
    try {
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  @Test
  void a_token_does_instead_of_a_password() throws Exception {
    String token = subject.service.password;
    ScimConnector bearer =
        new ScimConnector(
            io.tessera.connector.kit.Configurations.of(
                ScimConnector.Config.class,
                Map.of(
                    "usersUrl",
                    "http://localhost:" + subject.service.port() + "/scim/v2/Users",
                    "_token",
                    token)));
    applied(bearer.apply(Operations.creation(Operations.person("by-token"))));
    Outcome.Failed failed =
        failed(bearer.apply(Operations.group(Action.CREATE, null, MemberDelta.NONE)));
    assertThat(failed.detail()).contains("groupsUrl");
  }
}
