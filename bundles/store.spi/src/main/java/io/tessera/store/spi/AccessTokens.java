package io.tessera.store.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/** Access tokens that were issued, known by their digests only. */
@ConsumerType
public interface AccessTokens {
  void add(AccessToken token);

  /**
   * @param digest SHA-256 of the token, in lower-case hexadecimal
   */
  Optional<AccessToken> find(String digest);

  /** Those of a service provider that are valid at a moment, the newest first. */
  List<AccessToken> valid(UUID serviceProvider, Instant at, int most);

  /** Whether there was one. */
  boolean revoke(UUID serviceProvider, UUID id);

  /** Revokes what was issued for one secret. */
  int revokeOfSecret(UUID serviceProvider, UUID secret);

  /** Revokes what was issued to a service provider. */
  int revokeAll(UUID serviceProvider);

  /**
   * Removes tokens that expired before a moment.
   *
   * @return how many, at most {@code most}
   */
  int purge(Instant before, int most);

  /**
   * @param id names it where the token itself must not be seen
   * @param secret the secret it was issued for
   * @param scopes keys of permissions
   */
  record AccessToken(
      String digest,
      UUID id,
      UUID serviceProvider,
      UUID secret,
      Set<String> scopes,
      Instant issued,
      Instant expires) {
    public AccessToken {
      scopes = Set.copyOf(scopes);
    }
  }
}
