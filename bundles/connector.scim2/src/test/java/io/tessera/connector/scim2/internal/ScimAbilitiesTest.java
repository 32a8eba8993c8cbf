package io.tessera.connector.scim2.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.kit.Reach;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Plannable;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable;
import io.tessera.connector.spi.Testable.Step;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScimAbilitiesTest {
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

  private Reading read(TargetAttributes person) throws InterruptedException {
    return ((Readable) connector).read(new Lookup(ObjectType.USER, null, person));
  }

  private static TargetAttributes mailed(String userName, String mail) {
    return TargetAttributes.builder()
        .put("userName", userName)
        .put("emails[type eq \"work\"].value", mail)
        .build();
  }

  // Filters

  @Test
  void an_account_is_found_by_a_filter_of_the_operators() throws Exception {
    use(Map.of("userFilter", "userName eq {userName} or externalId eq {externalId}"));
    TargetAttributes old =
        TargetAttributes.builder().put("userName", "old").put("externalId", "e1").build();
    RemoteId id = applied(connector.apply(Operations.creation(old)));
    TargetAttributes now =
        TargetAttributes.builder().put("userName", "new").put("externalId", "e1").build();
    assertThat(((Reading.Found) read(now)).remoteId()).isEqualTo(id);
    TargetAttributes other =
        TargetAttributes.builder().put("userName", "new").put("externalId", "e2").build();
    assertThat(read(other)).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void no_value_is_taken_for_a_part_of_the_filter() throws Exception {
    use(Map.of("userFilter", "userName eq {userName} or externalId eq {externalId}"));
    applied(connector.apply(Operations.creation(Operations.person("alice"))));
    TargetAttributes sly =
        TargetAttributes.builder()
            .put("userName", "x\" or userName eq \"alice")
            .put("externalId", "\\\" or userName eq \\\"alice")
            .build();
    assertThat(read(sly)).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void a_filter_without_a_value_says_what_to_map() throws Exception {
    use(Map.of("userFilter", "externalId eq {externalId}"));
    Outcome.Failed failed = ((Reading.Unreadable) read(Operations.person("alice"))).why();
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("externalId");
  }

  @Test
  void names_of_a_user_store_have_its_domain_in_front() throws Exception {
    use(Map.of("userStoreDomain", "SALES"));
    RemoteId alice = applied(connector.apply(Operations.creation(Operations.person("alice"))));
    RemoteId staff =
        applied(connector.apply(Operations.group(Action.CREATE, null, MemberDelta.NONE)));
    assertThat(subject.service.json(ObjectType.USER, alice).path("userName").asText())
        .isEqualTo("SALES/alice");
    assertThat(subject.service.json(ObjectType.GROUP, staff).path("displayName").asText())
        .isEqualTo("SALES/Staff");
    Reading.Found found = (Reading.Found) read(Operations.person("alice"));
    assertThat(found.remoteId()).isEqualTo(alice);
    assertThat(found.observed().first("userName")).contains("alice");
  }

  // Versions

  @ParameterizedTest
  @ValueSource(strings = {"patch", "put"})
  void what_was_read_first_is_changed_only_as_it_was_read(String mode) throws Exception {
    use(Map.of("updateMode", mode));
    subject.service.keepVersions();
    RemoteId id = applied(connector.apply(Operations.creation(mailed("alice", "a@example.org"))));
    List<String> conditions = new CopyOnWriteArrayList<>();
    subject.service.instead(
        exchange -> {
          if (!exchange.getRequestMethod().equals("GET")) {
            conditions.add(String.valueOf(exchange.getRequestHeaders().getFirst("If-Match")));
            subject.service.set(ObjectType.USER, id, "nickName", "theirs");
          }
          return false;
        });
    Outcome outcome = connector.apply(Operations.update(id, mailed("alice", "b@example.org")));
    Outcome.Failed failed = (Outcome.Failed) outcome;
    assertThat(failed.kind()).isEqualTo(FailureKind.TRANSIENT);
    assertThat(conditions).singleElement().asString().startsWith("W/");
    subject.service.instead(null);
    applied(connector.apply(Operations.update(id, mailed("alice", "b@example.org"))));
    assertThat(subject.service.json(ObjectType.USER, id).path("nickName").asText())
        .isEqualTo("theirs");
  }

  // Plans

  @Test
  void a_plan_tells_calls_and_attributes_but_no_values_and_changes_nothing() throws Exception {
    RemoteId id = applied(connector.apply(Operations.creation(mailed("alice", "a@example.org"))));
    Member alice = new Member(ObjectType.USER, id);
    RemoteId staff =
        applied(connector.apply(Operations.group(Action.CREATE, null, MemberDelta.NONE)));
    Plannable plannable = (Plannable) connector;
    subject.service.requests.clear();
    assertThat(plannable.plan(Operations.creation(mailed("bob", "b@example.org"))))
        .containsExactly("POST /scim/v2/Users: userName, emails, active");
    assertThat(plannable.plan(Operations.update(id, mailed("alice", "b@example.org"))))
        .containsExactly(
            "PATCH /scim/v2/Users/" + id + ": userName, emails[type eq \"work\"].value");
    MemberDelta swap = new MemberDelta(List.of(alice), List.of(alice));
    assertThat(plannable.plan(Operations.group(Action.UPDATE, staff, swap)))
        .containsExactly(
            "PATCH /scim/v2/Groups/" + staff + ": displayName",
            "PATCH /scim/v2/Groups/" + staff + ": members",
            "PATCH /scim/v2/Groups/" + staff + ": members");
    assertThat(plannable.plan(Operations.deletion(id)))
        .containsExactly("DELETE /scim/v2/Users/" + id);
    assertThat(subject.service.requests).allMatch(request -> request.startsWith("GET "));
  }

  // Tests of the settings

  private List<Step> test() throws InterruptedException {
    return ((Testable) connector).test();
  }

  @Test
  void the_settings_are_tried_step_by_step() throws Exception {
    assertThat(test())
        .allMatch(Step::passed)
        .extracting(Step::name)
        .containsExactly(
            "read the users",
            "look a user up",
            "read the groups",
            "look a group up",
            "read what the service announces");
  }

  @Test
  void a_service_without_patch_is_told_before_anything_is_changed() throws Exception {
    subject.service.announce("{\"patch\":{\"supported\":false}}");
    assertThat(test())
        .filteredOn(step -> !step.passed())
        .singleElement()
        .satisfies(step -> assertThat(step.detail()).contains("updateMode").contains("put"));
    use(Map.of("updateMode", "auto"));
    subject.service.announce("{\"patch\":{\"supported\":false}}");
    assertThat(test()).allMatch(Step::passed);
  }

  @Test
  void a_service_that_ignores_filters_is_told_before_anything_is_adopted() throws Exception {
    applied(connector.apply(Operations.creation(Operations.person("alice"))));
    use(Map.of("groupsUrl", ""));
    subject.service.instead(
        exchange -> {
          String all = "{\"totalResults\":1,\"Resources\":[{\"id\":\"1\",\"userName\":\"alice\"}]}";
          byte[] body = all.getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          return true;
        });
    assertThat(test())
        .filteredOn(step -> !step.passed())
        .singleElement()
        .satisfies(step -> assertThat(step.detail()).contains("does not filter"));
  }

  @Test
  void the_first_step_that_fails_says_what_to_do_and_is_the_last() throws Exception {
    subject.service.instead(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "https://example.org/scim/v2/Users");
          exchange.sendResponseHeaders(308, -1);
          return true;
        });
    assertThat(test())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.passed()).isFalse();
              assertThat(step.detail()).contains("https://example.org/scim/v2/Users");
            });
  }
}
