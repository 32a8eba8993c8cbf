package io.tessera.federation.internal;

import io.tessera.federation.spi.Departure;
import io.tessera.federation.spi.Party;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.federation.spi.RefusedSignInException.Fault;
import io.tessera.federation.spi.SignInProtocol;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Assertion;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A protocol without proofs: the parameter {@code who} says who comes back; {@code document} is
 * {@code ID:WHO}.
 */
final class FakeProtocol implements SignInProtocol {
  volatile Map<String, String> claims = Map.of("mail", "somebody@example.org");
  volatile Optional<RefusedSignInException> refuses = Optional.empty();
  volatile Duration validity = Duration.ofMinutes(5);

  private final SignIn.Protocol name;
  private final Clock clock;

  FakeProtocol(SignIn.Protocol name, Clock clock) {
    this.name = name;
    this.clock = clock;
  }

  @Override
  public SignIn.Protocol name() {
    return name;
  }

  @Override
  public Departure depart(Party party, String state) throws RefusedSignInException {
    refuse();
    String address =
        "https://idp.example/" + party.provider().name() + "?state=" + state + "&back=";
    return new Departure(URI.create(address + party.callback()), Map.of("nonce", "n" + state));
  }

  @Override
  public Assertion arrive(
      Party party, Map<String, String> remembered, Map<String, List<String>> parameters)
      throws RefusedSignInException {
    refuse();
    String state = parameters.get(name == SignIn.Protocol.SAML ? "RelayState" : "state").get(0);
    if (!("n" + state).equals(remembered.get("nonce"))) {
      throw new RefusedSignInException(Fault.INVALID, "The nonce is not of this departure.");
    }
    if (parameters.containsKey("error")) {
      throw new RefusedSignInException(Fault.DENIED, "The party said access_denied.");
    }
    return assertion(party, parameters.get("who").get(0));
  }

  private Assertion assertion(Party party, String who) {
    Map<String, List<String>> all =
        claims.entrySet().stream()
            .collect(
                java.util.stream.Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
    return new Assertion(
        party.provider().id(),
        "https://idp.example",
        who,
        all,
        clock.instant(),
        Optional.of("session there"));
  }

  @Override
  public Verified verify(Party party, String document) throws RefusedSignInException {
    refuse();
    String[] parts = document.split(":", 2);
    if (parts.length < 2) {
      throw new RefusedSignInException(Fault.INVALID, "The token is not signed.");
    }
    return new Verified(assertion(party, parts[1]), parts[0], clock.instant().plus(validity));
  }

  @Override
  public Optional<Departure> signOut(Party party, Assertion assertion, URI comeBack) {
    return Optional.of(
        new Departure(
            URI.create(
                "https://idp.example/out?hint="
                    + assertion.session().orElse("").replace(' ', '+')
                    + "&back="
                    + comeBack),
            Map.of()));
  }

  @Override
  public Optional<String> metadata(Party party) {
    return name == SignIn.Protocol.SAML
        ? Optional.of("<EntityDescriptor entityID=\"" + party.entityId() + "\"/>")
        : Optional.empty();
  }

  private void refuse() throws RefusedSignInException {
    if (refuses.isPresent()) {
      throw refuses.get();
    }
  }
}
