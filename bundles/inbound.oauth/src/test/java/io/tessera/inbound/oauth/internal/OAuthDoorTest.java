package io.tessera.inbound.oauth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.inbound.http.Gate;
import io.tessera.json.AttributesJson;
import io.tessera.metering.TraceListeners;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.AdministratorSessions;
import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Client;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.SignInThrottle;
import java.lang.reflect.Proxy;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OAuthDoorTest {
  private static final String GRANT = "grant_type=client_credentials";

  private final MemoryClients clients = new MemoryClients();
  private final OneAdministrator administrators = new OneAdministrator();
  private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
  private final HttpClient http = HttpClient.newHttpClient();
  private final Client hr =
      clients.put("hr", Permission.USERS_READ, Permission.USERS_WRITE, Permission.BULK);

  /** Somebody who is no service provider. */
  private static final class OneAdministrator implements Administrators {
    private boolean there = true;

    @Override
    public boolean anyExists() {
      return there;
    }

    @Override
    public Optional<Credential> credential(String name) {
      return name.equals("admin")
          ? Optional.of(new Credential("admin", "right", 1, true, Set.of()))
          : Optional.empty();
    }

    @Override
    public void bootstrap(String token, String password) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void changePassword(Caller caller, String newPassword) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeEach
  void start() throws Exception {
    Gate.Config config =
        (Gate.Config)
            Proxy.newProxyInstance(
                Gate.Config.class.getClassLoader(),
                new Class<?>[] {Gate.Config.class},
                (proxy, method, arguments) -> method.getDefaultValue());
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
            (domain, name) -> Optional.empty(),
            new PlainPasswords(),
            clients,
            throttle,
            noSessions(),
            new TraceListeners(),
            config);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder("oauth", new OAuthServlet(gate, clients)), "/oauth2/*");
    context.addServlet(
        new ServletHolder("metadata", new MetadataServlet(gate)), MetadataServlet.PATH);
    server.setHandler(context);
    server.start();
  }

  private static AdministratorSessions noSessions() {
    return (AdministratorSessions)
        Proxy.newProxyInstance(
            AdministratorSessions.class.getClassLoader(),
            new Class<?>[] {AdministratorSessions.class},
            (proxy, method, arguments) -> Optional.empty());
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private String url(String path) {
    return "http://127.0.0.1:"
        + ((ServerConnector) server.getConnectors()[0]).getLocalPort()
        + path;
  }

  private static String basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static String basic(Client client) {
    return basic(client.id().toString(), MemoryClients.secret(client));
  }

  private HttpRequest.Builder form(String path, String... parameters) {
    return HttpRequest.newBuilder(URI.create(url(path)))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(String.join("&", parameters)));
  }

  /** An answer; every one is JSON or empty and must not be kept by anybody. */
  private record Reply(int status, Attributes body, Optional<String> challenge, String allow) {
    String text(String name) {
      return body.text(name).orElse("");
    }
  }

  private Reply send(HttpRequest.Builder request) throws Exception {
    HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    boolean empty = response.body().length == 0;
    if (!empty) {
      assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }
    return new Reply(
        response.statusCode(),
        empty ? Attributes.empty() : new AttributesJson().read(response.body()),
        response.headers().firstValue("WWW-Authenticate"),
        response.headers().firstValue("Allow").orElse(""));
  }

  private Reply as(Client client, String path, String... parameters) throws Exception {
    return send(form(path, parameters).header("Authorization", basic(client)));
  }

  private String token(Client client) throws Exception {
    return as(client, "/oauth2/token", GRANT).text("access_token");
  }

  private static void assertError(Reply reply, int status, String error) {
    assertThat(reply.text("error")).as(reply.text("error_description")).isEqualTo(error);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body().names()).containsExactly("error", "error_description");
  }

  @Test
  void a_client_gets_a_token_by_basic() throws Exception {
    Reply reply = as(hr, "/oauth2/token", GRANT);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(clients.byToken(reply.text("access_token"))).isPresent();
    assertThat(reply.text("token_type")).isEqualTo("Bearer");
    assertThat(reply.body().get("expires_in")).contains(Value.Num.of(600));
    assertThat(reply.text("scope")).isEqualTo("scim.bulk scim.users.read scim.users.write");
  }

  @Test
  void a_client_gets_a_token_by_its_form() throws Exception {
    Reply reply =
        send(
            form(
                "/oauth2/token",
                GRANT,
                "client_id=" + hr.id(),
                "client_secret=" + MemoryClients.secret(hr),
                "scope=scim.users.read+scim.bulk"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("scope")).isEqualTo("scim.bulk scim.users.read");
  }

  @Test
  void who_is_no_client_is_told_so_with_a_challenge() throws Exception {
    String id = hr.id().toString();
    for (String header :
        List.of(basic(id, "wrong"), basic("nobody", "x"), basic("admin", "wrong"), "Basic x")) {
      Reply reply = send(form("/oauth2/token", GRANT).header("Authorization", header));
      assertError(reply, 401, "invalid_client");
      assertThat(reply.challenge().orElse("")).startsWith("Basic");
    }
    assertError(send(form("/oauth2/token", GRANT)), 401, "invalid_client");
    assertError(
        send(form("/oauth2/token", GRANT, "client_id=" + id, "client_secret=wrong")),
        401,
        "invalid_client");
    assertError(send(form("/oauth2/token", GRANT, "client_id=" + id)), 401, "invalid_client");
    assertError(
        send(form("/oauth2/token", GRANT).header("Authorization", basic("admin", "right"))),
        401,
        "invalid_client");
    assertError(
        send(form("/oauth2/token", GRANT, "client_id=admin", "client_secret=right")),
        401,
        "invalid_client");
  }

  @Test
  void a_token_gets_no_token() throws Exception {
    assertError(
        send(form("/oauth2/token", GRANT).header("Authorization", "Bearer " + token(hr))),
        401,
        "invalid_client");
  }

  @Test
  void what_is_wrong_with_a_request_is_said_by_its_code() throws Exception {
    assertError(as(hr, "/oauth2/token", ""), 400, "invalid_request");
    assertError(as(hr, "/oauth2/token", "grant_type="), 400, "invalid_request");
    assertError(as(hr, "/oauth2/token", GRANT, GRANT), 400, "invalid_request");
    assertError(as(hr, "/oauth2/token", GRANT, "scope=%zz"), 400, "invalid_request");
    assertError(as(hr, "/oauth2/token?a=b", GRANT), 400, "invalid_request");
    assertError(as(hr, "/oauth2/token", GRANT, "x=" + "y".repeat(70_000)), 400, "invalid_request");
    assertError(
        as(hr, "/oauth2/token", GRANT, "client_secret=" + MemoryClients.secret(hr)),
        400,
        "invalid_request");
    assertError(as(hr, "/oauth2/token", GRANT, "client_id=somebody-else"), 400, "invalid_request");
    assertError(as(hr, "/oauth2/token", "grant_type=password"), 400, "unsupported_grant_type");
    for (String scope :
        List.of("config.write", "nonsense", "anybody", "scim.users.read,scim.bulk", "*")) {
      assertError(as(hr, "/oauth2/token", GRANT, "scope=" + scope), 400, "invalid_scope");
    }
    Client bare = clients.put("bare");
    assertError(as(bare, "/oauth2/token", GRANT), 400, "invalid_scope");
  }

  @Test
  void only_forms_are_read() throws Exception {
    HttpRequest.Builder json =
        HttpRequest.newBuilder(URI.create(url("/oauth2/token")))
            .header("Authorization", basic(hr))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"));
    assertError(send(json), 400, "invalid_request");
    HttpRequest.Builder binary =
        HttpRequest.newBuilder(URI.create(url("/oauth2/token")))
            .header("Authorization", basic(hr))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofByteArray(new byte[] {'a', '=', (byte) 0xff}));
    assertError(send(binary), 400, "invalid_request");
  }

  @Test
  void only_post_is_possible_and_only_where_there_is_something() throws Exception {
    HttpRequest.Builder get =
        HttpRequest.newBuilder(URI.create(url("/oauth2/token")))
            .header("Authorization", basic(hr))
            .GET();
    Reply reply = send(get);
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.allow()).isEqualTo("POST");
    assertThat(as(hr, "/oauth2/authorize", GRANT).status()).isEqualTo(404);
    assertThat(as(hr, "/oauth2", GRANT).status()).isEqualTo(404);
  }

  @Test
  void a_client_asks_about_its_own_tokens_and_learns_nothing_of_others() throws Exception {
    String token = token(hr);
    Reply own = as(hr, "/oauth2/introspect", "token=" + token);
    assertThat(own.body().bool("active")).contains(true);
    assertThat(own.text("client_id")).isEqualTo(hr.id().toString());
    assertThat(own.text("scope")).contains("scim.users.read");
    assertThat(own.body().get("exp")).isPresent();

    Client stranger = clients.put("stranger", Permission.USERS_READ);
    Reply others = as(stranger, "/oauth2/introspect", "token=" + token);
    assertThat(others.body().names()).containsExactly("active");
    assertThat(others.body().bool("active")).contains(false);
    assertThat(as(hr, "/oauth2/introspect", "token=unknown").body()).isEqualTo(others.body());
    Client guard = clients.put("guard", Permission.TOKENS_INTROSPECT);
    assertThat(as(guard, "/oauth2/introspect", "token=" + token).body().bool("active"))
        .contains(true);
    assertError(as(hr, "/oauth2/introspect", ""), 400, "invalid_request");
    assertError(send(form("/oauth2/introspect", "token=" + token)), 401, "invalid_client");
  }

  @Test
  void a_client_revokes_its_own_tokens_only() throws Exception {
    String token = token(hr);
    Client stranger = clients.put("stranger", Permission.USERS_READ);
    assertThat(as(stranger, "/oauth2/revoke", "token=" + token).status()).isEqualTo(200);
    assertThat(clients.byToken(token)).isPresent();
    assertThat(as(hr, "/oauth2/revoke", "token=" + token, "token_type_hint=x").status())
        .isEqualTo(200);
    assertThat(clients.byToken(token)).isEmpty();
    assertThat(as(hr, "/oauth2/revoke", "token=" + token).status()).isEqualTo(200);
    assertError(as(hr, "/oauth2/revoke", ""), 400, "invalid_request");
    assertError(send(form("/oauth2/revoke", "token=" + token)), 401, "invalid_client");
  }

  @Test
  void programs_find_out_what_is_possible() throws Exception {
    Reply reply = send(HttpRequest.newBuilder(URI.create(url(MetadataServlet.PATH))).GET());

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("issuer")).isEqualTo(url(""));
    assertThat(reply.text("token_endpoint")).isEqualTo(url("/oauth2/token"));
    assertThat(reply.body().get("response_types_supported")).isPresent();
    Set<Value> scopes =
        reply.body().get("scopes_supported").orElseThrow().elements().stream()
            .collect(Collectors.toSet());
    assertThat(scopes)
        .contains(Value.text("scim.users.read"))
        .doesNotContain(Value.text("anybody"), Value.text("self.read"));
  }

  @Test
  void before_there_is_an_administrator_nobody_gets_anything() throws Exception {
    administrators.there = false;
    assertError(as(hr, "/oauth2/token", GRANT), 503, "temporarily_unavailable");
    assertError(
        send(
            form(
                "/oauth2/token",
                GRANT,
                "client_id=" + hr.id(),
                "client_secret=" + MemoryClients.secret(hr))),
        503,
        "temporarily_unavailable");
  }

  @Test
  void too_many_wrong_secrets_are_429() throws Exception {
    String wrong = basic(hr.id().toString(), "wrong");
    Reply last = send(form("/oauth2/token", GRANT).header("Authorization", wrong));
    for (int i = 0; i < 25; i++) {
      last = send(form("/oauth2/token", GRANT).header("Authorization", wrong));
    }
    assertError(last, 429, "temporarily_unavailable");
    assertThat(as(hr, "/oauth2/token", GRANT).status()).isEqualTo(200);
  }
}
