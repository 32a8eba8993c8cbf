package io.tessera.connector.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A connector that can list all accounts or groups of its target, page by page. It holds no more
 * than a page in memory, and nothing between the calls: where the target itself keeps the state of
 * a listing, the cursor names it.
 */
@ConsumerType
public interface Searchable {
  /**
   * Gives one page. Following the cursors from the first page on gives each account that is there
   * the whole time exactly once; others may be missed.
   *
   * @throws InterruptedException the server wants the call to end
   */
  Listing search(Search search) throws InterruptedException;
}
