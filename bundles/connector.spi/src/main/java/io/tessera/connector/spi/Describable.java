package io.tessera.connector.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A connector that can tell which attributes accounts and groups of its target may have. Policy
 * maps are checked against it when they are saved.
 */
@ConsumerType
public interface Describable {
  /**
   * Asks the target; changes nothing.
   *
   * @throws InterruptedException the server wants the call to end
   */
  Description describe(ObjectType type) throws InterruptedException;
}
