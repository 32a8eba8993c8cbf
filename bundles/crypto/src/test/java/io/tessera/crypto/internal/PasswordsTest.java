package io.tessera.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.crypto.HasherBusyException;
import io.tessera.crypto.PasswordHasher;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private static final long PATIENT = 10_000;
  private final PasswordHasher hasher = new Argon2PasswordHasher(2, PATIENT);

  @Test
  void a_hash_is_a_phc_string_of_the_promised_strength() {
    assertThat(hasher.hash("correct horse"))
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
  }

  @Test
  void the_right_password_matches_and_no_other() {
    String hash = hasher.hash("correct horse");
    assertThat(hasher.verify("correct horse", hash)).isTrue();
    assertThat(hasher.verify("correct horsf", hash)).isFalse();
    assertThat(hasher.verify("", hash)).isFalse();
  }

  @Test
  void the_same_password_has_another_hash_each_time() {
    assertThat(hasher.hash("correct horse")).isNotEqualTo(hasher.hash("correct horse"));
  }

  @Test
  void a_hash_made_by_the_reference_implementation_is_understood() {
    // echo -n "password" | argon2 somesalt -id -t 2 -m 16 -p 1
    assertThat(
            hasher.verify(
                "password",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                    + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"))
        .isTrue();
  }

  @Test
  void what_is_no_hash_belongs_to_no_password() {
    for (String phc : new String[] {"", "secret", "$argon2id$v=19$m=99999999,t=2,p=1$YQ$YQ"}) {
      assertThat(hasher.verify("secret", phc)).isFalse();
    }
    assertThat(hasher.verify("secret", null)).isFalse();
  }

  @Test
  void somebody_unknown_costs_as_much_as_a_wrong_password() {
    String hash = hasher.hash("correct horse");
    Runnable wrong = () -> hasher.verify("wrong", hash);
    Runnable unknown = () -> hasher.verify("wrong", null);
    wrong.run();
    unknown.run();
    double ratio = (double) nanos(unknown) / nanos(wrong);
    assertThat(ratio).isBetween(0.2, 5.0);
  }

  private static long nanos(Runnable work) {
    long start = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      work.run();
    }
    return System.nanoTime() - start;
  }

  @Test
  void a_full_waiting_room_turns_people_away() throws Exception {
    PasswordHasher impatient = new Argon2PasswordHasher(1, 0);
    ExecutorService others = Executors.newFixedThreadPool(4);
    CountDownLatch start = new CountDownLatch(1);
    try {
      Callable<Boolean> turnedAway =
          () -> {
            start.await();
            try {
              impatient.hash("x");
              return false;
            } catch (HasherBusyException busy) {
              return true;
            }
          };
      var answers =
          java.util.stream.Stream.generate(() -> others.submit(turnedAway)).limit(4).toList();
      start.countDown();
      long away = 0;
      for (var answer : answers) {
        away += answer.get() ? 1 : 0;
      }
      assertThat(away).isBetween(1L, 3L);
    } finally {
      others.shutdownNow();
    }
    assertThat(impatient.hash("x")).isNotEmpty();
    assertThatThrownBy(
            () -> {
              Thread.currentThread().interrupt();
              impatient.hash("x");
            })
        .isInstanceOf(HasherBusyException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
