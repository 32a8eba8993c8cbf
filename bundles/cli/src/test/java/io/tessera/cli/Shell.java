package io.tessera.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the command as a shell would and keeps what it printed. */
final class Shell {
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final TestPace pace = new TestPace();
  private Terminal.Screen screen = Terminal.Screen.NONE;
  private String in = "";

  /** Set up to sign in at the server. */
  static Shell at(ServerDouble server, Path folder) throws IOException {
    Path password = folder.resolve("admin-password-of-test");
    Files.writeString(password, server.password() + "\n");
    return new Shell()
        .with("TESSERA_URL", server.url())
        .with("TESSERA_PASSWORD_FILE", password.toString());
  }

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Shell input(String text) {
    in = text;
    return this;
  }

  /** A person looks at what is printed. */
  Shell watched() {
    screen = new Terminal.Screen(false, true, true);
    return this;
  }

  int run(String... line) {
    out.reset();
    err.reset();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            Optional.empty(),
            Optional.empty(),
            screen,
            pace);
    return new Main(terminal).run(List.of(line));
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
