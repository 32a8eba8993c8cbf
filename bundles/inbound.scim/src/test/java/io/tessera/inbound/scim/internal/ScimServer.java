package io.tessera.inbound.scim.internal;

import io.tessera.inbound.http.Gate;
import io.tessera.inbound.kit.Defaults;
import io.tessera.inbound.kit.FakeAdministrators;
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

/** The SCIM door in a real servlet container on a free loopback port, over a core in memory. */
final class ScimServer implements AutoCloseable {
  static final String PASSWORD = "correct horse";
  final FakeProvisioning provisioning = new FakeProvisioning();
  final FakeRoleMembers members = new FakeRoleMembers();
  final FakeAdministrators administrators = new FakeAdministrators();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  ScimServer() throws Exception {
    administrators.add("admin", PASSWORD, Permission.values());
    administrators.add(
        "reader", PASSWORD, Permission.USERS_READ, Permission.BULK, Permission.DISCOVERY);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder door =
        new ServletHolder(
            new ScimServlet(
                gate(),
                provisioning,
                new FakeRoles(),
                members,
                Defaults.of(ScimServlet.Config.class)));
    context.addServlet(door, "/scim2/*");
    context.addServlet(door, "/scim/v2/*");
    server.setHandler(context);
    server.start();
  }

  private Gate gate() {
    return new Gate(
        administrators,
        (domain, name) -> Optional.empty(),
        new PlainHasher(),
        Defaults.of(Gate.Config.class, Map.of("maxUriLength", 7_000, "wrongPasswords", 5)));
  }

  String base() {
    return "http://127.0.0.1:" + connector.getLocalPort() + "/scim2";
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
            .header("Content-Type", "application/scim+json")
            .method(method, BodyPublishers.ofString(body)));
  }

  /** Creates a user and gives its path. */
  String createUser(String userName) throws Exception {
    String location =
        send("POST", "/Users", Bodies.user(userName))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    return location.substring(base().length());
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
