package io.tessera.inbound.http;

import io.tessera.crypto.HasherBusyException;
import io.tessera.crypto.PasswordHasher;
import io.tessera.inbound.http.VerifiedCredentials.Fingerprint;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.Sender;
import io.tessera.provisioning.api.SignInThrottle;
import java.time.Duration;
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
    /** There were too many wrong passwords for this account; nothing was computed. */
    LOCKED,
    /** Too many others are waiting. */
    BUSY
  }

  /**
   * A verdict and, when right, whom it is about.
   *
   * @param pause how long until it makes sense to try again
   */
  record Result(Verdict verdict, Optional<Principal> principal, Duration pause) {
    static Result of(Verdict verdict) {
      return new Result(verdict, Optional.empty(), Duration.ZERO);
    }

    static Result later(Verdict verdict, Duration pause) {
      return new Result(verdict, Optional.empty(), pause);
    }

    static Result right(Principal principal) {
      return new Result(Verdict.RIGHT, Optional.of(principal), Duration.ZERO);
    }
  }

  static final String REALM = "tessera";

  private final Principals principals;
  private final PasswordHasher hasher;
  private final VerifiedCredentials verified;
  private final FailureBuckets failures;
  private final SignInThrottle throttle;
  private final ConcurrentMap<Fingerprint, FutureTask<Result>> running = new ConcurrentHashMap<>();

  SignIn(
      Principals principals,
      PasswordHasher hasher,
      VerifiedCredentials verified,
      FailureBuckets failures,
      SignInThrottle throttle) {
    this.principals = principals;
    this.hasher = hasher;
    this.verified = verified;
    this.failures = failures;
    this.throttle = throttle;
  }

  /**
   * Checks credentials. What was verified from one address is not taken from another, where nobody
   * may find out by it how often they like whether a guess is right.
   *
   * @param source the address they came from, or its network
   * @param sender what the journal is told of who is wrong
   */
  Result check(Credentials given, String source, Sender sender) {
    return check(given, source, true, sender);
  }

  /**
   * Checks credentials of somebody a caller asks about who was let in, such as an application with
   * a login page: all its users come from its address, which their mistakes must not close.
   */
  Result checkFor(String caller, Credentials given, Sender sender) {
    return check(given, "for " + caller, false, sender);
  }

  private Result check(Credentials given, String source, boolean byAddress, Sender sender) {
    Optional<Principal> known = principals.named(given.name());
    Fingerprint fingerprint = verified.fingerprint(REALM, source, given);
    if (known.isPresent() && verified.holds(fingerprint, known.get().version())) {
      return Result.right(known.get());
    }
    return once(
        fingerprint,
        () ->
            compute(
                given, fingerprint, byAddress ? Optional.of(source) : Optional.empty(), sender));
  }

  /** A computation of a verdict. */
  private interface Computation extends java.util.concurrent.Callable<Result> {
    @Override
    Result call();
  }

  /** Many connections that sign in at the same moment with the same password need one hash. */
  private Result once(Fingerprint fingerprint, Computation computation) {
    FutureTask<Result> mine = new FutureTask<>(computation);
    FutureTask<Result> first = running.putIfAbsent(fingerprint, mine);
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
      return Result.of(Verdict.BUSY);
    } catch (ExecutionException broken) {
      if (broken.getCause() instanceof UnavailableException away) {
        throw away;
      }
      throw new IllegalStateException("The password could not be checked", broken.getCause());
    }
  }

  private Result compute(
      Credentials given, Fingerprint fingerprint, Optional<String> address, Sender sender) {
    if (address.isPresent() && !failures.take(address.get())) {
      return Result.later(Verdict.THROTTLED, failures.refill());
    }
    boolean tried = false;
    try {
      Duration wait = throttle.take(given.name());
      if (!wait.isZero()) {
        return Result.later(Verdict.LOCKED, wait);
      }
      Result result = hash(given, sender);
      tried = result.verdict() == Verdict.WRONG;
      result.principal().ifPresent(right -> verified.remember(fingerprint, right.version()));
      return result;
    } finally {
      if (!tried) {
        address.ifPresent(failures::giveBack);
      }
    }
  }

  /** Reads the password anew: one that was changed a moment ago must not count as wrong. */
  private Result hash(Credentials given, Sender sender) {
    Optional<Principal> known = Optional.empty();
    Verdict verdict = Verdict.BUSY;
    try {
      known = principals.present(given.name());
      String hash = known.map(Principal::passwordHash).orElse(null);
      boolean right = hasher.verify(given.password(), hash) && known.isPresent();
      verdict = right ? Verdict.RIGHT : Verdict.WRONG;
    } catch (HasherBusyException busy) {
      return Result.of(Verdict.BUSY);
    } finally {
      tell(given.name(), verdict, known, sender);
    }
    return verdict == Verdict.RIGHT ? Result.right(known.orElseThrow()) : Result.of(verdict);
  }

  private void tell(String name, Verdict verdict, Optional<Principal> known, Sender sender) {
    if (verdict == Verdict.RIGHT) {
      throttle.right(name);
    } else if (verdict == Verdict.WRONG && known.filter(Principal::isAdministrator).isPresent()) {
      throttle.wrongOfAdministrator(name, sender);
    } else if (verdict == Verdict.WRONG) {
      throttle.wrong(name, known.isPresent());
    } else {
      throttle.undecided(name);
    }
  }
}
