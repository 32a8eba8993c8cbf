package io.tessera.federation.internal;

import io.tessera.inbound.http.Gate;
import io.tessera.inbound.kit.Defaults;
import io.tessera.inbound.kit.FakeAdministrators;
import io.tessera.inbound.kit.InMemoryProvisioning;
import io.tessera.inbound.kit.NoSessions;
import io.tessera.inbound.kit.PlainHasher;
import io.tessera.metering.TraceListeners;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.SignInThrottle;
import io.tessera.provisioning.api.admin.Account;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.SignIn;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The door on a real web server, with a core and protocols that do as the test says. */
final class DoorInTest implements AutoCloseable {
  final MovableClock clock = new MovableClock();
  final MemoryInMemory memory = new MemoryInMemory(clock);
  final InMemoryProvisioning provisioning = new InMemoryProvisioning();
  final FakeSignIn signIn = new FakeSignIn(provisioning);
  final FakeProtocol oidc = new FakeProtocol(SignIn.Protocol.OIDC, clock);
  final FakeProtocol saml = new FakeProtocol(SignIn.Protocol.SAML, clock);
  final ClientsInMemory clients = new ClientsInMemory();
  final FakeAdministrators administrators = new FakeAdministrators();
  final Protocols protocols = new Protocols();
  final List<Account> accounts = new CopyOnWriteArrayList<>();

  private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));

  DoorInTest() throws Exception {
    this(Map.of());
  }

  /**
   * @param said settings of the gate
   */
  DoorInTest(Map<String, Object> said) throws Exception {
    administrators.add("admin", "right");
    protocols.addProtocol(oidc);
    protocols.addProtocol(saml);
    SignInThrottle throttle =
        (SignInThrottle)
            Proxy.newProxyInstance(
                SignInThrottle.class.getClassLoader(),
                new Class<?>[] {SignInThrottle.class},
                (proxy, method, arguments) ->
                    method.getName().equals("take") ? Duration.ZERO : null);
    Gate gate =
        new Gate(
            administrators,
            provisioning::credential,
            new PlainHasher(),
            clients,
            throttle,
            new NoSessions(),
            new TraceListeners(),
            Defaults.of(Gate.Config.class, said));
    Deliveries deliveries =
        (Deliveries)
            Proxy.newProxyInstance(
                Deliveries.class.getClassLoader(),
                new Class<?>[] {Deliveries.class},
                (proxy, method, arguments) -> List.copyOf(accounts));
    People people = new People(provisioning, deliveries);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(
        new ServletHolder(
            "login",
            new LoginServlet(
                gate,
                protocols,
                signIn,
                new Sealed(memory),
                people,
                clients.asServiceProviders(),
                clock)),
        "/login/*");
    context.addServlet(
        new ServletHolder("token", new TokenServlet(gate, clients, memory, people, clock)),
        "/login/token");
    context.addServlet(
        new ServletHolder("keys", new KeysServlet(gate, memory, clock)), "/login/jwks");
    context.addServlet(
        new ServletHolder("discovery", new DiscoveryServlet(gate)),
        "/login/.well-known/openid-configuration");
    context.addServlet(
        new ServletHolder(
            "federation",
            new AssertionsServlet(
                gate, protocols, signIn, memory, clients.asServiceProviders(), clock)),
        "/federation/*");
    server.setHandler(context);
    server.start();
  }

  String origin() {
    return "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  Browser browser() {
    return new Browser(origin());
  }

  void hasAccount(String target, Account.State state) {
    accounts.add(
        new Account(
            UUID.randomUUID(),
            target,
            ResourceType.USER,
            new ResourceId(UUID.randomUUID()),
            null,
            state,
            1,
            clock.instant()));
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
