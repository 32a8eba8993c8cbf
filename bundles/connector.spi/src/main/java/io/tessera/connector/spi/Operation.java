package io.tessera.connector.spi;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One change for one account or group, complete in itself.
 *
 * @param key the same each time this operation is tried again
 * @param version version of the identity; never decreases for one account
 * @param remoteId the account; null for a creation
 * @param attributes the whole desired state for {@link Action#CREATE} and {@link Action#UPDATE}
 *     (renames included: a changed naming attribute renames the account); for {@link Action#DELETE}
 *     what was last known
 * @param activity whether the account shall be usable; null where the target shall not care
 * @param members membership to add and to remove, for groups; absolute lists are never sent
 */
public record Operation(
    OperationKey key,
    Action action,
    ObjectType type,
    long version,
    @Nullable RemoteId remoteId,
    TargetAttributes attributes,
    @Nullable Activity activity,
    MemberDelta members) {

  /** What to do. */
  public enum Action {
    /** The account should not exist yet; when it does, fail with {@link FailureKind#CONFLICT}. */
    CREATE,
    /** The account exists; when it does not, fail with {@link FailureKind#GONE}. */
    UPDATE,
    /** Remove it; that it is gone already is success. */
    DELETE
  }

  /** Whether an account may be used. */
  public enum Activity {
    ENABLED,
    DISABLED
  }

  /** Members that exist in the target, by their remote ids there. */
  public record Member(ObjectType type, RemoteId id) {}

  /** What to add and to remove; adding a present member or removing an absent one is success. */
  public record MemberDelta(List<Member> add, List<Member> remove) {
    /** No change of membership. */
    public static final MemberDelta NONE = new MemberDelta(List.of(), List.of());

    public MemberDelta {
      add = List.copyOf(add);
      remove = List.copyOf(remove);
    }

    public boolean isEmpty() {
      return add.isEmpty() && remove.isEmpty();
    }
  }

  public Optional<RemoteId> remoteIdIfKnown() {
    return Optional.ofNullable(remoteId);
  }

  /** The account's remote id, for actions that always have one. */
  public RemoteId existing() {
    if (remoteId == null) {
      throw new IllegalStateException(action + " without a remote id");
    }
    return remoteId;
  }

  public Optional<Activity> activityIfAny() {
    return Optional.ofNullable(activity);
  }
}
