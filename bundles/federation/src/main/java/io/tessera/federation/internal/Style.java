package io.tessera.federation.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How the pages look. */
final class Style {
  private final String sheet;

  Style() {
    try (InputStream file = Style.class.getResourceAsStream("style.css")) {
      if (file == null) {
        throw new IllegalStateException("The bundle lacks style.css");
      }
      sheet = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  Reply sheet() {
    return Reply.document("text/css; charset=utf-8", sheet);
  }
}
