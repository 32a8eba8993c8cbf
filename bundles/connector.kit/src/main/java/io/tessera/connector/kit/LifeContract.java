package io.tessera.connector.kit;

import static io.tessera.connector.kit.Subject.Ability.UNLOAD;
import static io.tessera.connector.kit.Words.BOUND;
import static io.tessera.connector.kit.Words.THREADS;
import static io.tessera.connector.kit.Words.applied;
import static io.tessera.connector.kit.Words.fresh;
import static io.tessera.connector.kit.Words.textsOf;
import static io.tessera.connector.kit.Words.together;
import static io.tessera.connector.kit.Words.update;
import static io.tessera.connector.kit.Words.with;
import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Testable;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many threads at once, and the end. */
interface LifeContract {
  Trial trial();

  @Test
  default void sixteen_threads_do_not_disturb_each_other() throws Exception {
    Trial trial = trial();
    List<RemoteId> ids =
        together(
            THREADS,
            () -> {
              @Nullable RemoteId last = null;
              for (int i = 0; i < 5; i++) {
                String name = fresh();
                last = applied(trial.create(USER, name));
                applied(
                    trial.apply(
                        update(
                            USER,
                            last,
                            with(
                                trial.subject().named(USER, name),
                                trial.subject().textAttribute(),
                                name))));
                assertThat(textsOf(trial.seen(USER, last), trial.subject().textAttribute()))
                    .containsExactly(name);
                if (i % 2 == 1) {
                  applied(trial.apply(trial.deletion(USER, last, name)));
                }
              }
              return last;
            });
    assertThat(new HashSet<>(ids)).hasSize(THREADS);
  }

  @Test
  default void nothing_of_it_is_left_when_it_is_closed() throws Exception {
    Trial trial = trial();
    trial.needs(UNLOAD);
    // What a library or the counterpart starts once and for all is not the connector's.
    applied(trial.create(USER, fresh()));
    Mark mark = new Mark(Thread.currentThread().getContextClassLoader());
    WeakReference<Connector> left = use(trial, mark);
    trial.end();
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (left.get() != null || !mark.threads().isEmpty()) {
      assertThat(System.nanoTime())
          .as("threads %s; the connector itself: %s", mark.threads(), left.get())
          .isLessThan(deadline);
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** In a method of its own, so that no local variable holds the connector afterwards. */
  private static WeakReference<Connector> use(Trial trial, Mark mark) throws Exception {
    Thread here = Thread.currentThread();
    ClassLoader usual = here.getContextClassLoader();
    here.setContextClassLoader(mark);
    try {
      Connector connector = trial.subject().connector(Reach.DIRECTLY);
      String name = fresh();
      RemoteId id = applied(connector.apply(trial.creation(USER, name)));
      applied(connector.apply(update(USER, id, trial.subject().named(USER, name))));
      if (connector instanceof Readable readable) {
        assertThat(readable.read(trial.byId(id, name))).isInstanceOf(Reading.Found.class);
      }
      if (connector instanceof Testable testable) {
        assertThat(testable.test()).isNotEmpty();
      }
      applied(connector.apply(trial.deletion(USER, id, name)));
      return new WeakReference<>(connector);
    } finally {
      here.setContextClassLoader(usual);
    }
  }

  /** Threads take it over from the thread that starts them: those the connector started have it. */
  final class Mark extends ClassLoader {
    Mark(ClassLoader parent) {
      super(parent);
    }

    List<Thread> threads() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getContextClassLoader() == this)
          .toList();
    }
  }
}
