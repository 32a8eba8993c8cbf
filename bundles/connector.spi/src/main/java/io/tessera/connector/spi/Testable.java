package io.tessera.connector.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A connector that can say whether its settings work, step by step. */
@ConsumerType
public interface Testable {
  /** Changes nothing in the target. */
  List<Step> test() throws InterruptedException;

  /**
   * One step, e.g. "connect", "sign in", "read the base entry".
   *
   * @param detail what was seen, and what to do when it failed; no secrets
   */
  record Step(String name, boolean passed, String detail) {}
}
