package io.tessera.store.spi;

import java.util.function.Function;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The database of resources, their journal, the operations for the targets and the configuration.
 *
 * <p>All methods throw {@link io.tessera.model.UnavailableException} when the database does not
 * answer.
 */
@ConsumerType
public interface Store {
  /**
   * Runs work in one transaction that is committed when it returns and rolled back when it throws.
   * Work is run again, on a fresh transaction, when the database broke a deadlock or another writer
   * was faster; it must have no effect besides the transaction.
   */
  <T> T write(Function<? super Transaction, ? extends T> work);

  /** Runs work that only reads, on a consistent connection. */
  <T> T read(Function<? super Transaction, ? extends T> work);

  /** Makes sure the database answers and its schema is the one of this server. */
  void check();
}
