package io.tessera.store.spi;

import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes that targets have to have before they are kept. An intent puts an operation at the end of
 * each target's lane, without the change; what becomes of it decides whether the change is made.
 */
@ConsumerType
public interface Intents {
  /**
   * Has targets asked for a change that is not recorded yet.
   *
   * @param patience after which nobody waits for it any more, by the database's clock
   */
  void intend(Change change, Collection<UUID> targets, Duration patience);

  /**
   * Ends the intent of a change in the transaction that records it.
   *
   * @return false when it was withdrawn meanwhile; the change must not be made then
   */
  boolean fulfil(UUID change);

  /**
   * Ends the intent of a change that is not made: puts operations into the lanes that bring the
   * targets back to what they had.
   */
  void withdraw(UUID change);

  /**
   * Withdraws what nobody waits for any more.
   *
   * @return how many there were
   */
  int withdrawExpired();
}
