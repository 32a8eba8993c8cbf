package io.tessera.store.spi;

import io.tessera.model.MemberRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Users and groups that are to be looked at again at a time: whether they hold what they should,
 * and are where they should be. What is kept here happens, whatever becomes of the node.
 */
@ConsumerType
public interface Evaluations {
  /**
   * Has resources looked at; done as often as it is requested.
   *
   * @param serviceProvider who caused it; what it may not cause is not done
   * @param reason for people, at most 256 characters
   */
  void request(Collection<MemberRef> resources, Instant due, String serviceProvider, String reason);

  /** What is due, the longest due first. */
  List<Due> due(Instant now, int most);

  /** They were looked at. */
  void done(Collection<UUID> ids);

  /** How many are due. */
  long waiting(Instant now);

  /** One resource that is to be looked at. */
  record Due(UUID id, MemberRef resource, Instant due, String serviceProvider, String reason) {}
}
