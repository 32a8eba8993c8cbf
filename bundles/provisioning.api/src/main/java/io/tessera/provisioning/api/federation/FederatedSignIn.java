package io.tessera.provisioning.api.federation;

import io.tessera.crypto.Secret;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.IdentityProvider;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Accounts for those whom parties we trust vouch for, at the moment they arrive. */
@ProviderType
public interface FederatedSignIn {
  /**
   * The account of whoever arrives: found by its link, made or brought up to date as the identity
   * provider's {@code jit} says, provisioned on, or not. At most one change of the identity comes
   * of it, none when nothing is new. Who arrives twice at once has one account.
   */
  Outcome arrive(Arrival arrival);

  /** Enabled identity providers people can sign in with, by display name. */
  List<IdentityProvider> choices();

  /** An enabled one by name, home realm id, or domain of an e-mail address; in any case. */
  Optional<IdentityProvider> meant(String word);

  /** What we prove ourselves with at an identity provider; empty when nothing was given. */
  Optional<Secret> clientSecret(IdentityProvider provider);

  /**
   * Notes that a sign-in ended before anybody arrived, so that "why was I refused" is answered.
   *
   * @param reason for the operator, one sentence without tokens, secrets or values of the person
   */
  default void refused(IdentityProvider provider, String reason, String causality) {}

  /** The links of an identity, for administrators. */
  List<Link> links(Caller caller, String userStore, String userName);
}
