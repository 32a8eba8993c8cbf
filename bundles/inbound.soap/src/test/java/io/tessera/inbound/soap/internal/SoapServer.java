package io.tessera.inbound.soap.internal;

import io.tessera.inbound.http.Gate;
import io.tessera.inbound.kit.Defaults;
import io.tessera.inbound.kit.FakeAdministrators;
import io.tessera.inbound.kit.FixedUserStores;
import io.tessera.inbound.kit.InMemoryProvisioning;
import io.tessera.inbound.kit.NoSessions;
import io.tessera.inbound.kit.PlainHasher;
import io.tessera.metering.TraceListeners;
import io.tessera.provisioning.api.Permission;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The SOAP door in a real servlet container on a free loopback port, over a core in memory. */
final class SoapServer implements AutoCloseable {
  static final String PASSWORD = "correct horse";
  final InMemoryProvisioning provisioning = new InMemoryProvisioning();
  final FakeAdministrators administrators = new FakeAdministrators();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  SoapServer() throws Exception {
    this(true);
  }

  SoapServer(boolean usernameTokenWithoutTls, String... claims) throws Exception {
    administrators.add("admin", PASSWORD, Permission.values());
    administrators.add(
        "reader", PASSWORD, Permission.USERS_READ, Permission.SOAP_PROVISION, Permission.DISCOVERY);
    administrators.add("scimonly", PASSWORD, Permission.USERS_READ, Permission.USERS_WRITE);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(
        new ServletHolder("soap", door(usernameTokenWithoutTls, claims)), "/services/*");
    server.setHandler(context);
    server.start();
  }

  private SoapServlet door(boolean withoutTls, String... claims) {
    Gate gate =
        new Gate(
            administrators,
            provisioning::credential,
            new PlainHasher(),
            new NobodyElse(),
            new FiveTries(),
            new NoSessions(),
            new TraceListeners(),
            Defaults.of(
                Gate.Config.class,
                Map.of("maxUriLength", 7_000, "wrongPasswords", 5, "secondsPerTry", 3_600)));
    return new SoapServlet(
        gate,
        provisioning,
        new FixedUserStores("SALES"),
        NoDeliveries.get(),
        new Offered(withoutTls, claims));
  }

  String base() {
    return "http://127.0.0.1:" + connector.getLocalPort() + "/services";
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

  /** On a connection of its own, which the server may well close behind a bad request. */
  HttpResponse<String> sendAlone(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
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

  /** Sends an envelope of SOAP 1.1. */
  HttpResponse<String> soap(String service, String action, String body) throws Exception {
    return send(envelope(service, action, body));
  }

  HttpRequest.Builder envelope(String service, String action, String body) {
    return request("/" + service)
        .header("Content-Type", "text/xml; charset=UTF-8")
        .header("SOAPAction", "\"" + action + "\"")
        .POST(BodyPublishers.ofString(soap11(body)));
  }

  static String soap11(String body) {
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
        + body
        + "</s:Body></s:Envelope>";
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }

  /** What is offered here. */
  private record Offered(boolean usernameTokenWithoutTls, String... claims)
      implements SoapServlet.Config {
    @Override
    public boolean contractsForEverybody() {
      return false;
    }

    @Override
    public boolean emptyEnvelopes() {
      return false;
    }

    @Override
    public int maxNames() {
      return 1_000;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return SoapServlet.Config.class;
    }
  }
}
