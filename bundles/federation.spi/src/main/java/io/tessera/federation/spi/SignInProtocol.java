package io.tessera.federation.spi;

import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Assertion;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One protocol people sign in by at other parties; an OSGi service. It keeps nothing about anybody:
 * what has to be remembered between departure and return is given back by whoever calls, who also
 * sees to it that a return is the answer to one departure of the same browser, and comes once.
 *
 * <p>Methods may fetch keys and documents of the party, within seconds.
 */
@ConsumerType
public interface SignInProtocol {
  SignIn.Protocol name();

  /**
   * Where a browser is sent to sign in.
   *
   * @param state random, at least 128 bits; comes back with the browser ({@code state}, {@code
   *     RelayState})
   * @throws RefusedSignInException the party is not set up or does not answer
   */
  Departure depart(Party party, String state) throws RefusedSignInException;

  /**
   * Who has come back.
   *
   * @param remembered what the departure said to remember
   * @param parameters of the request, decoded once; a name that came twice has two values
   * @throws RefusedSignInException anything at all is not as it has to be
   */
  Assertion arrive(
      Party party, Map<String, String> remembered, Map<String, List<String>> parameters)
      throws RefusedSignInException;

  /**
   * What somebody else brings who has done the sign-in: an ID token (JWT), or a signed assertion
   * (base64 of the XML).
   *
   * @throws RefusedSignInException anything at all is not as it has to be
   */
  Verified verify(Party party, String document) throws RefusedSignInException;

  /**
   * Where a browser is sent to sign out there too; empty when the party has no such place, or
   * cannot be reached: nobody is kept from signing out here.
   *
   * @param comeBack where the browser comes back to afterwards, registered there; for protocols
   *     that have such a thing
   */
  Optional<Departure> signOut(Party party, Assertion assertion, URI comeBack);

  /** Our description, for the party to read: SAML metadata; empty where there is none. */
  default Optional<String> metadata(Party party) {
    return Optional.empty();
  }

  /**
   * What a document verified outside of a sign-in says.
   *
   * @param id names the document, so that it is taken once: {@code jti} or a digest, {@code ID}
   */
  record Verified(Assertion assertion, String id, java.time.Instant expires) {}
}
