package io.tessera.federation.internal;

import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Assertion;
import io.tessera.provisioning.api.federation.SignInMemory.Kind;
import java.io.IOException;
import java.util.Optional;

/**
 * Takes browsers back that were sent to an identity provider. A return answers one departure, of
 * the same browser, once.
 *
 * <p>A POST comes from the identity provider's page, and browsers keep our cookies to themselves
 * then. What it brings is verified and remembered, and the browser is asked to come again by GET,
 * with its cookie. So no cookie of ours is ever sent along with what other sites make it send.
 */
final class Returning {
  private final Departing departing;
  private final Arriving arriving;
  private final Sealed memory;
  private final Cookies cookies;
  private final RandomTexts random;
  private final Refusals refusals;

  Returning(
      Departing departing,
      Arriving arriving,
      Sealed memory,
      Cookies cookies,
      RandomTexts random,
      Refusals refusals) {
    this.departing = departing;
    this.arriving = arriving;
    this.memory = memory;
    this.cookies = cookies;
    this.random = random;
    this.refusals = refusals;
  }

  /** Somebody comes back from an identity provider. */
  Reply from(String name, Visit visit) throws TurnedAwayException, IOException {
    IdentityProvider provider = departing.provider(name);
    if (visit.isPost() != isSaml(provider)) {
      throw new TurnedAwayException(405, "method");
    }
    Parameters parameters = visit.parameters();
    Journey journey =
        state(provider, parameters)
            .flatMap(state -> memory.take(Kind.DEPARTURE, state))
            .flatMap(Journey::read)
            .filter(j -> j.arrived().isEmpty() && j.provider().equals(provider.id()))
            .orElseThrow(() -> new TurnedAwayException(400, "over"));
    if (visit.isGet()) {
      requireSameBrowser(journey, visit);
    }
    Journey arrived = journey.with(assertion(provider, journey, parameters, visit));
    if (visit.isGet()) {
      return arriving.arrive(arrived, visit);
    }
    String ticket = random.next();
    memory.put(Kind.DEPARTURE, ticket, arrived.write(), Departing.LIFE);
    return Reply.to(Addresses.DOOR + Addresses.RETURN + "?ticket=" + ticket);
  }

  /** The second half of a return by POST. */
  Reply withTicket(Visit visit) throws TurnedAwayException {
    Journey journey =
        visit
            .query()
            .get("ticket")
            .flatMap(ticket -> memory.take(Kind.DEPARTURE, ticket))
            .flatMap(Journey::read)
            .filter(j -> j.arrived().isPresent())
            .orElseThrow(() -> new TurnedAwayException(400, "over"));
    requireSameBrowser(journey, visit);
    return arriving.arrive(journey, visit);
  }

  private static Optional<String> state(IdentityProvider provider, Parameters parameters) {
    return parameters.get(isSaml(provider) ? "RelayState" : "state");
  }

  /** Its answers come by POST, those of OpenID providers by GET, and never the other way. */
  private static boolean isSaml(IdentityProvider provider) {
    return provider.signIn().protocol() == SignIn.Protocol.SAML;
  }

  private void requireSameBrowser(Journey journey, Visit visit) throws TurnedAwayException {
    if (cookies.browser(visit).filter(journey::isOf).isEmpty()) {
      throw new TurnedAwayException(403, "browser");
    }
  }

  private Assertion assertion(
      IdentityProvider provider, Journey journey, Parameters parameters, Visit visit)
      throws TurnedAwayException {
    try {
      return departing
          .protocol(provider)
          .arrive(departing.party(provider, visit), journey.protocol(), parameters.all());
    } catch (RefusedSignInException refused) {
      throw refusals.of(refused, provider, visit.causality());
    }
  }
}
