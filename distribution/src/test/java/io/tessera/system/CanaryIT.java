package io.tessera.system;

import static io.tessera.system.User.user;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryIT {
  private static final String TYPE = "io.tessera.connector.ldap";
  private static final String PACKAGE = TYPE + ".internal";
  private static final Path CONNECTOR = Distribution.jar(TYPE);
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path folder;
  private TesseraServer tessera;
  private Directory directory;
  private String target;
  private String good;
  private int users;

  @BeforeEach
  void start() throws IOException {
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera")).without("TESSERA_FEATURES").start();
    tessera.deploy(Distribution.jar("unboundid-ldapsdk"));
    tessera.deploy(CONNECTOR);
    Eventually.holds(() -> assertThat(tessera.connections().offers(TYPE)).isTrue());
    target = tessera.connections().addTarget("directory", TYPE, directory.settings());
    good = type().path("bundle").asText();
    for (int i = 0; i < 40; i++) {
      create();
    }
    tessera.connections().awaitDelivered(target, PATIENCE);
  }

  @AfterEach
  void end() {
    tessera.close();
    directory.close();
  }

  @Test
  void a_version_that_refuses_everything_is_rolled_back_under_load_and_nothing_is_lost()
      throws Exception {
    swap("0.1.1", "return Outcome.failed(FailureKind.INVALID, \"not like this\");");
    createUntilRolledBackFrom("0.1.1");
    everyUserIsThereOnce();

    assertThat(rejected()).singleElement().asString().contains(TYPE + "-0.1.1-");
    assertThat(tessera.console()).contains("rolled back to " + version(good));
    assertThat(tessera.connections().status(target).path("state").asText()).isEqualTo("active");
    assertThat(tessera.connections().status(target).path("detail").asText())
        .contains("Rolled back from 0.1.1 because ");

    tessera.kill9();
    tessera.start();
    Eventually.holds(() -> assertThat(type().path("bundle").asText()).isEqualTo(good));
    create();
    everyUserIsThereOnce();
  }

  @Test
  void a_version_that_throws_is_rolled_back_too_and_tried_again_when_a_person_puts_it_there_again()
      throws Exception {
    swap("0.1.1", "throw new IllegalStateException(\"broken\");");
    createUntilRolledBackFrom("0.1.1");
    everyUserIsThereOnce();

    swap("0.1.1", "throw new IllegalStateException(\"broken\");");
    Eventually.holds(() -> assertThat(type().path("bundle").asText()).endsWith("0.1.1"));
    createUntilRolledBackFrom("0.1.1");
    everyUserIsThereOnce();
    assertThat(rejected()).hasSize(2);
  }

  @Test
  void a_version_put_beside_the_old_one_is_taken_away_again() throws Exception {
    Path beside = tessera.data().resolve("deploy/connector-of-another-name.jar");
    swap("0.1.1", "return Outcome.failed(FailureKind.CONFLICT, \"not like this\");", beside);
    Eventually.holds(
        PATIENCE,
        () -> {
          create();
          assertThat(beside).doesNotExist();
        });
    everyUserIsThereOnce();
    assertThat(type().path("bundle").asText()).isEqualTo(good);
    assertThat(rejected()).hasSize(1);
  }

  private JsonNode type() throws IOException {
    return tessera.http().get("/api/v1/connector-types/" + TYPE).successful().json();
  }

  private static String version(String bundle) {
    return bundle.substring(bundle.indexOf(' ') + 1);
  }

  private void create() throws IOException {
    tessera.scim().create(user("canary" + users++));
  }

  private void createUntilRolledBackFrom(String version) {
    Eventually.holds(
        PATIENCE,
        () -> {
          create();
          JsonNode type = type();
          assertThat(type.path("bundle").asText()).isEqualTo(good);
          assertThat(type.path("remark").asText())
              .startsWith("Rolled back from " + version + " because ");
        });
  }

  private void everyUserIsThereOnce() throws Exception {
    tessera.connections().awaitDelivered(target, PATIENCE);
    for (int i = 0; i < users; i++) {
      assertThat(directory.person("canary" + i)).isPresent();
    }
  }

  private List<Path> rejected() throws IOException {
    try (Stream<Path> files = Files.list(tessera.data().resolve("deploy/rejected"))) {
      return files.toList();
    }
  }

  /** Drops another version over the connector, which does nothing but this. */
  private void swap(String version, String body) throws IOException {
    swap(version, body, tessera.data().resolve("deploy").resolve(CONNECTOR.getFileName()));
  }

  private void swap(String version, String body, Path to) throws IOException {
    Path made = folder.resolve("connector-" + version + ".jar");
    Jars.withVersion(CONNECTOR, version, compiled(body), made);
    Files.copy(made, to, REPLACE_EXISTING);
  }

  private Map<String, byte[]> compiled(String body) throws IOException {
    Path source =
        Files.writeString(
            Files.createDirectories(folder.resolve("source")).resolve("LdapConnector.java"),
            """
            package %s;

            import io.tessera.connector.spi.*;

            public final class LdapConnector implements Connector {
              public @interface Config {}

              public LdapConnector(Config config) {}

              public void close() {}

              @Override
              public Outcome apply(Operation operation) {
                %s
              }
            }
            """
                .formatted(PACKAGE, body));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(
                  complaints,
                  files,
                  null,
                  List.of("--release", "17", "-proc:none", "-d", classes.toString(), "-cp", path()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(done).as(complaints.toString()).isTrue();
    }
    String place = PACKAGE.replace('.', '/') + "/";
    Map<String, byte[]> result = new HashMap<>();
    for (String name : List.of("LdapConnector.class", "LdapConnector$Config.class")) {
      result.put(place + name, Files.readAllBytes(classes.resolve(place + name)));
    }
    return result;
  }

  private static String path() {
    return Distribution.jar("io.tessera.connector.spi")
        + ":"
        + Distribution.jar("io.tessera.model");
  }
}
