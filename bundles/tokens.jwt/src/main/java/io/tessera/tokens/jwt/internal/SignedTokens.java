package io.tessera.tokens.jwt.internal;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import io.tessera.jose.Outside;
import io.tessera.jose.Signatures;
import io.tessera.provisioning.api.admin.TokenIssuer;
import io.tessera.provisioning.api.spi.ForeignTokens;
import java.text.ParseException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes tokens that are signed (JWS) with a public key of their issuer. Encrypted ones, and those
 * without signature or with a shared key, are no tokens here.
 */
@Component(service = ForeignTokens.class, configurationPid = "io.tessera.tokens.jwt")
@Designate(ocd = SignedTokens.Config.class)
public final class SignedTokens implements ForeignTokens {
  private static final Logger LOG = LoggerFactory.getLogger(SignedTokens.class);
  private static final int MAX_LENGTH = 16 * 1024;
  private static final int DOTS = 2;
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  private final KeySets keySets;
  private final ClaimsCheck claims;

  /** Where keys may be fetched from. */
  @ObjectClassDefinition(name = "Tokens of others")
  public @interface Config {
    @AttributeDefinition(
        description =
            "Hosts with key sets that may be on this machine or on a link of it; others may not")
    String[] localHosts() default {};
  }

  @Activate
  public SignedTokens(Config config) {
    this(new KeySets(new Outside(config.localHosts())::fetch, System::nanoTime), Clock.systemUTC());
  }

  SignedTokens(KeySets keySets, Clock clock) {
    this.keySets = keySets;
    this.claims = new ClaimsCheck(clock);
  }

  @Override
  public Optional<String> issuer(String token) {
    try {
      return parsed(token).map(SignedTokens::issuer);
    } catch (RefusedTokenException malformed) {
      return Optional.empty();
    }
  }

  private static String issuer(SignedJWT token) {
    try {
      String issuer = token.getJWTClaimsSet().getIssuer();
      return issuer == null ? "" : issuer;
    } catch (ParseException noClaims) {
      return "";
    }
  }

  @Override
  public Optional<ForeignToken> verify(String token, TokenIssuer issuer) {
    try {
      SignedJWT signed =
          parsed(token).orElseThrow(() -> new RefusedTokenException("it is no signed token"));
      requireTaken(signed.getHeader(), issuer);
      keySets.verify(signed, issuer);
      return Optional.of(claims.checked(signed, issuer));
    } catch (RefusedTokenException refused) {
      LOG.debug("token issuer {}: a token was refused: {}", issuer.name(), refused.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> fault(TokenIssuer issuer) {
    return issuer.keySet().isEmpty() ? Optional.empty() : GivenKeys.fault(issuer);
  }

  private static void requireTaken(JWSHeader header, TokenIssuer issuer)
      throws RefusedTokenException {
    String algorithm = header.getAlgorithm().getName();
    boolean taken =
        issuer.algorithms().contains(algorithm) && TokenIssuer.ALGORITHMS.contains(algorithm);
    if (!taken) {
      throw new RefusedTokenException("its algorithm is not taken");
    }
    if (Signatures.isExtended(header)) {
      throw new RefusedTokenException("it has critical extensions");
    }
    boolean usual =
        header.getType() == null
            || TYPES.contains(header.getType().toString().toLowerCase(Locale.ROOT));
    if (!usual) {
      throw new RefusedTokenException("its type is another");
    }
  }

  /** Empty when it does not even look like one, as our own tokens. */
  private static Optional<SignedJWT> parsed(String token) throws RefusedTokenException {
    if (token.length() > MAX_LENGTH || token.chars().filter(c -> c == '.').count() != DOTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(SignedJWT.parse(token));
    } catch (ParseException | IllegalArgumentException malformed) {
      throw new RefusedTokenException("it is malformed");
    }
  }
}
