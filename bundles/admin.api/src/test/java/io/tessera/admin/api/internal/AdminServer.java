package io.tessera.admin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.crypto.PasswordHasher;
import io.tessera.inbound.http.Gate;
import io.tessera.json.AttributesJson;
import io.tessera.metering.TraceListeners;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.AdministratorSessions;
import io.tessera.provisioning.api.Clients;
import io.tessera.provisioning.api.IdentityCredentials;
import io.tessera.provisioning.api.SignInThrottle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;

/**
 * The door on a real web server, with the use cases in memory. Every answer is held against the
 * OpenAPI document.
 */
final class AdminServer implements AutoCloseable {
  private static final long STOP_MILLIS = 2_000;

  final FakeConnections connections = new FakeConnections();
  final FakeDeliveries deliveries = new FakeDeliveries();
  final FakeAdministrators administrators = new FakeAdministrators();
  final FakeSessions sessions = new FakeSessions(administrators);
  final FakeAdministratorRegister register = new FakeAdministratorRegister();
  final FakeRepeatedRequests repeated = new FakeRepeatedRequests();
  final FakeUserStores userStores = new FakeUserStores();
  final FakeSchemas schemas = new FakeSchemas();
  final FakeAudit audit = new FakeAudit(deliveries);
  final FakeSecretKeys secretKeys = new FakeSecretKeys();
  final FakeServiceProviders serviceProviders = new FakeServiceProviders();
  final PartyDescriptions descriptions = new PartyDescriptions();
  final FakeSignInLocks signInLocks = new FakeSignInLocks();
  final FakeReads reads = new FakeReads();
  final FakeBackups backups = new FakeBackups();
  private final EventSource events;
  private final FakePlacements placements = new FakePlacements();

  private final OpenApi openApi = new OpenApi();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server = new Server(new InetSocketAddress(loopback(), 0));

  AdminServer() throws Exception {
    Gate gate = gate(administrators, sessions);
    events = new EventSource(reads, reads, deliveries);
    ServletContextHandler handler = new ServletContextHandler();
    handler.addServlet(
        new ServletHolder(
            "admin",
            new AdminServlet(
                gate,
                connections,
                new FakePolicyMaps(),
                deliveries,
                administrators,
                register,
                repeated,
                userStores,
                schemas,
                schemas.indexes(),
                audit,
                audit,
                secretKeys,
                serviceProviders,
                new FakeTokenIssuers(),
                signInLocks,
                placements,
                new FakeTargetContents(),
                placements,
                new FakeRules(),
                new FakeRoles(),
                new FakeRoleAssignments(),
                new FakeBirthrightRules(),
                new FakeFederatedLinks(),
                descriptions,
                reads.cases(),
                backups,
                new FakeWatch().cases(),
                new FakeWeb())),
        "/api/v1/*");
    ServletHolder listening = new ServletHolder("admin-events", new EventsServlet(gate, events));
    listening.setAsyncSupported(true);
    handler.addServlet(listening, "/api/v1/events");
    handler.addServlet(
        new ServletHolder("admin-bundle-upload", new BundleUploadServlet(gate, reads)),
        "/api/v1/bundles/upload");
    server.setHandler(new GracefulHandler(handler));
    server.setStopTimeout(STOP_MILLIS);
    server.start();
  }

  /** As it was at the start. */
  void clear() {
    connections.clear();
    deliveries.clear();
    administrators.clear();
    userStores.clear();
    schemas.clear();
  }

  /** With an administrator who may do everything. */
  AdminServer bootstrapped() {
    administrators.bootstrap(administrators.token(), UUID.randomUUID().toString());
    return this;
  }

  /** What came back. */
  record Reply(int status, Attributes body, Optional<String> etag, Optional<String> location) {}

  Reply get(String path) throws Exception {
    return send("GET", path, null, null);
  }

  Reply post(String path, @Nullable String json) throws Exception {
    return send("POST", path, json, null);
  }

  Reply post(String path, @Nullable String ifMatch, String json) throws Exception {
    return send("POST", path, json, ifMatch);
  }

  Reply put(String path, @Nullable String ifMatch, String json) throws Exception {
    return send("PUT", path, json, ifMatch);
  }

  Reply delete(String path, @Nullable String ifMatch) throws Exception {
    return send("DELETE", path, null, ifMatch);
  }

  String url() {
    return "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  @Override
  public void close() throws Exception {
    events.stop();
    server.stop();
  }

  /** The first lines of what is told to whoever listens. */
  List<String> listen(int lines) throws Exception {
    HttpRequest request = request("GET", "events", BodyPublishers.noBody()).build();
    try (Stream<String> told = client.send(request, BodyHandlers.ofLines()).body()) {
      return told.limit(lines).toList();
    }
  }

  /** Sends bytes that are no JSON. */
  Reply upload(String path, byte[] bytes) throws Exception {
    HttpRequest request = request("POST", path, BodyPublishers.ofByteArray(bytes)).build();
    return reply("POST", path, client.send(request, BodyHandlers.ofByteArray()));
  }

  private HttpRequest.Builder request(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + "/api/v1/" + path)).method(method, body);
    if (administrators.anyExists()) {
      String pair = "admin:" + administrators.password();
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    return request;
  }

  private Reply send(String method, String path, @Nullable String json, @Nullable String ifMatch)
      throws Exception {
    HttpRequest.Builder request =
        request(
            method, path, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    return reply(method, path, client.send(request.build(), BodyHandlers.ofByteArray()));
  }

  private Reply reply(String method, String path, HttpResponse<byte[]> response) {
    Attributes body =
        response.body().length == 0
            ? Attributes.empty()
            : new AttributesJson().read(response.body());
    int status = response.statusCode();
    assertThat(status).as("%s %s: %s", method, path, body.text("detail")).isNotEqualTo(500);
    if (status >= 400) {
      assertThat(response.headers().firstValue("Content-Type"))
          .contains("application/problem+json");
    }
    assertThat(openApi.faults(method, path, status, body)).as(method + " " + path).isEmpty();
    return new Reply(
        status,
        body,
        response.headers().firstValue("ETag"),
        response.headers().firstValue("Location"));
  }

  /** Its limits are a package's own; here they are the defaults. */
  static Gate gate(FakeAdministrators administrators, AdministratorSessions sessions) {
    IdentityCredentials nobody = (domain, userName) -> Optional.empty();
    for (Constructor<?> constructor : Gate.class.getConstructors()) {
      if (constructor.getParameterCount() == 8) {
        Class<?> config = constructor.getParameterTypes()[7];
        Object defaults = answering(config, Method::getDefaultValue);
        return made(
            constructor,
            administrators,
            nobody,
            new PlainPasswords(),
            answering(Clients.class, method -> nothing(method.getReturnType())),
            answering(SignInThrottle.class, method -> nothing(method.getReturnType())),
            sessions,
            new TraceListeners(),
            defaults);
      }
    }
    throw new AssertionError("the gate has no such constructor");
  }

  private static Gate made(Constructor<?> constructor, Object... parts) {
    try {
      return (Gate) constructor.newInstance(parts);
    } catch (ReflectiveOperationException notLikeThat) {
      throw new AssertionError(notLikeThat);
    }
  }

  private static Object answering(Class<?> type, Function<Method, Object> answer) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> answer.apply(method));
  }

  private static @Nullable Object nothing(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == Duration.class) {
      return Duration.ZERO;
    }
    return type == Optional.class ? Optional.empty() : null;
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  private static final class PlainPasswords implements PasswordHasher {
    @Override
    public String hash(String password) {
      return password;
    }

    @Override
    public boolean verify(String password, @Nullable String phc) {
      return password.equals(phc);
    }
  }
}
