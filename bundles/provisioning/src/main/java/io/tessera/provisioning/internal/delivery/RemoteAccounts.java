package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.Search;
import io.tessera.provisioning.internal.configuration.TargetConfiguration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts as they are at their targets now. */
public interface RemoteAccounts {
  /**
   * Looks one account up. Takes as long as one call to the target may.
   *
   * @return empty when the target's connector cannot look accounts up, or is not there
   */
  Optional<Reading> read(TargetConfiguration target, Lookup lookup);

  /**
   * Lists a page. Takes as long as one call to the target may.
   *
   * @return empty when the target's connector cannot list accounts or may not, or is not there
   */
  Optional<Listing> search(TargetConfiguration target, Search search);

  /**
   * Tells what changed there since a token; see {@link
   * io.tessera.connector.spi.ChangeSource#changes}.
   *
   * @return empty when the target's connector cannot tell or may not, or is not there
   */
  Optional<RemoteChanges> changes(
      TargetConfiguration target, ObjectType type, @Nullable String token, int most);

  /**
   * Tells the calls an operation would make; see {@link io.tessera.connector.spi.Plannable#plan}.
   *
   * @return empty when the target's connector cannot tell or may not, or is not there
   */
  Optional<List<String>> plan(TargetConfiguration target, Operation operation);
}
