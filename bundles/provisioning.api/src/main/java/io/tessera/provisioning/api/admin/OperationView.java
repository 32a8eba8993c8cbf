package io.tessera.provisioning.api.admin;

import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change for one target, as an operator sees it.
 *
 * @param resourceName what people call the user or group; null when it is gone, or was not asked
 *     for
 * @param kind create, update or delete
 * @param attempts how often it was tried
 * @param failure kind of the last failure; null when there was none
 * @param detail what the last try gave; empty before the first
 * @param due when it is tried next; null when it is done with
 */
public record OperationView(
    UUID id,
    UUID change,
    String causality,
    UUID target,
    String targetName,
    ResourceType type,
    ResourceId resource,
    @Nullable String resourceName,
    long version,
    Kind kind,
    State state,
    int attempts,
    @Nullable String failure,
    String detail,
    Instant created,
    @Nullable Instant due,
    @Nullable Instant finished) {

  /** What the change was. */
  public enum Kind {
    CREATE,
    UPDATE,
    DELETE
  }

  /** Where the operation is. */
  public enum State {
    /** It waits for its turn or for its next try. */
    WAITING,
    /** The target has it and will finish it, or a person will. */
    PENDING,
    /** The target has it. */
    DONE,
    /** A later change carried its effect; it was not sent on its own. */
    SUPERSEDED,
    /** It cannot succeed as it is; a person decides, or a later change repairs it. */
    DEAD,
    /** It waits in a batch of removals for a person. */
    HELD,
    /** A person gave it up. */
    DISCARDED
  }

  /** The same, of a user or group of that name; null for none. */
  public OperationView named(@Nullable String name) {
    return new OperationView(
        id,
        change,
        causality,
        target,
        targetName,
        type,
        resource,
        name,
        version,
        kind,
        state,
        attempts,
        failure,
        detail,
        created,
        due,
        finished);
  }

  public Optional<String> resourceNameIfKnown() {
    return Optional.ofNullable(resourceName);
  }

  public Optional<String> failureIfAny() {
    return Optional.ofNullable(failure);
  }

  public Optional<Instant> dueIfWaiting() {
    return Optional.ofNullable(due);
  }

  public Optional<Instant> finishedIfSo() {
    return Optional.ofNullable(finished);
  }
}
