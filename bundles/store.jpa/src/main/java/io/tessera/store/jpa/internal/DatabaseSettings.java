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
 */
record DatabaseSettings(String url, @Nullable String user, @Nullable Path passwordFile) {
  private static final String DERBY = "jdbc:derby:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /**
   * @param property gives framework properties; null for those not set
   * @throws IllegalArgumentException the URL is missing or of another database
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
        file == null || file.isBlank() ? null : Path.of(file));
  }

  Dialect dialect() {
    return url.startsWith(DERBY) ? Dialect.DERBY : Dialect.POSTGRESQL;
  }

  /** Read anew each time, so that a changed password needs no restart. */
  @Nullable String password() throws IOException {
    return passwordFile == null ? null : Files.readString(passwordFile).strip();
  }
}
