package io.tessera.connector.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A connector whose target finishes operations later and can be asked how they are doing. Without
 * it, what is pending ends when somebody says so from outside.
 */
@ConsumerType
public interface Checkable {
  /**
   * Asks what became of an operation that was {@link Outcome.Pending}.
   *
   * @param reference the one the pending outcome gave
   * @return the outcome now; {@link Outcome.Pending} again, with the same or another reference,
   *     when it is not finished
   * @throws InterruptedException the server wants the call to end
   */
  Outcome check(String reference) throws InterruptedException;
}
