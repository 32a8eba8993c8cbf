package io.tessera.federation.internal;

import io.tessera.crypto.Secret;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.SignInProtocol;
import io.tessera.federation.spi.SignInProtocol.Verified;
import io.tessera.inbound.http.Answer;
import io.tessera.json.AttributesJson;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Value;
import io.tessera.provisioning.api.DeliveryReport;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Arrival;
import io.tessera.provisioning.api.federation.FederatedSignIn;
import io.tessera.provisioning.api.federation.Outcome;
import io.tessera.provisioning.api.federation.SignInMemory;
import io.tessera.provisioning.api.federation.SignInMemory.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Somebody a service provider brings, with what an identity provider has signed about them. */
final class Introduction {
  /** Clocks differ by so much at most, as protocols see it. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final int MAX_ANSWER = 1024;
  private static final Duration LONGEST = Duration.ofDays(1);

  private final FederatedSignIn signIn;
  private final Protocols protocols;
  private final SignInMemory memory;
  private final Refusals refusals;
  private final AssertionErrors errors;
  private final Clock clock;
  private final AttributesJson json = new AttributesJson();

  Introduction(
      FederatedSignIn signIn,
      Protocols protocols,
      SignInMemory memory,
      Refusals refusals,
      AssertionErrors errors,
      Clock clock) {
    this.signIn = signIn;
    this.protocols = protocols;
    this.memory = memory;
    this.refusals = refusals;
    this.errors = errors;
    this.clock = clock;
  }

  Answer of(Attributes body, Optional<UUID> serviceProvider, Visit visit) {
    Optional<String> token = body.text("token");
    Optional<String> xml = body.text("assertion");
    Optional<String> name = body.text("identityProvider");
    if (name.isEmpty() || token.isPresent() == xml.isPresent()) {
      return errors.failed(400, "There have to be identityProvider, and token or assertion.");
    }
    Attributes answers = body.complex("answers");
    if (answers.names().stream().anyMatch(said -> isLong(answers.text(said)))) {
      return errors.failed(400, "An answer is longer than " + MAX_ANSWER + " characters.");
    }
    SignIn.Protocol spoken = token.isPresent() ? SignIn.Protocol.OIDC : SignIn.Protocol.SAML;
    Optional<IdentityProvider> meant = signIn.meant(name.get());
    if (meant.isEmpty()) {
      return refused(Outcome.Why.PROVIDER_DISABLED, visit);
    }
    IdentityProvider provider = meant.get();
    if (provider.signIn().protocol() != spoken) {
      return errors.failed(400, "This identity provider speaks another protocol.");
    }
    if (!provider.signIn().takesAssertions()) {
      return errors.answer(
          403,
          "assertions-not-taken",
          "What this identity provider has signed is not taken from others.",
          told(visit));
    }
    Optional<SignInProtocol> protocol = protocols.named(spoken);
    return protocol.isEmpty()
        ? errors.failed(503, "The part of the server that reads this is not running.")
        : verified(
            protocol.get(),
            provider,
            token.or(() -> xml).orElseThrow(),
            body,
            serviceProvider,
            visit);
  }

  private static boolean isLong(Optional<String> answer) {
    return answer.filter(text -> text.length() > MAX_ANSWER).isPresent();
  }

  private Answer verified(
      SignInProtocol protocol,
      IdentityProvider provider,
      String document,
      Attributes body,
      Optional<UUID> serviceProvider,
      Visit visit) {
    Verified verified;
    try {
      verified =
          protocol.verify(
              Addresses.party(visit, provider, signIn.clientSecret(provider)), document);
    } catch (RefusedSignInException refused) {
      refusals.note(refused, provider, visit.causality());
      return notVerified(refused, visit);
    }
    return once(
        verified,
        new Arrival(
            verified.assertion(),
            serviceProvider,
            answers(body.complex("answers")),
            visit.causality()),
        visit);
  }

  private Answer notVerified(RefusedSignInException refused, Visit visit) {
    boolean away =
        switch (refused.fault()) {
          case DENIED, INVALID -> false;
          case UNREACHABLE, CONFIGURATION -> true;
        };
    return errors.answer(
        away ? 503 : 403,
        "not-" + (away ? "verifiable" : "verified"),
        String.valueOf(refused.getMessage()),
        told(visit));
  }

  /**
   * What was used to sign in is not taken again. What was not, because there are questions or a
   * target is away, may come again with the answers.
   */
  private Answer once(Verified verified, Arrival arrival, Visit visit) {
    String key = verified.assertion().identityProvider() + " " + verified.id();
    Duration left = Duration.between(clock.instant(), verified.expires()).plus(SKEW);
    Duration life = left.compareTo(LONGEST) < 0 ? left : LONGEST;
    if (verified.expires().isAfter(clock.instant().plus(LONGEST.minus(SKEW)))) {
      return errors.answer(403, "not-verified", "It is valid for longer than a day.", told(visit));
    }
    if (!memory.put(Kind.SEEN, key, "1", life)) {
      return errors.answer(403, "seen", "This was brought before.", told(visit));
    }
    boolean used = false;
    try {
      Outcome outcome = signIn.arrive(arrival);
      used = outcome instanceof Outcome.SignedIn;
      return answer(outcome, visit);
    } finally {
      if (!used) {
        memory.take(Kind.SEEN, key);
      }
    }
  }

  private static Arrival.Answers answers(Attributes given) {
    return new Arrival.Answers(
        given.bool("consents").orElse(false),
        given.text("userName"),
        given.text("password").map(Secret::new),
        given.text("proof").map(Secret::new));
  }

  private Answer answer(Outcome outcome, Visit visit) {
    if (outcome instanceof Outcome.SignedIn person) {
      return new Answer(200, "application/json", json.write(signedIn(person)));
    }
    if (outcome instanceof Outcome.Asked asked) {
      return errors.answer(409, "asked", "The person has to answer questions first.", asked(asked));
    }
    return refused(((Outcome.Refused) outcome).why(), visit);
  }

  private Answer refused(Outcome.Why why, Visit visit) {
    String detail =
        switch (why) {
          case PROVIDER_DISABLED ->
              "There is no identity provider of that name, or signing in with it is off.";
          case ACCOUNT_DISABLED -> "The account is not active.";
          case NO_ACCOUNT -> "There is no account, and none is made at sign-in.";
          case NAME_TAKEN -> "An account of that name is there, and is not linked.";
          case CLAIMS -> "What the identity provider says is not enough for an account.";
          case TARGET -> "A target that has to know first does not answer, or refuses.";
        };
    return errors.answer(403, word(why), detail, told(visit));
  }

  private static Attributes told(Visit visit) {
    return Attributes.builder().put("causality", visit.causality()).build();
  }

  private static Attributes signedIn(Outcome.SignedIn person) {
    Attributes.Builder answer =
        Attributes.builder()
            .put("id", person.identity().toString())
            .put("userName", person.userName())
            .put("displayName", person.displayName())
            .put("userStore", person.userStore())
            .put("created", person.created());
    person.change().ifPresent(change -> answer.put("change", change.toString()));
    List<Value> reports =
        person.reports().stream()
            .map(Introduction::report)
            .map(Value::complex)
            .map(Value.class::cast)
            .toList();
    return answer.keep("targets", Value.many(reports)).build();
  }

  private static Attributes report(DeliveryReport report) {
    return Attributes.builder()
        .put("target", report.target())
        .put("state", word(report.state()))
        .put("detail", report.detail())
        .build();
  }

  private static Attributes asked(Outcome.Asked asked) {
    List<String> questions = asked.questions().stream().map(Introduction::word).sorted().toList();
    return Attributes.builder()
        .put("questions", AssertionText.texts(questions))
        .put("userName", asked.userName())
        .put(
            "shown",
            Value.many(
                asked.shown().stream()
                    .map(one -> pair("path", one.path(), "value", one.value()))
                    .toList()))
        .put("errors", Value.many(asked.problems().stream().map(Introduction::problem).toList()))
        .build();
  }

  private static Value problem(Problem problem) {
    String path = problem.where().map(AttributePath::toString).orElse("");
    return pair("path", path, "detail", problem.detail());
  }

  private static Value pair(String name, String value, String other, String otherValue) {
    return Value.complex(Attributes.builder().put(name, value).put(other, otherValue).build());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
