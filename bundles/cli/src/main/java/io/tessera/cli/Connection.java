package io.tessera.cli;

import io.tessera.cli.Settings.Entry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the server is and who signs in: from the options, else the environment, else the profile in
 * use, else what a server on this machine left in its data directory.
 */
final class Connection {
  static final List<Option> OPTIONS =
      List.of(
          Option.valued(
              Entry.URL.option(), "URL", "the server; TESSERA_URL; https://localhost:9443"),
          Option.valued(Entry.USER.option(), "NAME", "who signs in; TESSERA_USER; admin"),
          Option.valued(
              Entry.PASSWORD_FILE.option(),
              "FILE",
              "holds the password; TESSERA_PASSWORD_FILE; else asked"),
          Option.valued(
              Entry.TOKEN_FILE.option(),
              "FILE",
              "holds a token to sign in with instead; TESSERA_TOKEN_FILE"),
          Option.valued(
              Entry.CLIENT_ID.option(), "ID", "signs in as a service provider; TESSERA_CLIENT_ID"),
          Option.valued(
              Entry.CLIENT_SECRET_FILE.option(),
              "FILE",
              "holds its secret; TESSERA_CLIENT_SECRET_FILE"),
          Option.valued(
              Entry.CACERT.option(),
              "FILE",
              "PEM certificates to trust; TESSERA_CACERT; DATA/tls/server.crt"),
          Settings.PROFILE);

  private static final String DEFAULT_URL = "https://localhost:9443";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Arguments arguments;
  private final Terminal terminal;

  Connection(Arguments arguments, Terminal terminal) {
    this.arguments = arguments;
    this.terminal = terminal;
  }

  /** The administration API, signed in. */
  Api open() throws CommandException, InterruptedException {
    return open(PATIENCE, true);
  }

  /** The same for what takes longer. */
  Api open(Duration patience) throws CommandException, InterruptedException {
    return open(patience, true);
  }

  /** The same for what nobody waits for: gives up soon, and asks nobody anything. */
  Api openQuickly(Duration patience) throws CommandException, InterruptedException {
    return open(patience, false);
  }

  private Api open(Duration patience, boolean mayAsk)
      throws CommandException, InterruptedException {
    Settings settings = Settings.of(arguments, terminal);
    URI url = url(settings);
    refuseInTheClear(url);
    Server server = new Server(url, Trust.in(trusted(settings)), patience);
    return new Api(server, access(settings, server, mayAsk));
  }

  /** The administration API, not signed in. */
  Api openUnauthenticated() throws CommandException {
    Settings settings = Settings.of(arguments, terminal);
    URI url = url(settings);
    refuseInTheClear(url);
    return new Api(new Server(url, Trust.in(trusted(settings)), PATIENCE), Access.NONE);
  }

  /** The data directory of the server on this machine, when there is one. */
  Optional<Path> data() {
    return terminal
        .variable("TESSERA_DATA")
        .map(Path::of)
        .or(() -> terminal.home().map(home -> home.resolve("data")))
        .filter(Files::isDirectory);
  }

  private Optional<Path> dataOf(Settings settings) {
    return settings.isProfile() ? Optional.empty() : data();
  }

  private URI url(Settings settings) throws CommandException {
    return address(
        settings.get(Entry.URL).or(() -> urlOfReadyServer(settings)).orElse(DEFAULT_URL).strip());
  }

  static URI address(String text) throws CommandException {
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

  private Optional<String> urlOfReadyServer(Settings settings) {
    return dataOf(settings)
        .map(data -> data.resolve("tessera.ready"))
        .flatMap(Connection::firstLine);
  }

  private Optional<Path> trusted(Settings settings) throws CommandException {
    Optional<String> given = settings.get(Entry.CACERT);
    if (given.isPresent()) {
      return given.map(Path::of);
    }
    return dataOf(settings).map(data -> data.resolve("tls/server.crt")).filter(Files::isReadable);
  }

  private Access access(Settings settings, Server server, boolean mayAsk)
      throws CommandException, InterruptedException {
    return switch (settings.way()) {
      case TOKEN -> {
        String file = settings.get(Entry.TOKEN_FILE).orElse("");
        String token = Secrets.read(file, Path.of(""), terminal).strip();
        yield Access.token(token, " in " + file);
      }
      case CLIENT -> {
        String id = settings.get(Entry.CLIENT_ID).orElse("");
        String file =
            settings
                .get(Entry.CLIENT_SECRET_FILE)
                .orElseThrow(
                    () ->
                        CommandException.usage(
                            "No secret: give --client-secret-file FILE or set"
                                + " TESSERA_CLIENT_SECRET_FILE."));
        String secret = Secrets.read(file, Path.of(""), terminal);
        yield TokenEndpoint.of(server).access(id, secret);
      }
      case PASSWORD -> password(settings, mayAsk);
    };
  }

  private Access password(Settings settings, boolean mayAsk) throws CommandException {
    String user = settings.get(Entry.USER).orElse("admin");
    Optional<Path> file = settings.get(Entry.PASSWORD_FILE).map(Path::of);
    Optional<Path> found = file.isPresent() ? file : localPassword(settings, user);
    if (found.isPresent()) {
      return Access.password(user, Secrets.read(found.get()), " in " + found.get());
    }
    Optional<String> typed =
        mayAsk ? Secrets.ask(terminal, "Password of " + user + ": ") : Optional.empty();
    return Access.password(
        user,
        typed.orElseThrow(
            () ->
                CommandException.usage(
                    "No password: give --password-file FILE or set TESSERA_PASSWORD_FILE.")),
        "");
  }

  private Optional<Path> localPassword(Settings settings, String user) {
    if (settings.isProfile() || !user.equals("admin")) {
      return Optional.empty();
    }
    return terminal
        .variable("TESSERA_ADMIN_PASSWORD_FILE")
        .map(Path::of)
        .or(() -> data().map(data -> data.resolve("admin-password")))
        .filter(Files::isReadable);
  }

  private static void refuseInTheClear(URI url) throws CommandException {
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
