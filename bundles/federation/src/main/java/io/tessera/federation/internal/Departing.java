package io.tessera.federation.internal;

import io.tessera.federation.spi.Departure;
import io.tessera.federation.spi.Party;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.SignInProtocol;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.federation.FederatedSignIn;
import io.tessera.provisioning.api.federation.SignInMemory.Kind;
import java.time.Duration;
import java.util.Optional;

/** Sends browsers to identity providers. */
final class Departing {
  static final Duration LIFE = Duration.ofMinutes(10);

  private final FederatedSignIn signIn;
  private final Protocols protocols;
  private final Sealed memory;
  private final Cookies cookies;
  private final RandomTexts random;
  private final Refusals refusals;

  Departing(
      FederatedSignIn signIn,
      Protocols protocols,
      Sealed memory,
      Cookies cookies,
      RandomTexts random,
      Refusals refusals) {
    this.signIn = signIn;
    this.protocols = protocols;
    this.memory = memory;
    this.cookies = cookies;
    this.random = random;
    this.refusals = refusals;
  }

  /** Keeps what a service provider asked for, as long as the person chooses where to sign in. */
  String keep(Onward onward) throws TurnedAwayException {
    String key = random.next();
    memory.put(Kind.DEPARTURE, key, onward.write(), LIFE);
    return key;
  }

  /**
   * Departs to an identity provider.
   *
   * @param word its name
   */
  Reply to(String word, Visit visit) throws TurnedAwayException {
    Optional<String> key = visit.query().get("onward");
    Optional<Onward> onward = Optional.empty();
    if (key.isPresent()) {
      onward = memory.get(Kind.DEPARTURE, key.get()).flatMap(Onward::read);
      if (onward.isEmpty()) {
        throw new TurnedAwayException(400, "over");
      }
    }
    return to(provider(word), onward, visit);
  }

  /** Departs, and remembers under a new state what the return has to fit. */
  Reply to(IdentityProvider provider, Optional<Onward> onward, Visit visit)
      throws TurnedAwayException {
    String state = random.next();
    String browser = cookies.browser(visit).orElseGet(random::next);
    Departure departure = departure(provider, state, visit);
    Journey journey =
        new Journey(
            provider.id(),
            RandomTexts.digest(browser),
            departure.remembered(),
            Optional.empty(),
            onward);
    memory.put(Kind.DEPARTURE, state, journey.write(), LIFE);
    Reply away = Reply.to(departure.address().toString());
    return cookies.keepBrowser(browser, visit, away);
  }

  private Departure departure(IdentityProvider provider, String state, Visit visit)
      throws TurnedAwayException {
    try {
      return protocol(provider).depart(party(provider, visit), state);
    } catch (RefusedSignInException refused) {
      throw refusals.of(refused, provider, visit.causality());
    }
  }

  /**
   * An identity provider people can sign in with.
   *
   * @throws TurnedAwayException there is none of that name, or it is disabled
   */
  IdentityProvider provider(String name) throws TurnedAwayException {
    return signIn
        .meant(name)
        .filter(provider -> provider.name().equals(name))
        .orElseThrow(() -> new TurnedAwayException(404, "no-provider"));
  }

  SignInProtocol protocol(IdentityProvider provider) throws TurnedAwayException {
    return protocols
        .named(provider.signIn().protocol())
        .orElseThrow(() -> new TurnedAwayException(503, "no-protocol"));
  }

  /**
   * What we are to an identity provider.
   *
   * @throws TurnedAwayException that is not set up
   */
  Party party(IdentityProvider provider, Visit visit) throws TurnedAwayException {
    try {
      return Addresses.party(visit, provider, signIn.clientSecret(provider));
    } catch (RefusedSignInException unnamed) {
      throw refusals.of(unnamed, provider, visit.causality());
    }
  }
}
