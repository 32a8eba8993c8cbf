package io.tessera.federation.internal;

import io.tessera.crypto.Secret;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.federation.Arrival;
import io.tessera.provisioning.api.federation.Assertion;
import io.tessera.provisioning.api.federation.FederatedSignIn;
import io.tessera.provisioning.api.federation.Outcome;
import io.tessera.provisioning.api.federation.SignInMemory.Kind;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** What becomes of those who have come back: a session, questions, or a page that says why not. */
final class Arriving {
  private static final int MAX_ANSWER = 1024;

  private final FederatedSignIn signIn;
  private final Sessions sessions;
  private final Codes codes;
  private final Sealed memory;
  private final Cookies cookies;
  private final RandomTexts random;
  private final Pages pages;

  Arriving(
      FederatedSignIn signIn,
      Sessions sessions,
      Codes codes,
      Sealed memory,
      Cookies cookies,
      RandomTexts random,
      Pages pages) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.codes = codes;
    this.memory = memory;
    this.cookies = cookies;
    this.random = random;
    this.pages = pages;
  }

  /** Somebody has come back whose assertion holds. */
  Reply arrive(Journey journey, Visit visit) throws TurnedAwayException {
    return arrive(new Inquiry(journey, 0), random.next(), Arrival.Answers.NONE, visit);
  }

  /** Somebody has answered what they were asked. */
  Reply answered(Visit visit) throws TurnedAwayException, IOException {
    Parameters form = visit.form();
    String key = form.get("question").orElse("");
    Inquiry inquiry =
        memory
            .take(Kind.QUESTION, key)
            .map(Inquiry::read)
            .orElseThrow(() -> new TurnedAwayException(400, "over"));
    if (cookies.browser(visit).filter(inquiry.journey()::isOf).isEmpty()) {
      throw new TurnedAwayException(403, "browser");
    }
    return arrive(inquiry.oneMore(), key, answers(form), visit);
  }

  private static Arrival.Answers answers(Parameters form) throws TurnedAwayException {
    for (String name : new String[] {"userName", "password", "proof"}) {
      if (form.get(name).filter(value -> value.length() > MAX_ANSWER).isPresent()) {
        throw new TurnedAwayException(400, "parameters");
      }
    }
    return new Arrival.Answers(
        form.get("consent").isPresent(),
        form.get("userName").map(String::strip).filter(name -> !name.isEmpty()),
        form.get("password").map(Secret::new),
        form.get("proof").map(Secret::new));
  }

  private Reply arrive(Inquiry inquiry, String key, Arrival.Answers answers, Visit visit)
      throws TurnedAwayException {
    Journey journey = inquiry.journey();
    Assertion assertion = journey.arrived().orElseThrow();
    Optional<UUID> serviceProvider = journey.onward().map(Onward::serviceProvider);
    Outcome outcome =
        signIn.arrive(new Arrival(assertion, serviceProvider, answers, visit.causality()));
    if (outcome instanceof Outcome.SignedIn person) {
      return signedIn(person, journey, visit);
    }
    IdentityProvider provider = provider(assertion);
    if (outcome instanceof Outcome.Asked asked) {
      return ask(asked, inquiry, key, provider);
    }
    throw Refusals.of((Outcome.Refused) outcome, provider);
  }

  /** For its display name; it was enabled a moment ago. */
  private IdentityProvider provider(Assertion assertion) throws TurnedAwayException {
    return signIn.choices().stream()
        .filter(choice -> choice.id().equals(assertion.identityProvider()))
        .findFirst()
        .orElseThrow(() -> new TurnedAwayException(403, "account.provider-disabled", ""));
  }

  private Reply ask(Outcome.Asked asked, Inquiry inquiry, String key, IdentityProvider provider)
      throws TurnedAwayException {
    if (inquiry.tries() >= Inquiry.MOST_TRIES) {
      throw new TurnedAwayException(403, "tries");
    }
    memory.put(Kind.QUESTION, key, inquiry.write(), Departing.LIFE);
    String page = pages.questions(asked, provider, key);
    int status = asked.problems().isEmpty() ? 200 : 400;
    return Reply.page(status, page);
  }

  private Reply signedIn(Outcome.SignedIn person, Journey journey, Visit visit)
      throws TurnedAwayException {
    Assertion assertion = journey.arrived().orElseThrow();
    Session session = sessions.begin(person, assertion, journey.onward(), visit);
    Reply reply =
        journey.onward().isPresent()
            ? onward(session, journey.onward().get(), visit)
            : Reply.to(Addresses.DOOR + Addresses.ME);
    return sessions.keep(session, visit, reply);
  }

  /** With a code to the service provider. */
  Reply onward(Session session, Onward onward, Visit visit) throws TurnedAwayException {
    String code = codes.issue(session, onward);
    String address = onward.withCode(code, Addresses.issuer(visit.origin()));
    return away(address, visit);
  }

  /**
   * Away from here. Browsers that have sent a form do not follow an answer to another site, as the
   * policy of the page with the form says; a page in between sends them on.
   */
  Reply away(String address, Visit visit) {
    boolean formSent = visit.isPost() || visit.path().equals(Addresses.RETURN);
    return formSent ? Reply.page(200, pages.onward(address)) : Reply.to(address);
  }
}
