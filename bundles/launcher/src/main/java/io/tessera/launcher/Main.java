package io.tessera.launcher;

import static io.tessera.launcher.ExitCode.FAILED;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleException;

/** The process that {@code bin/tessera run} and {@code bin/tessera start} begin. */
public final class Main {
  private Main() {}

  /** Takes no arguments; the settings come from the environment, see {@link Setting}. */
  public static void main(String[] arguments) throws InterruptedException {
    Path home = Path.of(System.getProperty("tessera.home", ".")).toAbsolutePath().normalize();
    try {
      Settings settings = Settings.read(home, System.getenv());
      // Not System.out as it is now: the shell puts itself before it, to print above what is typed.
      new Start(settings, line -> System.out.println(line)).run();
    } catch (StartRefusedException e) {
      exit(e.exitCode(), String.valueOf(e.getMessage()));
    } catch (IOException | BundleException e) {
      exit(FAILED, "The server did not start: " + e);
    }
  }

  private static void exit(ExitCode code, String message) {
    System.err.println("tessera: " + message);
    System.exit(code.number());
  }
}
