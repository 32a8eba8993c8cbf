package io.tessera.store.kit;

import io.tessera.store.spi.AuditChain;
import io.tessera.store.spi.AuditTrail;
import io.tessera.store.spi.Leases;
import io.tessera.store.spi.Retention;

/**
 * The doors to the journal of one open store.
 *
 * @param intruder changes rows past all doors
 */
public record AuditUnderTest(
    StoreUnderTest stores,
    AuditChain chain,
    AuditTrail trail,
    Retention retention,
    Leases leases,
    Intruder intruder) {

  /** Somebody with a password of the database. */
  @FunctionalInterface
  public interface Intruder {
    /** Runs one statement and answers how many rows it changed. */
    int run(String statement, Object... values);
  }
}
