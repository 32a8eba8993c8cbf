package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy map that computes and makes up what a directory gets. */
class PolicyMapIT {
  /** Logins as Active Directory wants them: at most 20 characters, nobody's twice. */
  private static final String MAP =
      """
      {"user": [
        {"attribute": "uid", "generate": {
          "candidates": [
            "left(keep(ascii(user.name.familyName), 'A-Za-z'), 19) + left(ascii(user.name.givenName), 1)",
            "left(keep(ascii(user.name.familyName), 'A-Za-z'), 19 - size(string(counter.n)))\
       + left(ascii(user.name.givenName), 1) + string(counter.n)"],
          "maxLength": 20, "reserved": ["root"]}},
        {"attribute": "cn", "from": ["displayName", "userName"]},
        {"attribute": "sn", "from": ["name.familyName"]},
        {"attribute": "mail", "generate": {
          "candidates": [
            "lower(ascii(user.name.givenName + '.' + user.name.familyName)) + '@example.com'",
            "lower(ascii(user.name.givenName + '.' + user.name.familyName)) + string(counter.n)\
       + '@example.com'"]}},
        {"attribute": "departmentNumber", "expression": "lookup('departments', enterprise.department)",
         "otherwise": ["OU=Others"]},
        {"attribute": "employeeType", "constant": ["new"], "on": ["create"]},
        {"attribute": "title", "from": ["title"], "condition": "user.active"}],
       "group": [{"attribute": "cn", "from": ["displayName"]}],
       "tables": {"departments": {"R&D": "OU=Research", "Sales": "OU=Sales"}},
       "tests": [
         {"name": "accents", "given": {"userName": "x", "name": {"familyName": "Groß", "givenName": "Zoë"}},
          "expect": {"uid": ["GrossZ"], "mail": ["zoe.gross@example.com"], "departmentNumber": ["OU=Others"]}}]}
      """;

  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;
  private static String target;

  @BeforeAll
  static void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
    target =
        tessera
            .connections()
            .addTarget("directory", "io.tessera.connector.ldap", directory.settings());
    put(MAP).successful();
  }

  @AfterAll
  static void end() {
    tessera.close();
    directory.close();
  }

  @Test
  void thirty_people_of_one_name_get_logins_and_addresses_of_their_own() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      User person = user("person" + i).familyName("Wolfeschlegelsteinhausen");
      ids.add(tessera.scim().create(i % 2 == 0 ? person.department("R&D") : person));
    }
    tessera.connections().awaitDelivered(target, Duration.ofSeconds(60));

    List<SearchResultEntry> people =
        directory.people().stream()
            .filter(p -> p.getAttributeValue("sn").startsWith("Wolfe"))
            .toList();
    assertThat(people).hasSize(30);
    assertThat(people)
        .extracting(p -> p.getAttributeValue("uid"))
        .doesNotHaveDuplicates()
        .contains("WolfeschlegelsteinhG", "WolfeschlegelsteinG2", "WolfeschlegelsteiG30")
        .allMatch(login -> login.length() <= 20);
    assertThat(people)
        .extracting(p -> p.getAttributeValue("mail"))
        .doesNotHaveDuplicates()
        .contains(
            "given.wolfeschlegelsteinhausen@example.com",
            "given.wolfeschlegelsteinhausen30@example.com");
    assertThat(people)
        .extracting(p -> p.getAttributeValue("departmentNumber"))
        .containsOnly("OU=Research", "OU=Others");

    JsonNode preview = preview(ids.get(7));
    assertThat(row(preview, "uid").path("origin").asText()).isEqualTo("reserved");
    assertThat(row(preview, "departmentNumber").path("origin").asText()).isEqualTo("otherwise");
  }

  @Test
  void a_login_stays_when_the_person_is_renamed_and_what_is_for_creations_is_sent_once()
      throws Exception {
    String id = tessera.scim().create(user("married").familyName("Maiden"));
    Eventually.holds(() -> assertThat(directory.person("MaidenG")).isPresent());

    tessera.scim().set(id, "name.familyName", "\"Wedding\"");
    tessera.scim().set(id, "title", "\"Engineer\"");

    Eventually.holds(
        () -> {
          SearchResultEntry entry = directory.person("MaidenG").orElseThrow();
          assertThat(entry.getAttributeValue("sn")).isEqualTo("Wedding");
          assertThat(entry.getAttributeValue("title")).isEqualTo("Engineer");
          assertThat(entry.getAttributeValue("employeeType")).isEqualTo("new");
        });
  }

  @Test
  void a_map_at_fault_is_refused_with_its_rows_and_the_one_in_force_stays() throws Exception {
    String wrong = MAP.replace("user.active", "user.actve").replace("left(ascii(", "lft(ascii(");
    Http.Answer refused = put(wrong);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("policyMap.user[0].generate.candidates[0]")
        .contains("undeclared reference to 'lft'")
        .contains("policyMap.user[6].condition: user.actve is no attribute");

    Http.Answer failing = put(MAP.replace("[\"GrossZ\"]", "[\"grossz\"]"));
    assertThat(failing.status()).isEqualTo(400);
    assertThat(failing.text()).contains("uid is [GrossZ] where [grossz] is expected");

    tessera.scim().create(user("still").familyName("Working"));
    Eventually.holds(() -> assertThat(directory.person("WorkingG")).isPresent());
  }

  @Test
  void a_map_with_an_attribute_the_directory_lacks_is_refused_and_an_earlier_one_comes_back()
      throws Exception {
    Http.Answer refused =
        put(
            MAP.replace("\"departmentNumber\", \"exp", "\"deptNo\", \"exp")
                .replace("\"departmentNumber\": [", "\"deptNo\": ["));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("policyMap.user[4].attribute: the target has no attribute")
        .contains("deptNo");

    put(MAP.replace("\"new\"", "\"newer\"")).successful();
    JsonNode versions =
        tessera
            .http()
            .get("/api/v1/targets/" + target + "/policy-map/versions")
            .successful()
            .json()
            .path("items");
    assertThat(versions.size()).isGreaterThanOrEqualTo(2);
    String version = versions.get(1).path("version").asText();
    tessera
        .http()
        .send(
            "POST",
            "/api/v1/targets/" + target + "/policy-map/rollback",
            "{\"version\":" + version + "}",
            "If-Match",
            tessera.http().get("/api/v1/targets/" + target).etag())
        .successful();

    tessera.scim().create(user("again").familyName("Rollback"));
    Eventually.holds(
        () ->
            assertThat(
                    directory.person("RollbackG").orElseThrow().getAttributeValue("employeeType"))
                .isEqualTo("new"));
  }

  @Test
  void the_account_of_a_deleted_person_is_disabled_and_marked_where_the_target_wants_it()
      throws Exception {
    ObjectNode map = (ObjectNode) Http.JSON.readTree(MAP);
    map.withArray("/user")
        .addObject()
        .put("attribute", "description")
        .putPOJO("constant", List.of("left"))
        .putPOJO("on", List.of("delete"));
    change("policyMap", map).successful();
    change("delivery", Http.JSON.readTree("{\"whenDeleted\":\"disable\"}")).successful();
    String id = tessera.scim().create(user("leaver").familyName("Leaver"));
    Eventually.holds(() -> assertThat(directory.person("LeaverG")).isPresent());

    tessera.scim().delete(id);

    Eventually.holds(
        () -> {
          SearchResultEntry entry = directory.person("LeaverG").orElseThrow();
          assertThat(entry.hasAttribute(Directory.LOCK)).isTrue();
          assertThat(entry.getAttributeValue("description")).isEqualTo("left");
          assertThat(tessera.connections().accountsOf(id))
              .extracting(account -> account.path("state").asText())
              .containsExactly("retired");
        });
  }

  private static Http.Answer put(String map) throws IOException {
    return change("policyMap", Http.JSON.readTree(map));
  }

  private static Http.Answer change(String part, JsonNode value) throws IOException {
    Http.Answer present = tessera.http().get("/api/v1/targets/" + target).successful();
    ObjectNode changed = (ObjectNode) present.json();
    changed.set(part, value);
    return tessera
        .http()
        .send("PUT", "/api/v1/targets/" + target, changed.toString(), "If-Match", present.etag());
  }

  private static JsonNode preview(String user) throws IOException {
    return tessera
        .http()
        .post("/api/v1/targets/" + target + "/preview", "{\"resource\":\"" + user + "\"}")
        .successful()
        .json();
  }

  private static JsonNode row(JsonNode preview, String attribute) {
    JsonNode rows = preview.path("attributes");
    return IntStream.range(0, rows.size())
        .mapToObj(rows::get)
        .filter(row -> row.path("attribute").asText().equals(attribute))
        .findFirst()
        .orElseThrow();
  }
}
