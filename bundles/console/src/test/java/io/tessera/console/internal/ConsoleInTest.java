package io.tessera.console.internal;

import io.tessera.inbound.http.Gate;
import io.tessera.inbound.kit.Defaults;
import io.tessera.inbound.kit.FakeAdministrators;
import io.tessera.inbound.kit.InMemoryProvisioning;
import io.tessera.inbound.kit.PlainHasher;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The console on a real web server. */
final class ConsoleInTest implements AutoCloseable {
  private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
  private final HttpClient browser = HttpClient.newHttpClient();

  ConsoleInTest(ConsoleFiles files) throws Exception {
    Gate gate =
        new Gate(
            new FakeAdministrators(),
            new InMemoryProvisioning()::credential,
            new PlainHasher(),
            Defaults.of(Gate.Config.class));
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder("console", new ConsoleServlet(gate, files)), "/console/*");
    server.setHandler(context);
    server.start();
  }

  HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return send("GET", path, headers);
  }

  HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return browser.send(request.build(), BodyHandlers.ofByteArray());
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
