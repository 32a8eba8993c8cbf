package io.tessera.inbound.http;

import io.tessera.crypto.PasswordHasher;
import io.tessera.metering.Readings;
import io.tessera.metering.TraceListeners;
import io.tessera.provisioning.api.Access;
import io.tessera.provisioning.api.AdministratorSessions;
import io.tessera.provisioning.api.AdministratorSessions.Session;
import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Client;
import io.tessera.provisioning.api.Clients;
import io.tessera.provisioning.api.IdentityCredentials;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.Sender;
import io.tessera.provisioning.api.SignInThrottle;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Finds out who asks, before anything else is done for them. Doors only pass it on. */
@Component(name = "io.tessera.inbound.http.gate", service = Gate.class)
@Designate(ocd = Gate.Config.class)
public final class Gate {
  private static final String AUTHORIZATION = "Authorization";
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int REMEMBERED = 10_000;

  /** The web server has 64 threads; so many may wait for bodies. */
  private static final int SLOW_BODIES = 40;

  private static final int SLOW_BODIES_OF_ONE = 16;
  private static final String WRONG = "The name or the password is wrong.";
  private static final String NOT_MEANT =
      "A request that changes something has to show the session's X-Tessera-Csrf.";
  private static final String NO_CERTIFICATE =
      "This service provider has to come with its client certificate besides.";

  private final Administrators administrators;
  private final Clients clients;
  private final FailureBuckets failures;
  private final SignIn signIn;
  private final BrowserSignIn browsers;
  private final TrustedProxies proxies;
  private final Config config;
  private final OpenDoors doors = new OpenDoors();
  private final Traffic traffic = new Traffic();
  private final VerifiedCredentials verified;
  private final TraceListeners traces;
  private final LimitedRequest.Limits bodies;

  /** Limits of what one caller may ask. */
  @ObjectClassDefinition(name = "Gate")
  public @interface Config {
    @AttributeDefinition(description = "Largest body of a request, in bytes")
    long maxBodyBytes() default 1 << 20;

    @AttributeDefinition(description = "Longest path with query, in characters")
    int maxUriLength() default 8_192;

    @AttributeDefinition(description = "Wrong passwords in a row that one address may try")
    int wrongPasswords() default 20;

    @AttributeDefinition(description = "Seconds until that address may try one more")
    int secondsPerTry() default 3;

    @AttributeDefinition(description = "Seconds a verified password is remembered in memory")
    int rememberSeconds() default 300;

    @AttributeDefinition(description = "Whether users sign in with their own password, for /Me")
    boolean userSignIn() default true;

    @AttributeDefinition(
        description =
            "Addresses or networks (10.0.0.0/8) of proxies whose Forwarded and X-Forwarded-"
                + " headers are believed")
    String[] trustedProxies() default {};

    @AttributeDefinition(
        description = "Address under which callers reach the server, e.g. https://id.example.com")
    String publicUri() default "";
  }

  @Activate
  public Gate(
      @Reference(name = "administrators") Administrators administrators,
      @Reference(name = "identities") IdentityCredentials identities,
      @Reference(name = "hasher") PasswordHasher hasher,
      @Reference(name = "clients") Clients clients,
      @Reference(name = "throttle") SignInThrottle throttle,
      @Reference(name = "sessions") AdministratorSessions sessions,
      @Reference(name = "traces") TraceListeners traces,
      Config config) {
    this(
        administrators,
        identities,
        hasher,
        clients,
        throttle,
        sessions,
        traces,
        config,
        System::nanoTime);
  }

  /** A gate that knows no service providers or sessions and keeps no wrong passwords. */
  public Gate(
      Administrators administrators,
      IdentityCredentials identities,
      PasswordHasher hasher,
      Config config) {
    this(
        administrators,
        identities,
        hasher,
        new NoClients(),
        new NoThrottle(),
        new NoSessions(),
        new TraceListeners(),
        config);
  }

  Gate(
      Administrators administrators,
      IdentityCredentials identities,
      PasswordHasher hasher,
      Clients clients,
      SignInThrottle throttle,
      AdministratorSessions sessions,
      TraceListeners traces,
      Config config,
      LongSupplier nanoTime) {
    this.administrators = administrators;
    this.browsers = new BrowserSignIn(sessions, this::administrator);
    this.clients = clients;
    this.traces = traces;
    this.config = config;
    this.proxies = new TrustedProxies(config.trustedProxies(), config.publicUri());
    this.bodies =
        new LimitedRequest.Limits(
            config.maxBodyBytes(),
            new SlowBodies(SLOW_BODIES, SLOW_BODIES_OF_ONE, nanoTime),
            nanoTime);
    this.failures =
        new FailureBuckets(
            config.wrongPasswords(), Duration.ofSeconds(config.secondsPerTry()), nanoTime);
    this.verified =
        new VerifiedCredentials(Duration.ofSeconds(config.rememberSeconds()), REMEMBERED, nanoTime);
    this.signIn =
        new SignIn(
            new Principals(administrators, identities, config.userSignIn()),
            hasher,
            verified,
            failures,
            throttle);
  }

  /** The request as its caller sent it to the outermost proxy that is believed. */
  HttpServletRequest unwrapped(HttpServletRequest request) {
    return proxies.seenBehind(request);
  }

  /** What passes. */
  Traffic traffic() {
    return traffic;
  }

  /** Who wants to know of requests. */
  TraceListeners traces() {
    return traces;
  }

  /** Tells what was counted here. */
  void tell(Readings readings) {
    traffic.tell(readings);
    verified.figures().tell(readings);
  }

  /** The doors behind this gate. */
  public OpenDoors doors() {
    return doors;
  }

  /**
   * Whether it is configured under which address callers reach the server, so that the Host header
   * of a request says nothing about it.
   */
  public boolean namesItself() {
    return !config.publicUri().isBlank();
  }

  /** What bodies of requests may be. */
  LimitedRequest.Limits bodies() {
    return bodies;
  }

  /** Largest body of a request, in bytes. */
  public long maxBodyBytes() {
    return config.maxBodyBytes();
  }

  int maxUriLength() {
    return config.maxUriLength();
  }

  /** Signs administrators in with a browser, and out. */
  public BrowserSignIn browsers() {
    return browsers;
  }

  private Admission administrator(Credentials given, HttpServletRequest request) {
    if (!administrators.anyExists()) {
      return notBootstrapped();
    }
    SignIn.Result result =
        signIn.check(
            given,
            source(request),
            sender(request, Channel.ADMIN_API, Requests.causality(request)));
    boolean isOne = result.principal().filter(found -> found.identity() == null).isPresent();
    return isOne || result.principal().isEmpty()
        ? person(result, Channel.ADMIN_API, "")
        : unauthorized(WRONG);
  }

  /** Who sends a request that may show who they are with a cookie. */
  Admission admitFromBrowser(HttpServletRequest request, Channel channel, String causality) {
    Optional<Session> session = browsers.used(request);
    if (session.isEmpty()) {
      return admit(request, channel, causality);
    }
    return ConsoleCookie.isMeant(request, session.get())
        ? BrowserSignIn.granted(session.get(), channel, causality)
        : anonymous(channel, causality, BrowserSignIn.notMeant(NOT_MEANT));
  }

  /** Who sends a request. */
  Admission admit(HttpServletRequest request, Channel channel, String causality) {
    String header = request.getHeader(AUTHORIZATION);
    if (!administrators.anyExists()) {
      return anonymous(channel, causality, notBootstrapped());
    }
    if (header == null) {
      return anonymous(
          channel,
          causality,
          new Admission.Refused(
              UNAUTHORIZED, "Sign in with HTTP Basic or a bearer token.", Challenge.any()));
    }
    if (Collections.list(request.getHeaders(AUTHORIZATION)).size() > 1) {
      return new Admission.Refused(
          BAD_REQUEST, "There is more than one Authorization header.", Map.of());
    }
    if (BearerToken.isMeant(header)) {
      return bearer(header, request, channel, causality);
    }
    Optional<Credentials> given = Credentials.ofBasic(header);
    if (given.isEmpty()) {
      return new Admission.Refused(
          UNAUTHORIZED,
          "The Authorization header holds no well-formed Basic or Bearer credentials.",
          Challenge.any());
    }
    return admit(given.get(), request, channel, causality);
  }

  /** Who sends a request that says so in its body. */
  Admission admit(
      Credentials given, HttpServletRequest request, Channel channel, String causality) {
    if (!administrators.anyExists()) {
      return notBootstrapped();
    }
    if (clients.isClient(given.name())) {
      return client(given, request, channel, causality);
    }
    return person(
        signIn.check(given, source(request), sender(request, channel, causality)),
        channel,
        causality);
  }

  /**
   * Whether a name and a password belong together, for a caller that asks about somebody else. The
   * account may be locked; the caller's address does not count.
   */
  Admission ask(Caller by, Credentials about, Channel channel, String causality) {
    String caller = by.serviceProvider() + " " + by.actor();
    return person(
        signIn.checkFor(caller, about, new Sender("", channel, causality)), channel, causality);
  }

  private static Admission person(SignIn.Result result, Channel channel, String causality) {
    @Nullable Principal principal = result.principal().orElse(null);
    if (principal != null) {
      return new Admission.Granted(
          new Caller(
                  Caller.RESIDENT,
                  principal.name(),
                  principal.domain(),
                  channel,
                  causality,
                  principal.permissions(),
                  principal.identity())
              .limitedTo(principal.targets()));
    }
    return refused(result);
  }

  private Admission bearer(
      String header, HttpServletRequest request, Channel channel, String causality) {
    Optional<String> token = BearerToken.of(header);
    if (token.isEmpty()) {
      String detail = "The Authorization header holds no well-formed token.";
      return new Admission.Refused(
          BAD_REQUEST, detail, Challenge.bearer("invalid_request", detail));
    }
    Optional<Access> access = clients.byToken(token.get());
    if (access.isEmpty()) {
      String detail = "The token is unknown, expired or revoked.";
      return new Admission.Refused(UNAUTHORIZED, detail, Challenge.bearer("invalid_token", detail));
    }
    Client client = access.get().client();
    if (lacksCertificate(client, request)) {
      return new Admission.Refused(
          UNAUTHORIZED, NO_CERTIFICATE, Challenge.bearer("invalid_token", NO_CERTIFICATE));
    }
    return granted(client, access.get().permissions(), channel, causality);
  }

  /** Nobody guesses 256 bits: a right secret is let in however many wrong ones there were. */
  private Admission client(
      Credentials given, HttpServletRequest request, Channel channel, String causality) {
    Optional<Client> client = clients.withSecret(given.name(), given.password());
    if (client.isEmpty()) {
      return failures.take(source(request))
          ? unauthorized(WRONG)
          : tooMany("Too many wrong passwords came from your address.", failures.refill());
    }
    return lacksCertificate(client.get(), request)
        ? unauthorized(NO_CERTIFICATE)
        : granted(client.get(), client.get().scopes(), channel, causality);
  }

  private static boolean lacksCertificate(Client client, HttpServletRequest request) {
    return !client.certificates().isEmpty()
        && !ClientCertificate.shown(request, client.certificates());
  }

  private static Admission.Granted granted(
      Client client, Set<Permission> permissions, Channel channel, String causality) {
    return new Admission.Granted(
        new Caller(
            client.name(), client.name(), client.domain(), channel, causality, permissions, null));
  }

  private static Admission.Refused refused(SignIn.Result result) {
    return switch (result.verdict()) {
      case THROTTLED -> tooMany("Too many wrong passwords came from your address.", result.pause());
      case LOCKED -> tooMany("There were too many wrong passwords for this name.", result.pause());
      case BUSY ->
          new Admission.Refused(
              UNAVAILABLE,
              "Too many callers are signing in right now. Try again in a moment.",
              Map.of("Retry-After", "1"));
      default -> unauthorized(WRONG);
    };
  }

  private static Admission.Refused tooMany(String detail, Duration pause) {
    long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
    return new Admission.Refused(
        TOO_MANY_REQUESTS,
        detail + " Try again later.",
        Map.of("Retry-After", Long.toString(seconds)));
  }

  private static Admission.Anonymous anonymous(
      Channel channel, String causality, Admission.Refused otherwise) {
    return new Admission.Anonymous(
        new Caller(
            Caller.RESIDENT, "anonymous", Caller.PRIMARY, channel, causality, Set.of(), null),
        otherwise);
  }

  private static Admission.Refused unauthorized(String detail) {
    return new Admission.Refused(UNAUTHORIZED, detail, Challenge.basic());
  }

  private static Admission.Refused notBootstrapped() {
    return new Admission.Refused(
        UNAVAILABLE,
        "This server has no administrator yet. Trade the token in the file bootstrap-token of its"
            + " data directory for one: POST /api/v1/bootstrap.",
        Map.of(),
        Map.of("code", "not-bootstrapped"));
  }

  private static Sender sender(HttpServletRequest request, Channel channel, String causality) {
    String address = request.getRemoteAddr();
    return new Sender(address == null ? "" : address, channel, causality);
  }

  private static String source(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    return address == null ? "" : network(address);
  }

  /** One person has a whole /64 of IPv6 addresses. */
  private static String network(String address) {
    int colon = -1;
    int groups = 4;
    for (int i = 0; i < groups; i++) {
      colon = address.indexOf(':', colon + 1);
      if (colon < 0) {
        return address;
      }
    }
    return address.substring(0, colon);
  }
}
