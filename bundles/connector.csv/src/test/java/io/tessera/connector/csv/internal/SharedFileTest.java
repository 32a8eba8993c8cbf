package io.tessera.connector.csv.internal;

import static io.tessera.connector.csv.internal.Operations.creation;
import static io.tessera.connector.csv.internal.Operations.person;
import static io.tessera.connector.csv.internal.Operations.update;
import static io.tessera.connector.spi.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Applied;
import io.tessera.connector.spi.TargetAttributes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several who write, and others who read. */
@Timeout(60)
class SharedFileTest {
  private static final int MANY = 50;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Exchange exchange;

  @TempDir private Path folder;

  @BeforeEach
  void prepare() {
    exchange = new Exchange(folder);
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
    exchange.close();
  }

  @Test
  void a_lock_of_another_program_is_respected() throws Exception {
    exchange.users("login\n").with("timeoutMillis", 300);
    try (OtherProgram other = OtherProgram.locking(folder.resolve("users.csv.lock"))) {
      assertThat(exchange.failed(creation(person("alice"))).kind()).isEqualTo(TRANSIENT);
      assertThat(exchange.text()).isEqualTo("login\n");
      assertThat(exchange.latest().test())
          .last()
          .matches(step -> !step.passed() && step.name().equals("lock the user file"));
    }
    exchange.with("timeoutMillis", 10_000).connector();
    exchange.applied(creation(person("bob")));
    assertThat(exchange.text()).as("who gave up is not served").isEqualTo("login\nbob\n");
  }

  @Test
  void two_connectors_for_one_file_do_not_disturb_each_other() throws Exception {
    exchange.users("login\n");
    List<CsvConnector> both = List.of(exchange.connector(), exchange.connector());
    List<Future<Outcome>> calls = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      CsvConnector connector = both.get(i % 2);
      String name = "u" + i;
      calls.add(threads.submit(() -> connector.apply(creation(person(name)))));
    }
    for (Future<Outcome> call : calls) {
      assertThat(call.get()).isInstanceOf(Applied.class);
    }
    assertThat(exchange.text().lines()).hasSize(1 + MANY);
  }

  @Test
  void those_who_wait_at_the_same_time_share_one_rewrite() throws Exception {
    CountDownLatch othersWait = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Set<Object> files = ConcurrentHashMap.newKeySet();
    AtomicInteger number = new AtomicInteger();
    exchange.users("id,login\n").with("userIdColumn", "id");
    exchange.withIds(
        () -> {
          files.add(exchange.text());
          begun.countDown();
          await(othersWait);
          return "id" + number.incrementAndGet();
        });
    CsvConnector connector = exchange.connector();
    List<Future<Outcome>> calls = new ArrayList<>();
    calls.add(threads.submit(() -> connector.apply(creation(person("first")))));
    begun.await();
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String name = "u" + i;
      Thread thread = new Thread(() -> apply(connector, name));
      waiting.add(thread);
      thread.start();
    }
    while (!waiting.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING)) {
      Thread.onSpinWait();
    }
    othersWait.countDown();
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(calls.get(0).get()).isInstanceOf(Applied.class);
    assertThat(exchange.text().lines()).hasSize(2 + MANY);
    assertThat(files).as("what the file was while ids were given").hasSize(2);
  }

  @Test
  void who_reads_sees_the_whole_file_at_any_time() throws Exception {
    String long1 = "x".repeat(50_000);
    exchange.users("login,note\na,\nz,end\n");
    AtomicBoolean done = new AtomicBoolean();
    Future<Boolean> reader =
        threads.submit(
            () -> {
              boolean whole = true;
              while (!done.get()) {
                String seen = exchange.text();
                whole &= seen.startsWith("login,note\na,") && seen.endsWith("\nz,end\n");
              }
              return whole;
            });
    for (int i : IntStream.range(0, MANY).toArray()) {
      String note = long1 + i;
      exchange.applied(
          update("a", TargetAttributes.builder().put("login", "a").put("note", note).build()));
    }
    done.set(true);
    assertThat(reader.get()).isTrue();
  }

  @Test
  void a_connector_that_was_closed_says_so_and_another_goes_on() throws Exception {
    exchange.users("login\n");
    CsvConnector old = exchange.connector();
    assertThat(old.apply(creation(person("a")))).isInstanceOf(Applied.class);
    old.close();
    assertThat(((Outcome.Failed) old.apply(creation(person("b")))).kind()).isEqualTo(TRANSIENT);
    exchange.connector();
    exchange.applied(creation(person("c")));
    assertThat(exchange.text()).isEqualTo("login\na\nc\n");
  }

  private static void apply(CsvConnector connector, String name) {
    try {
      connector.apply(creation(person(name)));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
