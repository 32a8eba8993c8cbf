package io.tessera.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A flight recording of a server while it is measured; it costs a few per cent. */
final class Profile {
  private final long pid;

  private Profile(long pid) {
    this.pid = pid;
  }

  static Profile start(long pid) throws IOException {
    Profile profile = new Profile(pid);
    profile.command(List.of("JFR.start", "name=bench", "settings=profile"));
    return profile;
  }

  /** Writes the recording; look at it with {@code jfr view hot-methods FILE} or JMC. */
  void stop(Path file) throws IOException {
    command(List.of("JFR.stop", "name=bench", "filename=" + file.toAbsolutePath()));
  }

  private void command(List<String> arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid));
    builder.command().addAll(arguments);
    Process process =
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(builder.command() + " failed");
    }
  }
}
