package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The parties whose tokens are taken. Changes act at once on this node, within five seconds on
 * others.
 */
@ProviderType
public interface TokenIssuers {
  /** All, by name. */
  List<TokenIssuer> list();

  Optional<TokenIssuer> get(UUID id);

  /**
   * @throws RejectedException INVALID_VALUE with the field; UNIQUENESS at {@code name} or {@code
   *     issuer}
   */
  TokenIssuer create(Caller caller, TokenIssuer.Draft draft);

  /**
   * @throws RejectedException as {@link #create}; NOT_FOUND; STALE; INVALID_VALUE at {@code name}
   *     when it is another
   */
  TokenIssuer replace(Caller caller, UUID id, long expectedVersion, TokenIssuer.Draft draft);

  /**
   * @throws RejectedException NOT_FOUND; STALE; CONFLICT while service providers refer to it
   */
  void delete(Caller caller, UUID id, long expectedVersion);
}
