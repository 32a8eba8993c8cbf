package io.tessera.store.jpa.internal;

/** Where the two databases differ. */
enum Dialect {
  DERBY(
      "derby",
      "org.apache.derby.jdbc.EmbeddedDriver",
      "org.eclipse.persistence.platform.database.DerbyPlatform",
      " WITH RS",
      "\uFFFF"),
  POSTGRESQL(
      "postgresql",
      "org.postgresql.Driver",
      "org.eclipse.persistence.platform.database.PostgreSQLPlatform",
      " FOR KEY SHARE",
      "\uDBFF\uDFFF");

  private final String folder;
  private final String driver;
  private final String platform;
  private final String keepRows;
  private final String lastCharacter;

  Dialect(String folder, String driver, String platform, String keepRows, String lastCharacter) {
    this.folder = folder;
    this.driver = driver;
    this.platform = platform;
    this.keepRows = keepRows;
    this.lastCharacter = lastCharacter;
  }

  /** Name of the folder with the migrations. */
  String folder() {
    return folder;
  }

  /** Class name of the JDBC driver, as its DataSourceFactory announces it. */
  String driver() {
    return driver;
  }

  /** EclipseLink's class for this database. */
  String platform() {
    return platform;
  }

  /** Ends a SELECT whose rows nobody shall delete until the transaction ends. */
  String keepRows() {
    return keepRows;
  }

  /**
   * What sorts behind every other character: Derby orders by UTF-16 units, PostgreSQL's "C" by
   * UTF-8 bytes.
   */
  String lastCharacter() {
    return lastCharacter;
  }

  /**
   * Whether a row is locked by an UPDATE that changes nothing. Derby turns the lock of SELECT FOR
   * UPDATE into a shared one when the cursor leaves the row, and two of those end in a deadlock.
   */
  boolean locksByUpdate() {
    return this == DERBY;
  }

  /** Whether INSERT can turn into UPDATE when the row exists. */
  boolean hasUpsert() {
    return this == POSTGRESQL;
  }

  /** Whether rows that others have locked can be left out. */
  boolean skipsLocked() {
    return this == POSTGRESQL;
  }
}
