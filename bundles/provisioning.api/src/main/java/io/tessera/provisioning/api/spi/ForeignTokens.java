package io.tessera.provisioning.api.spi;

import io.tessera.provisioning.api.admin.TokenIssuer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads tokens that others have signed. */
@ConsumerType
public interface ForeignTokens {
  /** What a token says about its issuer; nothing of it has been verified. Empty: it is none. */
  Optional<String> issuer(String token);

  /**
   * Verifies a token: signature, issuer, audience, times. May fetch keys, within seconds.
   *
   * @return empty when it is refused; why is in the log at level DEBUG, without the token
   */
  Optional<ForeignToken> verify(String token, TokenIssuer issuer);

  /**
   * What is wrong with the keys of an issuer.
   *
   * @return a sentence; empty when they are usable, or fetched
   */
  Optional<String> fault(TokenIssuer issuer);

  /**
   * What a verified token says.
   *
   * @param caller who it is about
   * @param scopes those named in it; null when it has no such claim
   */
  record ForeignToken(
      String caller, @Nullable List<String> scopes, Instant issued, Instant expires) {
    public ForeignToken {
      scopes = scopes == null ? null : List.copyOf(scopes);
    }

    public Optional<List<String>> scopesIfAny() {
      return Optional.ofNullable(scopes);
    }
  }
}
