package io.tessera.connector.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Makes every change of the contract a visible one: api.txt holds all of it. After a change that is
 * meant, run the test with {@code -Dtessera.api.write=true} and think of the package's version:
 * what authors implement must go on working (docs/writing-a-connector.md).
 */
class ApiTest {
  private static final Path BASELINE = Path.of(System.getProperty("basedir", ""), "api.txt");

  @Test
  void the_contract_is_what_is_written_down() throws Exception {
    String now = text();
    if (Boolean.getBoolean("tessera.api.write")) {
      Files.writeString(BASELINE, now);
    }
    assertThat(now)
        .as("the contract with connectors; -Dtessera.api.write=true writes it anew")
        .isEqualTo(Files.readString(BASELINE));
  }

  private static String text() throws IOException, URISyntaxException, ClassNotFoundException {
    Path classes =
        Path.of(Connector.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    StringBuilder text = new StringBuilder(exported(classes)).append('\n');
    for (String type : types(classes.resolve("io/tessera/connector/spi"))) {
      text.append(ApiText.of(Class.forName("io.tessera.connector.spi." + type)));
    }
    return text.toString();
  }

  private static List<String> types(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .sorted()
          .toList();
    }
  }

  /** The package and its version, as the bundle says it. */
  private static String exported(Path classes) throws IOException {
    try (InputStream in = Files.newInputStream(classes.resolve(JarFile.MANIFEST_NAME))) {
      return new Manifest(in).getMainAttributes().getValue("Export-Package") + "\n";
    }
  }
}
