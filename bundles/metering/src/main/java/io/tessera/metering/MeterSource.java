package io.tessera.metering;

import org.osgi.annotation.versioning.ConsumerType;

/** Whoever counts, as an OSGi service. */
@ConsumerType
public interface MeterSource {
  /**
   * Tells how things stand. Called from any thread, every few seconds: no database, no network, no
   * waiting. What is costly to find out is found out in the background and told from memory.
   */
  void tell(Readings readings);
}
