package io.tessera.connector.kit;

import static io.tessera.connector.spi.ObjectType.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.kit.Counterpart.Seen;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Action;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Applied;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The words of the contract that need no connector. */
final class Words {
  static final int THREADS = 16;
  static final Duration BOUND = Duration.ofSeconds(15);

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Words() {}

  /** A name nobody has. */
  static String fresh() {
    return "u" + Long.toString(System.nanoTime(), 36) + "n" + NUMBER.incrementAndGet();
  }

  static Operation update(ObjectType type, RemoteId id, TargetAttributes wanted) {
    Activity activity = type == USER ? Activity.ENABLED : null;
    return operation(Action.UPDATE, type, id, wanted, activity, MemberDelta.NONE);
  }

  static Operation operation(
      Action action,
      ObjectType type,
      @Nullable RemoteId id,
      TargetAttributes attributes,
      @Nullable Activity activity,
      MemberDelta members) {
    OperationKey key = new OperationKey(UUID.randomUUID().toString());
    return new Operation(
        key, action, type, NUMBER.incrementAndGet(), id, attributes, activity, members);
  }

  static List<String> textsOf(Seen seen, String attribute) {
    return seen.attributes().all(attribute);
  }

  static TargetAttributes with(TargetAttributes all, String name, String... values) {
    Map<String, List<String>> changed = new LinkedHashMap<>(all.asMap());
    changed.put(name, List.of(values));
    return TargetAttributes.of(changed);
  }

  static RemoteId applied(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Applied.class);
    return ((Applied) outcome).remoteId();
  }

  static Failed failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Failed.class);
    return (Failed) outcome;
  }

  /** Does the same so many times, from several threads at once. */
  static <T> List<T> together(int times, Callable<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> each : pool.invokeAll(Collections.nCopies(times, work))) {
        results.add(each.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  static <T> T within(Duration bound, Callable<T> work) throws Exception {
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try {
      return caller.submit(work).get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      caller.shutdownNow();
    }
  }

  static void eventually(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
