package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import java.nio.file.Path;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a backup needs of a server that runs: a copy of its database. The copy stays on the server's
 * machine, readable by its owner alone; nothing of it is ever told over the network.
 */
@ProviderType
public interface Backups {
  /**
   * Copies the database into a folder of its own below the data directory. The copy before it is
   * removed.
   *
   * @throws RejectedException CONFLICT when the database is not the server's own, when a copy is
   *     being made, or when there is no room for one
   */
  DatabaseCopy copy(Caller caller);

  /**
   * Removes a copy.
   *
   * @throws RejectedException NOT_FOUND
   */
  void discard(Caller caller, String id);

  /**
   * A copy that is complete.
   *
   * @param folder of the server's machine; holds {@code db/}
   * @param schema version of the database's schema
   */
  record DatabaseCopy(String id, Path folder, Instant taken, String schema) {}
}
