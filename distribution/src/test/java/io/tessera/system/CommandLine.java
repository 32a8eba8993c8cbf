package io.tessera.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code bin/tessera} as an operator types it on the server's machine. */
final class CommandLine {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  private CommandLine(Path folder) {
    this.folder = folder;
  }

  /** In a folder, signed in as the administrator of a server. */
  static CommandLine of(TesseraServer server, Path folder) throws IOException {
    CommandLine line = new CommandLine(Files.createDirectories(folder));
    line.environment.put("TESSERA_DATA", server.data().toString());
    line.environment.put("TESSERA_PASSWORD_FILE", server.admin().file().toString());
    return line;
  }

  /** What a command came to. */
  record Result(int exitCode, String out, String err) {
    Result done() {
      assertThat(exitCode).as(out + err).isZero();
      return this;
    }

    JsonNode json() throws IOException {
      return Http.JSON.readTree(out);
    }
  }

  Result run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Distribution.command().toString()));
    command.addAll(List.of(words));
    Path err = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TESSERA_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out, Files.readString(err));
  }
}
