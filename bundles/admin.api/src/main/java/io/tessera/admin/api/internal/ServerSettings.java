package io.tessera.admin.api.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What the server was started with, as it told the framework. */
@Component(service = ServerSettings.class)
public final class ServerSettings {
  /** Where the server says what each setting comes from. */
  static final String SOURCE = "tessera.source.";

  /** A password in the address of a database. */
  private static final Pattern PASSWORD =
      Pattern.compile("((?:password|passwd|pwd)=)[^&;]*", Pattern.CASE_INSENSITIVE);

  private static final List<Setting> ALL =
      List.of(
          of("data", "data/ beside bin/", "The data directory."),
          of("bind", "127.0.0.1", "Address to bind HTTPS to."),
          of("https.port", "9443", "Port of HTTPS."),
          of("http.port", "off", "Port of plain HTTP, on 127.0.0.1 only."),
          of("jdbc.url", "Derby in DATA/db", "The database."),
          of("jdbc.user", "none", "Who signs in at the database."),
          of("jdbc.password.file", "none", "File with the password for the database."),
          of("admin.password.file", "none", "File with the first password of admin."),
          of("tls.client.ca", "none", "File with the authorities of client certificates."),
          of("features", "none", "More features that are started."),
          of("files", "DATA/files", "The folder below which the files of targets lie."),
          of("otlp.endpoint", "none", "The collector that gets figures and traces."),
          of("otlp.headers.file", "none", "File with the headers the collector wants."),
          of("otlp.ca", "none", "File with the authorities of the collector's certificate."),
          of("otlp.seconds", "60", "How often figures are sent to the collector."),
          of("demo", "false", "Connectors and a demo directory; never in production."),
          of("shell", "at a terminal", "Whether whoever has the terminal gets a shell."),
          of("bundle.upload", "false", "Whether bundles are uploaded over the API."),
          of("java.opts", "none", "More options for the JVM."),
          of("class.archive", "true", "Whether a class archive makes later starts faster."));

  private final Function<String, @Nullable String> properties;

  @Activate
  public ServerSettings(BundleContext context) {
    this(context::getProperty);
  }

  ServerSettings(Function<String, @Nullable String> properties) {
    this.properties = properties;
  }

  /**
   * One setting.
   *
   * @param key as in {@code etc/tessera.properties}
   * @param value empty where nothing was said and there is no default
   * @param byDefault what holds when nothing is said, for people
   * @param source {@code environment}, {@code file} or {@code default}
   */
  record Setting(String key, String value, String byDefault, String source, String description) {}

  private static Setting of(String name, String byDefault, String description) {
    return new Setting("tessera." + name, "", byDefault, "default", description);
  }

  List<Setting> list() {
    List<Setting> present = new ArrayList<>();
    for (Setting setting : ALL) {
      String value = properties.apply(setting.key());
      String source = properties.apply(SOURCE + setting.key().substring("tessera.".length()));
      present.add(
          new Setting(
              setting.key(),
              value == null ? "" : PASSWORD.matcher(value).replaceAll("$1…"),
              setting.byDefault(),
              source == null ? "default" : source.toLowerCase(Locale.ROOT),
              setting.description()));
    }
    return present;
  }
}
