package io.tessera.launcher;

import static io.tessera.launcher.ExitCode.DATA_UNUSABLE;
import static io.tessera.launcher.ExitCode.WRONG_SETTING;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What holds for this server: the environment wins over the file {@code etc/tessera.properties} in
 * the data directory, the file over the defaults. Every value is checked before anything starts.
 */
final class Settings {
  private static final List<String> BASE_FEATURES =
      List.of("runtime", "persistence", "server", "scim", "soap", "ops");
  private static final List<String> DEMO_FEATURES = List.of("connectors", "demo");

  private final Path home;
  private final Map<Setting, String> values;
  private final Map<Setting, String> sources;

  private Settings(Path home, Map<Setting, String> values, Map<Setting, String> sources) {
    this.home = home;
    this.values = values;
    this.sources = sources;
  }

  /**
   * @param home the unpacked distribution; its folder {@code data} is the default data directory
   */
  static Settings read(Path home, Map<String, String> environment) throws StartRefusedException {
    String given = environment.getOrDefault(Setting.DATA.variable(), "").strip();
    Path data = (given.isEmpty() ? home.resolve("data") : Path.of(given)).toAbsolutePath();
    Properties file = file(data.normalize());
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    Map<Setting, String> sources = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String said = environment.getOrDefault(setting.variable(), "").strip();
      String value = said.isEmpty() ? file.getProperty(setting.property(), "").strip() : said;
      if (!value.isEmpty()) {
        values.put(setting, value);
        sources.put(setting, said.isEmpty() ? "file" : "environment");
      }
    }
    values.put(Setting.DATA, data.normalize().toString());
    values.putIfAbsent(Setting.BIND, "127.0.0.1");
    values.putIfAbsent(Setting.HTTPS_PORT, "9443");
    values.putIfAbsent(Setting.DEMO, "false");
    values.putIfAbsent(Setting.BUNDLE_UPLOAD, "false");
    values.putIfAbsent(Setting.SHELL, "false");
    values.putIfAbsent(Setting.OTLP_SECONDS, "60");
    values.putIfAbsent(Setting.OTLP_RATIO, "1");
    values.putIfAbsent(Setting.JDBC_URL, "jdbc:derby:" + data.normalize() + "/db;create=true");
    Settings settings = new Settings(home, values, sources);
    settings.check();
    return settings;
  }

  Path home() {
    return home;
  }

  Path data() {
    return Path.of(value(Setting.DATA));
  }

  String bind() {
    return value(Setting.BIND);
  }

  /** Where clients on this machine reach the server. */
  String httpsUrl() {
    boolean everywhere = bind().equals("0.0.0.0") || bind().equals("::");
    String host = everywhere || bind().equals("127.0.0.1") ? "localhost" : bind();
    return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + httpsPort();
  }

  int httpsPort() {
    return Integer.parseInt(value(Setting.HTTPS_PORT));
  }

  /** 0 when plain HTTP is off, which is the default. */
  int httpPort() {
    return Integer.parseInt(values.getOrDefault(Setting.HTTP_PORT, "0"));
  }

  /** Whose certificates clients are asked for; empty when they are asked for none. */
  Optional<Path> clientAuthorities() {
    return Optional.ofNullable(values.get(Setting.TLS_CLIENT_CA)).map(Path::of);
  }

  /** Names of feature files, in the order in which their bundles are installed. */
  List<String> features() {
    Set<String> wanted = new TreeSet<>(namesOf(values.getOrDefault(Setting.FEATURES, "")));
    List<String> features = new ArrayList<>(BASE_FEATURES);
    if (httpPort() != 0) {
      features.add("http");
    }
    if (Boolean.parseBoolean(value(Setting.DEMO))) {
      features.addAll(DEMO_FEATURES);
    }
    if (values.containsKey(Setting.TLS_CLIENT_CA)) {
      features.add("client-certificates");
    }
    if (Boolean.parseBoolean(value(Setting.SHELL))) {
      features.add("shell");
    }
    if (values.containsKey(Setting.OTLP_ENDPOINT)) {
      features.add("telemetry");
    }
    wanted.removeAll(features);
    features.addAll(wanted);
    return features;
  }

  /** A shipped feature, or one of the operator's own in {@code etc/features/} of the data. */
  Path feature(String name) {
    Path shipped = home.resolve("features").resolve(name + ".json");
    return Files.exists(shipped) ? shipped : data().resolve("etc/features/" + name + ".json");
  }

  /** By property name; what the features' {@code ${...}} refer to and every bundle can ask for. */
  Map<String, String> asProperties() {
    Map<String, String> properties = new TreeMap<>();
    values.forEach((setting, value) -> properties.put(setting.property(), value));
    sources.forEach(
        (setting, source) ->
            properties.put(
                "tessera.source." + setting.property().substring("tessera.".length()), source));
    properties.put("tessera.home", home.toString());
    properties.putIfAbsent(Setting.HTTP_PORT.property(), "0");
    return properties;
  }

  private String value(Setting setting) {
    return values.getOrDefault(setting, "");
  }

  private void check() throws StartRefusedException {
    checkPort(Setting.HTTPS_PORT);
    if (values.containsKey(Setting.HTTP_PORT)) {
      checkPort(Setting.HTTP_PORT);
    }
    for (Setting setting : List.of(Setting.DEMO, Setting.BUNDLE_UPLOAD, Setting.SHELL)) {
      if (!List.of("true", "false").contains(value(setting))) {
        throw wrong(setting, "must be true or false");
      }
    }
    if (!value(Setting.JDBC_URL).startsWith("jdbc:derby:")
        && !value(Setting.JDBC_URL).startsWith("jdbc:postgresql:")) {
      throw wrong(Setting.JDBC_URL, "must start with jdbc:derby: or jdbc:postgresql:");
    }
    checkFile(Setting.JDBC_PASSWORD_FILE);
    checkFile(Setting.ADMIN_PASSWORD_FILE);
    checkFile(Setting.TLS_CLIENT_CA);
    checkTelemetry();
    for (String feature : namesOf(values.getOrDefault(Setting.FEATURES, ""))) {
      if (!Files.isRegularFile(feature(feature))) {
        throw wrong(Setting.FEATURES, "names no file of features/ or etc/features/: " + feature);
      }
    }
  }

  private void checkTelemetry() throws StartRefusedException {
    checkFile(Setting.OTLP_HEADERS_FILE);
    checkFile(Setting.OTLP_CA);
    if (!value(Setting.OTLP_SECONDS).matches("[1-9][0-9]{0,3}")) {
      throw wrong(Setting.OTLP_SECONDS, "must be a number of seconds from 1 to 9999");
    }
    if (!value(Setting.OTLP_RATIO).matches("1([.]0+)?|0([.][0-9]{1,9})?")) {
      throw wrong(Setting.OTLP_RATIO, "must be a number from 0 to 1, such as 0.05");
    }
    if (!values.containsKey(Setting.OTLP_ENDPOINT)) {
      return;
    }
    if (!value(Setting.OTLP_ENDPOINT).matches("https?://[^/?#@\\s]+(/[^?#\\s]*)?")) {
      throw wrong(Setting.OTLP_ENDPOINT, "must be an http or https address without a query");
    }
    if (values.containsKey(Setting.OTLP_HEADERS_FILE)
        && !value(Setting.OTLP_ENDPOINT)
            .matches("https://.*|http://(localhost|127[.][0-9.]+|\\[::1])(:[0-9]+)?(/.*)?")) {
      throw wrong(Setting.OTLP_ENDPOINT, "must be https where headers are sent to another machine");
    }
  }

  private void checkPort(Setting setting) throws StartRefusedException {
    try {
      int port = Integer.parseInt(value(setting));
      if (port >= 1 && port <= 65_535) {
        return;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw wrong(setting, "must be a port from 1 to 65535");
  }

  private void checkFile(Setting setting) throws StartRefusedException {
    if (values.containsKey(setting) && !Files.isReadable(Path.of(value(setting)))) {
      throw wrong(setting, "must name a file this server can read");
    }
  }

  private StartRefusedException wrong(Setting setting, String rule) {
    String detail = "%s %s, but is '%s'.".formatted(setting.variable(), rule, value(setting));
    return new StartRefusedException(WRONG_SETTING, detail);
  }

  private static List<String> namesOf(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static Properties file(Path data) throws StartRefusedException {
    Path file = data.resolve("etc/tessera.properties");
    Properties properties = new Properties();
    if (!Files.exists(file)) {
      return properties;
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartRefusedException(DATA_UNUSABLE, "Cannot read " + file + ": " + e.getMessage());
    }
    Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
    for (Setting setting : Setting.values()) {
      unknown.remove(setting.property());
    }
    if (!unknown.isEmpty()) {
      throw new StartRefusedException(
          WRONG_SETTING, "Unknown settings in " + file + ": " + unknown);
    }
    return properties;
  }
}
