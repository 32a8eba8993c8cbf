package io.tessera.connector.jdbc.internal;

import io.tessera.connector.spi.ConfigurationException;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * How the database is reached.
 *
 * @param driver class name; empty: whichever driver knows the URL
 */
record Access(
    String url,
    String user,
    String password,
    String driver,
    int poolSize,
    int connectTimeoutMillis,
    int responseTimeoutMillis) {
  private static final int MILLIS = 1_000;

  /** A password in the URL would be shown with it. */
  private static final Pattern PASSWORD =
      Pattern.compile(
          "(?i)[?&;:,](password|pwd|passwd|sslpassword|trustStorePassword)=|//[^/@]*:[^/@]*@|:thin:[^/@]+/[^@]+@");

  /** By these a URL makes the driver load classes, run scripts or read files of this machine. */
  private static final Pattern DANGEROUS =
      Pattern.compile(
          "(?i)(socketFactory|sslFactory|sslHostnameVerifier|authenticationPluginClassName"
              + "|loggerFile|autoDeserialize|queryInterceptors|statementInterceptors"
              + "|allowLoadLocalInfile|allowUrlInLocalInfile|allowLocalInfile"
              + "|INIT|TRACE_LEVEL_FILE|jaasApplicationName)[a-zA-Z]*=");

  /** Files that Derby opens in this process: the server's own database may be such. */
  private static final Pattern OWN_FILES = Pattern.compile("jdbc:derby:(?!//|memory:).*");

  static Access of(JdbcConnector.Config config) {
    return new Access(
        url(config.url()),
        config.user().strip(),
        config._password() == null ? "" : config._password(),
        config.driver().strip(),
        between("poolSize", config.poolSize(), 1, 64),
        between("connectTimeoutMillis", config.connectTimeoutMillis(), 250, 120_000),
        between("responseTimeoutMillis", config.responseTimeoutMillis(), 100, 600_000));
  }

  private static String url(String written) {
    String url = JdbcSettings.needed("url", written);
    if (!url.startsWith("jdbc:") || url.indexOf(':', "jdbc:".length()) < 0) {
      throw new ConfigurationException(
          "url", "is no URL of JDBC; write it like jdbc:postgresql://db.example.org/hr.");
    }
    if (OWN_FILES.matcher(url).matches()) {
      throw new ConfigurationException(
          "url", "names files of Derby on this machine; let a Derby server have them.");
    }
    if (PASSWORD.matcher(url).find()) {
      throw new ConfigurationException("url", "holds a password; set the password instead.");
    }
    if (DANGEROUS.matcher(url).find()) {
      throw new ConfigurationException(
          "url", "has an option that lets it run or read something on this machine; remove it.");
    }
    return url;
  }

  /**
   * What a driver is given beside the URL. A driver that knows a time-out of its own gets it: a
   * connection that nobody waits for any more then ends as well.
   */
  Properties properties() {
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
      properties.setProperty("password", password);
    }
    if (url.startsWith("jdbc:postgresql:")) {
      int connect = Math.max(1, connectTimeoutMillis / MILLIS);
      option(properties, "connectTimeout", String.valueOf(connect));
      option(properties, "loginTimeout", String.valueOf(connect));
      option(properties, "tcpKeepAlive", "true");
      // Saves two exchanges with servers of this century.
      option(properties, "assumeMinServerVersion", "9.0");
      option(properties, "ApplicationName", "tessera");
      // The details of an error quote the row.
      properties.setProperty("logServerErrorDetail", "false");
      // {call ...} is a procedure, {? = call ...} a function, as JDBC has it.
      option(properties, "escapeSyntaxCallMode", "callIfNoReturn");
      // Texts fit columns of enumerated and other types of one's own.
      option(properties, "stringtype", "unspecified");
    } else if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
      option(properties, "connectTimeout", String.valueOf(connectTimeoutMillis));
      option(properties, "socketTimeout", String.valueOf(responseTimeoutMillis + MILLIS));
    }
    return properties;
  }

  private void option(Properties properties, String name, String value) {
    if (!url.contains(name + "=")) {
      properties.setProperty(name, value);
    }
  }

  private static int between(String property, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ConfigurationException(
          property, "is " + value + "; allowed are " + least + " to " + most + ".");
    }
    return value;
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return url;
  }
}
