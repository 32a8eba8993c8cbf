package io.tessera.connector.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A connector that can say what it would do, in the words of its target. */
@ConsumerType
public interface Plannable {
  /**
   * Tells the calls that applying an operation would make now. May read from the target; changes
   * nothing.
   *
   * @return in their order, one line each, e.g. {@code PATCH /Users/42: displayName}; no secrets,
   *     no passwords. What cannot be applied says why in place of the call.
   * @throws InterruptedException the server wants the call to end
   */
  List<String> plan(Operation operation) throws InterruptedException;
}
