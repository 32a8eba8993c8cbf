package io.tessera.connector.connid.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroppedJarsTest {
  @TempDir Path folder;

  @Test
  void a_released_connector_becomes_a_bundle_with_a_component_and_a_form() throws Exception {
    File bundle = jars(false).transform(ReleasedJar.file("ldap").toFile(), folder.toFile());
    assertThat(bundle).isNotNull();
    try (JarFile made = new JarFile(bundle)) {
      Attributes manifest = made.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Bundle-SymbolicName"))
          .isEqualTo("connid.net.tirasa.connid.bundles.ldap");
      assertThat(manifest.getValue("Bundle-Version")).isEqualTo("1.5.10");
      assertThat(text(made, "OSGI-INF/connector0.xml"))
          .contains(
              "io.tessera.connector.connid.net.tirasa.connid.bundles.ldap.LdapConnector",
              "io.tessera.connector.connid.SyncingConnector");
      assertThat(text(made, "OSGI-INF/metatype/connector0.xml"))
          .contains(
              "id=\"host\" type=\"String\" cardinality=\"0\" required=\"true\"",
              "id=\"port\" type=\"Integer\"",
              "id=\".credentials\" type=\"Password\"",
              "id=\"baseContexts\" type=\"String\" cardinality=\"2147483647\" required=\"true\"",
              "id=\"ssl\" type=\"Boolean\"",
              "id=\"connid.userClass\"");
      assertThat(made.getEntry(ConnIdBundle.JAR).getSize())
          .as("the jar itself, unchanged")
          .isEqualTo(Files.size(ReleasedJar.file("ldap")));
    }
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(bundle.toPath());
    }
  }

  @Test
  void scripted_connectors_are_not_offered_unless_a_setting_allows_it() throws Exception {
    File db = ReleasedJar.file("db").toFile();
    assertThat(components(jars(false).transform(db, folder.toFile())))
        .containsExactly("OSGI-INF/connector0.xml");
    assertThat(components(jars(true).transform(db, folder.toFile())))
        .containsExactly("OSGI-INF/connector0.xml", "OSGI-INF/connector1.xml");
  }

  @Test
  void descriptions_and_subscriptions_make_no_script() throws Exception {
    assertThat(ReleasedJar.scan("ldap")).extracting(FoundConnector::scripted).containsOnly(false);
    assertThat(ReleasedJar.scan("csvdir")).extracting(FoundConnector::scripted).containsOnly(false);
  }

  @Test
  void a_connector_for_a_newer_framework_is_not_deployed() throws Exception {
    Path jar =
        jar(
            "ConnectorBundle-Name",
            "x",
            "ConnectorBundle-Version",
            "1",
            "ConnectorBundle-FrameworkVersion",
            "9.0");
    assertThat(jars(false).canHandle(jar.toFile())).isTrue();
    assertThat(jars(false).transform(jar.toFile(), folder.toFile())).isNull();
  }

  @Test
  void a_jar_without_connectors_is_not_deployed() throws Exception {
    Path jar = jar("ConnectorBundle-Name", "x", "ConnectorBundle-Version", "1");
    assertThat(jars(false).transform(jar.toFile(), folder.toFile())).isNull();
  }

  @Test
  void osgi_bundles_plain_jars_and_halves_are_left_to_others() throws Exception {
    Path half = Files.writeString(folder.resolve("half.jar"), "half");
    Path plain = jar("Created-By", "test");
    Path bundle =
        jar(
            "Bundle-SymbolicName",
            "x",
            "ConnectorBundle-Name",
            "x",
            "ConnectorBundle-Version",
            "1");
    for (Path other : List.of(half, plain, bundle)) {
      assertThat(jars(false).canHandle(other.toFile())).as(other.toString()).isFalse();
    }
  }

  @Test
  void versions_of_maven_become_versions_of_osgi() {
    assertThat(version("0.8.10")).isEqualTo("0.8.10");
    assertThat(version("2.4-SNAPSHOT")).isEqualTo("2.4.0.SNAPSHOT");
    assertThat(version("1.6.1.0")).isEqualTo("1.6.1.0");
    assertThat(version("1.02")).isEqualTo("1.2.0");
    assertThat(version("new one")).isEqualTo("0.0.0.new_one");
  }

  private static String version(String maven) {
    return new ConnIdManifest("x", maven, "").osgiVersion();
  }

  private Path jar(String... headers) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    for (int i = 0; i < headers.length; i += 2) {
      manifest.getMainAttributes().putValue(headers[i], headers[i + 1]);
    }
    Path jar = Files.createTempFile(folder, "made", ".jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  private static List<String> components(File bundle) throws IOException {
    try (JarFile made = new JarFile(bundle)) {
      return made.stream()
          .map(JarEntry::getName)
          .filter(n -> n.matches("OSGI-INF/connector\\d+\\.xml"))
          .toList();
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static DroppedJars jars(boolean allowScripted) {
    return new DroppedJars(
        new DroppedJars.Config() {
          @Override
          public boolean allowScripted() {
            return allowScripted;
          }

          @Override
          public Class<? extends Annotation> annotationType() {
            return DroppedJars.Config.class;
          }
        });
  }
}
