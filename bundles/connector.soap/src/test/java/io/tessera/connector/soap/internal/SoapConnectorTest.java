package io.tessera.connector.soap.internal;

import static io.tessera.connector.soap.internal.SoapSubject.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.soap.internal.SoapDouble.Canned;
import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome.Applied;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoapConnectorTest {
  private final SoapDouble service = new SoapDouble(false, false);
  private final Map<String, Object> settings =
      SoapSubject.settings(service, service.service().address().orElseThrow());

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void values_get_the_types_and_places_of_the_schema() throws Exception {
    TargetAttributes wanted =
        TargetAttributes.builder()
            .put("badge", "42")
            .put("title", "Chief")
            .put("born", "1990-02-03T23:30:00Z")
            .put("email", "a@example.org", "b@example.org")
            .put("userName", "alice")
            .build();
    Applied applied = (Applied) connector().apply(creation(wanted));
    TargetAttributes seen =
        service.service().find(ObjectType.USER, applied.remoteId()).orElseThrow().attributes();
    assertThat(seen.all("email")).containsExactly("a@example.org", "b@example.org");
    assertThat(seen.first("badge")).contains("42");
    assertThat(seen.first("title")).contains("Chief");
    assertThat(seen.first("born")).contains("1990-02-03");
    Lookup lookup = new Lookup(ObjectType.USER, applied.remoteId(), wanted);
    Reading.Found found = (Reading.Found) connector().read(lookup);
    assertThat(found.observed().all("email")).containsExactly("a@example.org", "b@example.org");
    assertThat(found.observed().first("title")).contains("Chief");
    assertThat(found.observed().first("badge")).contains("42");
  }

  @ParameterizedTest
  @CsvSource({"kind, robot", "badge, many", "born, yesterday"})
  void a_value_that_does_not_fit_is_refused_before_it_is_sent(String attribute, String value)
      throws Exception {
    TargetAttributes wanted =
        TargetAttributes.builder().put("userName", "bob").put(attribute, value).build();
    Failed failed = (Failed) connector().apply(creation(wanted));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains(attribute).doesNotContain(value);
    assertThat(service.requests).isEmpty();
  }

  @Test
  void what_the_wsdl_wants_must_be_mapped() throws Exception {
    Failed failed =
        (Failed) connector().apply(creation(TargetAttributes.builder().put("title", "x").build()));
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("login");
  }

  @ParameterizedTest
  @CsvSource({
    "s:Client, INVALID",
    "s:Server, UNKNOWN",
    "s:VersionMismatch, CONFIGURATION",
    "wsse:FailedAuthentication, AUTHENTICATION"
  })
  void a_fault_that_no_rule_knows_says_whose_fault_it_is(String code, FailureKind kind)
      throws Exception {
    service.can(canned(500, fault(code, "Something")));
    Failed failed = (Failed) connector().apply(creation(named("alice")));
    assertThat(failed.kind()).isEqualTo(kind);
    assertThat(failed.detail()).contains("createUser").contains("Something");
  }

  @Test
  void the_first_rule_that_holds_decides() throws Exception {
    settings.put("faults", lines("THROTTLED = *too MANY*users*", "INVALID = *too many*"));
    service.can(canned(500, fault("s:Server", "There are too many new users today")));
    Failed failed = (Failed) connector().apply(creation(named("alice")));
    assertThat(failed.kind()).isEqualTo(FailureKind.THROTTLED);
  }

  @Test
  void an_answer_may_say_that_it_did_not_happen() throws Exception {
    settings.put(
        "createUser",
        lines("createUser", "user/* = *", "$id <- id", "$success <- ok", "$fault <- message"));
    settings.put("faults", lines("CONFLICT = login is taken"));
    service.can(
        canned(
            200,
            body(
                "<createUserResponse><ok>false</ok><message>Login is taken</message>"
                    + "</createUserResponse>")));
    Failed failed = (Failed) connector().apply(creation(named("alice")));
    assertThat(failed.kind()).isEqualTo(FailureKind.CONFLICT);
    service.can(canned(200, body("<createUserResponse><ok>1</ok><id>7</id></createUserResponse>")));
    assertThat(((Applied) connector().apply(creation(named("alice")))).remoteId().value())
        .isEqualTo("7");
  }

  @Test
  void a_new_account_may_be_found_by_its_key() throws Exception {
    settings.put("createUser", lines("createUser", "user/* = *"));
    Applied applied = (Applied) connector().apply(creation(named("alice")));
    assertThat(service.service().find(ObjectType.USER, applied.remoteId())).isPresent();
  }

  @Test
  void the_wsdl_may_be_a_file_with_others_beside_it(@TempDir Path folder) throws Exception {
    Path wsdl = folder.resolve("users.wsdl");
    Files.writeString(wsdl, SoapDouble.wsdl().replace("users?xsd", "types.xsd"));
    Files.writeString(folder.resolve("types.xsd"), SoapDouble.resource("types.xsd"));
    settings.put("wsdl", wsdl.toString());
    assertThat(connector().apply(creation(named("alice")))).isInstanceOf(Applied.class);
  }

  @Test
  void the_address_in_the_wsdl_must_be_safe() throws Exception {
    settings.put("endpoint", "");
    settings.put("soapVersion", "1.1");
    Failed failed = (Failed) connector().apply(creation(named("alice")));
    assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.detail()).contains("set endpoint");
  }

  @Test
  void a_test_says_what_the_wsdl_has_not() throws Exception {
    settings.put("getUser", lines("getUsr", "id = $id", "$id <- id"));
    settings.put("deleteUser", lines("deleteUser", "ident = $id"));
    settings.put("findUser", lines("findUsers", "login = userName", "$each <- users", "$id <- id"));
    Testable.Step mapping = connector().test().get(1);
    assertThat(mapping.passed()).isFalse();
    assertThat(mapping.detail())
        .contains("no operation getUsr")
        .contains("deleteUser names ident")
        .contains("deleteUser sends nothing as id")
        .contains("findUser names users");
  }

  @Test
  void what_is_not_set_cannot_be_done_and_says_so() throws Exception {
    settings.put("deleteUser", lines());
    Applied applied = (Applied) connector().apply(creation(named("alice")));
    Operation deletion =
        new Operation(
            new OperationKey("k"),
            Action.DELETE,
            ObjectType.USER,
            2,
            applied.remoteId(),
            named("alice"),
            null,
            MemberDelta.NONE);
    Failed failed = (Failed) connector().apply(deletion);
    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID);
    assertThat(failed.detail()).contains("deleteUser");
  }

  @Test
  void a_plan_names_operations_and_elements_and_no_values() {
    assertThat(connector().plan(creation(named("alice"))))
        .containsExactly("createUser: user/login, user/name/display, user/active");
  }

  @Test
  void a_listing_ends() throws Exception {
    for (int i = 0; i < 120; i++) {
      connector().apply(creation(named("user" + i)));
    }
    int seen = 0;
    Search search = Search.first(ObjectType.USER, 1_000);
    while (search != null) {
      Listing.Page page = (Listing.Page) connector().search(search);
      seen += page.accounts().size();
      search = page.nextIfAny().map(search::after).orElse(null);
    }
    assertThat(seen).isEqualTo(120);
  }

  @ParameterizedTest
  @CsvSource({
    "wsdl, ''",
    "wsdl, http://app.example.org/users?wsdl",
    "endpoint, ftp://app.example.org",
    "soapVersion, 2",
    "authentication, kerberos",
    "emptyValues, maybe",
    "updateBy, hand",
    "_password, ''"
  })
  void a_setting_that_cannot_work_is_named(String setting, String value) {
    settings.put(setting, value);
    assertThatThrownBy(this::connector)
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e -> assertThat(e.property()).isEqualTo(setting.replace('_', '.')));
  }

  @ParameterizedTest
  @CsvSource({
    "createUser, 'user/* = *'",
    "createUser, 'createUser|user/login'",
    "createUser, 'createUser|user//login = userName'",
    "createUser, 'createUser|id = $nothing'",
    "createUser, 'createUser|$nothing <- id'",
    "createUser, 'createUser|user = *'",
    "findUser, 'findUsers|login = userName'",
    "userAttributes, 'login = $id'",
    "userAttributes, 'secret = password'",
    "faults, 'NONSENSE = x'",
    "faults, 'GONE'"
  })
  void a_line_that_cannot_work_is_named(String setting, String lines) {
    settings.put(setting, lines.split("\\|", -1));
    assertThatThrownBy(this::connector)
        .isInstanceOfSatisfying(
            ConfigurationException.class, e -> assertThat(e.property()).isEqualTo(setting));
  }

  private SoapConnector connector() {
    return SoapSubject.connector(new LinkedHashMap<>(settings));
  }

  private static TargetAttributes named(String name) {
    return TargetAttributes.builder().put("userName", name).put("displayName", "x").build();
  }

  private static Operation creation(TargetAttributes attributes) {
    return new Operation(
        new OperationKey(UUID.randomUUID().toString()),
        Action.CREATE,
        ObjectType.USER,
        1,
        null,
        attributes,
        Activity.ENABLED,
        MemberDelta.NONE);
  }

  private static Canned canned(int status, String body) {
    return new Canned(status, "text/xml", body, "", "");
  }

  private static String body(String inner) {
    return "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>"
        + inner
        + "</s:Body></s:Envelope>";
  }

  private static String fault(String code, String reason) {
    return body(
        "<s:Fault><faultcode>"
            + code
            + "</faultcode><faultstring>"
            + reason
            + "</faultstring></s:Fault>");
  }
}
