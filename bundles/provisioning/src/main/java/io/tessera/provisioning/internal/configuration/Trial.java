package io.tessera.provisioning.internal.configuration;

import io.tessera.provisioning.api.Caller;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.util.function.Consumer;

/** Transactions of callers who may only want to know what would come of them. */
public final class Trial {
  private final Store store;

  public Trial(Store store) {
    this.store = store;
  }

  /**
   * Does the work, and undoes it again for a caller who only tries.
   *
   * @return whether it was done
   */
  public boolean write(Caller caller, Consumer<Transaction> work) {
    try {
      store.write(
          tx -> {
            work.accept(tx);
            if (caller.trial()) {
              throw new Over();
            }
            return Boolean.TRUE;
          });
      return true;
    } catch (Over tried) {
      return false;
    }
  }

  /** Makes the store roll back. */
  private static final class Over extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Over() {
      super("tried", null, false, false);
    }
  }
}
