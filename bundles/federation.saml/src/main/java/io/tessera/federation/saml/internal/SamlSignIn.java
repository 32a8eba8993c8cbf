package io.tessera.federation.saml.internal;

import static io.tessera.federation.saml.internal.Refusal.require;

import io.tessera.federation.spi.Departure;
import io.tessera.federation.spi.Party;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.SignInProtocol;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Assertion;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Web browser sign-in by SAML 2.0 (SAML Profiles section 4.1) as a service provider: requests by
 * HTTP-Redirect, unsigned; responses by HTTP-POST, only to requests, with a signed assertion.
 */
@Component(service = SignInProtocol.class)
public final class SamlSignIn implements SignInProtocol {
  /** What a departure remembers. */
  private static final String REQUEST = "request";

  private static final int ID_BYTES = 20;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  @Activate
  public SamlSignIn() {
    this(Clock.systemUTC());
  }

  SamlSignIn(Clock clock) {
    this.clock = clock;
  }

  @Override
  public SignIn.Protocol name() {
    return SignIn.Protocol.SAML;
  }

  @Override
  public Departure depart(Party party, String state) throws RefusedSignInException {
    SamlParty saml = SamlParty.of(party);
    saml.keys();
    String id = id();
    String request = Requests.authentication(saml, id, clock.instant());
    return new Departure(
        Redirect.to(saml.signInUrl(), request, Optional.of(state)), Map.of(REQUEST, id));
  }

  /** 160 bits (SAML Core section 1.3.4), and a letter first, as XML wants it. */
  private String id() {
    byte[] bits = new byte[ID_BYTES];
    random.nextBytes(bits);
    return "_" + HexFormat.of().formatHex(bits);
  }

  @Override
  public Assertion arrive(
      Party party, Map<String, String> remembered, Map<String, List<String>> parameters)
      throws RefusedSignInException {
    SamlParty saml = SamlParty.of(party);
    String request = remembered.getOrDefault(REQUEST, "");
    require(!request.isEmpty(), "nothing was asked");
    byte[] xml = Envelope.response(parameters);
    Door.Asked asked = new Door.Asked(saml.callback().toString(), request);
    Moments now = new Moments(clock.instant());
    try {
      Part assertion = message(saml, now).answer(xml, asked);
      new AssertionCheck(saml.entityId(), saml.us(), asked, now).check(assertion);
      return new Person(saml, now).in(assertion);
    } catch (MalformedXmlException malformed) {
      throw Refusal.invalid("it " + malformed.getMessage(), malformed);
    }
  }

  @Override
  public Verified verify(Party party, String document) throws RefusedSignInException {
    SamlParty saml = SamlParty.of(party);
    byte[] xml = Envelope.document(document);
    Moments now = new Moments(clock.instant());
    Door door = new Door.Brought(saml.callback());
    try {
      Part assertion = message(saml, now).brought(xml);
      var expires = new AssertionCheck(saml.entityId(), saml.us(), door, now).check(assertion);
      return new Verified(
          new Person(saml, now).in(assertion), assertion.attribute("ID").orElseThrow(), expires);
    } catch (MalformedXmlException malformed) {
      throw Refusal.invalid("it " + malformed.getMessage(), malformed);
    }
  }

  private static Message message(SamlParty saml, Moments now) throws RefusedSignInException {
    return new Message(new EnvelopedSignature(saml.keys()), saml.entityId(), now);
  }

  /** A LogoutRequest that is not signed; the identity provider has to take such. */
  @Override
  public Optional<Departure> signOut(Party party, Assertion assertion, URI comeBack) {
    Optional<Session> session = assertion.session().flatMap(Session::of);
    try {
      SamlParty saml = SamlParty.of(party);
      Optional<URI> address = saml.signOutUrl();
      if (session.isEmpty() || address.isEmpty()) {
        return Optional.empty();
      }
      URI place = address.orElseThrow();
      String request = Requests.signOut(saml, id(), clock.instant(), place, session.orElseThrow());
      return Optional.of(new Departure(Redirect.to(place, request, Optional.empty()), Map.of()));
    } catch (RefusedSignInException notSetUp) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> metadata(Party party) {
    return Optional.of(OurMetadata.of(party));
  }
}
