package io.tessera.launcher;

import java.util.Locale;

/** Everything an operator can set, by environment or in {@code etc/tessera.properties}. */
enum Setting {
  DATA,
  BIND,
  HTTP_PORT,
  HTTPS_PORT,
  JDBC_URL,
  JDBC_USER,
  JDBC_PASSWORD_FILE,
  ADMIN_PASSWORD_FILE,
  TLS_CLIENT_CA,
  DEMO,
  FEATURES,
  /** Whether whoever has the terminal gets a shell; {@code bin/tessera run} finds out. */
  SHELL,
  /** Whether bundles are taken over the administration API. */
  BUNDLE_UPLOAD,
  /** The folder below which files of targets lie. */
  FILES,
  /** Where figures and traces are sent, by OpenTelemetry's protocol over HTTP; nowhere without. */
  OTLP_ENDPOINT,
  OTLP_HEADERS_FILE,
  OTLP_CA,
  OTLP_SECONDS,
  /** Share of the changes whose traces are sent. */
  OTLP_RATIO,
  /**
   * This and the next are read by {@code bin/tessera}, known here so that the file may hold them.
   */
  JAVA_OPTS,
  CLASS_ARCHIVE;

  /** For example {@code TESSERA_HTTPS_PORT}. */
  String variable() {
    return "TESSERA_" + name();
  }

  /** For example {@code tessera.https.port}; also the name of the framework property. */
  String property() {
    return "tessera." + name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
