package io.tessera.system;

import static io.tessera.system.User.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/writing-a-connector.md promises: with the distribution and Maven alone, somebody who
 * has nothing of this project's makes a connector that is proven and delivers.
 */
class ArchetypeIT {
  private static final String TYPE = "com.example.acme";
  private static final String ARTIFACTS = "authors/repository/io/tessera";
  private static final long BUILD_SECONDS = 240;

  @TempDir Path folder;

  @Test
  void a_generated_connector_keeps_the_contract_and_delivers_a_person() throws Exception {
    maven(folder, "-f", Distribution.home().resolve("authors").toString(), "install");
    Path project = generated();
    maven(project, "verify");
    assertThat(project.resolve("target/tessera-verdicts/com.example.acme.AcmeConnectorTest.json"))
        .content()
        .contains("\"kept\": true");
    deliver(project);
  }

  private Path generated() throws IOException, InterruptedException {
    maven(
        folder,
        "org.apache.maven.plugins:maven-archetype-plugin:"
            + System.getProperty("tessera.archetype.plugin")
            + ":generate",
        "-DarchetypeGroupId=io.tessera",
        "-DarchetypeArtifactId=io.tessera.connector.archetype",
        "-DarchetypeVersion=" + version(),
        "-DarchetypeCatalog=internal",
        "-DinteractiveMode=false",
        "-DgroupId=com.example",
        "-DartifactId=acme-connector",
        "-Dpackage=" + TYPE,
        "-Dconnector=Acme");
    return folder.resolve("acme-connector");
  }

  private static String version() throws IOException {
    try (var versions =
        Files.list(Distribution.home().resolve(ARTIFACTS + "/io.tessera.connector.spi"))) {
      return versions.findFirst().orElseThrow().getFileName().toString();
    }
  }

  /** With a local repository of its own, which knows nothing of how this project is built. */
  private void maven(Path where, String... arguments) throws IOException, InterruptedException {
    Path log = folder.resolve("maven.log");
    ProcessBuilder maven =
        new ProcessBuilder(
            System.getProperty("tessera.maven"),
            "-B",
            "-Dmaven.repo.local=" + folder.resolve("repository"),
            "-gs",
            settings().toString());
    maven.command().addAll(List.of(arguments));
    maven.directory(where.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    maven.environment().remove("MAVEN_ARGS");
    maven.environment().put("MAVEN_OPTS", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    Process running = maven.start();
    try {
      assertThat(running.waitFor(BUILD_SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
      assertThat(running.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      running.destroyForcibly();
    }
  }

  /** What this build has downloaded needs no second download. */
  private Path settings() throws IOException {
    String nearby = Path.of(System.getProperty("tessera.maven.repository")).toUri().toString();
    String repository = "<id>nearby</id><url>" + nearby + "</url>";
    return Files.writeString(
        folder.resolve("settings.xml"),
        "<settings><profiles><profile><id>nearby</id><repositories><repository>"
            + repository
            + "</repository></repositories><pluginRepositories><pluginRepository>"
            + repository
            + "</pluginRepository></pluginRepositories></profile></profiles>"
            + "<activeProfiles><activeProfile>nearby</activeProfile></activeProfiles></settings>");
  }

  private void deliver(Path project) throws Exception {
    int port = Ports.free();
    Path token = folder.resolve("token");
    Process service = service(project, port, token);
    try (TesseraServer tessera =
        TesseraServer.in(folder.resolve("tessera")).without("TESSERA_FEATURES").start()) {
      Eventually.holds(() -> assertThat(token).isNotEmptyFile());
      tessera.deploy(project.resolve("target/acme-connector.jar"));
      Eventually.holds(() -> assertThat(tessera.connections().offers(TYPE)).isTrue());
      String url = "http://127.0.0.1:" + port + "/users";
      Map<String, Object> settings = Map.of("url", url, "token", Files.readString(token));
      String target = tessera.connections().addTarget("acme", TYPE, settings);
      tessera.scim().create(user("alice").title("Engineer"));
      tessera.connections().awaitDelivered(target, Duration.ofSeconds(30));
      assertThat(asked(url + "?name=alice", Files.readString(token)))
          .contains("name=alice")
          .contains("title=Engineer");
    } finally {
      service.destroyForcibly().onExit().join();
    }
  }

  /** The double that the generated tests use, as a program. */
  private Process service(Path project, int port, Path token) throws IOException {
    Path artifacts = Distribution.home().resolve(ARTIFACTS);
    String version = version();
    StringBuilder classPath =
        new StringBuilder(
            project.resolve("target/classes") + ":" + project.resolve("target/test-classes"));
    for (String name : List.of("io.tessera.connector.spi", "io.tessera.connector.kit")) {
      Path jar = artifacts.resolve(name).resolve(version).resolve(name + "-" + version + ".jar");
      classPath.append(':').append(jar);
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            java.toString(),
            "-cp",
            classPath.toString(),
            TYPE + ".ServiceDouble",
            Integer.toString(port),
            token.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("service.log").toFile())
        .start();
  }

  private static String asked(String url, String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
