package io.tessera.store.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Wrong passwords in a row, by account. */
@ConsumerType
public interface SignInFailures {
  Optional<Failures> find(String accountKey);

  /**
   * Counts one more and keeps the row until the transaction ends, so that failures of several nodes
   * are counted one after the other.
   *
   * @param account its name; null when nobody has it
   * @param forgetBefore when the last failure was before it, counting starts again
   * @return how many there are now
   */
  int count(String accountKey, @Nullable String account, Instant at, Instant forgetBefore);

  /** Lets nobody sign in to the account before a moment. */
  void lock(String accountKey, Instant until);

  /** Whether there was anything to forget. */
  boolean forget(String accountKey);

  /** Accounts of known names that are locked at a moment, by name. */
  List<Failures> locked(Instant at, int most);

  /**
   * Forgets what did not fail since a moment.
   *
   * @return how many rows, at most {@code most}
   */
  int purge(Instant before, int most);

  /**
   * @param account null when nobody has the name
   */
  record Failures(
      String accountKey, @Nullable String account, int count, Instant last, Instant lockedUntil) {
    public Optional<String> accountIfAny() {
      return Optional.ofNullable(account);
    }
  }
}
