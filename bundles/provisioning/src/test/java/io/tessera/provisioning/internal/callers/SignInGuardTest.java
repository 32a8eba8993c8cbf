package io.tessera.provisioning.internal.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Sender;
import io.tessera.provisioning.api.admin.SignInLock;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Principals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignInGuardTest {
  private static final Caller OPERATOR = Caller.internal("operator", "test");

  private final MemoryStore store = new MemoryStore();
  private final SettableClock clock = new SettableClock();
  private final SignInGuard guard = new SignInGuard(store, clock);
  private final List<SignInGuard> guards = new ArrayList<>(List.of(guard));

  @AfterEach
  void stop() {
    guards.forEach(SignInGuard::stop);
  }

  private void fail(String name, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(guard.take(name)).isEqualTo(Duration.ZERO);
      guard.wrong(name, true);
    }
  }

  @Test
  void four_wrong_passwords_are_forgiven_and_the_fifth_locks() {
    fail("alice", 4);
    assertThat(guard.take("alice")).isEqualTo(Duration.ZERO);
    guard.wrong("alice", true);

    assertThat(guard.take("alice")).isEqualTo(Duration.ofSeconds(1));
    assertThat(guard.take("bob")).isEqualTo(Duration.ZERO);
  }

  @Test
  void wrong_passwords_of_administrators_are_in_the_journal_as_often_as_they_may_be_tried() {
    Sender sender = new Sender("192.0.2.9", Channel.SCIM2, "cause");
    for (int i = 0; i < 5; i++) {
      guard.take("Admin");
      guard.wrongOfAdministrator("Admin", sender);
    }
    fail("alice", 1);

    assertThat(store.deeds).hasSize(5);
    Deed last = store.deeds.get(4);
    assertThat(last.kind()).isEqualTo(Deed.Kind.SIGN_IN);
    assertThat(last.id()).isEqualTo(Principals.idOf("ADMIN"));
    assertThat(last.origin().actor()).isEqualTo("anonymous");
    assertThat(last.facts().text("name")).contains("admin");
    assertThat(last.facts().text("address")).contains("192.0.2.9");
    assertThat(last.facts().names()).contains("lockedSeconds");
    assertThat(store.deeds.get(3).facts().names()).doesNotContain("lockedSeconds");
    assertThat(guard.take("admin")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void each_further_one_doubles_the_time_up_to_a_quarter_of_an_hour() {
    fail("alice", 5);
    for (int seconds = 1; seconds <= 512; seconds *= 2) {
      assertThat(guard.take("alice")).isEqualTo(Duration.ofSeconds(seconds));
      clock.pass(Duration.ofSeconds(seconds));
      fail("alice", 1);
    }
    for (int i = 0; i < 50; i++) {
      assertThat(guard.take("alice")).isEqualTo(Duration.ofMinutes(15));
      clock.pass(Duration.ofMinutes(15));
      fail("alice", 1);
    }
    assertThat(SignInGuard.lockAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void tries_while_it_is_locked_do_not_prolong_it() {
    fail("alice", 5);
    clock.pass(Duration.ofSeconds(1));
    fail("alice", 1);
    for (int i = 0; i < 100; i++) {
      assertThat(guard.take("alice")).isEqualTo(Duration.ofSeconds(2));
    }
    clock.pass(Duration.ofSeconds(2));
    assertThat(guard.take("alice")).isEqualTo(Duration.ZERO);
  }

  @Test
  void a_right_password_makes_all_forgotten_in_a_moment() throws Exception {
    fail("alice", 5);
    clock.pass(Duration.ofSeconds(1));
    assertThat(guard.take("alice")).isEqualTo(Duration.ZERO);
    guard.right("alice");

    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!store.wrong.byKey.isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(store.wrong.byKey).isEmpty();
    fail("alice", 4);
  }

  @Test
  void a_day_without_a_wrong_password_makes_all_forgotten() {
    fail("alice", 5);
    clock.pass(Duration.ofDays(1).plusSeconds(1));
    fail("alice", 4);
    assertThat(guard.take("alice")).isEqualTo(Duration.ZERO);
  }

  @Test
  void it_survives_a_restart_and_holds_on_other_nodes() {
    fail("alice", 5);
    SignInGuard other = new SignInGuard(store, clock);
    guards.add(other);
    assertThat(other.take("alice")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void all_ways_to_write_a_name_are_one_account() {
    fail("Alice", 2);
    fail("PRIMARY/alice", 2);
    fail("primary/ALICE", 1);
    assertThat(guard.take("alice")).isPositive();
    assertThat(guard.take("SALES/alice")).isEqualTo(Duration.ZERO);
  }

  @Test
  void no_more_are_tried_at_once_than_may_be_wrong() {
    for (int i = 0; i < 5; i++) {
      assertThat(guard.take("alice")).isEqualTo(Duration.ZERO);
    }
    assertThat(guard.take("alice")).isPositive();
    guard.undecided("alice");
    assertThat(guard.take("alice")).isEqualTo(Duration.ZERO);
    for (int i = 0; i < 4; i++) {
      guard.wrong("alice", true);
    }
    assertThat(guard.take("alice")).as("one is running, one more may be wrong").isPositive();
    guard.right("alice");
    assertThat(guard.take("alice")).isEqualTo(Duration.ZERO);
  }

  @Test
  void names_nobody_has_are_locked_alike_and_told_to_nobody() {
    for (int i = 0; i < 5; i++) {
      assertThat(guard.take("nobody")).isEqualTo(Duration.ZERO);
      guard.wrong("nobody", false);
    }
    assertThat(guard.take("nobody")).isEqualTo(Duration.ofSeconds(1));
    assertThat(guard.list(100)).isEmpty();
    assertThat(store.wrong.byKey.toString()).doesNotContain("nobody");
  }

  @Test
  void locks_are_listed_and_lifted() {
    fail("alice", 5);
    assertThat(guard.list(100))
        .containsExactly(
            new SignInLock("PRIMARY/alice", 5, clock.instant(), clock.instant().plusSeconds(1)));

    guard.lift(OPERATOR, "ALICE");

    assertThat(guard.take("alice")).isEqualTo(Duration.ZERO);
    assertThatThrownBy(() -> guard.lift(OPERATOR, "bob")).isInstanceOf(RejectedException.class);
  }
}
