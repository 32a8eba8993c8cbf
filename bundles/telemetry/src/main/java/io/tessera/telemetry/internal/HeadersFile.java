package io.tessera.telemetry.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Headers that the collector wants, such as keys, one {@code Name: value} a line. They are secrets:
 * read anew each time, so that they can be changed, and never told.
 */
final class HeadersFile {
  private static final Logger LOG = LoggerFactory.getLogger(HeadersFile.class);

  private final @Nullable Path file;

  /**
   * @param file null when the collector wants none
   */
  HeadersFile(@Nullable Path file) {
    this.file = file;
  }

  Map<String, String> read() {
    Map<String, String> headers = new HashMap<>();
    if (file != null) {
      try {
        for (String line : Files.readAllLines(file)) {
          int colon = line.indexOf(':');
          if (colon > 0 && !line.startsWith("#")) {
            headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
          }
        }
      } catch (IOException unreadable) {
        LOG.warn("the headers for the collector cannot be read from {}", file);
      }
    }
    return headers;
  }
}
