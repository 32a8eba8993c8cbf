package io.tessera.inbound.scim1.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.inbound.http.Gate;
import io.tessera.inbound.kit.Defaults;
import io.tessera.inbound.kit.FakeAdministrators;
import io.tessera.inbound.kit.FixedUserStores;
import io.tessera.inbound.kit.InMemoryProvisioning;
import io.tessera.inbound.kit.PlainHasher;
import io.tessera.provisioning.api.Permission;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The SCIM 1.1 door in a real servlet container on a free loopback port, over a core in memory. */
final class Scim1Server implements AutoCloseable {
  static final String PASSWORD = "correct horse";
  final InMemoryProvisioning provisioning = new InMemoryProvisioning();
  final FakeAdministrators administrators = new FakeAdministrators();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  Scim1Server() throws Exception {
    administrators.add("admin", PASSWORD, Permission.values());
    administrators.add(
        "reader", PASSWORD, Permission.USERS_READ, Permission.BULK, Permission.DISCOVERY);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder door =
        new ServletHolder(new Scim1Servlet(gate(), provisioning, new FixedUserStores("SALES")));
    context.addServlet(door, "/wso2/scim/*");
    context.addServlet(door, "/scim/v1/*");
    server.setHandler(context);
    server.start();
  }

  private Gate gate() {
    return new Gate(
        administrators,
        (domain, name) -> Optional.empty(),
        new PlainHasher(),
        Defaults.of(
            Gate.Config.class,
            Map.of("maxUriLength", 7_000, "wrongPasswords", 5, "secondsPerTry", 3_600)));
  }

  String base() {
    return "http://127.0.0.1:" + connector.getLocalPort() + "/wso2/scim";
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base() + path))
        .header("Authorization", basic("admin", PASSWORD));
  }

  static String basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  /** Creates a resource and gives its path. */
  String create(String endpoint, String body) throws Exception {
    HttpResponse<String> created = send("POST", endpoint, body);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    String location = created.headers().firstValue("Location").orElseThrow();
    return location.substring(base().length());
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
