package io.tessera.provisioning.api.federation;

import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Links, and sign-ins that were refused, for administrators. */
@ProviderType
public interface FederatedLinks {
  /** Of an identity, the oldest first. */
  List<Link> of(Caller caller, ResourceId identity);

  /**
   * Of an identity provider, in the order of their ids.
   *
   * @param after null to begin
   */
  List<Link> ofProvider(Caller caller, UUID identityProvider, @Nullable UUID after, int most);

  Optional<Link> get(Caller caller, UUID id);

  /**
   * An administrator's word that a subject is somebody.
   *
   * @throws io.tessera.model.RejectedException INVALID_VALUE at {@code identityProvider}, {@code
   *     subject}, {@code issuer} or {@code user}; UNIQUENESS at {@code subject} when it is linked
   */
  Link make(Caller caller, Draft draft);

  /**
   * The subject is nobody any more; what its sign-ins have set stays.
   *
   * @throws io.tessera.model.RejectedException NOT_FOUND
   */
  void remove(Caller caller, UUID id);

  /** Why a sign-in of the last 30 days was refused, by the id the person was shown. */
  Optional<RefusedSignIn> refused(String causality);

  /**
   * What an administrator says.
   *
   * @param identityProvider by name
   * @param issuer empty for the one its settings name
   */
  record Draft(String identityProvider, String issuer, String subject, ResourceId user) {}
}
