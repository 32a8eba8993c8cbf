package io.tessera.metering;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whoever wants to know how a change makes its way, as an OSGi service. Told on the threads that do
 * the work: no database, no network, no waiting, no exceptions.
 */
@ConsumerType
public interface TraceListener {
  void answered(AnsweredRequest request);

  void called(TargetCall call);
}
