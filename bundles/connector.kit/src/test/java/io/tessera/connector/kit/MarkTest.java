package io.tessera.connector.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.kit.LifeContract.Mark;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MarkTest {
  @Test
  void a_thread_that_was_left_behind_is_found() throws Exception {
    Thread here = Thread.currentThread();
    ClassLoader usual = here.getContextClassLoader();
    Mark mark = new Mark(usual);
    here.setContextClassLoader(mark);
    ExecutorService left = Executors.newSingleThreadExecutor();
    try {
      left.submit(() -> {}).get();
    } finally {
      here.setContextClassLoader(usual);
    }
    assertThat(mark.threads()).hasSize(1);
    left.shutdown();
    assertThat(left.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    Words.eventually(() -> mark.threads().isEmpty());
  }
}
