package io.tessera.cli;

import io.tessera.model.Attributes;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is said about the connection: by options, else by variables, else by the profile in use. A
 * profile that was named is meant instead of the variables.
 */
final class Settings {
  static final Option PROFILE =
      Option.valued("--profile", "NAME", "a server of `tessera profile list`; TESSERA_PROFILE");

  /** One thing to be said, in each of the places. */
  enum Entry {
    URL("--url", "TESSERA_URL", "url"),
    USER("--user", "TESSERA_USER", "user"),
    PASSWORD_FILE("--password-file", "TESSERA_PASSWORD_FILE", "passwordFile"),
    TOKEN_FILE("--token-file", "TESSERA_TOKEN_FILE", "tokenFile"),
    CLIENT_ID("--client-id", "TESSERA_CLIENT_ID", "clientId"),
    CLIENT_SECRET_FILE("--client-secret-file", "TESSERA_CLIENT_SECRET_FILE", "clientSecretFile"),
    CACERT("--cacert", "TESSERA_CACERT", "cacert");

    private final String option;
    private final String variable;
    private final String field;

    Entry(String option, String variable, String field) {
      this.option = option;
      this.variable = variable;
      this.field = field;
    }

    String option() {
      return option;
    }

    String field() {
      return field;
    }

    /** Whether it is the name of a file. */
    boolean isFile() {
      return field.endsWith("File") || this == CACERT;
    }
  }

  /** How one signs in. */
  enum Way {
    TOKEN,
    CLIENT,
    PASSWORD
  }

  private final Arguments arguments;
  private final Terminal terminal;
  private final Optional<Attributes> profile;
  private final boolean named;

  private Settings(
      Arguments arguments, Terminal terminal, Optional<Attributes> profile, boolean named) {
    this.arguments = arguments;
    this.terminal = terminal;
    this.profile = profile;
    this.named = named;
  }

  static Settings of(Arguments arguments, Terminal terminal) throws CommandException {
    Optional<String> asked =
        arguments.value(PROFILE.name()).or(() -> terminal.variable("TESSERA_PROFILE"));
    if (asked.isPresent()) {
      Attributes profile = Profiles.of(terminal).get(asked.get());
      return new Settings(arguments, terminal, Optional.of(profile), true);
    }
    return new Settings(arguments, terminal, current(arguments, terminal), false);
  }

  /** The profile in use holds where nobody says which server, or which data directory. */
  private static Optional<Attributes> current(Arguments arguments, Terminal terminal)
      throws CommandException {
    if (arguments.has(Entry.URL.option)
        || terminal.variable(Entry.URL.variable).isPresent()
        || terminal.variable("TESSERA_DATA_NAMED").isPresent()) {
      return Optional.empty();
    }
    Profiles profiles = Profiles.of(terminal);
    Optional<String> current = profiles.current();
    return current.isEmpty() ? Optional.empty() : Optional.of(profiles.get(current.get()));
  }

  /** Whether a profile says which server is meant, so that no other is. */
  boolean isProfile() {
    return profile.isPresent();
  }

  Optional<String> get(Entry entry) throws CommandException {
    Optional<String> given = arguments.value(entry.option);
    return given
        .or(() -> variable(entry))
        .or(() -> profile.flatMap(fields -> fields.text(entry.field)));
  }

  private Optional<String> variable(Entry entry) {
    return named ? Optional.empty() : terminal.variable(entry.variable);
  }

  /** What the nearest place that says anything about it says. */
  Way way() throws CommandException {
    for (Option place : Connection.OPTIONS) {
      if (arguments.has(place.name()) && isSignIn(place.name())) {
        return way(Entry.TOKEN_FILE.option, Entry.CLIENT_ID.option, arguments::has);
      }
    }
    if (!named && terminal.variable(Entry.TOKEN_FILE.variable).isPresent()) {
      return Way.TOKEN;
    }
    if (!named && terminal.variable(Entry.CLIENT_ID.variable).isPresent()) {
      return Way.CLIENT;
    }
    return profile
        .map(
            fields ->
                way(
                    Entry.TOKEN_FILE.field,
                    Entry.CLIENT_ID.field,
                    field -> fields.names().contains(field)))
        .orElse(Way.PASSWORD);
  }

  private static boolean isSignIn(String option) {
    return !option.equals(Entry.URL.option)
        && !option.equals(Entry.CACERT.option)
        && !option.equals(PROFILE.name());
  }

  private static Way way(String token, String client, Predicate<String> isThere) {
    if (isThere.test(token)) {
      return Way.TOKEN;
    }
    return isThere.test(client) ? Way.CLIENT : Way.PASSWORD;
  }
}
