package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Reading;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import java.util.Optional;

/** Accounts as they are at their targets now. */
public interface RemoteAccounts {
  /**
   * Looks one account up. Takes as long as one call to the target may.
   *
   * @return empty when the target's connector cannot look accounts up, or is not there
   */
  Optional<Reading> read(TargetConfiguration target, Lookup lookup);
}
