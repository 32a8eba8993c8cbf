package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** T5, T6: what is in the distribution, and above all what is not. */
@ExtendWith(AttackedServer.class)
class ImageIT {
  /** Parts of class files' paths; each has let somebody in at some other server. */
  private static final List<String> FORBIDDEN =
      List.of(
          "org/apache/felix/gogo/shell/",
          "org/apache/felix/gogo/jline/",
          "org/jline/builtins/",
          "org/jline/console/",
          "org/apache/felix/webconsole/",
          "org/apache/felix/shell/",
          "org/eclipse/equinox/console/",
          "org/apache/sshd/",
          "org/apache/cxf/aegis/",
          "org/apache/cxf/transport/jms/",
          "org/apache/cxf/jaxrs/model/wadl/",
          "org/apache/cxf/rs/security/oauth2/",
          "org/apache/cxf/binding/corba/",
          "org/apache/cxf/javascript/",
          "org/apache/commons/collections/functors/",
          "org/apache/commons/collections4/functors/",
          "org/codehaus/groovy/",
          "groovy/lang/",
          "org/springframework/",
          "ognl/",
          "org/mvel2/",
          "org/apache/commons/jexl",
          "org/mozilla/javascript/",
          "bsh/",
          "org/apache/log4j/",
          "org/apache/logging/log4j/core/lookup/",
          "org/apache/xalan/",
          "com/thoughtworks/xstream/",
          "org/apache/velocity/",
          "freemarker/");

  private static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.walk(Distribution.home())) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  @Test
  void nothing_is_shipped_that_has_let_attackers_in_elsewhere() throws Exception {
    List<String> found = new ArrayList<>();
    for (Path jar : jars()) {
      try (JarFile content = new JarFile(jar.toFile())) {
        content.stream()
            .map(entry -> entry.getName())
            .filter(name -> name.endsWith(".class"))
            .filter(name -> FORBIDDEN.stream().anyMatch(name::startsWith))
            .forEach(name -> found.add(jar.getFileName() + ": " + name));
      }
    }
    assertThat(found).isEmpty();
  }

  /** Gogo has let people in through the ports of its shells: telnetd, sshd. */
  @Test
  void of_gogo_only_what_opens_no_port_is_shipped_and_a_server_without_a_terminal_has_none_of_it(
      TesseraServer tessera) throws Exception {
    assertThat(jars())
        .map(jar -> jar.getFileName().toString().replaceFirst("-[0-9.]+\\.jar$", ""))
        .filteredOn(name -> name.contains("gogo"))
        .containsExactlyInAnyOrder(
            "org.apache.felix.gogo.runtime", "org.apache.felix.gogo.command");
    assertThat(tessera.http().get("/api/v1/bundles?limit=500").successful().text())
        .contains("io.tessera.provisioning")
        .doesNotContain("gogo", "io.tessera.shell");
  }

  @Test
  void the_bill_of_materials_has_every_jar() throws Exception {
    Set<String> listed = new TreeSet<>();
    try (Stream<Path> bills = Files.list(Distribution.home().resolve("sbom"))) {
      bills.forEach(bill -> listed.addAll(components(bill)));
    }
    Set<String> missing = new TreeSet<>();
    for (Path jar : jars()) {
      String name = jar.getFileName().toString().replaceFirst("(-sources)?\\.jar$", "");
      boolean known = listed.stream().anyMatch(c -> c.equals(name) || c.startsWith(name + "-"));
      if (!known) {
        missing.add(name);
      }
    }
    assertThat(missing).isEmpty();
    assertThat(listed).anyMatch(c -> c.startsWith("cxf-core-"));
    assertThat(listed).anyMatch(c -> c.startsWith("woodstox-core-"));
    assertThat(listed).anyMatch(c -> c.startsWith("logback-classic-"));
  }

  private static List<String> components(Path bill) {
    try {
      List<String> components = new ArrayList<>();
      JsonNode root = Http.JSON.readTree(bill.toFile());
      assertThat(root.path("bomFormat").asText()).isEqualTo("CycloneDX");
      components.add(component(root.path("metadata").path("component")));
      root.path("components").forEach(each -> components.add(component(each)));
      return components;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String component(JsonNode component) {
    return component.path("name").asText() + "-" + component.path("version").asText();
  }

  @Test
  void the_process_reads_no_serialised_objects_but_the_databases_own(TesseraServer tessera)
      throws Exception {
    String command = Files.readString(Path.of("/proc/" + tessera.pid() + "/cmdline"));
    assertThat(command.split("\0", -1))
        .anyMatch(argument -> argument.startsWith("-Djdk.serialFilter=") && argument.endsWith("!*"))
        .noneMatch(argument -> argument.contains("jmxremote"))
        .noneMatch(argument -> argument.contains("jdwp"));
  }

  @Test
  void no_credential_and_no_key_is_shipped() throws Exception {
    try (Stream<Path> files = Files.walk(Distribution.home())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.matches(".*\\.(p12|jks|pem|key|crt)|.*password.*|.*token"));
    }
  }
}
