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
  private final Store store;
  private final LiveConfiguration configuration;

  public ConfigurationWrites(Store store, LiveConfiguration configuration) {
    this.store = store;
    this.configuration = configuration;
  }

  /** As {@link #write(Consumer)}; a caller who only tries changes nothing. */
  public void write(Caller caller, Consumer<Transaction> work) {
    if (new Trial(store).write(caller, work)) {
      configuration.refresh();
    }
  }

  /** The change is in force on this node when this returns. */
  public void write(Consumer<Transaction> work) {
    store.write(
        tx -> {
          work.accept(tx);
          return Boolean.TRUE;
        });
    configuration.refresh();
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
