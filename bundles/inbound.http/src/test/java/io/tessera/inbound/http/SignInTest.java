package io.tessera.inbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.inbound.http.SignIn.Verdict;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.IdentityCredentials;
import io.tessera.provisioning.api.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {
  private static final String HERE = "192.0.2.1";
  private static final Sender SENDER = new Sender(HERE, Channel.SCIM2, "cause");
  private final AtomicLong nanos = new AtomicLong();
  private final FakeAdministrators administrators = new FakeAdministrators();
  private final CountingHasher hasher = new CountingHasher();
  private final FakeThrottle throttle = new FakeThrottle();
  private final SignIn signIn =
      new SignIn(
          new Principals(administrators, (domain, name) -> Optional.empty(), true),
          hasher,
          new VerifiedCredentials(Duration.ofMinutes(5), 3, nanos::get),
          new FailureBuckets(4, Duration.ofSeconds(10), nanos::get),
          throttle);

  @BeforeEach
  void somebody() {
    administrators.put("alice", "right", 1, true);
  }

  private Verdict check(String name, String password, String source) {
    SignIn.Result result = signIn.check(new Credentials(name, password), source, SENDER);
    assertThat(result.principal().isPresent()).isEqualTo(result.verdict() == Verdict.RIGHT);
    return result.verdict();
  }

  private Verdict check(String password) {
    return check("alice", password, HERE);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void a_right_password_is_hashed_once_in_five_minutes() {
    assertThat(check("right")).isEqualTo(Verdict.RIGHT);
    pass(Duration.ofSeconds(299));
    assertThat(check("right")).isEqualTo(Verdict.RIGHT);
    assertThat(hasher.computed).hasValue(1);
    pass(Duration.ofSeconds(2));
    assertThat(check("right")).isEqualTo(Verdict.RIGHT);
    assertThat(hasher.computed).hasValue(2);
  }

  @Test
  void a_wrong_password_is_never_remembered_and_does_not_touch_the_right_one() {
    check("right");
    assertThat(check("wrong")).isEqualTo(Verdict.WRONG);
    assertThat(check("wrong")).isEqualTo(Verdict.WRONG);
    assertThat(hasher.computed).hasValue(3);
    assertThat(check("right")).isEqualTo(Verdict.RIGHT);
    assertThat(hasher.computed).hasValue(3);
  }

  @Test
  void a_password_that_was_changed_a_moment_ago_is_right_and_counts_for_no_lock() {
    SignIn users =
        new SignIn(
            new Principals(administrators, new ChangedUser(), true),
            hasher,
            new VerifiedCredentials(Duration.ofMinutes(5), 3, nanos::get),
            new FailureBuckets(1, Duration.ofSeconds(10), nanos::get),
            throttle);

    assertThat(users.check(new Credentials("bob", "new"), HERE, SENDER).verdict())
        .isEqualTo(Verdict.RIGHT);
    assertThat(users.check(new Credentials("bob", "old"), HERE, SENDER).verdict())
        .isEqualTo(Verdict.WRONG);
  }

  /** Whose old password is remembered still. */
  private final class ChangedUser implements IdentityCredentials {
    private final ResourceId id = new ResourceId(UUID.randomUUID());

    @Override
    public Optional<Credential> credential(String domain, String userName) {
      return Optional.of(new Credential(id, 1, true, hasher.hash("old")));
    }

    @Override
    public Optional<Credential> present(String domain, String userName) {
      return Optional.of(new Credential(id, 2, true, hasher.hash("new")));
    }
  }

  @Test
  void somebody_unknown_costs_a_hash_too() {
    assertThat(check("nobody", "right", HERE)).isEqualTo(Verdict.WRONG);
    assertThat(hasher.computed).hasValue(1);
  }

  @Test
  void a_changed_password_acts_at_once() {
    check("right");
    administrators.put("alice", "other", 2, true);
    assertThat(check("right")).isEqualTo(Verdict.WRONG);
    assertThat(check("other")).isEqualTo(Verdict.RIGHT);
  }

  @Test
  void a_disabled_administrator_is_out_at_once_and_looks_unknown() {
    check("right");
    administrators.put("alice", "right", 1, false);
    assertThat(check("right")).isEqualTo(Verdict.WRONG);
    administrators.byName.remove("alice");
    assertThat(check("right")).isEqualTo(Verdict.WRONG);
  }

  @Test
  void after_too_many_wrong_passwords_nothing_is_computed_for_that_address() {
    for (int i = 0; i < 4; i++) {
      assertThat(check("wrong" + i)).isEqualTo(Verdict.WRONG);
    }
    assertThat(check("wrong")).isEqualTo(Verdict.THROTTLED);
    assertThat(check("right")).isEqualTo(Verdict.THROTTLED);
    assertThat(hasher.computed).hasValue(4);
    assertThat(check("alice", "right", "192.0.2.2")).isEqualTo(Verdict.RIGHT);
    assertThat(check("right")).as("verified elsewhere only").isEqualTo(Verdict.THROTTLED);
    pass(Duration.ofSeconds(10));
    assertThat(check("wrong")).isEqualTo(Verdict.WRONG);
    assertThat(check("wrong")).isEqualTo(Verdict.THROTTLED);
  }

  @Test
  void a_locked_account_costs_neither_a_hash_nor_a_try() {
    throttle.wait = Duration.ofSeconds(8);
    for (int i = 0; i < 10; i++) {
      SignIn.Result result = signIn.check(new Credentials("alice", "right"), HERE, SENDER);
      assertThat(result.verdict()).isEqualTo(Verdict.LOCKED);
      assertThat(result.pause()).isEqualTo(Duration.ofSeconds(8));
      assertThat(check("nobody", "x", HERE)).isEqualTo(Verdict.LOCKED);
    }
    assertThat(hasher.computed).hasValue(0);
    throttle.wait = Duration.ZERO;
    assertThat(check("right")).isEqualTo(Verdict.RIGHT);
  }

  @Test
  void the_throttle_learns_what_came_of_each_try() {
    check("right");
    check("wrong");
    check("nobody", "x", HERE);
    hasher.busy = true;
    check("other");

    assertThat(throttle.told)
        .containsExactly("right alice", "wrong alice", "wrong nobody unknown", "undecided alice");
  }

  @Test
  void right_passwords_do_not_use_up_the_tries() {
    for (int i = 0; i < 20; i++) {
      administrators.put("alice", "right", i, true);
      assertThat(check("right")).isEqualTo(Verdict.RIGHT);
    }
    assertThat(hasher.computed).hasValue(20);
  }

  @Test
  void a_busy_hasher_is_told_and_costs_no_try() {
    hasher.busy = true;
    for (int i = 0; i < 10; i++) {
      assertThat(check("right")).isEqualTo(Verdict.BUSY);
    }
    hasher.busy = false;
    assertThat(check("right")).isEqualTo(Verdict.RIGHT);
  }

  @Test
  void many_connections_with_the_same_password_need_one_hash() throws Exception {
    hasher.hold = new CountDownLatch(1);
    ExecutorService connections = Executors.newFixedThreadPool(16);
    try {
      List<Future<Verdict>> verdicts = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        verdicts.add(connections.submit(() -> check("right")));
      }
      hasher.hold.countDown();
      for (Future<Verdict> verdict : verdicts) {
        assertThat(verdict.get()).isEqualTo(Verdict.RIGHT);
      }
      assertThat(hasher.computed.get()).isLessThan(4);
    } finally {
      connections.shutdownNow();
    }
  }

  @Test
  void the_memory_of_verified_passwords_is_bounded() {
    VerifiedCredentials verified = new VerifiedCredentials(Duration.ofMinutes(5), 3, nanos::get);
    int held = 0;
    for (int i = 0; i < 10; i++) {
      verified.remember(verified.fingerprint("r", HERE, new Credentials("n" + i, "p")), 1);
    }
    for (int i = 0; i < 10; i++) {
      held +=
          verified.holds(verified.fingerprint("r", HERE, new Credentials("n" + i, "p")), 1) ? 1 : 0;
    }
    assertThat(held).isEqualTo(3);
  }

  @Test
  void no_two_pairs_look_alike() {
    VerifiedCredentials verified = new VerifiedCredentials(Duration.ofMinutes(5), 3, nanos::get);
    assertThat(verified.fingerprint("r", HERE, new Credentials("ab", "c")))
        .isNotEqualTo(verified.fingerprint("r", HERE, new Credentials("a", "bc")))
        .isEqualTo(verified.fingerprint("r", HERE, new Credentials("ab", "c")));
    String longName = "n".repeat(1000);
    assertThat(verified.fingerprint("r", HERE, new Credentials(longName, "x")))
        .isNotEqualTo(verified.fingerprint("r", HERE, new Credentials(longName, "y")));
  }
}
