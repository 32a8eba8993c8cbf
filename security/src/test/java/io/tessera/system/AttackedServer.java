package io.tessera.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One started server for all attacks; gives it to who asks. It does not throttle addresses that
 * send wrong passwords: all attacks come from one, and each must be refused for what it is. It
 * waits for slow clients a shorter time than a shipped server, so that the tests need not.
 */
final class AttackedServer implements ParameterResolver {
  private static final Namespace HERE = Namespace.create(AttackedServer.class);

  /** A feature of the operator's own. */
  private static final String ATTACKED =
      """
      {"configurations": {
        "io.tessera.inbound.http.gate": {"wrongPasswords": 1000000},
        "io.tessera.http.limits": {"headerSeconds": 4, "silenceSeconds": 3}
      }}
      """;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TesseraServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(HERE)
        .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class)
        .server;
  }

  /** A server that has never run and will not throttle. */
  static TesseraServer unthrottled(Path folder) throws IOException {
    TesseraServer server = TesseraServer.in(folder).with("TESSERA_FEATURES", "connectors,attacked");
    Path features = Files.createDirectories(server.data().resolve("etc/features"));
    Files.writeString(features.resolve("attacked.json"), ATTACKED);
    return server;
  }

  /** Ends with the last test. */
  private static final class Running implements CloseableResource, AutoCloseable {
    private final Path folder;
    private final TesseraServer server;

    Running() {
      try {
        folder = Files.createTempDirectory("tessera-attacked");
        server = unthrottled(folder).start();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
