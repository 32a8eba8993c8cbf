package io.tessera.provisioning.internal.federation;

import io.tessera.provisioning.internal.passthrough.XorBox;
import io.tessera.store.spi.Store;
import java.time.Clock;

/** What sign-ins remember, in a real store, by a clock of the test's. */
public final class MemoryForTests {
  private MemoryForTests() {}

  public static SealedSignInMemory of(Store store, Clock clock) {
    return new SealedSignInMemory(store, new XorBox(), clock);
  }
}
