package io.tessera.federation.internal;

import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProviders;
import io.tessera.provisioning.api.federation.FederatedSignIn;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where service providers send people to sign in: OpenID Connect Core section 3.1.2, the
 * authorization code with PKCE and nothing else. Whoever does not name a registered address of a
 * service provider is told so here; no browser is ever sent to another one.
 */
final class Authorizing {
  /** What service providers may ask to be told. */
  static final List<String> SCOPES = List.of("openid", "profile", "email", "groups", "roles");

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final int MAX_NONCE = 512;

  private final ServiceProviders serviceProviders;
  private final FederatedSignIn signIn;
  private final Sessions sessions;
  private final Departing departing;
  private final Arriving arriving;
  private final Choosing choosing;
  private final Clock clock;

  Authorizing(
      ServiceProviders serviceProviders,
      FederatedSignIn signIn,
      Sessions sessions,
      Departing departing,
      Arriving arriving,
      Choosing choosing,
      Clock clock) {
    this.serviceProviders = serviceProviders;
    this.signIn = signIn;
    this.sessions = sessions;
    this.departing = departing;
    this.arriving = arriving;
    this.choosing = choosing;
    this.clock = clock;
  }

  /** A service provider sends somebody. */
  Reply asked(Visit visit) throws TurnedAwayException, IOException {
    Parameters parameters = visit.parameters();
    Onward onward = onward(parameters);
    Optional<String> mistake = mistake(parameters);
    if (mistake.isPresent()) {
      return refuse(onward, mistake.get(), visit);
    }
    Set<String> prompts = words(parameters.get("prompt"));
    Optional<Sessions.Live> live = sessions.of(visit);
    boolean asksAnew = prompts.contains("login") || prompts.contains("select_account");
    if (live.isPresent() && !asksAnew && isEnough(live.get(), onward, parameters)) {
      return arriving.onward(live.get().session(), onward, visit);
    }
    if (prompts.contains("none")) {
      return refuse(onward, "login_required", visit);
    }
    return signIn(onward, asksAnew ? Optional.empty() : live, parameters, visit);
  }

  /** Who asks, and where they want the person back. */
  private Onward onward(Parameters parameters) throws TurnedAwayException {
    String redirect = parameters.get("redirect_uri").orElse("");
    ServiceProvider client =
        parameters
            .get("client_id")
            .flatMap(Authorizing::uuid)
            .flatMap(serviceProviders::get)
            .filter(sp -> sp.enabled() && !sp.isResident())
            .filter(sp -> sp.redirectUris().contains(redirect))
            .orElseThrow(() -> new TurnedAwayException(400, "client"));
    Set<String> scopes = words(parameters.get("scope"));
    scopes.retainAll(SCOPES);
    return new Onward(
        client.id(),
        redirect,
        parameters.get("state"),
        parameters.get("nonce"),
        parameters.get("code_challenge").orElse(""),
        scopes);
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text)).filter(uuid -> uuid.toString().equals(text));
    } catch (IllegalArgumentException noUuid) {
      return Optional.empty();
    }
  }

  private static Set<String> words(Optional<String> list) {
    return new HashSet<>(Arrays.asList(list.orElse("").split(" ", -1)));
  }

  /** What is wrong, as a code of the protocol. */
  private static Optional<String> mistake(Parameters parameters) {
    if (parameters.get("request").isPresent()) {
      return Optional.of("request_not_supported");
    }
    if (parameters.get("request_uri").isPresent()) {
      return Optional.of("request_uri_not_supported");
    }
    Optional<String> type = parameters.get("response_type");
    if (type.isPresent() && !type.get().equals("code")) {
      return Optional.of("unsupported_response_type");
    }
    if (!words(parameters.get("scope")).contains("openid")) {
      return Optional.of("invalid_scope");
    }
    return type.isPresent() && isWellFormed(parameters)
        ? Optional.empty()
        : Optional.of("invalid_request");
  }

  private static boolean isWellFormed(Parameters parameters) {
    boolean proves =
        parameters.get("code_challenge").filter(c -> CHALLENGE.matcher(c).matches()).isPresent()
            && parameters.get("code_challenge_method").equals(Optional.of("S256"));
    boolean mode = parameters.get("response_mode").filter(m -> !m.equals("query")).isEmpty();
    boolean nonce = parameters.get("nonce").filter(n -> n.length() > MAX_NONCE).isEmpty();
    boolean age = parameters.get("max_age").filter(a -> !SECONDS.matcher(a).matches()).isEmpty();
    Set<String> prompts = words(parameters.get("prompt"));
    boolean prompt = !prompts.contains("none") || prompts.size() == 1;
    return proves && mode && nonce && age && prompt;
  }

  /**
   * Whether a session stands for a sign-in. One that began on the way to another service provider
   * does not: the accounts of this one may not be there, and what the identity provider says may be
   * news. It knows the person, and mostly asks nothing.
   */
  private boolean isEnough(Sessions.Live live, Onward onward, Parameters parameters) {
    boolean same =
        parameters
            .get("idp")
            .map(word -> signIn.meant(word).map(IdentityProvider::id))
            .map(meant -> meant.equals(Optional.of(live.provider().id())))
            .orElse(true);
    boolean young =
        parameters
            .get("max_age")
            .map(Long::parseLong)
            .map(seconds -> age(live).toSeconds() <= seconds)
            .orElse(true);
    return same && young && live.session().serviceProviders().contains(onward.serviceProvider());
  }

  private Duration age(Sessions.Live live) {
    return Duration.between(live.session().assertion().authenticated(), clock.instant());
  }

  private Reply signIn(
      Onward onward, Optional<Sessions.Live> live, Parameters parameters, Visit visit)
      throws TurnedAwayException {
    Optional<String> idp = parameters.get("idp");
    Optional<IdentityProvider> meant =
        idp.isPresent()
            ? signIn.meant(idp.get())
            : parameters
                .get("login_hint")
                .flatMap(Choosing::domain)
                .flatMap(signIn::meant)
                .or(() -> live.map(Sessions.Live::provider));
    if (idp.isPresent() && meant.isEmpty()) {
      return refuse(onward, "invalid_request", visit);
    }
    List<IdentityProvider> choices = signIn.choices();
    if (meant.isEmpty() && choices.size() == 1) {
      meant = Optional.of(choices.get(0));
    }
    return meant.isPresent()
        ? departing.to(meant.get(), Optional.of(onward), visit)
        : choosing.page(Optional.of(departing.keep(onward)));
  }

  private Reply refuse(Onward onward, String error, Visit visit) {
    return arriving.away(onward.withError(error, Addresses.issuer(visit.origin())), visit);
  }
}
