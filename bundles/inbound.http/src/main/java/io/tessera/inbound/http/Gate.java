package io.tessera.inbound.http;

import io.tessera.crypto.PasswordHasher;
import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.IdentityCredentials;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
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
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final Map<String, String> CHALLENGE =
      Map.of("WWW-Authenticate", "Basic realm=\"" + SignIn.REALM + "\", charset=\"UTF-8\"");
  private static final int REMEMBERED = 10_000;

  private final Administrators administrators;
  private final SignIn signIn;
  private final TrustedProxies proxies;
  private final Config config;
  private final OpenDoors doors = new OpenDoors();

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
      Config config) {
    this(administrators, identities, hasher, config, System::nanoTime);
  }

  Gate(
      Administrators administrators,
      IdentityCredentials identities,
      PasswordHasher hasher,
      Config config,
      LongSupplier nanoTime) {
    this.administrators = administrators;
    this.config = config;
    this.proxies = new TrustedProxies(config.trustedProxies(), config.publicUri());
    this.signIn =
        new SignIn(
            new Principals(administrators, identities, config.userSignIn()),
            hasher,
            new VerifiedCredentials(
                Duration.ofSeconds(config.rememberSeconds()), REMEMBERED, nanoTime),
            new FailureBuckets(
                config.wrongPasswords(), Duration.ofSeconds(config.secondsPerTry()), nanoTime));
  }

  /** The request as its caller sent it to the outermost proxy that is believed. */
  HttpServletRequest unwrapped(HttpServletRequest request) {
    return proxies.seenBehind(request);
  }

  /** The doors behind this gate. */
  public OpenDoors doors() {
    return doors;
  }

  /** Largest body of a request, in bytes. */
  public long maxBodyBytes() {
    return config.maxBodyBytes();
  }

  int maxUriLength() {
    return config.maxUriLength();
  }

  /** Who sends a request. */
  Admission admit(HttpServletRequest request, Channel channel, String causality) {
    String header = request.getHeader("Authorization");
    if (!administrators.anyExists()) {
      return anonymous(channel, causality, notBootstrapped());
    }
    if (header == null) {
      return anonymous(channel, causality, unauthorized("Sign in with HTTP Basic."));
    }
    Optional<Credentials> given = Credentials.ofBasic(header);
    if (given.isEmpty()) {
      return unauthorized("The Authorization header holds no well-formed Basic credentials.");
    }
    return admit(given.get(), request, channel, causality);
  }

  /** Who sends a request that says so in its body. */
  Admission admit(
      Credentials given, HttpServletRequest request, Channel channel, String causality) {
    if (!administrators.anyExists()) {
      return notBootstrapped();
    }
    SignIn.Result result = signIn.check(given, source(request));
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
              principal.identity()));
    }
    return refused(result.verdict());
  }

  private Admission.Refused refused(SignIn.Verdict verdict) {
    return switch (verdict) {
      case THROTTLED ->
          new Admission.Refused(
              TOO_MANY_REQUESTS,
              "Too many wrong passwords came from your address. Try again later.",
              Map.of("Retry-After", Integer.toString(config.secondsPerTry())));
      case BUSY ->
          new Admission.Refused(
              UNAVAILABLE,
              "Too many callers are signing in right now. Try again in a moment.",
              Map.of("Retry-After", "1"));
      default -> unauthorized("The name or the password is wrong.");
    };
  }

  private static Admission.Anonymous anonymous(
      Channel channel, String causality, Admission.Refused otherwise) {
    return new Admission.Anonymous(
        new Caller(
            Caller.RESIDENT, "anonymous", Caller.PRIMARY, channel, causality, Set.of(), null),
        otherwise);
  }

  private static Admission.Refused unauthorized(String detail) {
    return new Admission.Refused(UNAUTHORIZED, detail, CHALLENGE);
  }

  private static Admission.Refused notBootstrapped() {
    return new Admission.Refused(
        UNAVAILABLE,
        "This server has no administrator yet. Trade the token in the file bootstrap-token of its"
            + " data directory for one: POST /api/v1/bootstrap.",
        Map.of());
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
