package io.tessera.federation.saml.internal;

import static io.tessera.federation.saml.internal.Refusal.require;

import io.tessera.federation.spi.RefusedSignInException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an assertion says about itself, once its signature is known to be right: from whom, for
 * whom, for what, for when (SAML Profiles section 4.1.4.3).
 *
 * @param audience what the identity provider calls us
 */
record AssertionCheck(String issuer, String audience, Door door, Moments moments) {
  /** Nobody needs longer to bring it; and it has to be remembered as long. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Set<String> CONDITIONS = Set.of("AudienceRestriction", "OneTimeUse");

  /**
   * @return until when it may be brought, by our clock
   * @throws RefusedSignInException it is from another, for another, or not for now
   */
  Instant check(Part assertion) throws RefusedSignInException, MalformedXmlException {
    require(
        assertion.attribute("Version").equals(Optional.of("2.0")), "its assertion is not SAML 2.0");
    requireIssuer(assertion, issuer);
    Instant issued = Moments.needed(assertion, "IssueInstant");
    require(moments.hasCome(issued), "it was issued in the future");
    Part conditions = needed(assertion, "Conditions");
    moments.requireWithin(conditions);
    requireAudience(conditions);
    Instant confirmed = confirmed(needed(assertion, "Subject"));
    Instant until =
        Moments.in(conditions, "NotOnOrAfter").filter(confirmed::isAfter).orElse(confirmed);
    require(
        !until.isAfter(moments.now().plus(LONGEST)),
        "it is valid for longer than a day; have the identity provider issue it for minutes");
    return until.plus(Moments.SKEW);
  }

  /** By whom something is; a name of an entity, to the letter. */
  static void requireIssuer(Part part, String issuer)
      throws RefusedSignInException, MalformedXmlException {
    Part said = needed(part, "Issuer");
    require(
        said.attribute("Format").orElse(Names.ENTITY_FORMAT).equals(Names.ENTITY_FORMAT)
            && said.value().equals(issuer),
        "its " + part.name() + " is of another issuer");
  }

  /** One of a name that has to be there once. */
  static Part needed(Part parent, String name)
      throws RefusedSignInException, MalformedXmlException {
    return parent
        .only(Names.ASSERTION, name)
        .orElseThrow(() -> Refusal.invalid("its " + parent.name() + " has no " + name));
  }

  /** Each restriction has to name us. */
  private void requireAudience(Part conditions)
      throws RefusedSignInException, MalformedXmlException {
    for (Part condition : conditions.children()) {
      require(
          condition.namespace().equals(Names.ASSERTION) && CONDITIONS.contains(condition.name()),
          "it is under a condition that is not known here");
    }
    List<Part> restrictions = conditions.all(Names.ASSERTION, "AudienceRestriction");
    require(!restrictions.isEmpty(), "it does not say for which audience it is");
    for (Part restriction : restrictions) {
      boolean named = false;
      for (Part said : restriction.all(Names.ASSERTION, "Audience")) {
        named |= said.value().equals(audience);
      }
      require(named, "it is for another audience");
    }
  }

  /**
   * @return until when, of the first confirmation that is good
   */
  private Instant confirmed(Part subject) throws RefusedSignInException, MalformedXmlException {
    String fault = "is not confirmed by whoever bears it";
    for (Part confirmation : subject.all(Names.ASSERTION, "SubjectConfirmation")) {
      if (confirmation.attribute("Method").equals(Optional.of(Names.BEARER))) {
        Part data = needed(confirmation, "SubjectConfirmationData");
        Optional<String> wrong = door.fault(data);
        if (wrong.isEmpty()) {
          Instant until = Moments.needed(data, "NotOnOrAfter");
          moments.requireWithin(data);
          return until;
        }
        fault = wrong.orElseThrow();
      }
    }
    throw Refusal.invalid("it " + fault);
  }
}
