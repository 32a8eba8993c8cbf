package io.tessera.inbound.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.metering.AnsweredRequest;
import io.tessera.metering.Distribution;
import io.tessera.metering.Meter;
import io.tessera.metering.Readings;
import io.tessera.metering.TargetCall;
import io.tessera.metering.TraceListener;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.lang.annotation.Annotation;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JaxRsServletTest {
  private final FakeAdministrators administrators = new FakeAdministrators();
  private final CountingHasher hasher = new CountingHasher();
  private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
  private final HttpClient client = HttpClient.newHttpClient();
  private final Gate gate =
      new Gate(administrators, (domain, name) -> Optional.empty(), hasher, new Defaults());

  /** A door with something for everybody. */
  @Path("")
  public static final class Routes {
    @GET
    @Path("users")
    @Requires(Permission.USERS_READ)
    public String users(@Context Caller caller, @Context BaseUri base) {
      return caller.actor() + " at " + base.value();
    }

    @GET
    @Path("config")
    @Requires(Permission.CONFIG_READ)
    public String config() {
      return "config";
    }

    @POST
    @Path("bootstrap")
    @Requires(Permission.ANYBODY)
    public String bootstrap(@Context Caller caller) {
      return caller.actor() + " " + caller.permissions();
    }

    @GET
    @Path("refused")
    @Requires(Permission.USERS_READ)
    public String refused() {
      throw new RejectedException(
          List.of(Problem.of(Kind.CONFLICT, "one"), Problem.of(Kind.STALE, "two")));
    }

    @GET
    @Path("chosen")
    @Requires(Permission.USERS_READ)
    public String chosen() {
      throw new ClientErrorException("our own words", 428);
    }
  }

  /** A door that forgot to say who may. */
  @Path("")
  public static final class Careless {
    @GET
    @Path("secrets")
    public String secrets() {
      return "secrets";
    }
  }

  private static final class Lines implements ErrorFormat {
    @Override
    public Answer rejected(List<Problem> problems) {
      return failed(409, problems.size() + " problems");
    }

    @Override
    public Answer failed(int status, String detail) {
      return new Answer(status, "text/lines", detail.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static final class TestServlet extends JaxRsServlet {
    private static final long serialVersionUID = 1L;

    TestServlet(Gate gate, Object routes) {
      super(
          gate,
          new Door("test", Channel.ADMIN_API, false, List.of(routes), List.of(), new Lines()));
    }
  }

  private static final class Defaults implements Gate.Config {
    @Override
    public long maxBodyBytes() {
      return 100;
    }

    @Override
    public int maxUriLength() {
      return 1_000;
    }

    @Override
    public int wrongPasswords() {
      return 3;
    }

    @Override
    public int secondsPerTry() {
      return 60;
    }

    @Override
    public int rememberSeconds() {
      return 300;
    }

    @Override
    public boolean userSignIn() {
      return true;
    }

    @Override
    public String[] trustedProxies() {
      return new String[0];
    }

    @Override
    public String publicUri() {
      return "";
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return Gate.Config.class;
    }
  }

  private void start(Object routes) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder holder = new ServletHolder("test", new TestServlet(gate, routes));
    holder.setInitOrder(0);
    context.addServlet(holder, "/door/*");
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private String base() {
    return "http://127.0.0.1:"
        + ((ServerConnector) server.getConnectors()[0]).getLocalPort()
        + "/door";
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create(base() + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(anonymous(path).header("Authorization", basic("alice:right")));
  }

  @Test
  void a_door_with_a_route_that_names_no_permission_does_not_open() {
    assertThatThrownBy(() -> start(new Careless()))
        .hasStackTraceContaining("Routes without a declared permission")
        .hasStackTraceContaining("Careless.secrets");
  }

  @Test
  void whoever_follows_requests_is_told_of_each_but_not_what_it_was_about() throws Exception {
    BlockingQueue<AnsweredRequest> told = answeredRequests();
    administrators.put("alice", "right", 1, true);
    start(new Routes());
    HttpResponse<String> answer =
        send(
            anonymous("/users/bjensen?name=bjensen")
                .header("Authorization", basic("alice:right"))
                .header("traceparent", "as it came"));
    AnsweredRequest request = told.poll(10, TimeUnit.SECONDS);
    assertThat(request).as("told after the answer").isNotNull();
    assertThat(answer.headers().firstValue("X-Causality-Id")).hasValue(request.causality());
    assertThat(request.door()).isEqualTo("test");
    assertThat(request.route()).isEqualTo("/users");
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.status()).isEqualTo(answer.statusCode());
    assertThat(request.traceparent()).isEqualTo("as it came");
    assertThat(request.took()).isPositive();
    assertThat(request.toString()).doesNotContain("bjensen");
  }

  @Test
  void an_open_door_tells_what_it_does_and_what_that_takes() throws Exception {
    start(new Routes());
    assertThat(gate.doors().routes("test").orElseThrow())
        .containsExactly(
            OpenRoute.of("POST", "/bootstrap", Permission.ANYBODY),
            OpenRoute.of("GET", "/chosen", Permission.USERS_READ),
            OpenRoute.of("GET", "/config", Permission.CONFIG_READ),
            OpenRoute.of("GET", "/refused", Permission.USERS_READ),
            OpenRoute.of("GET", "/users", Permission.USERS_READ));
    server.stop();
    assertThat(gate.doors().routes("test")).isEmpty();
  }

  @Test
  void who_did_not_sign_in_does_not_learn_which_routes_there_are() throws Exception {
    start(new Routes());
    administrators.put("alice", "right", 1, true);
    for (String path : List.of("/users", "/nothing", "/bootstrap")) {
      assertThat(send(anonymous(path)).statusCode()).as(path).isEqualTo(401);
    }
  }

  @Test
  void a_signed_in_caller_reaches_what_they_may() throws Exception {
    administrators.put("alice", "right", 1, true);
    start(new Routes());
    assertThat(get("/users").body()).isEqualTo("alice at " + base());
    HttpResponse<String> config = get("/config");
    assertThat(config.statusCode()).isEqualTo(403);
    assertThat(config.headers().firstValue("Content-Type")).hasValue("text/lines");
  }

  @Test
  void while_nobody_is_administrator_only_the_bootstrap_is_open() throws Exception {
    start(new Routes());
    HttpResponse<String> users = get("/users");
    assertThat(users.statusCode()).isEqualTo(503);
    assertThat(users.body()).contains("bootstrap");
    assertThat(send(anonymous("/nowhere")).statusCode()).isEqualTo(503);
    assertThat(send(anonymous("/bootstrap").POST(BodyPublishers.noBody())).body())
        .isEqualTo("anonymous []");
  }

  @Test
  void who_did_not_sign_in_sees_only_what_is_for_everybody() throws Exception {
    administrators.put("alice", "right", 1, true);
    start(new Routes());
    for (String path : new String[] {"/users", "/config", "/nowhere", "/bootstrap", "/"}) {
      HttpResponse<String> answer = send(anonymous(path));
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }
    assertThat(send(anonymous("/bootstrap").POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(200);
    assertThat(get("/nowhere").statusCode()).isEqualTo(404);
  }

  @Test
  void wrong_passwords_are_401_and_soon_429() throws Exception {
    administrators.put("alice", "right", 1, true);
    start(new Routes());
    for (int i = 0; i < 3; i++) {
      assertThat(send(anonymous("/users").header("Authorization", basic("alice:no" + i))))
          .returns(401, HttpResponse::statusCode);
    }
    HttpResponse<String> throttled =
        send(anonymous("/users").header("Authorization", basic("alice:no")));
    assertThat(throttled.statusCode()).isEqualTo(429);
    assertThat(throttled.headers().firstValue("Retry-After")).hasValue("60");
    assertThat(hasher.computed).hasValue(3);
  }

  /** A door where people sign in with what a form holds. */
  @Path("")
  public static final class SignInRoute {
    private final Gate gate;

    SignInRoute(Gate gate) {
      this.gate = gate;
    }

    @POST
    @Path("session")
    @Requires(Permission.ANYBODY)
    public String open(@Context HttpServletRequest request, String password) {
      return String.valueOf(gate.browsers().isRight(new Credentials("alice", password), request));
    }
  }

  @Test
  void a_wrong_password_counts_in_a_body_as_in_a_header() throws Exception {
    administrators.put("alice", "right", 1, true);
    start(new SignInRoute(gate));

    BlockingQueue<AnsweredRequest> counted = answeredRequests();

    assertThat(signIn("wrong").body()).isEqualTo("false");
    assertThat(signIn("right").body()).isEqualTo("true");
    assertThat(send(anonymous("/session")).statusCode()).isEqualTo(401);
    await(counted, 3);
    assertThat(refusedSignIns()).containsExactly("[test, wrong] 1");

    send(anonymous("/session").header("Authorization", basic("alice:no")));
    await(counted, 1);
    assertThat(refusedSignIns()).containsExactly("[test, wrong] 2");
  }

  /** Requests are counted when they are answered, so a caller may have the answer before that. */
  private BlockingQueue<AnsweredRequest> answeredRequests() {
    BlockingQueue<AnsweredRequest> told = new LinkedBlockingQueue<>();
    gate.traces()
        .addListener(
            new TraceListener() {
              @Override
              public void answered(AnsweredRequest request) {
                told.add(request);
              }

              @Override
              public void called(TargetCall call) {
                throw new AssertionError("the gate calls no target");
              }
            });
    return told;
  }

  private static void await(BlockingQueue<AnsweredRequest> told, int requests)
      throws InterruptedException {
    for (int i = 0; i < requests; i++) {
      assertThat(told.poll(10, TimeUnit.SECONDS)).as("told after the answer").isNotNull();
    }
  }

  private HttpResponse<String> signIn(String password) throws Exception {
    return send(anonymous("/session").POST(BodyPublishers.ofString(password)));
  }

  private List<String> refusedSignIns() {
    List<String> told = new ArrayList<>();
    gate.traffic()
        .tell(
            new Readings() {
              @Override
              public void value(Meter meter, double value, List<String> labels) {
                if (meter.name().equals("tessera_sign_in_failures")) {
                  told.add(labels + " " + (int) value);
                }
              }

              @Override
              public void distribution(
                  Meter meter, Distribution distribution, List<String> labels) {}
            });
    return told;
  }

  @Test
  void a_busy_hasher_is_503_and_worth_a_retry() throws Exception {
    administrators.put("alice", "right", 1, true);
    hasher.busy = true;
    start(new Routes());
    assertThat(get("/users").statusCode()).isEqualTo(503);
    assertThat(get("/users").headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void each_request_has_a_causality_id_of_our_own() throws Exception {
    administrators.put("alice", "right", 1, true);
    start(new Routes());
    String first = get("/users").headers().firstValue("X-Causality-Id").orElseThrow();
    String second =
        send(anonymous("/users").header("X-Causality-Id", first))
            .headers()
            .firstValue("X-Causality-Id")
            .orElseThrow();
    assertThat(second).isNotEqualTo(first).hasSize(36);
  }

  @Test
  void the_words_of_the_door_are_used_for_refusals_and_chosen_statuses() throws Exception {
    administrators.put("alice", "right", 1, true);
    start(new Routes());
    assertThat(get("/refused").body()).isEqualTo("2 problems");
    HttpResponse<String> chosen = get("/chosen");
    assertThat(chosen.statusCode()).isEqualTo(428);
    assertThat(chosen.body()).isEqualTo("our own words");
  }

  @Test
  void giants_are_refused() throws Exception {
    administrators.put("alice", "right", 1, true);
    start(new Routes());
    assertThat(get("/users?x=" + "a".repeat(1_000)).statusCode()).isEqualTo(414);
    assertThat(
            send(anonymous("/bootstrap").POST(BodyPublishers.ofString("x".repeat(101))))
                .statusCode())
        .isEqualTo(413);
  }
}
