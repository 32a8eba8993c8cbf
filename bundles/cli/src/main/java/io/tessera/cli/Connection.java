package io.tessera.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the server is and who signs in: from the options, else the environment, else what a server
 * on this machine left in its data directory.
 */
final class Connection {
  static final List<Option> OPTIONS =
      List.of(
          Option.valued("--url", "URL", "the server; TESSERA_URL; https://localhost:9443"),
          Option.valued("--user", "NAME", "who signs in; TESSERA_USER; admin"),
          Option.valued(
              "--password-file", "FILE", "holds the password; TESSERA_PASSWORD_FILE; else asked"),
          Option.valued(
              "--cacert",
              "FILE",
              "PEM certificates to trust; TESSERA_CACERT; DATA/tls/server.crt"));

  private static final String DEFAULT_URL = "https://localhost:9443";

  private final Arguments arguments;
  private final Terminal terminal;

  Connection(Arguments arguments, Terminal terminal) {
    this.arguments = arguments;
    this.terminal = terminal;
  }

  /** The administration API, signed in. */
  Api open() throws CommandException {
    URI url = url();
    String user = setting("--user", "TESSERA_USER").orElse("admin");
    refusePasswordInTheClear(url);
    Password password = password(user);
    return new Api(
        url, Trust.in(trusted()), Api.basic(user, password.text()), user + password.source());
  }

  /** The administration API, not signed in. */
  Api openUnauthenticated() throws CommandException {
    URI url = url();
    refusePasswordInTheClear(url);
    return new Api(url, Trust.in(trusted()), Optional.empty(), "");
  }

  /** The data directory of the server on this machine, when there is one. */
  Optional<Path> data() {
    return terminal
        .variable("TESSERA_DATA")
        .map(Path::of)
        .or(() -> terminal.home().map(home -> home.resolve("data")))
        .filter(Files::isDirectory);
  }

  private URI url() throws CommandException {
    String text =
        setting("--url", "TESSERA_URL").or(this::urlOfReadyServer).orElse(DEFAULT_URL).strip();
    try {
      URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException malformed) {
      // said below
    }
    throw CommandException.usage("Not a server's address: " + text + ". Example: " + DEFAULT_URL);
  }

  private Optional<String> urlOfReadyServer() {
    return data().map(data -> data.resolve("tessera.ready")).flatMap(Connection::firstLine);
  }

  private Optional<Path> trusted() throws CommandException {
    Optional<String> given = setting("--cacert", "TESSERA_CACERT");
    if (given.isPresent()) {
      return given.map(Path::of);
    }
    return data().map(data -> data.resolve("tls/server.crt")).filter(Files::isReadable);
  }

  private Password password(String user) throws CommandException {
    Optional<String> given = setting("--password-file", "TESSERA_PASSWORD_FILE");
    if (given.isPresent()) {
      return Password.in(Path.of(given.get()));
    }
    Optional<Path> local =
        terminal
            .variable("TESSERA_ADMIN_PASSWORD_FILE")
            .map(Path::of)
            .or(() -> data().map(data -> data.resolve("admin-password")))
            .filter(file -> user.equals("admin") && Files.isReadable(file));
    if (local.isPresent()) {
      return Password.in(local.get());
    }
    return Secrets.ask(terminal, "Password of " + user + ": ")
        .map(typed -> new Password(typed, ""))
        .orElseThrow(
            () ->
                CommandException.usage(
                    "No password: give --password-file FILE or set TESSERA_PASSWORD_FILE."));
  }

  /**
   * @param source for messages, where it came from
   */
  private record Password(String text, String source) {
    static Password in(Path file) throws CommandException {
      return new Password(Secrets.read(file), " in " + file);
    }
  }

  private Optional<String> setting(String option, String variable) throws CommandException {
    Optional<String> given = arguments.value(option);
    return given.isPresent() ? given : terminal.variable(variable);
  }

  private static void refusePasswordInTheClear(URI url) throws CommandException {
    boolean loopback =
        List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(url.getHost()));
    if (url.getScheme().equals("http") && !loopback) {
      throw CommandException.usage(
          "Passwords are not sent over plain HTTP to another machine; use https://.");
    }
  }

  private static Optional<String> firstLine(Path file) {
    try {
      return Files.readAllLines(file).stream().findFirst().filter(line -> !line.isBlank());
    } catch (IOException notReady) {
      return Optional.empty();
    }
  }
}
