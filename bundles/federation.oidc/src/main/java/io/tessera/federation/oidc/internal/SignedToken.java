package io.tessera.federation.oidc.internal;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.jose.Signatures;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.admin.TokenIssuer;
import java.text.ParseException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An ID token as it came: a signed JWT in compact form, with an algorithm that is taken. Nothing of
 * it is believed before its signature is verified.
 */
record SignedToken(String text, SignedJWT jwt) {
  /** With public keys, and what nearly all providers use. */
  static final Set<String> DEFAULT_ALGORITHMS = Set.of("RS256", "PS256", "ES256");

  private static final int MAX_LENGTH = 16 * 1024;
  private static final Pattern SIGNED = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  private static final Pattern ENCRYPTED = Pattern.compile("[^.]*(\\.[^.]*){4}");

  /**
   * @throws RefusedSignInException it is not such a token
   */
  static SignedToken read(String text, SignIn.Oidc oidc) throws RefusedSignInException {
    Refusal.require(text.length() <= MAX_LENGTH, "The token is longer than 16 KiB.");
    Refusal.require(
        !ENCRYPTED.matcher(text).matches(), "The token is encrypted; only signed ones are taken.");
    Refusal.require(SIGNED.matcher(text).matches(), "The token is no signed JWT in compact form.");
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      Json.read(jwt.getHeader().getParsedBase64URL().decode());
      requireTaken(jwt.getHeader(), oidc);
      return new SignedToken(text, jwt);
    } catch (ParseException | IllegalArgumentException malformed) {
      throw Refusal.invalid("The token is malformed, unsigned, or of an unknown algorithm.");
    }
  }

  private static void requireTaken(JWSHeader header, SignIn.Oidc oidc)
      throws RefusedSignInException {
    String algorithm = header.getAlgorithm().getName();
    Set<String> taken = oidc.algorithms().isEmpty() ? DEFAULT_ALGORITHMS : oidc.algorithms();
    Refusal.require(
        taken.contains(algorithm) && TokenIssuer.ALGORITHMS.contains(algorithm),
        "The token is signed with an algorithm that is not taken.");
    Refusal.require(!Signatures.isExtended(header), "The token has critical extensions.");
    Refusal.require(
        header.getType() == null || JOSEObjectType.JWT.equals(header.getType()),
        "The token is of another type than an ID token.");
  }

  /**
   * What it says, once its signature is known to be right.
   *
   * @throws RefusedSignInException its claims are no JSON object, or one that can be read in two
   *     ways
   */
  IdToken opened() throws RefusedSignInException {
    try {
      Attributes claims = Json.read(jwt.getPayload().toBytes());
      return new IdToken(text, jwt.getHeader().getAlgorithm().getName(), claims);
    } catch (ParseException malformed) {
      throw Refusal.invalid("The claims of the token cannot be read: " + malformed.getMessage());
    }
  }

  /** Nothing to sign in with. */
  @Override
  public String toString() {
    return "SignedToken[***]";
  }
}
