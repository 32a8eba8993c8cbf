package io.tessera.connector.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries changes to one target system. Registered as an OSGi service with the property {@value
 * #TARGET}, which the server sets in the configuration of every instance.
 */
@ConsumerType
public interface Connector {
  /** Service property: id of the target this instance serves. */
  String TARGET = "tessera.target";

  /**
   * Brings one account or group of the target into the state the operation describes. Applying the
   * same operation twice has the effect of applying it once. Returns within the bound its
   * configuration sets; the server interrupts a call that takes longer than the target's time-out.
   *
   * @return what happened; never throws for a failure of the target
   * @throws InterruptedException the server wants the call to end; the outcome is then unknown
   */
  Outcome apply(Operation operation) throws InterruptedException;
}
