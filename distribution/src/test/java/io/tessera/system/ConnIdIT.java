package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connectors of the ConnId project, as they are released. */
class ConnIdIT {
  private static final String TYPE =
      "io.tessera.connector.connid.net.tirasa.connid.bundles.ldap.LdapConnector";
  private static final String TABLE =
      "io.tessera.connector.connid.net.tirasa.connid.bundles.db.DatabaseTableConnector";
  private static final String SCRIPTED =
      "io.tessera.connector.connid.net.tirasa.connid.bundles.db.ScriptedSQLConnector";
  private static final String PEOPLE = "ou=people,dc=demo,dc=tessera";
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path CONNECTOR = Path.of(System.getProperty("tessera.connid"), "ldap.jar");
  private static final String MAP =
      """
      {"user": [
        {"attribute": "__NAME__", "expression": "'uid=' + user.userName + ',%s'"},
        {"attribute": "cn", "from": ["displayName", "userName"]},
        {"attribute": "sn", "from": ["name.familyName", "userName"]},
        {"attribute": "title", "from": ["title"]}],
       "group": []}
      """
          .formatted(PEOPLE);

  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;

  @BeforeAll
  static void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
  }

  @AfterAll
  static void end() {
    tessera.close();
    directory.close();
  }

  @Test
  void a_dropped_connector_delivers_and_while_it_is_away_its_changes_wait() throws Exception {
    tessera.deploy(CONNECTOR);
    assertThat(Eventually.until(PATIENCE, () -> tessera.connections().offers(TYPE)))
        .isLessThan(PROMISED);
    String target = tessera.connections().addTarget("connid", TYPE, settings());
    map(target);

    String id = tessera.scim().create(user("alice").title("1"));
    Eventually.holds(
        () ->
            assertThat(directory.person("alice").orElseThrow().getAttributeValue("title"))
                .isEqualTo("1"));

    Files.delete(tessera.data().resolve("deploy").resolve(CONNECTOR.getFileName()));
    Eventually.holds(() -> assertThat(tessera.connections().offers(TYPE)).isFalse());
    tessera.scim().set(id, "title", "\"2\"");
    assertThat(tessera.connections().status(target).path("state").asText()).isEqualTo("absent");
    assertThat(tessera.connections().waiting(target)).isPositive();

    tessera.deploy(CONNECTOR);
    Eventually.holds(
        () ->
            assertThat(directory.person("alice").orElseThrow().getAttributeValue("title"))
                .isEqualTo("2"));
    tessera.connections().awaitDelivered(target, PATIENCE);
  }

  @Test
  void of_a_jar_with_a_scripted_connector_only_the_other_is_offered() throws Exception {
    tessera.deploy(Path.of(System.getProperty("tessera.connid"), "db.jar"));
    Eventually.holds(() -> assertThat(tessera.connections().offers(TABLE)).isTrue());
    assertThat(tessera.connections().offers(SCRIPTED)).isFalse();
    assertThat(tessera.console()).contains("ScriptedSQLConnector is not offered");
  }

  private static void map(String target) throws IOException {
    Http.Answer present = tessera.http().get("/api/v1/targets/" + target).successful();
    ObjectNode changed = (ObjectNode) present.json();
    changed.set("policyMap", Http.JSON.readTree(MAP));
    tessera
        .http()
        .send("PUT", "/api/v1/targets/" + target, changed.toString(), "If-Match", present.etag())
        .successful();
  }

  private static Map<String, Object> settings() throws IOException {
    Map<String, Object> theirs = directory.settings();
    Map<String, Object> settings = new HashMap<>();
    settings.put("host", theirs.get("host"));
    settings.put("port", theirs.get("port"));
    settings.put("principal", theirs.get("bindDn"));
    settings.put("credentials", theirs.get("bindPassword"));
    settings.put("baseContexts", List.of(PEOPLE));
    settings.put("accountObjectClasses", List.of("inetOrgPerson"));
    settings.put("accountUserNameAttributes", List.of("uid"));
    settings.put("readTimeout", 2_000);
    return settings;
  }
}
