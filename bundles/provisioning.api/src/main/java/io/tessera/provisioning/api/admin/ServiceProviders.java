package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service providers and what they sign in with. Changes act at once on this node, within five
 * seconds on others. Nobody gives what they do not have: whoever gives scopes, or a secret to
 * somebody with scopes, must hold these permissions.
 */
@ProviderType
public interface ServiceProviders {
  /** How many secrets one may have at a time: the one in use and the one that follows it. */
  int MOST_SECRETS = 2;

  /** All, {@link ServiceProvider#RESIDENT} first, the others by name. */
  List<ServiceProvider> list();

  Optional<ServiceProvider> get(UUID id);

  /**
   * @throws RejectedException INVALID_VALUE with the field; UNIQUENESS at {@code name} or {@code
   *     subjects}; FORBIDDEN for scopes the caller lacks
   */
  ServiceProvider create(Caller caller, ServiceProvider.Draft draft);

  /**
   * @throws RejectedException as {@link #create}; NOT_FOUND; STALE; INVALID_VALUE at {@code name}
   *     when it is another; CONFLICT for {@link ServiceProvider#RESIDENT}
   */
  ServiceProvider replace(
      Caller caller, UUID id, long expectedVersion, ServiceProvider.Draft draft);

  /**
   * Removes one with its secrets and tokens. Its externalIds stay and are found again by one of the
   * same name.
   *
   * @throws RejectedException NOT_FOUND; STALE; CONFLICT for {@link ServiceProvider#RESIDENT}
   */
  void delete(Caller caller, UUID id, long expectedVersion);

  /**
   * The secrets, the oldest first, expired ones too.
   *
   * @throws RejectedException NOT_FOUND
   */
  List<ClientSecret> secrets(UUID id);

  /**
   * Makes a secret.
   *
   * @param expires when it ends; null for never
   * @throws RejectedException NOT_FOUND; CONFLICT when there are {@link #MOST_SECRETS} valid ones,
   *     or none is allowed; INVALID_VALUE at {@code expires}; FORBIDDEN
   */
  ClientSecret.Issued addSecret(Caller caller, UUID id, @Nullable Instant expires);

  /**
   * Removes a secret and revokes the tokens issued for it.
   *
   * @throws RejectedException NOT_FOUND
   */
  void removeSecret(Caller caller, UUID id, UUID secret);

  /**
   * The valid tokens, the newest first.
   *
   * @throws RejectedException NOT_FOUND
   */
  List<IssuedToken> tokens(UUID id, int most);

  /**
   * @throws RejectedException NOT_FOUND
   */
  void revokeToken(Caller caller, UUID id, UUID token);

  /**
   * Revokes all tokens.
   *
   * @return how many
   * @throws RejectedException NOT_FOUND
   */
  int revokeTokens(Caller caller, UUID id);
}
