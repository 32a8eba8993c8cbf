package io.tessera.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds the command: streams, environment, and where the server is installed.
 *
 * @param home the unpacked distribution this command belongs to, when known
 * @param screen which streams a person looks at
 */
record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Optional<Console> console,
    Optional<Path> home,
    Screen screen,
    Pace pace) {

  /** Which streams a person looks at, rather than a file or a program. */
  record Screen(boolean in, boolean out, boolean err) {
    static final Screen NONE = new Screen(false, false, false);

    /**
     * As {@code bin/tessera} found them; where nobody did, Java knows of in- and output together.
     */
    private static Screen of(Optional<String> found) {
      boolean all = found.isEmpty() && System.console() != null;
      String streams = found.orElse("");
      return new Screen(
          all || streams.contains("in"),
          all || streams.contains("out"),
          all || streams.contains("err"));
    }
  }

  static Terminal system() {
    Screen screen = Screen.of(Optional.ofNullable(System.getProperty("tessera.screen")));
    return new Terminal(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.getenv(),
        Optional.ofNullable(System.console()),
        Optional.ofNullable(System.getProperty("tessera.home")).map(Path::of),
        screen,
        Pace.real());
  }

  /** A setting from the environment; empty texts count as absent. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
