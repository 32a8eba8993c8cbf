package io.tessera.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be seen of the pages without a browser. */
class SourcesTest {
  private static final Path CONSOLE = Path.of("target/classes/console");
  private static final Pattern IMPORT =
      Pattern.compile("(?:from|import)\\s*\\(?\\s*'(\\.{1,2}/[^']+)'");
  private static final Pattern TEXT = Pattern.compile("\\bt\\('([a-z-]+)\\.([\\w.-]+)'[,)]");
  private static final Pattern ENTRY = Pattern.compile("(?m)(?:^|[{,])\\s*(?:'([^']+)'|(\\w+)):");
  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(?:\\*|//|/\\*).*$");
  private static final int MOST_LINES = 400;
  private static final int MOST_BYTES = 200_000;

  @Test
  void every_module_that_is_imported_is_there() {
    for (Map.Entry<Path, String> module : modules().entrySet()) {
      Matcher imported = IMPORT.matcher(module.getValue());
      while (imported.find()) {
        Path file = module.getKey().resolveSibling(imported.group(1)).normalize();
        assertThat(file).as("imported by " + module.getKey()).isRegularFile();
      }
    }
  }

  @Test
  void every_text_that_is_asked_for_is_there() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (Map.Entry<Path, String> module : modules().entrySet()) {
      Matcher asked = TEXT.matcher(COMMENT.matcher(module.getValue()).replaceAll(""));
      while (asked.find()) {
        Path file = CONSOLE.resolve("js/text/en/" + asked.group(1) + ".js");
        if (!Files.isRegularFile(file) || !keys(file).contains(asked.group(2))) {
          missing.add(asked.group(1) + "." + asked.group(2) + " in " + module.getKey());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** The browser refuses styles and handlers in attributes. */
  @Test
  void no_template_has_a_style_or_a_handler_in_an_attribute() {
    modules()
        .forEach(
            (file, text) ->
                assertThat(text)
                    .as(file.toString())
                    .doesNotContainPattern("\\sstyle=")
                    .doesNotContainPattern("\\son[a-z]+=\"")
                    .doesNotContain("innerHTML", "unsafeHTML", "eval("));
  }

  @Test
  void modules_are_small() {
    modules()
        .forEach(
            (file, text) ->
                assertThat(text.lines().count())
                    .as(file.toString())
                    .isLessThanOrEqualTo(MOST_LINES));
  }

  @Test
  void all_of_the_first_page_is_less_than_200_kilobytes() throws IOException {
    Map<String, URL> contents = new TreeMap<>();
    for (Path file : files("")) {
      contents.put(CONSOLE.relativize(file).toString(), file.toUri().toURL());
    }
    BundledFiles bundled = BundledFiles.of(contents);
    String page = Files.readString(CONSOLE.resolve("index.html"));
    Matcher named = Pattern.compile("assets/EDITION/([^\"]+)").matcher(page);
    int bytes = 0;
    while (named.find()) {
      Asset asset = bundled.file(named.group(1)).orElseThrow(AssertionError::new);
      bytes += asset.packed().length > 0 ? asset.packed().length : asset.content().length;
    }
    for (Path font : files("vendor/inter")) {
      bytes += font.toString().endsWith(".woff2") ? (int) Files.size(font) : 0;
    }
    assertThat(bytes).isLessThan(MOST_BYTES);
  }

  private static Set<String> keys(Path file) throws IOException {
    return ENTRY
        .matcher(Files.readString(file))
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .collect(Collectors.toSet());
  }

  private static Map<Path, String> modules() {
    Map<Path, String> modules = new TreeMap<>();
    for (Path file : files("js")) {
      if (file.toString().endsWith(".js")) {
        modules.put(file, read(file));
      }
    }
    return modules;
  }

  private static List<Path> files(String below) {
    try (Stream<Path> all = Files.walk(CONSOLE.resolve(below))) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
