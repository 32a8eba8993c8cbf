package io.tessera.notify.internal;

import io.tessera.crypto.Secret;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.AlertChannel.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the settings of a channel and tells all that is wrong with them. */
final class ChannelSettings {
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,\"]{1,64}@[^\\s@<>,\"]{1,190}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,253}");
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int MAX_URL = 2_048;
  private static final int MAX_RECIPIENTS = 20;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_USER = 256;
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;
  private static final int PLAIN = 25;

  private final Attributes settings;
  private final List<Problem> problems = new ArrayList<>();

  private ChannelSettings(Attributes settings) {
    this.settings = settings;
  }

  /** The name of the secret among the settings of a type. */
  static String secretOf(Type type) {
    return type == Type.WEBHOOK ? "secret" : "password";
  }

  /**
   * @param settings without the secret
   * @throws RejectedException INVALID_VALUE at the places that are wrong
   */
  static Carrier read(Type type, Attributes settings, Optional<Secret> secret, HttpClient client) {
    ChannelSettings reading = new ChannelSettings(settings);
    Carrier carrier =
        type == Type.WEBHOOK
            ? new Webhook(reading.url(), secret, client)
            : new Email(reading.email(secret));
    if (!reading.problems.isEmpty()) {
      throw new RejectedException(reading.problems);
    }
    return carrier;
  }

  private URI url() {
    known(Set.of("url"));
    String text = text("url");
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      String host = String.valueOf(url.getHost());
      boolean fit = scheme.equals("https") || scheme.equals("http") && THIS_MACHINE.contains(host);
      if (!fit || url.getHost() == null || url.getUserInfo() != null || text.length() > MAX_URL) {
        problem("url", "an https address is expected; http only to this machine.");
      }
      return url;
    } catch (URISyntaxException broken) {
      problem("url", "an https address is expected.");
      return URI.create("https://localhost/");
    }
  }

  private Email.Settings email(Optional<Secret> password) {
    known(Set.of("host", "port", "security", "user", "from", "to"));
    String host = text("host");
    if (!HOST.matcher(host).matches()) {
      problem("host", "the name of a mail server is expected.");
    }
    Email.Security security = security();
    String user = settings.text("user").orElse("");
    if (user.length() > MAX_USER) {
      problem("user", "at most " + MAX_USER + " characters are expected.");
    }
    if (!user.isEmpty() && security == Email.Security.NONE && !THIS_MACHINE.contains(host)) {
      problem("security", "a password is sent encrypted only: starttls or tls.");
    }
    String from = text("from");
    if (!ADDRESS.matcher(from).matches()) {
      problem("from", "one mail address is expected.");
    }
    return new Email.Settings(host, port(security), security, user, password, from, to());
  }

  private Email.Security security() {
    String word = settings.text("security").orElse("starttls");
    for (Email.Security security : Email.Security.values()) {
      if (security.name().toLowerCase(Locale.ROOT).equals(word)) {
        return security;
      }
    }
    problem("security", "one of starttls, tls, none is expected.");
    return Email.Security.STARTTLS;
  }

  private int port(Email.Security security) {
    Optional<Value> given = settings.get("port");
    if (given.isEmpty() || given.get().isNone()) {
      return switch (security) {
        case STARTTLS -> SUBMISSION;
        case TLS -> SUBMISSIONS;
        case NONE -> PLAIN;
      };
    }
    if (given.get() instanceof Value.Num number) {
      int port = number.value().intValue();
      if (port >= 1 && port <= MAX_PORT) {
        return port;
      }
    }
    problem("port", "a number from 1 to " + MAX_PORT + " is expected.");
    return SUBMISSION;
  }

  private List<String> to() {
    List<String> to =
        settings.get("to").map(Value::elements).orElse(List.of()).stream()
            .map(v -> v instanceof Value.Text text ? text.value() : "")
            .toList();
    if (to.isEmpty()
        || to.size() > MAX_RECIPIENTS
        || !to.stream().allMatch(a -> ADDRESS.matcher(a).matches())) {
      problem("to", "one to " + MAX_RECIPIENTS + " mail addresses are expected.");
    }
    return to;
  }

  private String text(String name) {
    Optional<String> text = settings.text(name);
    return text.orElse("");
  }

  private void known(Set<String> names) {
    for (String name : settings.names()) {
      if (!names.contains(name)) {
        problem(name, "is not a setting of this type.");
      }
    }
  }

  private void problem(String name, String what) {
    String path = "settings." + name;
    problems.add(
        Problem.at(Problem.Kind.INVALID_VALUE, AttributePath.of(path), path + ": " + what));
  }
}
