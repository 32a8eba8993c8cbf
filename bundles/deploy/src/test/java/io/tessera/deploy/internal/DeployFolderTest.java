package io.tessera.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployFolderTest {
  private static final String NAME = "example.connector";

  @TempDir Path root;
  private Path watched;
  private DeployFolder folder;

  @BeforeEach
  void open() throws IOException {
    watched = Files.createDirectory(root.resolve("deploy"));
    folder = new DeployFolder(watched, new KeptJars(root.resolve("kept")));
  }

  @Test
  void a_jar_that_was_overwritten_is_put_back_under_its_name() throws IOException {
    deployed("connector.jar", "1.0.0");
    deployed("connector.jar", "2.0.0");
    Path aside = folder.rollBack(NAME, "2.0.0", "1.0.0").orElseThrow();
    assertThat(jars()).containsExactly("connector.jar 1.0.0");
    assertThat(BundleJar.in(aside).orElseThrow().version()).isEqualTo("2.0.0");
    assertThat(aside.getParent()).isEqualTo(watched.resolve("rejected"));
    assertThat(aside.getFileName().toString())
        .startsWith("example.connector-2.0.0-")
        .endsWith(".jar.rejected");
  }

  @Test
  void a_jar_that_was_replaced_by_one_of_another_name_comes_back_under_its_own()
      throws IOException {
    deployed("connector-1.jar", "1.0.0");
    Files.delete(watched.resolve("connector-1.jar"));
    deployed("connector-2.jar", "2.0.0");
    assertThat(folder.rollBack(NAME, "2.0.0", "1.0.0")).isPresent();
    assertThat(jars()).containsExactly("connector-1.jar 1.0.0");
  }

  @Test
  void of_two_versions_side_by_side_the_rejected_one_goes() throws IOException {
    deployed("connector-1.jar", "1.0.0");
    deployed("connector-2.jar", "2.0.0");
    assertThat(folder.rollBack(NAME, "2.0.0", "1.0.0")).isPresent();
    assertThat(jars()).containsExactly("connector-1.jar 1.0.0");
  }

  @Test
  void nothing_is_touched_when_no_copy_of_the_previous_jar_was_kept() throws IOException {
    deployed("connector.jar", "2.0.0");
    assertThat(folder.rollBack(NAME, "2.0.0", "1.0.0")).isEmpty();
    assertThat(jars()).containsExactly("connector.jar 2.0.0");
  }

  @Test
  void nothing_is_touched_when_the_rejected_jar_has_been_replaced_already() throws IOException {
    deployed("connector.jar", "1.0.0");
    deployed("connector.jar", "3.0.0");
    assertThat(folder.rollBack(NAME, "2.0.0", "1.0.0")).isEmpty();
    assertThat(jars()).containsExactly("connector.jar 3.0.0");
  }

  @Test
  void the_last_five_versions_are_kept() throws IOException {
    for (int i = 1; i <= 7; i++) {
      deployed("connector.jar", i + ".0.0");
    }
    try (Stream<Path> kept = Files.list(root.resolve("kept").resolve(NAME))) {
      assertThat(kept).hasSize(5);
    }
    assertThat(folder.rollBack(NAME, "7.0.0", "6.0.0")).isPresent();
    assertThat(jars()).containsExactly("connector.jar 6.0.0");
  }

  @Test
  void a_half_copied_jar_is_not_kept() throws IOException {
    Files.writeString(watched.resolve("connector.jar"), "half");
    folder.keep(watched.resolve("connector.jar"), NAME, "1.0.0");
    assertThat(root.resolve("kept")).doesNotExist();
  }

  @Test
  void a_connid_connector_is_known_by_the_name_of_the_bundle_that_is_made_of_it()
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(new Attributes.Name("ConnectorBundle-Name"), "com.example.app");
    main.put(new Attributes.Name("ConnectorBundle-Version"), "2.4-SNAPSHOT");
    Path jar = watched.resolve("app.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    assertThat(BundleJar.in(jar))
        .contains(new BundleJar(jar, "connid.com.example.app", "2.4.0.SNAPSHOT"));
  }

  private void deployed(String file, String version) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(new Attributes.Name("Bundle-SymbolicName"), NAME + ";singleton:=true");
    main.put(new Attributes.Name("Bundle-Version"), version);
    Path jar = watched.resolve(file);
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    folder.keep(jar, NAME, version);
  }

  private List<String> jars() throws IOException {
    return KeptJars.jars(watched).stream()
        .map(f -> f.getFileName() + " " + BundleJar.in(f).orElseThrow().version())
        .toList();
  }
}
