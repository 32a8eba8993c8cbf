package io.tessera.provisioning.internal.configuration;

import static io.tessera.model.Problem.Kind.INVALID_VALUE;
import static io.tessera.model.Problem.Kind.NOT_FOUND;
import static io.tessera.model.Problem.Kind.STALE;

import io.tessera.model.AttributePath;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.util.function.Consumer;

/** Changes the configuration, and what all changes refuse alike. */
public final class ConfigurationWrites {
  private final Trial trial;
  private final LiveConfiguration configuration;

  public ConfigurationWrites(Store store, LiveConfiguration configuration) {
    this.trial = new Trial(store);
    this.configuration = configuration;
  }

  /**
   * Changes something, unless the caller only tries: then all is checked and nothing done. A change
   * is in force on this node when this returns.
   */
  public void write(Caller caller, Consumer<Transaction> work) {
    if (trial.write(caller, work)) {
      configuration.refresh();
    }
  }

  public static void requireVersion(long present, long expected) {
    if (present != expected) {
      throw RejectedException.of(
          STALE, "It has changed since; its version is " + present + ". Read it again.");
    }
  }

  public static RejectedException invalid(String field, String detail) {
    return RejectedException.at(INVALID_VALUE, AttributePath.of(field), field + ": " + detail);
  }

  public static RejectedException notFound(String what) {
    return RejectedException.of(NOT_FOUND, "There is no such " + what + ".");
  }
}
