package io.tessera.federation.internal;

import io.tessera.model.Resource;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.federation.Assertion;
import io.tessera.provisioning.api.federation.FederatedSignIn;
import io.tessera.provisioning.api.federation.Outcome;
import io.tessera.provisioning.api.federation.SignInMemory.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who is signed in. A session ends 15 minutes after its last use, 8 hours after the sign-in, and
 * with its identity provider or its account.
 */
final class Sessions {
  private static final Duration IDLE = Duration.ofMinutes(15);
  private static final Duration MOST = Duration.ofHours(8);

  private final Sealed memory;
  private final Cookies cookies;
  private final RandomTexts random;
  private final FederatedSignIn signIn;
  private final People people;
  private final Clock clock;

  /** A session that is alive, and what it rests on. */
  record Live(Session session, IdentityProvider provider, Resource person) {}

  Sessions(
      Sealed memory,
      Cookies cookies,
      RandomTexts random,
      FederatedSignIn signIn,
      People people,
      Clock clock) {
    this.memory = memory;
    this.cookies = cookies;
    this.random = random;
    this.signIn = signIn;
    this.people = people;
    this.clock = clock;
  }

  /** Begins a session under a new id; the one the browser had is over. */
  Session begin(Outcome.SignedIn person, Assertion assertion, Optional<Onward> onward, Visit visit)
      throws TurnedAwayException {
    Optional<Session> before = end(visit);
    Set<UUID> serviceProviders = new HashSet<>();
    before
        .filter(session -> session.identity().equals(person.identity()))
        .ifPresent(session -> serviceProviders.addAll(session.serviceProviders()));
    onward.ifPresent(o -> serviceProviders.add(o.serviceProvider()));
    Session session =
        new Session(
            random.next(),
            person.identity(),
            person.userStore(),
            AssertionText.withoutClaims(assertion),
            person.created(),
            clock.instant().plus(MOST),
            random.next(),
            serviceProviders);
    memory.put(Kind.SESSION, session.id(), session.write(), IDLE);
    return session;
  }

  /** The session of a browser, which goes on with that. */
  Optional<Live> of(Visit visit) {
    Optional<Session> found =
        cookies
            .session(visit)
            .flatMap(id -> memory.get(Kind.SESSION, id).map(text -> Session.read(id, text)));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Session session = found.get();
    Optional<Live> live = live(session, visit);
    if (live.isEmpty()) {
      memory.take(Kind.SESSION, session.id());
    } else {
      memory.prolong(Kind.SESSION, session.id(), shorter(IDLE, left(session)));
    }
    return live;
  }

  private Optional<Live> live(Session session, Visit visit) {
    if (left(session).isNegative() || left(session).isZero()) {
      return Optional.empty();
    }
    UUID provider = session.assertion().identityProvider();
    Optional<IdentityProvider> from =
        signIn.choices().stream().filter(choice -> choice.id().equals(provider)).findFirst();
    return from.flatMap(
        party ->
            people
                .active(session.identity(), session.userStore(), visit.causality())
                .map(person -> new Live(session, party, person)));
  }

  /** Ends the session of a browser. */
  Optional<Session> end(Visit visit) {
    return cookies
        .session(visit)
        .flatMap(id -> memory.take(Kind.SESSION, id).map(text -> Session.read(id, text)));
  }

  Reply keep(Session session, Visit visit, Reply reply) {
    return cookies.keepSession(session.id(), MOST, visit, reply);
  }

  Reply drop(Visit visit, Reply reply) {
    return cookies.dropSession(visit, reply);
  }

  private Duration left(Session session) {
    Instant now = clock.instant();
    return Duration.between(now, session.ends());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
