package io.tessera.federation.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/** What the pages say, by keys; {@code {0}} and so on stand for values. */
final class Texts {
  private static final String FILE = "texts.properties";

  private final Properties texts = new Properties();

  Texts() {
    try (InputStream file = Texts.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("The bundle lacks " + FILE);
      }
      texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * @throws IllegalStateException there is no such text
   */
  String of(String key, String... values) {
    return find(key, values)
        .orElseThrow(() -> new IllegalStateException("There is no text for " + key));
  }

  Optional<String> find(String key, String... values) {
    String text = texts.getProperty(key);
    for (int i = 0; text != null && i < values.length; i++) {
      text = text.replace("{" + i + "}", values[i]);
    }
    return Optional.ofNullable(text);
  }
}
