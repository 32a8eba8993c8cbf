package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotDeploymentIT {
  private static final String TYPE = "io.tessera.connector.ldap";
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path CONNECTOR = Distribution.jar(TYPE);
  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;
  private static String target;
  private final Path inPlace = tessera.data().resolve("deploy").resolve(CONNECTOR.getFileName());

  @BeforeAll
  static void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera")).without("TESSERA_FEATURES").start();
    tessera.deploy(Distribution.jar("unboundid-ldapsdk"));
    tessera.deploy(CONNECTOR);
    Eventually.holds(() -> assertThat(tessera.connections().offers(TYPE)).isTrue());
    target = tessera.connections().addTarget("directory", TYPE, directory.settings());
  }

  @AfterAll
  static void end() {
    tessera.close();
    directory.close();
  }

  @BeforeEach
  void deployed() throws IOException {
    tessera.deploy(CONNECTOR);
    Eventually.holds(() -> assertThat(tessera.connections().offers(TYPE)).isTrue());
  }

  private void removed() throws IOException {
    Files.delete(inPlace);
    Eventually.holds(() -> assertThat(tessera.connections().offers(TYPE)).isFalse());
  }

  @Test
  void a_connector_dropped_into_the_folder_is_offered_within_two_seconds() throws Exception {
    removed();
    tessera.deploy(CONNECTOR);
    assertThat(Eventually.until(PATIENCE, () -> tessera.connections().offers(TYPE)))
        .isLessThan(PROMISED);
  }

  @Test
  void changes_wait_while_the_connector_is_away_and_arrive_in_order_when_it_is_back()
      throws Exception {
    removed();
    String id = tessera.scim().create(user("patient").title("1"));
    tessera.scim().set(id, "title", "\"2\"");
    assertThat(tessera.connections().status(target).path("state").asText()).isEqualTo("absent");
    assertThat(tessera.connections().waiting(target)).isPositive();

    tessera.deploy(CONNECTOR);

    Eventually.holds(
        () ->
            assertThat(directory.person("patient").orElseThrow().getAttributeValue("title"))
                .isEqualTo("2"));
    tessera.connections().awaitDelivered(target, PATIENCE);
  }

  @Test
  void an_overwritten_connector_is_swapped_while_changes_flow_and_loses_none() throws Exception {
    for (int i = 0; i < 50; i++) {
      tessera.scim().create(user("before" + i));
    }
    withVersion("0.1.0.swapped", inPlace);
    for (int i = 0; i < 50; i++) {
      tessera.scim().create(user("during" + i));
    }
    Eventually.holds(
        () ->
            assertThat(
                    tessera
                        .http()
                        .get("/api/v1/connector-types/" + TYPE)
                        .json()
                        .path("bundle")
                        .asText())
                .contains("0.1.0.swapped"));
    tessera.connections().awaitDelivered(target, PATIENCE);
    for (int i = 0; i < 50; i++) {
      assertThat(directory.person("before" + i)).isPresent();
      assertThat(directory.person("during" + i)).isPresent();
    }
  }

  @Test
  void a_half_copied_jar_does_no_harm_and_works_once_it_is_whole() throws Exception {
    removed();
    byte[] whole = Files.readAllBytes(CONNECTOR);
    try (OutputStream copy = Files.newOutputStream(inPlace)) {
      copy.write(whole, 0, whole.length / 2);
      copy.flush();
      Eventually.holds(
          () -> assertThat(tessera.console()).contains(inPlace.getFileName() + " is not deployed"));
      assertThat(tessera.connections().offers(TYPE)).isFalse();
      assertThat(tessera.scim().create(user("meanwhile"))).isNotEmpty();
      copy.write(whole, whole.length / 2, whole.length - whole.length / 2);
    }
    Eventually.holds(() -> assertThat(directory.person("meanwhile")).isPresent());
  }

  /** The same bundle in another version. */
  private static void withVersion(String version, Path to) throws IOException {
    Path made = Files.createTempFile(folder, "connector", ".jar");
    Jars.withVersion(CONNECTOR, version, made);
    Files.copy(made, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
