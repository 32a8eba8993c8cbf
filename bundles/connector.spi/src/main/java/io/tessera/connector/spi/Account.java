package io.tessera.connector.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account or group as its target has it.
 *
 * @param attributes in the target's own names; never passwords
 * @param activity whether it may be used; null where the target does not say, and for groups
 * @param version what the target calls this state of it, e.g. an ETag; null where it has no
 *     versions
 */
public record Account(
    RemoteId id,
    TargetAttributes attributes,
    Operation.@Nullable Activity activity,
    @Nullable String version) {
  /** Of a target that tells neither activity nor versions. */
  public Account(RemoteId id, TargetAttributes attributes) {
    this(id, attributes, null, null);
  }

  public Optional<Operation.Activity> activityIfAny() {
    return Optional.ofNullable(activity);
  }

  public Optional<String> versionIfAny() {
    return Optional.ofNullable(version);
  }
}
