package io.tessera.connector.kit;

import static io.tessera.connector.kit.Words.BOUND;
import static io.tessera.connector.kit.Words.applied;
import static io.tessera.connector.kit.Words.eventually;
import static io.tessera.connector.kit.Words.failed;
import static io.tessera.connector.kit.Words.fresh;
import static io.tessera.connector.kit.Words.within;
import static io.tessera.connector.spi.FailureKind.TRANSIENT;
import static io.tessera.connector.spi.FailureKind.UNKNOWN;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What networks do. */
interface NetworkContract {
  /** Within which an interrupted call ends. */
  int PROMPT_SECONDS = 3;

  Trial trial();

  @Test
  default void a_counterpart_that_is_down_is_tried_again_later() throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.proxy()) {
      Connector remote = trial.subject().connector(Reach.through(proxy));
      proxy.refuse();
      assertThat(failed(remote.apply(trial.creation(USER, fresh()))).kind()).isEqualTo(TRANSIENT);
      if (remote instanceof Readable readable) {
        Reading reading = readable.read(trial.byKey(USER, fresh()));
        assertThat(((Reading.Unreadable) reading).why().kind()).isEqualTo(TRANSIENT);
      }
      proxy.heal();
      applied(remote.apply(trial.creation(USER, fresh())));
    }
  }

  @Test
  default void a_counterpart_that_went_down_between_calls_is_noticed() throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.proxy()) {
      Connector remote = trial.subject().connector(Reach.through(proxy));
      RemoteId id = applied(remote.apply(trial.creation(USER, fresh())));
      proxy.refuse();
      Failed failed = failed(remote.apply(trial.deletion(USER, id, "x")));
      assertThat(failed.kind()).isIn(TRANSIENT, UNKNOWN);
      proxy.heal();
      applied(remote.apply(trial.deletion(USER, id, "x")));
    }
  }

  @Test
  default void an_answer_lost_after_the_effect_is_unknown_and_can_be_read_back() throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.proxy()) {
      Connector remote = trial.subject().connector(Reach.through(proxy));
      applied(remote.apply(trial.creation(USER, fresh())));
      String name = fresh();
      proxy.loseAnswersAfter(0);
      assertThat(failed(remote.apply(trial.creation(USER, name))).kind()).isEqualTo(UNKNOWN);
      proxy.heal();
      eventually(() -> trial.subject().counterpart().count(USER, name) == 1);
      if (remote instanceof Readable readable) {
        assertThat(readable.read(trial.byKey(USER, name))).isInstanceOf(Reading.Found.class);
      }
    }
  }

  @Test
  default void an_answer_that_is_cut_short_is_unknown() throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.proxy()) {
      Connector remote = trial.subject().connector(Reach.through(proxy));
      applied(remote.apply(trial.creation(USER, fresh())));
      String name = fresh();
      proxy.loseAnswersAfter(7);
      assertThat(failed(remote.apply(trial.creation(USER, name))).kind()).isEqualTo(UNKNOWN);
      eventually(() -> trial.subject().counterpart().count(USER, name) == 1);
    }
  }

  @Test
  default void a_counterpart_that_never_answers_costs_no_more_than_the_time_out() throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.proxy()) {
      Connector remote = trial.subject().connector(Reach.through(proxy));
      proxy.blackHole();
      Outcome outcome = within(BOUND, () -> remote.apply(trial.creation(USER, fresh())));
      assertThat(failed(outcome).kind()).isIn(TRANSIENT, UNKNOWN);
    }
  }

  @Test
  default void a_slow_answer_within_the_time_out_is_an_answer() throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.proxy()) {
      Connector remote = trial.subject().connector(Reach.through(proxy));
      proxy.delayAnswers(Duration.ofMillis(150));
      applied(remote.apply(trial.creation(USER, fresh())));
    }
  }

  @Test
  default void an_interrupt_ends_the_call_and_not_the_connector() throws Exception {
    Trial trial = trial();
    try (FaultyProxy proxy = trial.proxy()) {
      Connector remote = trial.subject().connector(Reach.through(proxy));
      applied(remote.apply(trial.creation(USER, fresh())));
      proxy.blackHole();
      ExecutorService caller = Executors.newSingleThreadExecutor();
      try {
        Future<Outcome> call = caller.submit(() -> remote.apply(trial.creation(USER, fresh())));
        untilWaiting(call);
        caller.shutdownNow();
        assertThat(caller.awaitTermination(PROMPT_SECONDS, TimeUnit.SECONDS))
            .as("ends promptly")
            .isTrue();
        assertInterrupted(call);
      } finally {
        caller.shutdownNow();
      }
      proxy.heal();
      applied(remote.apply(trial.creation(USER, fresh())));
    }
  }

  /** Gives the call time to reach its wait; an interrupt before that must do as well. */
  private static void untilWaiting(Future<Outcome> call) throws Exception {
    try {
      call.get(300, TimeUnit.MILLISECONDS);
    } catch (TimeoutException asItShouldBe) {
      return;
    }
    throw new AssertionError("the call did not wait for the black hole");
  }

  private static void assertInterrupted(Future<Outcome> call) throws Exception {
    try {
      assertThat(failed(call.get()).kind()).isEqualTo(UNKNOWN);
    } catch (ExecutionException thrown) {
      assertThat(thrown).hasCauseInstanceOf(InterruptedException.class);
    }
  }
}
