package io.tessera.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The types that the modules of the console tell in comments, judged by the TypeScript compiler.
 */
class TypesIT {
  private static final Path CONSOLE =
      Path.of("../bundles/console/src/main/resources/console").toAbsolutePath().normalize();
  private static final Path DECLARATIONS = Path.of("src/test/types").toAbsolutePath();
  private static final String COMPILER = "META-INF/resources/webjars/typescript/";
  private static final long PATIENCE_SECONDS = 120;

  /** Shows that mistakes are found. */
  private static final String MISTAKEN = "/** @type {number} */\nexport const count = 'one';\n";

  @TempDir Path folder;

  @Test
  void all_modules_fit_and_one_that_does_not_is_found() throws Exception {
    Installed.chromium();
    Files.writeString(folder.resolve("mistaken.js"), MISTAKEN);
    Files.writeString(folder.resolve("tsconfig.json"), configuration());
    assertThat(compile())
        .singleElement()
        .asString()
        .contains("mistaken.js(2,", "Type 'string' is not assignable to type 'number'");
  }

  private List<String> compile() throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Process compiler =
        new ProcessBuilder(
                node().toString(), unpacked().resolve("tsc.js").toString(), "-p", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (!compiler.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      compiler.destroyForcibly();
      throw new AssertionError("still checking types after " + PATIENCE_SECONDS + " s");
    }
    return Files.readAllLines(said, UTF_8);
  }

  private String configuration() {
    return """
        {"compilerOptions": {
           "allowJs": true, "checkJs": true, "strict": true, "noEmit": true, "skipLibCheck": true,
           "useUnknownInCatchVariables": false, "types": [], "lib": ["es2023", "dom", "dom.iterable"],
           "target": "es2022", "module": "es2022", "moduleResolution": "bundler",
           "rootDirs": ["CONSOLE", "DECLARATIONS"]},
         "include": ["CONSOLE/js/**/*.js", "DECLARATIONS/**/*.d.ts", "mistaken.js"]}
        """
        .replace("CONSOLE", slashes(CONSOLE))
        .replace("DECLARATIONS", slashes(DECLARATIONS));
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** The one that drives the browser. */
  private static Path node() {
    Path driver =
        Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false)
            .driverDir();
    Path program = driver.resolve("node");
    return Files.exists(program) ? program : driver.resolve("node.exe");
  }

  /** The compiler reads what it knows of the language beside itself. */
  private Path unpacked() throws IOException {
    URL compiler = Objects.requireNonNull(getClass().getClassLoader().getResource(COMPILER));
    JarURLConnection connection = (JarURLConnection) compiler.openConnection();
    connection.setUseCaches(false);
    Path to = Files.createDirectories(folder.resolve("compiler"));
    try (JarFile jar = connection.getJarFile()) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        String name = entry.getName();
        if (name.startsWith(COMPILER) && name.matches(".*/lib/[\\w.]+\\.(js|d\\.ts)")) {
          try (InputStream content = jar.getInputStream(entry)) {
            Files.copy(content, to.resolve(name.substring(name.lastIndexOf('/') + 1)));
          }
        }
      }
    }
    return to;
  }
}
