package io.tessera.store.jpa.internal;

/** Lets one transaction at a time decide about the accounts of a target as a whole. */
final class TargetLock {
  private TargetLock() {}

  /** Held until the transaction ends. */
  static void take(Sql sql, String target) {
    if (sql.update("UPDATE target_locks SET turn = turn + 1 WHERE target = ?", target) == 0) {
      sql.update("INSERT INTO target_locks (target, turn) VALUES (?, 1)", target);
    }
  }
}
