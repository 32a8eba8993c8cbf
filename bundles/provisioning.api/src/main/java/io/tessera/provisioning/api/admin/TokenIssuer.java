package io.tessera.provisioning.api.admin;

import java.util.Set;
import java.util.UUID;

/**
 * A party whose signed tokens (JWT) are taken in the place of our own. Who one is, is said by the
 * service providers' {@link ServiceProvider#subjects subjects}.
 *
 * @param name unique, how service providers refer to it
 * @param issuer what its tokens say in {@code iss}, exactly
 * @param audience what must be among their {@code aud}
 * @param algorithms the only signatures taken, some of {@link #ALGORITHMS}
 * @param callerClaim the claim that names the caller
 * @param scopeClaim the claim with the scopes; empty when the service provider's scopes are all
 *     that counts
 * @param keySet its public keys as a JWK set (RFC 7517); empty when they are fetched
 * @param keySetUri where they are fetched, over https; empty when they are given
 * @param version one more with each change
 */
public record TokenIssuer(
    UUID id,
    String name,
    String description,
    boolean enabled,
    String issuer,
    String audience,
    Set<String> algorithms,
    String callerClaim,
    String scopeClaim,
    String keySet,
    String keySetUri,
    long version) {

  /** Those with public keys, and no weak ones. */
  public static final Set<String> ALGORITHMS =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

  public TokenIssuer {
    algorithms = Set.copyOf(algorithms);
  }

  /** What an operator says about one. */
  public record Draft(
      String name,
      String description,
      boolean enabled,
      String issuer,
      String audience,
      Set<String> algorithms,
      String callerClaim,
      String scopeClaim,
      String keySet,
      String keySetUri) {
    public Draft {
      algorithms = Set.copyOf(algorithms);
    }
  }
}
