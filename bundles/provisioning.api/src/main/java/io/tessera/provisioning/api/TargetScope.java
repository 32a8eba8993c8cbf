package io.tessera.provisioning.api;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which targets somebody sees and works on. What has to do with others is not there for them: not
 * in lists, and not by its id.
 *
 * @param only the ids; null for all there are
 */
public record TargetScope(@Nullable Set<UUID> only) {
  /** Not limited. */
  public static final TargetScope ALL = new TargetScope(null);

  public TargetScope {
    only = only == null ? null : Set.copyOf(only);
  }

  /** These and no others. */
  public static TargetScope of(Set<UUID> only) {
    return new TargetScope(only);
  }

  /** Whether a target is there for whoever has this. */
  public boolean sees(UUID target) {
    return only == null || only.contains(target);
  }

  /** The ids where it is limited to some; empty for all targets. */
  public Optional<Set<UUID>> limit() {
    return Optional.ofNullable(only);
  }
}
