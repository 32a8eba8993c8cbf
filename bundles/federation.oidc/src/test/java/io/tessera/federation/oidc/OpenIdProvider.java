package io.tessera.federation.oidc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider for tests: discovery, authorization with PKCE (S256 only), token, keys,
 * userinfo and end of session, on a free port of the loopback address, without TLS. Nobody types
 * anything: {@link #person} says who signs in next, {@link #deny} that they do not. It is strict
 * with clients, and does wrong itself what it is told to.
 *
 * <p>A browser, or {@link #visit}, goes to {@code /authorize} and is sent back at once.
 */
public final class OpenIdProvider implements AutoCloseable {
  final Clock clock;
  final Map<String, Client> clients = new ConcurrentHashMap<>();
  final Map<String, Grant> grants = new ConcurrentHashMap<>();
  final Map<String, Map<String, Object>> accessTokens = new ConcurrentHashMap<>();
  final Set<EndpointFault> faults =
      Collections.synchronizedSet(EnumSet.noneOf(EndpointFault.class));
  final CountDownLatch end = new CountDownLatch(1);
  volatile @Nullable TokenFault tokenFault;
  volatile List<SigningKey> keys;
  volatile Map<String, Object> person = Map.of("sub", "alice");
  volatile Map<String, Object> userInfo = Map.of();
  volatile String denial = "";
  volatile boolean namesKeys = true;

  private final HttpServer server;
  private final HttpClient browser = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final AtomicInteger signedOut = new AtomicInteger();

  /** Who may ask; with the empty secret it proves itself by PKCE alone. */
  record Client(String id, String secret, String authentication, Set<String> redirects) {}

  /** What a code stands for. */
  record Grant(
      Client client,
      String redirect,
      String nonce,
      String challenge,
      Set<String> scopes,
      Map<String, Object> person) {}

  private OpenIdProvider(Clock clock, SigningKey key) throws IOException {
    this.clock = clock;
    this.keys = List.of(key);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    serve("/.well-known/openid-configuration", new DiscoveryEndpoint(this));
    serve("/authorize", new AuthorizeEndpoint(this));
    serve("/token", new CodeEndpoint(this));
    serve("/keys", new KeysEndpoint(this));
    serve("/userinfo", new UserInfoEndpoint(this));
    serve("/logout", this::signOut);
    server.start();
  }

  public static OpenIdProvider start() throws IOException {
    return start(SigningKey.make("k1", "RS256"));
  }

  /** With a key that takes no time to make. */
  public static OpenIdProvider start(SigningKey key) throws IOException {
    return new OpenIdProvider(Clock.systemUTC(), key);
  }

  /** Where it is, and what it calls itself. */
  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public URI at(String path) {
    return URI.create(issuer() + path);
  }

  /**
   * Knows a client.
   *
   * @param secret empty for a public one
   * @param authentication {@code client_secret_basic}, {@code client_secret_post} or {@code none}
   * @param redirects where browsers may be sent, after signing in and out
   */
  public void client(String id, String secret, String authentication, URI... redirects) {
    Set<String> places = Set.copyOf(Arrays.stream(redirects).map(URI::toString).toList());
    clients.put(id, new Client(id, secret, authentication, places));
  }

  /** Who signs in from now on: claims, {@code sub} among them. */
  public void person(Map<String, Object> claims) {
    denial = "";
    person = Map.copyOf(claims);
  }

  /** What the userinfo endpoint says besides {@code sub}. */
  public void userInfo(Map<String, Object> claims) {
    userInfo = Map.copyOf(claims);
  }

  /**
   * Nobody signs in from now on.
   *
   * @param error such as {@code access_denied}
   */
  public void deny(String error) {
    denial = error;
  }

  /** Does something wrong from now on. */
  public void fault(EndpointFault... wrong) {
    faults.addAll(List.of(wrong));
  }

  /** Issues wrong ID tokens from now on. */
  public void fault(TokenFault wrong) {
    tokenFault = wrong;
  }

  /** Does everything right again. */
  public void repair() {
    faults.clear();
    tokenFault = null;
    namesKeys = true;
    denial = "";
  }

  /** Signs with the first of these from now on, and publishes them all. */
  public void keys(SigningKey... others) {
    keys = List.of(others);
  }

  /** Signs with a new key from now on, and publishes no other. */
  public void rotate() {
    keys = List.of(SigningKey.make("k" + System.nanoTime(), "RS256"));
  }

  /** Its tokens do not say which key has signed them from now on. */
  public void withoutKeyIds() {
    namesKeys = false;
  }

  /** How often a path was asked for since the start. */
  public int asked(String path) {
    AtomicInteger count = asked.get(path);
    return count == null ? 0 : count.get();
  }

  /** How many have signed out here. */
  public int signedOut() {
    return signedOut.get();
  }

  /** An ID token of these claims for somebody, besides any sign-in; wrong when told so. */
  public String token(String audience, Map<String, Object> claims) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("aud", audience);
    all.putAll(claims);
    return compact(all, audience);
  }

  /**
   * Goes where a browser is sent to, and comes back with the parameters it would bring.
   *
   * @throws IllegalStateException it is not sent back
   */
  public Map<String, List<String>> visit(URI address) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        browser.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    Optional<String> location = answer.headers().firstValue("Location");
    if (location.isEmpty()) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
    return Exchanges.parameters(URI.create(location.get()).getRawQuery());
  }

  String compact(Map<String, Object> claims, String clientId) {
    SigningKey key = keys.get(0);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("iss", issuer());
    long now = clock.instant().getEpochSecond();
    all.put("iat", now);
    all.put("exp", now + 300);
    all.putAll(claims);
    Client client = clients.get(clientId);
    Draft draft = new Draft(key, client == null ? "unknown" : client.secret(), all);
    if (!namesKeys) {
      draft.header.remove("kid");
    }
    TokenFault wrong = tokenFault;
    if (wrong != null) {
      wrong.spoil(draft);
    }
    return draft.compact();
  }

  boolean has(EndpointFault fault) {
    return faults.contains(fault);
  }

  /** RP-Initiated Logout 1.0: goes on only to a place that the client has registered. */
  private void signOut(HttpExchange exchange) throws IOException {
    Map<String, List<String>> said = Exchanges.parameters(exchange.getRequestURI().getRawQuery());
    Client client = clients.get(Exchanges.one(said, "client_id"));
    String place = Exchanges.one(said, "post_logout_redirect_uri");
    if (client == null || !client.redirects().contains(place)) {
      Exchanges.answer(exchange, 400, "text/plain", "unknown client or place");
      return;
    }
    signedOut.incrementAndGet();
    Exchanges.redirect(exchange, place);
  }

  /** An endpoint. */
  @FunctionalInterface
  interface Endpoint {
    void handle(HttpExchange exchange) throws IOException;
  }

  private void serve(String path, Endpoint endpoint) {
    AtomicInteger count = new AtomicInteger();
    asked.put(path, count);
    server.createContext(
        path,
        exchange -> {
          count.incrementAndGet();
          try (exchange) {
            endpoint.handle(exchange);
          }
        });
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
