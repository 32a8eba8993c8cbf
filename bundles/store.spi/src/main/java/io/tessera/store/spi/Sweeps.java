package io.tessera.store.spi;

import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Walks through all users and all groups that look at each once. */
@ConsumerType
public interface Sweeps {
  void add(Sweep sweep);

  Optional<Sweep> find(UUID id);

  /** Newest first. */
  List<Sweep> list(int most);

  /** Those under way, oldest first. */
  List<Sweep> running();

  /**
   * Forgets those that ended long ago.
   *
   * @return how many were forgotten; fewer than {@code most} at the end
   */
  int purge(Instant endedBefore, int most);

  /** Whether one for a target is under way or paused. */
  boolean isOpen(UUID target);

  /** Puts what has become of it in place of what is kept; keeps others out until the end. */
  Optional<Sweep> findForUpdate(UUID id);

  void update(Sweep sweep);

  /**
   * The resources it comes to next, in the order of their ids.
   *
   * @param after null to begin
   */
  List<ResourceId> next(ResourceType type, @Nullable ResourceId after, int most);

  /**
   * One walk.
   *
   * @param target where they are provisioned although nobody changes them; null for nowhere else
   *     than they are
   * @param resend whether those who have an account there are sent again
   * @param reason for people, at most 256 characters
   * @param perSecond how many are looked at in a second at most; 0 for no limit
   * @param type what it looks at now; users come before groups
   * @param position the last one it looked at; null at the begin
   * @param expected about how many there are
   * @param done how many were looked at
   * @param changed for how many something was sent
   * @param ended null until it ends
   */
  record Sweep(
      UUID id,
      @Nullable UUID target,
      boolean resend,
      String reason,
      String startedBy,
      int perSecond,
      State state,
      Instant started,
      ResourceType type,
      @Nullable ResourceId position,
      long expected,
      long done,
      long changed,
      @Nullable Instant ended) {}

  /** How far it is. */
  enum State {
    RUNNING,
    PAUSED,
    DONE,
    CANCELLED
  }
}
