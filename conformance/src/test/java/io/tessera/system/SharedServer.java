package io.tessera.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One started server for all conformance tests; gives it, or its client, to who asks. */
final class SharedServer implements ParameterResolver {
  private static final Namespace HERE = Namespace.create(SharedServer.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TesseraServer.class || type == Http.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TesseraServer server =
        context
            .getRoot()
            .getStore(HERE)
            .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class)
            .server;
    return parameter.getParameter().getType() == Http.class ? server.http() : server;
  }

  /** Ends with the last test. */
  private static final class Running implements CloseableResource, AutoCloseable {
    private final Path folder;
    private final TesseraServer server;

    Running() {
      try {
        folder = Files.createTempDirectory("tessera-conformance");
        server = TesseraServer.in(folder).start();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
