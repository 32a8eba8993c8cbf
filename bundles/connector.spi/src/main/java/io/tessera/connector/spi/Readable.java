package io.tessera.connector.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A connector that can look an account up. It lets the server learn what became of a call whose
 * answer was lost, and adopt an account that exists already.
 */
@ConsumerType
public interface Readable {
  /**
   * Finds one account, by its remote id where known, else by its key attributes.
   *
   * @return the account, that there is none, that there are several, or why it cannot be told
   * @throws InterruptedException the server wants the call to end
   */
  Reading read(Lookup lookup) throws InterruptedException;
}
