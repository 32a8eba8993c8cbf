package io.tessera.provisioning.api.admin;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What became of changes at the targets that are there for whoever asks. */
@ProviderType
public interface Deliveries {
  /** The accounts of one identity or group, one per target. */
  List<Account> accountsOf(Caller caller, ResourceId resource);

  /** All accounts at a target. */
  Slice<Account> accountsAt(Caller caller, UUID target, @Nullable String cursor, int limit);

  /** Newest first. */
  Slice<OperationView> operations(
      Caller caller, Selection selection, @Nullable String cursor, int limit);

  /**
   * Newest first, with the names of whom they are about. A page may have fewer than were wanted, or
   * none, though there are more; then its {@code next} goes on.
   *
   * @throws io.tessera.model.RejectedException INVALID_VALUE at {@code cursor}
   */
  Slice<OperationView> search(Caller caller, Search search, @Nullable String cursor, int limit);

  Optional<OperationView> operation(Caller caller, UUID id);

  /** What an operation carries: the state after its change; before it, for a deletion. */
  Attributes payload(Caller caller, UUID operation);

  /** The calls that were made for an operation, oldest first. */
  List<CallView> calls(Caller caller, UUID operation);

  /** Tries a dead or waiting operation now. Refused with CONFLICT when it is done with or held. */
  OperationView retry(Caller caller, UUID operation);

  /** Gives a dead or waiting operation up and lets the lane go on. */
  OperationView discard(Caller caller, UUID operation, String reason);

  /**
   * Has a dead operation carry another state, and tries it. The identity stays as it is. Refused
   * with CONFLICT when it is not dead or is a deletion.
   */
  OperationView edit(Caller caller, UUID operation, Attributes state);

  /**
   * Says that a pending operation was done. Refused with CONFLICT when it is not pending.
   *
   * @param remoteId of the account; null when it has one already, or is deleted
   */
  OperationView complete(Caller caller, UUID operation, @Nullable String remoteId);

  /** Says that a pending operation will not be done; it is dead from now on. */
  OperationView refuse(Caller caller, UUID operation, String detail);

  /**
   * Tries all dead operations that are selected.
   *
   * @return how many those were
   */
  int retryAll(Caller caller, Selection selection);

  /**
   * Gives all dead operations up that are selected.
   *
   * @return how many those were
   */
  int discardAll(Caller caller, Selection selection, String reason);

  /**
   * Removals that wait for a person, or waited; newest first.
   *
   * @param target null for all
   * @param state null for all
   */
  List<HeldBatch> batches(Caller caller, @Nullable UUID target, HeldBatch.@Nullable State state);

  Optional<HeldBatch> batch(Caller caller, UUID id);

  /** Lets removals go on that were held. Refused with CONFLICT when they are decided already. */
  HeldBatch allow(Caller caller, UUID batch);

  /** Discards removals that were held; the accounts stay as they are. */
  HeldBatch reject(Caller caller, UUID batch, String reason);

  /**
   * Which operations people look for; empty and null mean any.
   *
   * @param resources the users and groups they are about
   * @param failure kind of the last failure
   * @param from made then or later
   * @param to made before
   */
  record Search(
      Set<UUID> targets,
      Set<ResourceId> resources,
      Set<OperationView.State> states,
      @Nullable String failure,
      @Nullable Instant from,
      @Nullable Instant to) {
    public Search {
      targets = Set.copyOf(targets);
      resources = Set.copyOf(resources);
      states = Set.copyOf(states);
    }

    /** The same at these targets. */
    public Search at(Set<UUID> these) {
      return new Search(these, resources, states, failure, from, to);
    }
  }

  /**
   * Which operations; null means any.
   *
   * @param failure kind of the last failure
   */
  record Selection(
      @Nullable UUID target,
      @Nullable ResourceId resource,
      OperationView.@Nullable State state,
      @Nullable String failure) {
    /** The same at one target. */
    public Selection at(UUID one) {
      return new Selection(one, resource, state, failure);
    }
  }
}
