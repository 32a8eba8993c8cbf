package io.tessera.store.spi;

import io.tessera.model.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** What became of operations and what accounts there are, for people. */
@ConsumerType
public interface DeliveryLog {
  /**
   * Newest first.
   *
   * @param olderThan id of the last operation of the page before; null for the first page
   */
  List<Entry> operations(
      @Nullable UUID target,
      @Nullable ResourceId resource,
      @Nullable State state,
      @Nullable UUID olderThan,
      int limit);

  Optional<Entry> operation(UUID id);

  /**
   * Makes a waiting or dead operation due now.
   *
   * @return false when there is no such operation that waits or is dead
   */
  boolean retry(UUID operation);

  /**
   * Gives a waiting or dead operation up; the lane goes on with the next.
   *
   * @return false when there is no such operation that waits or is dead
   */
  boolean discard(UUID operation, String reason);

  List<Linked> accountsOf(ResourceId resource);

  /** The accounts of several resources with what became of their last operations, in one query. */
  List<Status> accountsOf(Collection<ResourceId> resources);

  /** Ordered by resource id, after {@code after}; null for the first page. */
  List<Linked> accountsAt(UUID target, @Nullable ResourceId after, int limit);

  /** Where an operation is. */
  enum State {
    WAITING,
    DONE,
    SUPERSEDED,
    DEAD,
    DISCARDED
  }

  /**
   * @param id time-ordered (UUID version 7)
   * @param due when it is tried next; null when it is not
   */
  record Entry(
      UUID id,
      UUID change,
      String causality,
      LaneKey lane,
      long version,
      Change.Kind kind,
      State state,
      int attempts,
      String detail,
      Instant created,
      @Nullable Instant due,
      @Nullable Instant finished) {}

  /**
   * @param link null when operations wait but there is no account yet
   */
  record Linked(LaneKey lane, @Nullable AccountLink link, Instant updated) {}

  /**
   * How an account is doing.
   *
   * @param link null when there is no account yet
   * @param pending operations that wait or are dead
   * @param last state of the newest operation; null when it was forgotten
   * @param detail of that operation
   * @param updated when the account or that operation last changed
   */
  record Status(
      LaneKey lane,
      @Nullable AccountLink link,
      int pending,
      @Nullable State last,
      String detail,
      Instant updated) {}
}
