package io.tessera.store.spi;

import io.tessera.model.ResourceId;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Values made up for accounts, logins for example. At one target a value of an attribute, in any
 * case, belongs to one account for ever, once there was one.
 */
@ConsumerType
public interface GeneratedValues {
  /** What a user or group has at a target: value by attribute. */
  Map<String, String> of(UUID target, ResourceId resource);

  /**
   * Reserves the first candidate that nobody has; kept when this returns.
   *
   * @param candidates asked for no more than needed; values of up to 256 characters
   * @return the value, which may be one reserved before; empty when all are taken
   */
  Optional<String> reserve(
      UUID target, String attribute, ResourceId resource, Iterator<String> candidates);

  /** The values turned out to be somebody else's: they stay taken, and others may be reserved. */
  void giveUp(UUID target, ResourceId resource);

  /** The account was never made: anybody may have its values. */
  void release(UUID target, ResourceId resource);
}
