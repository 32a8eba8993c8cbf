package io.tessera.connector.scim1.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tessera.connector.kit.Reach;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
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
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Scim1ConnectorTest {
  private static final String ENTERPRISE = "urn:scim:schemas:extension:enterprise:1.0";

  private Scim1Subject subject;
  private Connector connector;

  @BeforeEach
  void start() throws IOException {
    use(Map.of());
  }

  private void use(Map<String, ?> settings) throws IOException {
    if (subject != null) {
      subject.close();
    }
    subject = new Scim1Subject(settings);
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
        .put(ENTERPRISE + ":department", "Sales")
        .put(ENTERPRISE + ":manager.managerId", "42");
  }

  @Test
  void target_attributes_become_a_resource_of_the_old_schemas() throws Exception {
    JsonNode alice = json(applied(connector.apply(Operations.creation(full().build()))));
    assertThat(alice.at("/schemas/0").asText()).isEqualTo("urn:scim:schemas:core:1.0");
    assertThat(alice.at("/schemas/1").asText()).isEqualTo(ENTERPRISE);
    assertThat(alice.at("/active").isBoolean()).isTrue();
    assertThat(alice.at("/name/givenName").asText()).isEqualTo("Alice");
    assertThat(alice.at("/emails/0/primary").isBoolean()).isTrue();
    assertThat(alice.at("/entitlements/1/value").asText()).isEqualTo("two");
    assertThat(alice.path(ENTERPRISE).at("/department").asText()).isEqualTo("Sales");
    assertThat(alice.path(ENTERPRISE).at("/manager/managerId").asText()).isEqualTo("42");
  }

  @ParameterizedTest
  @ValueSource(strings = {"patch", "put"})
  void every_kind_of_attribute_is_changed_emptied_and_set_again(String mode) throws Exception {
    use(Map.of("updateMode", mode));
    RemoteId id = applied(connector.apply(Operations.creation(full().build())));
    TargetAttributes.Builder emptied = TargetAttributes.builder();
    full().build().names().forEach(name -> emptied.put(name));
    for (int time = 0; time < 2; time++) {
      applied(connector.apply(Operations.update(id, emptied.put("userName", "alice").build())));
      JsonNode empty = json(id);
      assertThat(empty.at("/emails/0").isMissingNode()).isTrue();
      assertThat(empty.at("/addresses/0").isMissingNode()).isTrue();
      assertThat(empty.at("/entitlements/0").isMissingNode()).isTrue();
      assertThat(empty.at("/name/givenName").isMissingNode()).isTrue();
      assertThat(empty.path(ENTERPRISE).at("/department").isMissingNode()).isTrue();
    }
    TargetAttributes changed =
        full()
            .put("emails[type eq \"work\"].value", "new@example.org")
            .put("entitlements", "three")
            .put(ENTERPRISE + ":department", "Research")
            .build();
    for (int time = 0; time < 2; time++) {
      applied(connector.apply(Operations.update(id, changed)));
      JsonNode now = json(id);
      assertThat(now.at("/emails")).hasSize(1);
      assertThat(now.at("/emails/0/value").asText()).isEqualTo("new@example.org");
      assertThat(now.at("/emails/0/primary").asBoolean()).isTrue();
      assertThat(now.at("/name/givenName").asText()).isEqualTo("Alice");
      assertThat(now.at("/entitlements")).hasSize(1);
      assertThat(now.path(ENTERPRISE).at("/department").asText()).isEqualTo("Research");
      assertThat(now.path(ENTERPRISE).at("/manager/managerId").asText()).isEqualTo("42");
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
  void members_come_and_go_as_elements_of_a_partial_group() throws Exception {
    Member one =
        new Member(
            ObjectType.USER,
            applied(connector.apply(Operations.creation(Operations.person("one")))));
    RemoteId group =
        applied(connector.apply(Operations.group(Action.CREATE, null, MemberDelta.NONE)));
    subject.service.documents.clear();
    MemberDelta added = new MemberDelta(List.of(one), List.of());
    applied(connector.apply(Operations.group(Action.UPDATE, group, added)));
    MemberDelta removed = new MemberDelta(List.of(), List.of(one));
    applied(connector.apply(Operations.group(Action.UPDATE, group, removed)));
    assertThat(subject.service.documents.get(1).at("/members/0/value").asText())
        .isEqualTo(one.id().value());
    assertThat(subject.service.documents.get(1).at("/members/0").has("operation")).isFalse();
    assertThat(subject.service.documents.get(3).at("/members/0/operation").asText())
        .isEqualTo("delete");
  }

  @Test
  void elements_of_a_group_that_are_not_ours_stay() throws Exception {
    TargetAttributes both =
        TargetAttributes.builder()
            .put("displayName", "Staff")
            .put("emails[type eq \"work\"].value", "staff@example.org")
            .put("emails[type eq \"home\"].value", "home@example.org")
            .build();
    RemoteId id = applied(connector.apply(Operations.group(Action.CREATE, null, both)));
    TargetAttributes ours =
        TargetAttributes.builder()
            .put("displayName", "Staff")
            .put("emails[type eq \"work\"].value", "new@example.org")
            .build();
    applied(connector.apply(Operations.group(Action.UPDATE, id, ours)));
    assertThat(subject.service.json(ObjectType.GROUP, id).at("/emails"))
        .extracting(e -> e.path("value").asText())
        .containsExactlyInAnyOrder("new@example.org", "home@example.org");
  }

  @Test
  void a_group_is_found_and_read_by_any_attribute() throws Exception {
    use(Map.of("groupKeyAttribute", "nickName"));
    TargetAttributes staff =
        TargetAttributes.builder()
            .put("displayName", "Staff")
            .put("nickName", "s-1")
            .put("title", "All of us")
            .build();
    RemoteId id = applied(connector.apply(Operations.group(Action.CREATE, null, staff)));
    Lookup byKey = new Lookup(ObjectType.GROUP, null, staff);
    assertThat(((Readable) connector).read(byKey)).isEqualTo(new Reading.Found(id, staff));
    Lookup byId = new Lookup(ObjectType.GROUP, id, staff);
    assertThat(((Readable) connector).read(byId)).isEqualTo(new Reading.Found(id, staff));
  }

  @Test
  void the_words_of_the_service_reach_the_operator() throws Exception {
    applied(connector.apply(Operations.creation(Operations.person("alice"))));
    Outcome taken = connector.apply(Operations.creation(Operations.person("alice")));
    assertThat(((Outcome.Failed) taken).detail()).contains("409").contains("userName is taken");
  }

  @Test
  void attributes_go_by_their_name_and_by_that_of_their_schema() throws Exception {
    Description.Known known =
        (Description.Known) ((Describable) connector).describe(ObjectType.USER);
    assertThat(known.find("userName")).isPresent();
    assertThat(known.find("urn:scim:schemas:core:1.0:userName")).isPresent();
    assertThat(known.find(ENTERPRISE + ":department")).isPresent();
    assertThat(known.find("department")).isEmpty();
    assertThat(known.find("id")).isEmpty();
  }

  @Test
  void names_of_a_user_store_have_its_domain_in_front() throws Exception {
    use(Map.of("userStoreDomain", "SALES"));
    RemoteId id = applied(connector.apply(Operations.creation(Operations.person("alice"))));
    assertThat(json(id).path("userName").asText()).isEqualTo("SALES/alice");
    Lookup lookup = new Lookup(ObjectType.USER, null, Operations.person("alice"));
    Reading.Found found = (Reading.Found) ((Readable) connector).read(lookup);
    assertThat(found.remoteId()).isEqualTo(id);
    assertThat(found.observed().first("userName")).contains("alice");
  }

  @Test
  void a_plan_names_what_is_merged_and_what_is_cleared() throws Exception {
    RemoteId id = applied(connector.apply(Operations.creation(full().build())));
    TargetAttributes wanted =
        TargetAttributes.builder().put("userName", "alice").put("title").build();
    assertThat(((Plannable) connector).plan(Operations.update(id, wanted)))
        .containsExactly("PATCH /scim/v1/Users/" + id + ": userName, title");
  }
}
