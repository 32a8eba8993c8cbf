package io.tessera.inbound.http;

import io.tessera.crypto.HasherBusyException;
import io.tessera.crypto.PasswordHasher;
import io.tessera.inbound.http.VerifiedCredentials.Fingerprint;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Decides whether a name and a password belong together, and spends as little CPU as it may. */
final class SignIn {
  /** What came of it. */
  enum Verdict {
    RIGHT,
    WRONG,
    /** This address failed too often; nothing was computed. */
    THROTTLED,
    /** Too many others are waiting. */
    BUSY
  }

  /** A verdict and, when right, whom it is about. */
  record Result(Verdict verdict, Optional<Principal> principal) {}

  static final String REALM = "tessera";

  private final Principals principals;
  private final PasswordHasher hasher;
  private final VerifiedCredentials verified;
  private final FailureBuckets failures;
  private final ConcurrentMap<Fingerprint, FutureTask<Verdict>> running = new ConcurrentHashMap<>();

  SignIn(
      Principals principals,
      PasswordHasher hasher,
      VerifiedCredentials verified,
      FailureBuckets failures) {
    this.principals = principals;
    this.hasher = hasher;
    this.verified = verified;
    this.failures = failures;
  }

  /**
   * Checks credentials.
   *
   * @param source the address they came from
   */
  Result check(Credentials given, String source) {
    Optional<Principal> known = principals.named(given.name());
    Fingerprint fingerprint = verified.fingerprint(REALM, given);
    if (known.isPresent() && verified.holds(fingerprint, known.get().version())) {
      return new Result(Verdict.RIGHT, known);
    }
    Verdict verdict = once(fingerprint, () -> compute(given, known, fingerprint, source));
    return new Result(verdict, verdict == Verdict.RIGHT ? known : Optional.empty());
  }

  /** A computation of a verdict. */
  private interface Computation extends java.util.concurrent.Callable<Verdict> {
    @Override
    Verdict call();
  }

  /** Many connections that sign in at the same moment with the same password need one hash. */
  private Verdict once(Fingerprint fingerprint, Computation computation) {
    FutureTask<Verdict> mine = new FutureTask<>(computation);
    FutureTask<Verdict> first = running.putIfAbsent(fingerprint, mine);
    if (first == null) {
      try {
        mine.run();
      } finally {
        running.remove(fingerprint, mine);
      }
      first = mine;
    }
    try {
      return first.get();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Verdict.BUSY;
    } catch (ExecutionException broken) {
      throw new IllegalStateException("The password could not be checked", broken.getCause());
    }
  }

  private Verdict compute(
      Credentials given, Optional<Principal> known, Fingerprint fingerprint, String source) {
    if (!failures.take(source)) {
      return Verdict.THROTTLED;
    }
    try {
      String hash = known.map(Principal::passwordHash).orElse(null);
      if (!hasher.verify(given.password(), hash) || known.isEmpty()) {
        return Verdict.WRONG;
      }
    } catch (HasherBusyException busy) {
      failures.giveBack(source);
      return Verdict.BUSY;
    }
    failures.giveBack(source);
    verified.remember(fingerprint, known.get().version());
    return Verdict.RIGHT;
  }
}
