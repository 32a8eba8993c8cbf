package io.tessera.store.jpa.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is.
 *
 * @param url of JDBC
 * @param passwordFile holds nothing but the password; null for none
 * @param scanLimit most documents a search looks at when no clause of its filter is indexed
 */
record DatabaseSettings(
    String url, @Nullable String user, @Nullable Path passwordFile, int scanLimit) {
  static final int DEFAULT_SCAN_LIMIT = 10_000;

  private static final String SCAN_LIMIT = "tessera.search.scan.limit";
  private static final String DERBY = "jdbc:derby:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /**
   * @param property gives framework properties; null for those not set
   * @throws IllegalArgumentException the URL is missing or of another database, or the limit is no
   *     number
   */
  static DatabaseSettings from(java.util.function.Function<String, @Nullable String> property) {
    String url = property.apply("tessera.jdbc.url");
    if (url == null || !(url.startsWith(DERBY) || url.startsWith(POSTGRESQL))) {
      throw new IllegalArgumentException(
          "tessera.jdbc.url must start with " + DERBY + " or " + POSTGRESQL);
    }
    String file = property.apply("tessera.jdbc.password.file");
    return new DatabaseSettings(
        url,
        property.apply("tessera.jdbc.user"),
        file == null || file.isBlank() ? null : Path.of(file),
        scanLimit(property.apply(SCAN_LIMIT)));
  }

  private static int scanLimit(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return DEFAULT_SCAN_LIMIT;
    }
    try {
      return Integer.parseUnsignedInt(text.strip());
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(SCAN_LIMIT + " must be a number, but is: " + text);
    }
  }

  Dialect dialect() {
    return url.startsWith(DERBY) ? Dialect.DERBY : Dialect.POSTGRESQL;
  }

  /** Read anew each time, so that a changed password needs no restart. */
  @Nullable String password() throws IOException {
    return passwordFile == null ? null : Files.readString(passwordFile).strip();
  }
}
