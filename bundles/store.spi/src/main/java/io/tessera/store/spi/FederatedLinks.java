package io.tessera.store.spi;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Whom identity providers mean by their subjects. Those of a deleted identity are forgotten. */
@ConsumerType
public interface FederatedLinks {
  /** Exactly this subject of this issuer. */
  Optional<Link> find(UUID identityProvider, String issuer, String subject);

  Optional<Link> find(UUID id);

  /** Of an identity, the oldest first. */
  List<Link> of(ResourceId identity);

  /**
   * Of an identity provider, in the order of their ids.
   *
   * @param after null to begin
   */
  List<Link> ofProvider(UUID identityProvider, @Nullable UUID after, int most);

  /**
   * Adds one. Where another transaction has linked the subject first, the work is run again and
   * finds that.
   */
  void add(Link link);

  /** Puts what signing in has set in the place of what was there. */
  void give(UUID id, Attributes given);

  /** Whether it was there. */
  boolean remove(UUID id);

  /** Removes all of an identity provider. */
  void forgetProvider(UUID identityProvider);

  /**
   * A subject and the identity it is.
   *
   * @param issuer at most 1,024 characters, as the subject
   * @param given what signing in has set
   */
  record Link(
      UUID id,
      UUID identityProvider,
      String issuer,
      String subject,
      ResourceId identity,
      Instant created,
      Attributes given) {}
}
