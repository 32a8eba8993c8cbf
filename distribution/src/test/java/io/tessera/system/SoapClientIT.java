package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SOAP client of another language, which makes its proxies of our WSDLs. */
class SoapClientIT {
  private static final int SERVICES_OPERATIONS = 35 + 35 + 11 + 13;
  @TempDir static Path folder;
  private static TesseraServer tessera;
  private static Directory directory;

  @BeforeAll
  static void start() throws IOException {
    Installed.pythonWithZeep();
    directory = Directory.in(folder.resolve("directory"));
    tessera = TesseraServer.in(folder.resolve("tessera")).start();
    tessera
        .connections()
        .addUnguardedTarget("directory", "io.tessera.connector.ldap", directory.settings());
  }

  @AfterAll
  static void end() {
    if (tessera != null) {
      tessera.close();
      directory.close();
    }
  }

  @Test
  void zeep_drives_every_operation_and_what_it_leaves_is_in_the_directory() throws Exception {
    assertThat(driven()).contains(SERVICES_OPERATIONS + " operations");
    Eventually.holds(
        () -> {
          for (String user : new String[] {"zeep11", "zeep12"}) {
            var person = directory.person(user).orElseThrow();
            assertThat(person.getAttributeValue("title")).isEqualTo("Engineer");
            assertThat(person.getAttributeValue("mail")).isEqualTo(user + "@example.org");
            assertThat(directory.group(user + "role2").orElseThrow().getAttributeValues("member"))
                .containsExactly("uid=" + user + ",ou=people,dc=demo,dc=tessera");
            assertThat(directory.person(user + "gone")).isEmpty();
          }
          assertThat(directory.person("zeepplain").orElseThrow().getAttributeValue("title"))
              .isEqualTo("Engineer");
          assertThat(directory.group("zeepgroup")).isEmpty();
        });
  }

  private static String driven() throws Exception {
    Path script = Path.of("src/test/resources/soap_client.py");
    Path said = folder.resolve("soap_client.out");
    Process client =
        new ProcessBuilder(
                Installed.pythonWithZeep().toString(),
                script.toString(),
                tessera.http().base().toString(),
                tessera.admin().file().toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(client.waitFor(2, TimeUnit.MINUTES)).as("zeep ended").isTrue();
    } finally {
      client.destroyForcibly();
    }
    String text = Files.readString(said);
    assertThat(client.exitValue()).as(text).isZero();
    return text;
  }
}
