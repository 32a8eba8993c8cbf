package io.tessera.provisioning.api;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Service providers as OAuth 2.0 clients: who one is, and what tokens it has. At most five seconds
 * stale: a removed secret, a revoked token, a disabled service provider acts at once on this node
 * and in a moment on all. Whether a certificate is needed besides is for the caller to check.
 */
@ProviderType
public interface Clients {
  /** Whether this is the client id of somebody; costs next to nothing. */
  boolean isClient(String name);

  /** Who has this client id and this secret; empty when it is wrong or may not sign in. */
  Optional<Client> withSecret(String clientId, String secret);

  /**
   * Issues a token.
   *
   * @param scopes what of the client's scopes; others are left out
   */
  Issued issue(Client client, Set<Permission> scopes);

  /** What a token, ours or of a party we trust, is good for; empty for nothing. */
  Optional<Access> byToken(String token);

  /** Whether the token was the client's own and valid; it is not any more. */
  boolean revoke(Client client, String token);

  /**
   * A token to hand out.
   *
   * @param value 256 random bits as text
   */
  record Issued(String value, Set<Permission> scopes, Instant expires, long lifeSeconds) {
    public Issued {
      scopes = Set.copyOf(scopes);
    }

    /** Never the value. */
    @Override
    public String toString() {
      return "Issued[until " + expires + "]";
    }
  }
}
