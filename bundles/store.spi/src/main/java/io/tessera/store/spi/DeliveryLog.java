package io.tessera.store.spi;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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
  List<Entry> operations(Selection selection, @Nullable UUID olderThan, int limit);

  /**
   * Newest first, however few of many fit: looks through a bounded stretch of all operations where
   * no index tells which fit.
   *
   * @param olderThan {@link Found#next()} of the page before; null for the first page
   */
  Found search(Search search, @Nullable UUID olderThan, int limit);

  Optional<Entry> operation(UUID id);

  /** What an operation carries: the state after its change; before it, for a deletion. */
  Optional<Attributes> payload(UUID operation);

  /** The calls that were made for an operation, oldest first. */
  List<Attempt> attempts(UUID operation);

  /**
   * Makes waiting or dead operations due now, all in one transaction.
   *
   * @param record of each that is; null where nobody decided it
   * @return those that were neither finished nor held back in a batch
   */
  Set<UUID> retry(Collection<UUID> operations, @Nullable Function<UUID, Deed> record);

  /** As {@link #retry(Collection, Function)}, where nobody decided it. */
  default Set<UUID> retry(Collection<UUID> operations) {
    return retry(operations, null);
  }

  /**
   * Gives waiting or dead operations up; their lanes go on with the next.
   *
   * @param record of each that is; null where nobody decided it
   * @return those that were not finished
   */
  Set<UUID> discard(
      Collection<UUID> operations, String reason, @Nullable Function<UUID, Deed> record);

  /** As {@link #discard(Collection, String, Function)}, where nobody decided it. */
  default Set<UUID> discard(Collection<UUID> operations, String reason) {
    return discard(operations, reason, null);
  }

  /**
   * Has a dead operation carry another state than its change made; it is tried again with it. The
   * identity stays as it is.
   *
   * @return false when there is no such dead operation, or it is a deletion
   */
  boolean edit(UUID operation, Attributes state, Deed record);

  List<Linked> accountsOf(ResourceId resource);

  /** The accounts of several resources with what became of their last operations, in one query. */
  List<Status> accountsOf(Collection<ResourceId> resources);

  /** Ordered by resource id, after {@code after}; null for the first page. */
  List<Linked> accountsAt(UUID target, @Nullable ResourceId after, int limit);

  /**
   * Which operations; null means any.
   *
   * @param failure kind of the last failure
   */
  record Selection(
      @Nullable UUID target,
      @Nullable ResourceId resource,
      @Nullable State state,
      @Nullable String failure) {}

  /**
   * Which operations people look for; empty and null mean any.
   *
   * @param resources the users and groups they are about
   * @param failure kind of the last failure
   * @param since made then or later
   * @param until made before
   */
  record Search(
      Set<UUID> targets,
      Set<ResourceId> resources,
      Set<State> states,
      @Nullable String failure,
      @Nullable Instant since,
      @Nullable Instant until) {
    public Search {
      targets = Set.copyOf(targets);
      resources = Set.copyOf(resources);
      states = Set.copyOf(states);
    }
  }

  /**
   * A page.
   *
   * @param entries perhaps fewer than the limit, or none, though there are more
   * @param next null at the end
   */
  record Found(List<Entry> entries, @Nullable UUID next) {
    public Found {
      entries = List.copyOf(entries);
    }
  }

  /** Where an operation is. */
  enum State {
    WAITING,
    /** The target has it and will finish it. */
    PENDING,
    DONE,
    SUPERSEDED,
    DEAD,
    /** It waits in a batch of removals for a person. */
    HELD,
    DISCARDED
  }

  /**
   * @param id time-ordered (UUID version 7)
   * @param failure kind of the last failure; null when there was none
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
      @Nullable String failure,
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
