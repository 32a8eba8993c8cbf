package io.tessera.federation.saml.internal;

import static io.tessera.federation.saml.internal.Refusal.require;

import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.provisioning.api.federation.Assertion;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who an assertion is about, once it is known to be good. */
record Person(SamlParty party, Moments moments) {
  /** The claim that is the NameID, for mappings; unless there is an attribute of that name. */
  static final String NAME_ID = "NameID";

  Assertion in(Part assertion) throws RefusedSignInException, MalformedXmlException {
    Part statement = AssertionCheck.needed(assertion, "AuthnStatement");
    Instant authenticated = Moments.needed(statement, "AuthnInstant");
    require(moments.hasCome(authenticated), "its sign-in is in the future");
    Optional<Instant> ends = Moments.in(statement, "SessionNotOnOrAfter");
    require(ends.isEmpty() || moments.isAhead(ends.orElseThrow()), "its session is over");
    Optional<NameId> nameId = nameId(AssertionCheck.needed(assertion, "Subject"));
    Map<String, List<String>> claims = new HashMap<>(Claims.of(assertion).all());
    String subject = subject(nameId, claims);
    nameId.ifPresent(id -> claims.putIfAbsent(NAME_ID, List.of(id.value())));
    String index = statement.attribute("SessionIndex").orElse("");
    return new Assertion(
        party.id(),
        party.entityId(),
        subject,
        claims,
        authenticated,
        nameId.flatMap(id -> new Session(id, index).text()));
  }

  private static Optional<NameId> nameId(Part subject)
      throws RefusedSignInException, MalformedXmlException {
    Optional<Part> part = subject.only(Names.ASSERTION, "NameID");
    return part.isEmpty() ? Optional.empty() : Optional.of(NameId.of(part.orElseThrow()));
  }

  private String subject(Optional<NameId> nameId, Map<String, List<String>> claims)
      throws RefusedSignInException {
    String attribute = party.subjectAttribute();
    if (!attribute.isBlank()) {
      List<String> values = claims.getOrDefault(attribute, List.of());
      require(
          values.size() == 1,
          "the attribute that names people (subjectAttribute) has "
              + values.size()
              + " values and not one");
      return NameId.identifier(values.get(0), "attribute that names people (subjectAttribute)");
    }
    NameId named = nameId.orElseThrow(() -> Refusal.invalid("its Subject has no NameID"));
    named.requirePersistent(party.entityId(), party.us());
    return named.value();
  }
}
