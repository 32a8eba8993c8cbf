package io.tessera.provisioning.internal.callers;

import static io.tessera.model.Problem.Kind.NOT_FOUND;

import io.tessera.model.Attributes;
import io.tessera.model.Names;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Sender;
import io.tessera.provisioning.api.SignInThrottle;
import io.tessera.provisioning.api.admin.SignInLock;
import io.tessera.provisioning.api.admin.SignInLocks;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.audit.Chore;
import io.tessera.store.spi.SignInFailures.Failures;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts wrong passwords by account in the database. Only those who are wrong wait for a write;
 * what the right ones make forgotten is written a moment later.
 */
@Component(service = {SignInThrottle.class, SignInLocks.class})
public final class SignInGuard implements SignInThrottle, SignInLocks {
  /** Without a failure for as long, counting starts again. */
  public static final Duration FORGET = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(SignInGuard.class);
  private static final int FIRST_LOCK = 5;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int MAX_ACCOUNT = 512;

  private final Store store;
  private final Clock clock;
  private final Map<String, Tries> running = new ConcurrentHashMap<>();
  private final Set<String> forgiven = ConcurrentHashMap.newKeySet();
  private final Chore chore = new Chore("sign-in", this::forgive);

  /** How many are tried right now, and whether any was wrong lately. */
  private record Tries(int number, boolean afterFailures) {}

  @Activate
  public SignInGuard(@Reference(name = "store") Store store) {
    this(store, Clock.systemUTC());
  }

  SignInGuard(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
    chore.start(EVERY);
  }

  @Deactivate
  void stop() {
    chore.close();
  }

  @Override
  public Duration take(String name) {
    String key = key(account(name));
    running.merge(key, new Tries(1, false), (a, b) -> new Tries(a.number() + 1, a.afterFailures()));
    boolean admitted = false;
    try {
      Duration wait = waiting(key);
      admitted = wait.isZero();
      return wait;
    } finally {
      if (!admitted) {
        end(key);
      }
    }
  }

  /** No more are tried at once than may be wrong before the account is locked. */
  private Duration waiting(String key) {
    Instant now = clock.instant();
    Optional<Failures> failures =
        store
            .<Optional<Failures>>read(tx -> tx.signInFailures().find(key))
            .filter(f -> f.last().isAfter(now.minus(FORGET)));
    if (failures.isPresent() && failures.get().lockedUntil().isAfter(now)) {
      return Duration.between(now, failures.get().lockedUntil());
    }
    int before = failures.map(Failures::count).orElse(0);
    int most = Math.max(1, FIRST_LOCK - before);
    Tries tries = running.computeIfPresent(key, (k, t) -> new Tries(t.number(), before > 0));
    return tries == null || tries.number() <= most ? Duration.ZERO : BUSY;
  }

  @Override
  public void wrong(String name, boolean known) {
    wrong(name, known, (tx, locked) -> {});
  }

  @Override
  public void wrongOfAdministrator(String name, Sender sender) {
    wrong(
        name,
        true,
        (tx, locked) -> {
          Attributes.Builder facts = Records.facts("wrong_password", plain(name));
          if (!locked.isZero()) {
            facts.put("lockedSeconds", Value.Num.of(locked.toSeconds()));
          }
          tx.record(Records.signIn(plain(name), "anonymous", sender, facts.build()));
        });
  }

  private void wrong(String name, boolean known, BiConsumer<Transaction, Duration> besides) {
    String account = account(name);
    String key = key(account);
    try {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      String named = known && account.length() <= MAX_ACCOUNT ? account : null;
      Duration locked =
          store.<Duration>write(
              tx -> {
                int failures = tx.signInFailures().count(key, named, now, now.minus(FORGET));
                Duration length = lockAfter(failures);
                if (!length.isZero()) {
                  tx.signInFailures().lock(key, now.plus(length));
                }
                besides.accept(tx, length);
                return length;
              });
      if (known && !locked.isZero()) {
        LOG.info("sign-in: {} is locked for {} s: wrong passwords", account, locked.toSeconds());
      }
    } finally {
      end(key);
    }
  }

  /** How long an account is locked after so many failures. */
  static Duration lockAfter(int failures) {
    int doublings = failures - FIRST_LOCK;
    if (doublings < 0) {
      return Duration.ZERO;
    }
    Duration length = Duration.ofSeconds(1L << Math.min(doublings, Integer.SIZE - 2));
    return length.compareTo(LONGEST) < 0 ? length : LONGEST;
  }

  @Override
  public void right(String name) {
    String key = key(account(name));
    Tries tries = running.get(key);
    if (tries != null && tries.afterFailures()) {
      forgiven.add(key);
    }
    end(key);
  }

  @Override
  public void undecided(String name) {
    end(key(account(name)));
  }

  private void end(String key) {
    running.computeIfPresent(
        key, (k, t) -> t.number() <= 1 ? null : new Tries(t.number() - 1, t.afterFailures()));
  }

  private Duration forgive() {
    List<String> keys = List.copyOf(forgiven);
    if (!keys.isEmpty()) {
      store.write(
          tx -> {
            keys.forEach(tx.signInFailures()::forget);
            return keys;
          });
      keys.forEach(forgiven::remove);
    }
    return EVERY;
  }

  @Override
  public List<SignInLock> list(int most) {
    return store
        .<List<Failures>>read(tx -> tx.signInFailures().locked(clock.instant(), most))
        .stream()
        .map(f -> new SignInLock(f.accountIfAny().orElse(""), f.count(), f.last(), f.lockedUntil()))
        .toList();
  }

  @Override
  public void lift(Caller caller, String account) {
    String folded = account(account);
    store.write(
        tx -> {
          if (!tx.signInFailures().forget(key(folded))) {
            throw RejectedException.of(NOT_FOUND, "There are no wrong passwords for this account.");
          }
          tx.record(
              Records.decided(
                  caller,
                  "sign-in-lock",
                  UUID.nameUUIDFromBytes(folded.getBytes(StandardCharsets.UTF_8)),
                  Records.facts("lifted", folded).build()));
          return Boolean.TRUE;
        });
    LOG.info("sign-in: the lock of {} was lifted by {}", folded, caller.actor());
  }

  /** The name without the user store domain it may have been written with. */
  private static String plain(String name) {
    return Names.fold(name.substring(name.indexOf('/') + 1));
  }

  /** One form for all ways to write a name. */
  static String account(String name) {
    int slash = name.indexOf('/');
    String domain = slash < 0 ? Caller.PRIMARY : name.substring(0, slash).toUpperCase(Locale.ROOT);
    return domain + "/" + Names.fold(name.substring(slash + 1));
  }

  private static String key(String account) {
    return RandomValue.digest(account);
  }
}
